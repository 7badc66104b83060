"""What a run proves about its app client: by the exact refusals, by answers, and by nothing else."""

from types import MappingProxyType

import pytest

from app.diagnosis.seen import NOTHING, seen, together
from app.transcript.events import TokensReceived
from tests.helpers.sample_runs import T0, called, refused, replied, signed_in, tokens

SRP, PASSWORD, CUSTOM = "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH"
INVALID = "InvalidParameterException"


def run(auth_flow, outcome, operation="InitiateAuth", **parameters):
    params = {"AuthFlow": auth_flow, "AuthParameters": MappingProxyType({"USERNAME": "plain", **parameters})}
    return [called(1, operation, params, T0), outcome]


def refusal(code, message, operation="InitiateAuth"):
    return refused(1, operation, code, message, T0, 0.1)


def challenge(operation="InitiateAuth"):
    return replied(1, operation, {"ChallengeName": "PASSWORD_VERIFIER"}, T0, 0.1)


@pytest.mark.parametrize(
    ("auth_flow", "message", "value"),
    [
        ("USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH flow not enabled for this client", PASSWORD),
        ("USER_SRP_AUTH", "USER_SRP_AUTH is not enabled for the client.", SRP),
        ("CUSTOM_AUTH", "CUSTOM_AUTH is not enabled for the client.", CUSTOM),
        ("USER_AUTH", "USER_AUTH flow not enabled for this client", "ALLOW_USER_AUTH"),
        ("ADMIN_USER_PASSWORD_AUTH", "Auth flow not enabled for this client", "ALLOW_ADMIN_USER_PASSWORD_AUTH"),
        ("REFRESH_TOKEN_AUTH", "Refresh Token flow not enabled for this client", "ALLOW_REFRESH_TOKEN_AUTH"),
    ],
)
def test_a_refusal_that_names_the_flow_says_that_it_is_off(auth_flow, message, value):
    assert seen(run(auth_flow, refusal(INVALID, message))).flows == {value: False}
    assert seen(run(auth_flow, refusal(INVALID, f"Missing {message}"))) == NOTHING
    assert seen(run(auth_flow, refusal("NotAuthorizedException", message))) == NOTHING


def test_custom_auth_flow_only_is_known_by_its_message():
    message = "Only custom auth (lambda driven) is enabled for this client."
    assert seen(run("USER_SRP_AUTH", refusal(INVALID, message))).flows == {SRP: False, CUSTOM: True}


@pytest.mark.parametrize("operation", ["InitiateAuth", "AdminInitiateAuth"])
def test_a_flow_that_was_answered_is_on(operation):
    assert seen(run("CUSTOM_AUTH", challenge(operation), operation)).flows == {CUSTOM: True}


@pytest.mark.parametrize(
    ("outcome", "parameters", "secret"),
    [
        (challenge(), {}, False),
        (challenge(), {"SECRET_HASH": "x"}, True),
        (refusal("NotAuthorizedException", "Unable to verify secret hash for client abc"), {"SECRET_HASH": "x"}, True),
        (refusal("NotAuthorizedException", "Client abc is configured with secret but SECRET_HASH was not received"),
         {}, True),
        (refusal("NotAuthorizedException", "Client abc is configured for secret but secret was not received"), {},
         True),
        (refusal(INVALID, "App client abc is not configured for secret but secret hash was received"),
         {"SECRET_HASH": "x"}, False),
        (refusal("NotAuthorizedException", "Incorrect username or password."), {"SECRET_HASH": "x"}, None),
    ],
)  # fmt: skip
def test_whether_there_is_a_secret_is_known_by_what_was_taken_and_what_was_said(outcome, parameters, secret):
    assert seen(run("USER_SRP_AUTH", outcome, **parameters)).secret is secret


def test_rotation_is_known_by_its_refusal_and_by_what_a_refresh_gives():
    no = refusal("UnsupportedOperationException", "This API does not support refresh token rotation")
    assert seen(run("REFRESH_TOKEN_AUTH", no)).rotation is True
    result = {"AuthenticationResult": MappingProxyType({"AccessToken": "a"})}
    assert seen(run("REFRESH_TOKEN_AUTH", replied(1, "InitiateAuth", result, T0, 0.1))).rotation is False
    renew = called(1, "GetTokensFromRefreshToken", {}, T0)
    rotated = {"AuthenticationResult": MappingProxyType({"AccessToken": "a", "RefreshToken": "r"})}
    assert seen([renew, replied(1, "GetTokensFromRefreshToken", result, T0, 0.1)]).rotation is False
    assert seen([renew, replied(1, "GetTokensFromRefreshToken", rotated, T0, 0.1)]).rotation is True


def test_a_refresh_says_nothing_of_a_secret():
    result = {"AuthenticationResult": MappingProxyType({"AccessToken": "a"})}
    assert seen(run("REFRESH_TOKEN_AUTH", replied(1, "InitiateAuth", result, T0, 0.1))).secret is None


def test_existence_errors_are_told_only_where_a_typed_name_was_looked_up():
    unknown = "User does not exist."
    assert seen(run("USER_SRP_AUTH", refusal("UserNotFoundException", unknown))).existence_errors == "LEGACY"
    admin = refusal("UserNotFoundException", unknown, "AdminInitiateAuth")
    assert seen(run("ADMIN_USER_PASSWORD_AUTH", admin, "AdminInitiateAuth")).existence_errors is None


def test_a_web_acl_is_known_by_its_block():
    block = refusal("ForbiddenException", "Request not allowed due to WAF block.")
    assert seen(run("USER_SRP_AUTH", block)).waf is True


def test_tokens_tell_their_lifetimes():
    found = seen([TokensReceived(at=T0, tokens=tokens())])
    assert (found.access_seconds, found.id_seconds) == (3600, 3600)


def test_a_whole_sign_in_proves_flow_secret_and_lifetimes():
    found = seen(signed_in())
    assert (dict(found.flows), found.secret, found.rotation, found.access_seconds) == ({SRP: True}, False, None, 3600)


def test_what_is_seen_later_counts_and_what_it_does_not_say_stays():
    before = seen(run("USER_PASSWORD_AUTH", refusal(INVALID, "USER_PASSWORD_AUTH flow not enabled for this client")))
    after = together(before, seen(signed_in()))
    assert after.flows == {PASSWORD: False, SRP: True}
    turned_on = together(after, seen(run("USER_PASSWORD_AUTH", challenge())))
    assert turned_on.flows[PASSWORD] is True
    assert turned_on.access_seconds == 3600
