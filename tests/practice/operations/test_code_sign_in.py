"""EMAIL_OTP and SMS_OTP as the first factor: right and wrong codes, and what a right one proves besides."""

import textwrap

import pytest

from app.practice.triggers import Runner
from tests.practice.world import CLIENT, PASSWORD, refused

MISMATCH = ("CodeMismatchException", "Invalid code or auth state for the user.")
INVALID = ("NotAuthorizedException", "Invalid session for the user.")
ATTRIBUTES = {"email": "plain@example.com", "phone_number": "+15550100001"}
NOTE = """
def note(event, context):
    return event
"""


@pytest.fixture(params=["EMAIL_OTP", "SMS_OTP"])
def factor(request):
    return request.param


@pytest.fixture
def otp(world):
    """A pool that takes codes as the first factor, and a user without a password."""
    allowed = ["PASSWORD", "EMAIL_OTP", "SMS_OTP"]
    world.pool.settings["Policies"] = {"SignInPolicy": {"AllowedFirstAuthFactors": allowed}}
    world.user(password="", attributes=dict(ATTRIBUTES))
    return world


def begin(world, factor, name="plain"):
    return world.begin("USER_AUTH", USERNAME=name, PREFERRED_CHALLENGE=factor)


def answer(world, challenge, code, name="plain", **more):
    return world.answer(challenge, name, **{f"{challenge['ChallengeName']}_CODE": code}, **more)


def wrong(code):
    return "00000000" if code != "00000000" else "00000001"


def test_six_wrong_codes_lock_nobody_out(otp, factor):
    challenge = begin(otp, factor)
    for _ in range(6):
        with refused(*MISMATCH):
            answer(otp, challenge, wrong(otp.code()))
    assert "AuthenticationResult" in answer(otp, challenge, otp.code())


def test_a_code_is_good_once_and_for_three_minutes(otp, factor):
    challenge = begin(otp, factor)
    answer(otp, challenge, otp.code())
    with refused("NotAuthorizedException", "Invalid session for the user, session can only be used once."):
        answer(otp, challenge, otp.code())
    late = begin(otp, factor)
    otp.later(180)
    with refused("NotAuthorizedException", "Invalid session for the user, session is expired."):
        answer(otp, late, otp.code())


def test_a_code_belongs_to_its_session(otp, factor):
    first = begin(otp, factor)
    code = otp.code()
    second = begin(otp, factor)
    if code != otp.code():
        with refused(*MISMATCH):
            answer(otp, second, code)
    assert "AuthenticationResult" in answer(otp, first, code)


def test_a_code_answers_no_other_challenge(otp, factor):
    challenge = begin(otp, factor)
    other = {"EMAIL_OTP": "SMS_OTP", "SMS_OTP": "EMAIL_OTP"}[factor]
    for name in (other, "SMS_MFA"):
        with refused(*INVALID):
            answer(otp, challenge | {"ChallengeName": name}, otp.code())
    with refused(*INVALID):
        otp.answer(challenge | {"ChallengeName": "SELECT_CHALLENGE"}, ANSWER=other)


def test_the_session_of_a_second_factor_is_none_of_a_first(otp):
    otp.user("secured", attributes={"email": "secured@example.com"})
    otp.with_mfa("ON")
    second = otp.sign_in("secured")
    assert second["ChallengeName"] == "EMAIL_OTP"
    with refused(*INVALID):
        otp.answer(second | {"ChallengeName": "SMS_OTP"}, "secured", SMS_OTP_CODE=otp.code())
    assert "AuthenticationResult" in answer(otp, second, otp.code(), "secured")


def test_another_user_another_client_and_a_tampered_session_are_refused(otp, factor):
    otp.user("other")
    challenge = begin(otp, factor)
    with refused(*INVALID):
        answer(otp, challenge, otp.code(), "other")
    middle = len(challenge["Session"]) // 2
    changed = "A" if challenge["Session"][middle] != "A" else "B"
    tampered = challenge["Session"][:middle] + changed + challenge["Session"][middle + 1:]
    with refused(*INVALID):
        answer(otp, challenge | {"Session": tampered}, otp.code())
    assert "AuthenticationResult" in answer(otp, challenge, otp.code())


