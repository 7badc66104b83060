"""Playbooks of signing out, and of what is said afterwards about each token."""

from dataclasses import replace

import pytest

from app.auth.actions import ACTIONS
from app.errors import ApiError
from app.secret import Secret
from tests.auth.test_signatures import ISSUER, KEYS, OURS, THEIRS, public_jwk, token
from tests.helpers.playbook import CLIENT, CONTEXT, RESULT, T0, WITH_SECRET, Playbook
from tests.helpers.secret_hashes import hashed

ACCESS = {"iss": ISSUER, "token_use": "access", "client_id": CLIENT, "username": "plain", "exp": int(T0) + 600}
ID = {"iss": ISSUER, "token_use": "id", "aud": CLIENT, "cognito:username": "plain", "exp": int(T0) + 600}
KEY_SET = ISSUER + "/.well-known/jwks.json"
GONE = ("NotAuthorizedException", "Access Token has been revoked")


def at_issuer(context=CONTEXT, **settings):
    return replace(context, client=replace(context.client, issuer=ISSUER, **settings))


def begin(how, context=None, **answers):
    play = Playbook(ACTIONS["sign_out"].run(context or at_issuer()))
    question = play.asks("CREDENTIALS", "how", "refresh_token", "access_token", "id_token", "check_refresh")
    question.answers(how=how, **answers)
    return play


def rows(play):
    found = play.returns()["tokens"]
    return {(row["token"], row["check"]): tuple(row[name] for name in ("verdict", "code", "message")) for row in found}


def test_a_revoked_refresh_token_takes_its_access_token_along_but_no_signature():
    access, id_token = token(ACCESS), token(ID)
    play = begin("RevokeToken", refresh_token="r", access_token=access, id_token=id_token, check_refresh="yes")
    play.calls("RevokeToken", Token="r", ClientId=CLIENT).replies({})
    play.calls("GetUser", AccessToken=access).refuses(*GONE)
    play.fetches(KEY_SET, KEYS)
    request = play.calls("InitiateAuth", AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters={"REFRESH_TOKEN": "r"})
    request.refuses("NotAuthorizedException", "Refresh Token has been revoked")
    assert rows(play) == {
        ("access_token", "GetUser"): ("refused", *GONE),
        ("access_token", "signature"): ("valid", "", ""),
        ("id_token", "signature"): ("valid", "", ""),
        ("refresh_token", "refresh"): ("refused", "NotAuthorizedException", "Refresh Token has been revoked"),
    }


def test_revoking_takes_the_client_secret_itself():
    play = begin("RevokeToken", at_issuer(WITH_SECRET), refresh_token="r")
    request = play.calls("RevokeToken", Token="r", ClientId=CLIENT, ClientSecret="shh")
    assert isinstance(request.call.params["ClientSecret"], Secret)
    assert isinstance(request.call.params["Token"], Secret)


@pytest.mark.parametrize(
    "refusal",
    [
        ("UnsupportedTokenTypeException", ""),
        ("UnsupportedOperationException", "This feature is not enabled for this client"),
        ("UnauthorizedException", "Invalid client or secret"),
    ],
)
def test_a_refused_revocation_ends_the_sign_out(refusal):
    play = begin("RevokeToken", refresh_token="r")
    play.calls("RevokeToken", Token="r", ClientId=CLIENT).refuses(*refusal)
    assert play.raises(ApiError).code == refusal[0]


def test_a_global_sign_out_needs_the_access_token_and_no_refresh_token():
    access = token(ACCESS)
    play = begin("GlobalSignOut", access_token=access)
    play.calls("GlobalSignOut", AccessToken=access).replies({})
    play.calls("GetUser", AccessToken=access).refuses(*GONE)
    play.fetches(KEY_SET, KEYS)
    found = rows(play)
    assert found["refresh_token", "refresh"] == ("none", "", "")
    assert found["id_token", "signature"] == ("none", "", "")


def test_forgetting_here_sends_nothing_to_cognito_and_says_that_nothing_was_asked():
    access = token(ACCESS)
    play = begin("forget", refresh_token="r", access_token=access, check_refresh="yes")
    play.forgets("refresh_token", "plain")
    play.fetches(KEY_SET, KEYS)
    found = rows(play)
    assert found["access_token", "GetUser"] == ("not_checked", "", "")
    assert found["access_token", "signature"] == ("valid", "", "")
    assert found["refresh_token", "refresh"] == ("not_checked", "", "")


