"""Playbooks of REFRESH_TOKEN_AUTH: the flow refresh."""

import pytest

from app.auth.flows import refresh
from app.errors import ApiError, UnexpectedReply
from app.secret import Secret
from tests.helpers.playbook import CONTEXT, RESULT, WITH_SECRET, Playbook, challenge
from tests.helpers.sample_runs import jwt
from tests.helpers.secret_hashes import hashed

ACCESS = jwt({"username": "34c84488"}).reveal()
FRESH = {"AuthenticationResult": {"AccessToken": ACCESS, "IdToken": "i", "ExpiresIn": 3600, "TokenType": "Bearer"}}


def begin(context=CONTEXT, **answers):
    play = Playbook(refresh.sign_in(context))
    play.asks("CREDENTIALS", "refresh_token", "username", "client_metadata").answers(**answers)
    return play


def refreshes(play, token, **more):
    parameters = {"REFRESH_TOKEN": token, **more.pop("parameters", {})}
    return play.calls("InitiateAuth", AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters=parameters, **more)


def test_a_pasted_token_brings_tokens_and_is_kept_under_the_name_that_cognito_gives():
    play = begin(refresh_token=Secret("pasted"))
    refreshes(play, "pasted").replies(FRESH)
    play.keeps("pasted", "34c84488", "refresh")
    assert play.returns_tokens().refresh_token is None


def test_a_token_from_the_vault_is_not_kept_again():
    play = begin(refresh_token=Secret("kept"), username="plain", from_vault="yes")
    refreshes(play, "kept").replies(FRESH)
    play.returns_tokens()


def test_a_rotated_token_is_kept_even_when_the_old_one_came_from_the_vault():
    play = begin(refresh_token=Secret("old"), username="plain", from_vault="yes")
    refreshes(play, "old").replies({"AuthenticationResult": {**RESULT, "AccessToken": ACCESS}})
    play.keeps("r", "34c84488", "refresh")
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


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("NotAuthorizedException", "Refresh Token has expired"),
        ("NotAuthorizedException", "Refresh Token has been revoked"),
        ("NotAuthorizedException", "Invalid Refresh Token"),
        ("UnsupportedOperationException", "This API does not support refresh token rotation"),
    ],
)
def test_a_refused_token_ends_the_refresh(code, message):
    play = begin(refresh_token="t")
    refreshes(play, "t").refuses(code, message)
    assert play.raises(ApiError).message == message


@pytest.mark.parametrize("body", [{}, {"AuthenticationResult": {}}, challenge("SMS_MFA", "s1"), {"a": 1}])
def test_a_reply_without_an_access_token_is_unexpected(body):
    play = begin(refresh_token="t")
    refreshes(play, "t").replies(body)
    assert play.raises(UnexpectedReply).missing == "AccessToken"


def test_an_empty_token_is_sent_for_cognito_to_refuse():
    play = begin()
    refreshes(play, "").refuses("InvalidParameterException", "Missing required parameter REFRESH_TOKEN")
    assert play.raises(ApiError).code == "InvalidParameterException"
