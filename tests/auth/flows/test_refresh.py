"""Playbooks of the flow refresh: which call it makes and why, and what becomes of the refresh token."""

from dataclasses import replace

import pytest

from app.auth.flows import refresh
from app.auth.steps import Keep, Kept
from app.errors import ApiError, UnexpectedReply
from app.secret import Secret
from tests.helpers.playbook import CLIENT, CONTEXT, RESULT, WITH_SECRET, Playbook, challenge
from tests.helpers.sample_runs import jwt
from tests.helpers.secret_hashes import hashed

ACCESS = jwt({"username": "34c84488"}).reveal()
FRESH = {"AuthenticationResult": {"AccessToken": ACCESS, "IdToken": "i", "ExpiresIn": 3600, "TokenType": "Bearer"}}
ROTATED = {"AuthenticationResult": {**RESULT, "AccessToken": ACCESS}}
NO_ROTATION = ("UnsupportedOperationException", "This API does not support refresh token rotation")
FLOW_OFF = ("InvalidParameterException", "Refresh Token flow not enabled for this client")
ALL = ("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")


def client(context=CONTEXT, **settings):
    return replace(context, client=replace(context.client, **settings))


ROTATING = client(explicit_auth_flows=("ALLOW_USER_SRP_AUTH",), rotation=True, grace_seconds=10)


def begin(context=CONTEXT, **answers):
    play = Playbook(refresh.sign_in(context))
    fields = ("refresh_token", "username", "device_key", "call", "client_metadata")
    play.asks("CREDENTIALS", *fields).answers(**answers)
    return play


def refreshes(play, token, **more):
    parameters = {"REFRESH_TOKEN": token, **more.pop("parameters", {})}
    return play.calls("InitiateAuth", AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters=parameters, **more)


def gets_tokens(play, token, **more):
    return play.calls("GetTokensFromRefreshToken", RefreshToken=token, ClientId=CLIENT, **more)


def calls_shown(play):
    return [tuple(show.values.values()) for show in play.shown if show.name == "refresh_call"]


def test_a_pasted_token_brings_tokens_and_is_kept_under_the_name_that_cognito_gives():
    play = begin(refresh_token=Secret("pasted"))
    refreshes(play, "pasted").replies(FRESH)
    play.keeps("pasted", "34c84488", "refresh")
    assert play.returns_tokens().refresh_token is None
    assert [show.name for show in play.shown] == ["refresh_call"]


def test_a_token_from_the_vault_is_not_kept_again():
    play = begin(refresh_token=Secret("kept"), username="plain", from_vault="yes")
    refreshes(play, "kept").replies(FRESH)
    play.returns_tokens()


def test_a_client_with_a_secret_hashes_the_users_name_though_no_username_is_sent():
    play = begin(WITH_SECRET, refresh_token="t", username="34c84488", client_metadata={"a": "b"})
    refreshes(play, "t", parameters={"SECRET_HASH": hashed("34c84488")}, ClientMetadata={"a": "b"}).replies(FRESH)


def test_a_client_with_a_secret_and_no_name_sends_a_hash_that_cognito_will_refuse():
    play = begin(WITH_SECRET, refresh_token="t")
    refreshes(play, "t", parameters={"SECRET_HASH": hashed("")}).refuses(
        "NotAuthorizedException", "Unable to verify secret hash for client 1example23456789"
    )
    assert play.raises(ApiError).code == "NotAuthorizedException"


def test_the_key_of_the_device_that_the_token_belongs_to_goes_along_and_stays_with_the_token():
    play = begin(refresh_token="t", device_key="us-east-1_d")
    refreshes(play, "t", parameters={"DEVICE_KEY": "us-east-1_d"}).replies(FRESH)
    play.keeps_secret("refresh_token", "t", "34c84488", {"flow": "refresh", "device_key": "us-east-1_d"})
    play.returns_tokens()


@pytest.mark.parametrize(
    ("settings", "call", "because"),
    [
        ({}, "REFRESH_TOKEN_AUTH", "unknown"),
        ({"rotation": False}, "REFRESH_TOKEN_AUTH", "unknown"),
        ({"explicit_auth_flows": ALL}, "REFRESH_TOKEN_AUTH", "allowed"),
        ({"explicit_auth_flows": ()}, "REFRESH_TOKEN_AUTH", "allowed"),
        ({"explicit_auth_flows": ("ADMIN_NO_SRP_AUTH",)}, "REFRESH_TOKEN_AUTH", "allowed"),
        ({"explicit_auth_flows": ("ALLOW_USER_AUTH",)}, "GetTokensFromRefreshToken", "not_allowed"),
        ({"explicit_auth_flows": ALL, "rotation": True}, "GetTokensFromRefreshToken", "rotation"),
        ({"rotation": True}, "GetTokensFromRefreshToken", "rotation"),
    ],
)
def test_the_call_is_the_one_that_the_app_client_accepts_and_the_reason_is_shown(settings, call, because):
    play = begin(client(**settings), refresh_token="t")
    (refreshes if call == "REFRESH_TOKEN_AUTH" else gets_tokens)(play, "t").replies(FRESH)
    play.keeps("t", "34c84488", "refresh")
    play.returns_tokens()
    assert calls_shown(play) == [(call, because)]