def test_the_name_to_forget_may_come_from_the_id_token():
    play = begin("forget", id_token=token(ID))
    play.forgets("refresh_token", "plain")
    play.fetches(KEY_SET, KEYS)
    play.returns()


def test_without_any_token_there_is_nothing_to_say():
    play = begin("forget")
    assert {verdict for verdict, _, _ in rows(play).values()} == {"none"}


def test_a_refresh_is_not_tried_without_being_asked_for():
    play = begin("RevokeToken", refresh_token="r")
    play.calls("RevokeToken", Token="r", ClientId=CLIENT).replies({})
    assert rows(play)["refresh_token", "refresh"] == ("not_checked", "", "")


def test_a_token_that_goes_on_working_is_said_to():
    access = token(ACCESS)
    context = at_issuer(WITH_SECRET)
    play = begin("RevokeToken", context, refresh_token="r", access_token=access, check_refresh="yes", from_vault="yes")
    play.calls("RevokeToken", Token="r", ClientId=CLIENT, ClientSecret="shh").replies({})
    play.calls("GetUser", AccessToken=access).replies({"Username": "plain"})
    play.fetches(KEY_SET, KEYS)
    parameters = {"REFRESH_TOKEN": "r", "SECRET_HASH": hashed("plain")}
    request = play.calls("InitiateAuth", AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters=parameters)
    request.replies({"AuthenticationResult": {"AccessToken": access}})
    found = rows(play)
    assert found["access_token", "GetUser"] == ("works", "", "")
    assert found["refresh_token", "refresh"] == ("works", "", "")


def test_the_refresh_of_a_devices_token_is_tried_with_the_device_that_the_access_token_names():
    access = token({**ACCESS, "device_key": "us-east-1_d"})
    play = begin("RevokeToken", refresh_token="r", access_token=access, check_refresh="yes")
    play.calls("RevokeToken", Token="r", ClientId=CLIENT).replies({})
    play.calls("GetUser", AccessToken=access).refuses(*GONE)
    play.fetches(KEY_SET, KEYS)
    parameters = {"REFRESH_TOKEN": "r", "DEVICE_KEY": "us-east-1_d"}
    request = play.calls("InitiateAuth", AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters=parameters)
    request.refuses("NotAuthorizedException", "Refresh Token has been revoked")
    assert rows(play)["refresh_token", "refresh"][0] == "refused"


def test_a_token_that_rotated_by_the_check_is_kept():
    access = token(ACCESS)
    play = begin(
        "GlobalSignOut", at_issuer(rotation=True), refresh_token="old", access_token=access, check_refresh="yes"
    )
    play.calls("GlobalSignOut", AccessToken=access).replies({})
    play.calls("GetUser", AccessToken=access).refuses(*GONE)
    play.fetches(KEY_SET, KEYS)
    request = play.calls("GetTokensFromRefreshToken", RefreshToken="old", ClientId=CLIENT)
    request.replies({"AuthenticationResult": {**RESULT, "AccessToken": access}})
    play.keeps("r", "plain", "refresh")
    assert rows(play)["refresh_token", "refresh"] == ("works", "", "")


@pytest.mark.parametrize(
    ("given", "keys", "verdict"),
    [
        ({**ACCESS, "exp": int(T0) - 1}, KEYS, ("expired", "", "")),
        ({**ACCESS, "client_id": "another"}, KEYS, ("invalid", "client_id", "")),
        (ACCESS, {"keys": [public_jwk(THEIRS, "ours")]}, ("invalid", "signature", "")),
        (ACCESS, {"keys": [public_jwk(OURS, "rolled over")]}, ("invalid", "kid", "")),
    ],
)
def test_the_signature_is_checked_by_the_pools_keys_at_the_time_they_were_read(given, keys, verdict):
    access = token(given)
    play = begin("GlobalSignOut", access_token=access)
    play.calls("GlobalSignOut", AccessToken=access).replies({})
    play.calls("GetUser", AccessToken=access).refuses(*GONE)
    play.fetches(KEY_SET, keys)
    assert rows(play)["access_token", "signature"] == verdict


def test_without_the_key_set_no_signature_is_judged():
    access = token(ACCESS)
    play = begin("GlobalSignOut", access_token=access)
    play.calls("GlobalSignOut", AccessToken=access).replies({})
    play.calls("GetUser", AccessToken=access).refuses(*GONE)
    play.fetches(KEY_SET, problem="HTTP 404")
    assert rows(play)["access_token", "signature"] == ("not_checked", "", "HTTP 404")
