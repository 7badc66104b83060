"""A user's failed attempts are counted as Cognito documents it, and the lock that follows is estimated."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.diagnosis.attempts import Attempts
from tests.diagnosis.happenings import called, refused, replied, tokens

POOL = "us-east-1_Example1"
MISMATCH = {"code": "CodeMismatchException", "message": "Invalid code received for user"}
LOCKED = "Password attempts exceeded"


def after(*events, user="jane"):
    log = Attempts()
    log.note(POOL, user, events)
    return log


def failures(count, start=0.0, **words):
    return [refused(start + second, **words) for second in range(count)]


def test_of_a_user_who_never_failed_there_is_nothing_to_tell():
    meter = Attempts().meter(POOL, "jane", 10.0)
    assert (meter.failures, meter.locked_until, meter.code_sends) == (0, 0.0, 0)


@pytest.mark.parametrize(
    ("count", "lock"), [(4, 0), (5, 1), (6, 2), (7, 4), (10, 32), (14, 512), (15, 900), (40, 900)]
)
def test_five_failures_lock_for_a_second_and_each_more_for_twice_as_long_up_to_a_quarter_of_an_hour(count, lock):
    last = count - 1.0
    meter = after(*failures(count)).meter(POOL, "jane", last)
    assert meter.failures == count
    assert meter.locked_until == (last + lock if lock else 0.0)
    assert meter.estimated


def test_the_lock_is_over_when_its_time_is():
    log = after(*failures(7))
    assert log.meter(POOL, "jane", 9.9).locked_until == 10.0
    assert log.meter(POOL, "jane", 10.0).locked_until == 0.0
    assert log.meter(POOL, "jane", 10.0).failures == 7


def test_wrong_codes_count_like_wrong_passwords():
    assert after(*failures(6, operation="RespondToAuthChallenge", **MISMATCH)).meter(POOL, "jane", 5.5).failures == 6


@pytest.mark.parametrize(
    "event",
    [
        refused(0.0, "User is disabled."),
        refused(0.0, code="CodeMismatchException", operation="ConfirmSignUp", message="Invalid verification code"),
        refused(0.0, code="UserNotConfirmedException", message="User is not confirmed."),
        refused(0.0, operation="ChangePassword"),
    ],
)
def test_other_refusals_do_not_count(event):
    assert after(event).meter(POOL, "jane", 0.0).failures == 0


@pytest.mark.parametrize(
    ("auth_flow", "challenge", "counted"),
    [
        ("CUSTOM_AUTH", "", 0),
        ("CUSTOM_AUTH", "CUSTOM_CHALLENGE", 0),
        ("CUSTOM_AUTH", "PASSWORD_VERIFIER", 1),
        ("USER_SRP_AUTH", "PASSWORD_VERIFIER", 1),
        ("USER_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER", 0),
        ("USER_AUTH", "WEB_AUTHN", 0),
    ],
)
def test_only_a_password_that_was_checked_counts(auth_flow, challenge, counted):
    calls = [called(AuthFlow=auth_flow)]
    if challenge:
        calls.append(called("RespondToAuthChallenge", ChallengeName=challenge))
    event = refused(1.0, operation=calls[-1].operation)
    assert after(*calls, event).meter(POOL, "jane", 1.0).failures == counted


def test_a_try_during_the_lock_does_not_make_it_longer():
    meter = after(*failures(7), refused(8.0, LOCKED)).meter(POOL, "jane", 8.0)
    assert (meter.failures, meter.locked_until, meter.estimated) == (7, 10.0, False)


def test_a_lock_that_cognito_tells_of_after_the_estimated_one_is_a_new_one():
    assert after(*failures(7), refused(11.0, LOCKED)).meter(POOL, "jane", 11.0).locked_until == 15.0


def test_a_sign_in_outside_the_lock_starts_the_count_again():
    assert after(*failures(6), tokens(20.0)).meter(POOL, "jane", 20.0).failures == 0


def test_tokens_during_the_lock_do_not():
    assert after(*failures(6), tokens(5.5)).meter(POOL, "jane", 5.5).failures == 6


@pytest.mark.parametrize(
    "call", [called("GetTokensFromRefreshToken"), called("InitiateAuth", AuthFlow="REFRESH_TOKEN_AUTH")]
)
def test_tokens_of_a_refresh_are_no_sign_in(call):
    assert after(*failures(6), call, tokens(50.0)).meter(POOL, "jane", 50.0).failures == 6
    signed_in = called("InitiateAuth", AuthFlow="USER_PASSWORD_AUTH")
    assert after(*failures(6), call, signed_in, tokens(50.0)).meter(POOL, "jane", 50.0).failures == 0


def test_a_quiet_quarter_of_an_hour_starts_the_count_again():
    log = after(*failures(6))
    assert log.meter(POOL, "jane", 904.9).failures == 6
    assert log.meter(POOL, "jane", 905.0).failures == 0
    log.note(POOL, "jane", [refused(2000.0)])
    assert log.meter(POOL, "jane", 2000.0).failures == 1


def test_what_cognito_itself_says_of_a_lock_is_no_estimate():
    meter = after(refused(100.0, LOCKED)).meter(POOL, "jane", 100.0)
    assert (meter.failures, meter.locked_until, meter.estimated) == (5, 101.0, False)


def test_users_and_pools_are_counted_apart():
    log = after(*failures(3))
    assert log.meter(POOL, "john", 2.0).failures == 0
    assert log.meter("us-east-1_Other", "jane", 2.0).failures == 0


def test_an_alias_and_the_name_behind_it_are_one_user():
    log = after(*failures(3), user="jane@example.com")
    log.note(POOL, "jane", failures(2))
    log.same(POOL, "jane@example.com", "jane")
    log.note(POOL, "jane@example.com", [refused(4.0)])
    assert log.meter(POOL, "jane", 4.0).failures == 6
    assert log.meter(POOL, "jane@example.com", 4.0) == log.meter(POOL, "jane", 4.0)


def test_that_an_alias_is_a_users_is_learned_from_the_reply_to_it():
    log = after(*failures(2), user="jane")
    run = [called(AuthFlow="USER_SRP_AUTH"), replied(2.0, challenge="PASSWORD_VERIFIER", USER_ID_FOR_SRP="jane")]
    log.note(POOL, "jane@example.com", [*run, refused(3.0, operation="RespondToAuthChallenge")])
    assert log.meter(POOL, "jane", 3.0).failures == 3


def test_the_token_of_another_user_makes_no_names_one():
    log = after(*failures(2), user="john")
    refresh = called("InitiateAuth", AuthFlow="REFRESH_TOKEN_AUTH")
    payload = base64.urlsafe_b64encode(b'{"username": "jane"}').decode()
    log.note(POOL, "john", [refresh, tokens(2.0, f"h.{payload}.s")])
    assert log.meter(POOL, "jane", 2.0).failures == 0


@pytest.mark.parametrize(
    ("auth_flow", "challenge", "counts"),
    [
        ("USER_AUTH", "EMAIL_OTP", 0), ("USER_AUTH", "SMS_OTP", 0), ("USER_AUTH", "SMS_MFA", 1),
        ("USER_PASSWORD_AUTH", "EMAIL_OTP", 1),
    ],
)  # fmt: skip
def test_a_code_in_place_of_a_password_does_not_lock(auth_flow, challenge, counts):
    answer = called("RespondToAuthChallenge", 2, ChallengeName=challenge)
    wrong = refused(1.0, operation="RespondToAuthChallenge", **MISMATCH)
    assert after(called(AuthFlow=auth_flow), answer, wrong).meter(POOL, "jane", 1.0).failures == counts


def test_without_a_name_nothing_is_counted():
    assert after(*failures(6), user="").meter(POOL, "", 5.0).failures == 0


def test_codes_that_were_sent_are_counted_and_that_there_were_too_many():
    limit = refused(9.0, "Attempt limit exceeded", "LimitExceededException", "ForgotPassword")
    meter = after(
        replied(1.0, "ForgotPassword"), replied(2.0, "InitiateAuth", "SMS_MFA"), replied(3.0, "InitiateAuth"), limit
    ).meter(POOL, "jane", 9.0)
    assert (meter.code_sends, meter.sends_refused_at, meter.failures) == (2, 9.0, 0)


times = st.floats(min_value=0, max_value=1e10)


@given(st.lists(st.tuples(times, st.sampled_from(["Incorrect username or password.", LOCKED])), max_size=30), times)
def test_no_lock_is_ever_longer_than_a_quarter_of_an_hour_after_the_last_failure(failed, now):
    log = after(*(refused(at, message) for at, message in failed))
    latest = max((at for at, _ in failed), default=0.0)
    assert log.meter(POOL, "jane", now).locked_until <= latest + 900.0
