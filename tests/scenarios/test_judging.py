"""Judging a run: what is as expected passes, and whatever is not is named with both sides."""

import base64
import json

import pytest

from app.auth.tokens import TokenSet
from app.scenarios.judging import Difference, Judgement, judge
from app.scenarios.scenario import End, Expectation, Scenario
from app.secret import Secret
from app.transcript.events import Ended, SignedIn, TokensReceived

SIGNED_IN = SignedIn(at=1.0, username="plain")
NOTHING = Expectation()


def scenario(expect):
    return Scenario(name="s", profile="p", flow="user_srp", expect=expect)


def ending(reason, code="", message=""):
    return Ended(at=1.0, reason=reason, code=code, message=message)


def error(name, message=""):
    return Expectation(end=End.ERROR, name=name, message=message)


def challenge(name):
    return Expectation(end=End.CHALLENGE, name=name)


def token(claims):
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in ({}, claims)]
    return Secret(".".join([*parts, "signature"]))


def tokens(**claims):
    return TokensReceived(at=0.5, tokens=TokenSet(access_token=token(claims), id_token=token({"sub": "1", **claims})))


@pytest.mark.parametrize(
    ("expect", "end", "got"),
    [
        (NOTHING, SIGNED_IN, "signed_in"),
        (challenge("SMS_MFA"), ending("unanswered", "SMS_MFA"), "SMS_MFA"),
        (error("LimitExceededException"), ending("refused", "LimitExceededException", "m"), "LimitExceededException"),
        (error("CodeMismatchException", "m"), ending("refused", "CodeMismatchException", "m"), "CodeMismatchException"),
        (error("timeout"), ending("failed", "timeout"), "timeout"),
        (error("refused"), ending("failed", "refused"), "refused"),
        (error("client_secret"), ending("client_secret", "missing"), "client_secret"),
    ],
)
def test_what_is_as_expected_passes(expect, end, got):
    assert judge(scenario(expect), [end]) == Judgement(passed=True, got=got)


@pytest.mark.parametrize(
    ("expect", "end", "differs"),
    [
        (NOTHING, ending("refused", "NotAuthorizedException"), ("end", "signed_in", "NotAuthorizedException")),
        (NOTHING, ending("unanswered", "SMS_MFA"), ("end", "signed_in", "SMS_MFA")),
        (NOTHING, ending("cancelled"), ("end", "signed_in", "cancelled")),
        (NOTHING, ending("value", "env", "NAME"), ("end", "signed_in", "value")),
        (challenge("SMS_MFA"), SIGNED_IN, ("end", "SMS_MFA", "signed_in")),
        (challenge("SMS_MFA"), ending("unanswered", "EMAIL_OTP"), ("end", "SMS_MFA", "EMAIL_OTP")),
        (challenge("SMS_MFA"), ending("refused", "SMS_MFA"), ("end", "SMS_MFA", "SMS_MFA")),
        (error("SMS_MFA"), ending("unanswered", "SMS_MFA"), ("end", "SMS_MFA", "SMS_MFA")),
        (error("refused"), ending("refused", "LimitExceededException"), ("end", "refused", "LimitExceededException")),
        (error("X"), SIGNED_IN, ("end", "X", "signed_in")),
        (error("X", "one"), ending("refused", "X", "two"), ("message", "one", "two")),
    ],
)
def test_another_end_is_named_with_both_sides(expect, end, differs):
    what, expected, got = differs
    judgement = judge(scenario(expect), [end])
    assert not judgement.passed
    assert judgement.differences == (Difference(what=what, expected=expected, got=got),)


def test_a_run_without_an_end_has_not_come_to_the_expected_one():
    assert judge(scenario(NOTHING), []).got == "unfinished"
    assert not judge(scenario(NOTHING), [tokens()]).passed


def test_every_claim_that_differs_is_named_and_the_last_tokens_count():
    wanted = {"id": {"sub": "1", "n": 1, "gone": "x"}, "access": {"n": True, "list": ["a", {"b": 1}]}}
    expect = Expectation(claims=wanted)
    events = [tokens(n=1, gone="x"), tokens(n=True, list=["a", {"b": 1}]), SIGNED_IN]
    assert judge(scenario(expect), events).differences == (
        Difference(what="claims.id.n", expected="1", got="true"),
        Difference(what="claims.id.gone", expected='"x"', got=""),
    )


def test_claims_of_a_token_that_did_not_come_are_missing():
    events = [TokensReceived(at=0.0, tokens=TokenSet(access_token=Secret("opaque"))), SIGNED_IN]
    expect = Expectation(claims={"id": {"a": "x"}, "access": {"b": 1}})
    assert [each.what for each in judge(scenario(expect), events).differences] == ["claims.id.a", "claims.access.b"]
    assert not judge(scenario(expect), [SIGNED_IN]).passed