def test_a_missing_session_or_code_is_named(otp, factor):
    challenge = begin(otp, factor)
    with refused("InvalidParameterException", f"Missing required parameter {factor}_CODE"):
        otp.answer(challenge, CODE=otp.code())
    del challenge["Session"]
    with refused("InvalidParameterException", "Missing required parameter Session"):
        answer(otp, challenge, otp.code())


def test_the_code_verifies_its_address_and_no_other(otp, factor):
    answer(otp, begin(otp, factor), otp.code())
    verified = {name for name, value in otp.pool.users["plain"].attributes.items() if value == "true"}
    assert verified == {{"EMAIL_OTP": "email_verified", "SMS_OTP": "phone_number_verified"}[factor]}


def test_an_address_that_changed_in_between_stays_unverified(otp):
    challenge = begin(otp, "EMAIL_OTP")
    user = otp.pool.users["plain"]
    user.attributes["email"] = "new@example.com"
    assert "AuthenticationResult" in answer(otp, challenge, otp.code())
    assert "email_verified" not in user.attributes


def test_an_alias_of_another_user_is_not_taken_over(otp):
    otp.pool.settings["AliasAttributes"] = ["email"]
    otp.user("other", attributes={"email": "plain@example.com", "email_verified": "true"})
    challenge = begin(otp, "EMAIL_OTP")
    with refused("AliasExistsException", "An account with the given email already exists."):
        answer(otp, challenge, otp.code())


def test_the_code_confirms_a_sign_up(otp, factor):
    user = otp.pool.users["plain"]
    user.status = "UNCONFIRMED"
    assert "AuthenticationResult" in answer(otp, begin(otp, factor), otp.code())
    assert user.status == "CONFIRMED"


def test_a_sent_confirmation_code_is_used_up_by_it(otp):
    otp.pool.settings["AutoVerifiedAttributes"] = ["email"]
    attributes = [{"Name": "email", "Value": "new@example.com"}]
    otp.call("SignUp", ClientId=CLIENT, Username="new", UserAttributes=attributes)
    code = otp.code()
    answer(otp, begin(otp, "EMAIL_OTP", "new"), otp.code(), "new")
    with refused("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED"):
        otp.call("ConfirmSignUp", ClientId=CLIENT, Username="new", ConfirmationCode=code)
    assert otp.pool.users["new"].codes == {}


@pytest.fixture
def noted(otp, tmp_path):
    """The same pool, with triggers that change nothing."""
    path = tmp_path / "triggers.py"
    path.write_text(textwrap.dedent(NOTE))
    otp.state.lambdas = Runner([path])
    otp.state.lambdas.start()
    yield otp.with_triggers(PreAuthentication="note", PostAuthentication="note", PostConfirmation="note")
    otp.state.lambdas.close()


def test_the_triggers_run_once_each_and_see_the_metadata_of_their_call(noted):
    noted.pool.users["plain"].status = "UNCONFIRMED"
    challenge = noted.begin("USER_AUTH", USERNAME="plain", PREFERRED_CHALLENGE="EMAIL_OTP", metadata={"at": "start"})
    with refused(*MISMATCH):
        answer(noted, challenge, wrong(noted.code()))
    answer(noted, challenge, noted.code(), metadata={"at": "end"})
    calls = [(call.source, call.event["request"]) for call in noted.state.trigger_calls]
    assert [source for source, _ in calls] == [
        "PreAuthentication_Authentication", "PostConfirmation_ConfirmSignUp", "PostAuthentication_Authentication",
    ]
    assert calls[0][1]["validationData"] == {"at": "start"}
    assert [request["clientMetadata"] for _, request in calls[1:]] == [{"at": "end"}] * 2


def test_the_trigger_before_authentication_sees_a_choice_once_and_its_refusal_comes_first(noted):
    noted.user("other")
    challenge = noted.begin("USER_AUTH", USERNAME="other")
    with refused("NotAuthorizedException", "Incorrect username or password."):
        noted.answer(challenge, "other", ANSWER="PASSWORD", PASSWORD="Wrong1!")
    assert [call.source for call in noted.state.trigger_calls] == ["PreAuthentication_Authentication"]
    noted.with_triggers(PreAuthentication="gone")
    message = "PreAuthentication invocation failed due to configuration."
    with refused("UnexpectedLambdaException", message):
        noted.begin("USER_AUTH", USERNAME="other", PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)