@pytest.mark.parametrize("settings", [{}, {"explicit_auth_flows": ALL}])
@pytest.mark.parametrize("refusal", [NO_ROTATION, FLOW_OFF])
def test_where_cognito_refuses_one_call_for_the_sake_of_the_client_the_other_is_made(refusal, settings):
    play = begin(client(**settings), refresh_token="t")
    refreshes(play, "t").refuses(*refusal)
    gets_tokens(play, "t").replies(FRESH)
    play.keeps("t", "34c84488", "refresh")
    play.returns_tokens()
    assert calls_shown(play)[1:] == [("GetTokensFromRefreshToken", "refused")]


@pytest.mark.parametrize("refusal", [NO_ROTATION, FLOW_OFF])
def test_a_call_that_was_asked_for_is_made_and_its_refusal_ends_the_refresh(refusal):
    play = begin(ROTATING, refresh_token="t", call="REFRESH_TOKEN_AUTH")
    refreshes(play, "t").refuses(*refusal)
    assert play.raises(ApiError).code == refusal[0]
    assert calls_shown(play) == [("REFRESH_TOKEN_AUTH", "asked")]


def test_the_other_call_can_be_asked_for_of_a_client_that_does_not_rotate():
    play = begin(client(explicit_auth_flows=ALL), refresh_token="t", call="GetTokensFromRefreshToken")
    gets_tokens(play, "t").replies(FRESH)
    play.keeps("t", "34c84488", "refresh")
    assert calls_shown(play) == [("GetTokensFromRefreshToken", "asked")]


def test_the_dedicated_call_takes_the_client_secret_itself_the_device_key_and_the_metadata():
    play = begin(
        client(WITH_SECRET, rotation=True), refresh_token="t", username="plain", device_key="us-east-1_d",
        client_metadata={"a": "b"},
    )  # fmt: skip
    request = gets_tokens(play, "t", ClientSecret="shh", DeviceKey="us-east-1_d", ClientMetadata={"a": "b"})
    assert isinstance(request.call.params["ClientSecret"], Secret)
    assert isinstance(request.call.params["RefreshToken"], Secret)


def test_a_rotated_token_is_kept_with_what_the_vault_knew_of_the_old_one_and_shown_with_the_grace_period():
    play = begin(
        ROTATING, refresh_token=Secret("old"), username="plain", from_vault="yes", saved_flow="user_srp",
        issued_at="1700000000.5", device_key="us-east-1_d",
    )  # fmt: skip
    gets_tokens(play, "old", DeviceKey="us-east-1_d").replies(ROTATED)
    facts = {"flow": "user_srp", "issued_at": "1700000000.5", "device_key": "us-east-1_d"}
    play.keeps_secret("refresh_token", "r", "34c84488", facts)
    assert play.returns_tokens().refresh_token == Secret("r")
    assert play.shown[-1].name == "rotated"
    assert play.shown[-1].values == {"saved": "yes", "reason": "", "grace_seconds": "10"}


@pytest.mark.parametrize(("grace", "shown"), [(None, ""), (0, "0"), (60, "60")])
@pytest.mark.parametrize("reason", ["off", "hangs"])
def test_a_rotated_token_that_was_not_kept_is_shown_as_such(reason, grace, shown):
    play = begin(client(rotation=True, grace_seconds=grace), refresh_token="old")
    gets_tokens(play, "old").replies(ROTATED)
    step = play._next()
    assert isinstance(step, Keep)
    play.go_on(Kept(saved=False, reason=reason))
    play.returns_tokens()
    assert play.shown[-1].values == {"saved": "no", "reason": reason, "grace_seconds": shown}


def test_a_rotated_token_is_kept_even_where_the_rest_of_the_reply_is_of_no_use():
    play = begin(ROTATING, refresh_token="old", username="plain")
    gets_tokens(play, "old").replies({"AuthenticationResult": {"RefreshToken": "r"}})
    play.keeps("r", "plain", "refresh")
    assert play.raises(UnexpectedReply).missing == "AccessToken"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("NotAuthorizedException", "Refresh Token has expired"),
        ("NotAuthorizedException", "Refresh Token has been revoked"),
        ("NotAuthorizedException", "Invalid Refresh Token"),
        ("InvalidParameterException", "Missing required parameter REFRESH_TOKEN"),
    ],
)
def test_a_refused_token_ends_the_refresh_and_is_not_tried_by_another_call(code, message):
    play = begin(refresh_token="t")
    refreshes(play, "t").refuses(code, message)
    assert play.raises(ApiError).message == message


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("RefreshTokenReuseException", "Refresh token reuse detected"),
        ("NotAuthorizedException", "Invalid Refresh Token."),
        ("UnsupportedOperationException", ""),
    ],
)
def test_a_refusal_of_the_dedicated_call_ends_the_refresh(code, message):
    play = begin(ROTATING, refresh_token="t")
    gets_tokens(play, "t").refuses(code, message)
    assert play.raises(ApiError).code == code


@pytest.mark.parametrize("body", [{}, {"AuthenticationResult": {}}, challenge("SMS_MFA", "s1"), {"a": 1}])
def test_a_reply_without_an_access_token_is_unexpected(body):
    play = begin(refresh_token="t")
    refreshes(play, "t").replies(body)
    assert play.raises(UnexpectedReply).missing == "AccessToken"


def test_an_empty_token_is_sent_for_cognito_to_refuse():
    play = begin()
    refreshes(play, "").refuses("InvalidParameterException", "Missing required parameter REFRESH_TOKEN")
    assert play.raises(ApiError).code == "InvalidParameterException"
