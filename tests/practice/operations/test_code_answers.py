"""Codes of second factors: the right one, wrong ones, used ones, and the sessions they go with."""

import pytest

from app.practice import messages, totp
from app.practice.errors import Refusal
from app.practice.state import Client
from tests.practice.world import CLIENT, SECRET, refused

PHONE = {"phone_number": "+15550100001"}
EMAIL = {"email": "plain@example.com"}
MEMBER = {"SMS_MFA": "SMS_MFA_CODE", "EMAIL_OTP": "EMAIL_OTP_CODE", "SOFTWARE_TOKEN_MFA": "SOFTWARE_TOKEN_MFA_CODE"}
OTHER_CODE = {"000000": "000001"}


def totp_code(world, away=0):
    return totp.code_at(SECRET, totp.step_at(world.state.now()) + away)


def wrong(code):
    return OTHER_CODE.get(code, "000000")


@pytest.fixture(params=["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"])
def pending(world, request):
    """A sign-in that waits for a code: the challenge, the member that takes it, and the right code."""
    world.with_mfa("ON")
    if request.param == "SOFTWARE_TOKEN_MFA":
        world.totp_user("plain")
        return world.sign_in(), MEMBER[request.param], totp_code(world)
    world.user(attributes=PHONE if request.param == "SMS_MFA" else EMAIL)
    return world.sign_in(), MEMBER[request.param], world.code()


def test_the_right_code_brings_tokens(world, pending):
    challenge, member, code = pending
    reply = world.answer(challenge, **{member: code})
    assert "IdToken" in reply["AuthenticationResult"]
    assert reply["ChallengeParameters"] == {}


def test_a_wrong_code_may_be_followed_by_the_right_one(world, pending):
    challenge, member, code = pending
    text = messages.WRONG_AUTHENTICATOR_CODE if "TOKEN" in member else messages.WRONG_SENT_CODE
    for _ in range(4):
        with refused("CodeMismatchException", text):
            world.answer(challenge, **{member: wrong(code)})
    assert "AuthenticationResult" in world.answer(challenge, **{member: code})


def test_five_wrong_codes_lock_the_right_one_for_a_while(world, pending):
    challenge, member, code = pending
    for _ in range(5):
        with pytest.raises(Refusal, match="CodeMismatchException"):
            world.answer(challenge, **{member: wrong(code)})
    with refused("NotAuthorizedException", messages.MFA_ATTEMPTS):
        world.answer(challenge, **{member: code})
    world.later(1)
    assert "AuthenticationResult" in world.answer(challenge, **{member: code})


def test_a_session_works_once(world, pending):
    challenge, member, code = pending
    world.answer(challenge, **{member: code})
    message = "Invalid session for the user, session can only be used once."
    with refused("NotAuthorizedException", message):
        world.answer(challenge, **{member: code})


def test_a_session_expires(world, pending):
    challenge, member, code = pending
    world.later(179)
    with pytest.raises(Refusal, match="CodeMismatchException"):
        world.answer(challenge, **{member: wrong(code)})
    world.later(1)
    with refused("NotAuthorizedException", "Invalid session for the user, session is expired."):
        world.answer(challenge, **{member: code})


def test_a_session_lives_as_long_as_the_client_says(world):
    world.client.settings["AuthSessionValidity"] = 15
    world.with_mfa("ON").user(attributes=PHONE)
    challenge = world.sign_in()
    world.later(899)
    assert "AuthenticationResult" in world.answer(challenge, SMS_MFA_CODE=world.code())


def test_a_session_is_bound_to_client_challenge_and_user(world):
    world.with_mfa("ON").user(attributes=PHONE)
    world.user("other", attributes=PHONE)
    world.pool.clients["another"] = Client(client_id="another", name="another")
    challenge = world.sign_in()
    code = world.code()
    invalid = ("NotAuthorizedException", "Invalid session for the user.")
    with refused(*invalid):
        world.answer(challenge | {"ChallengeName": "EMAIL_OTP"}, EMAIL_OTP_CODE=code)
    with refused(*invalid):
        world.answer(challenge, "other", SMS_MFA_CODE=code)
    with refused(*invalid):
        world.answer(challenge, "nobody", SMS_MFA_CODE=code)
    with refused(*invalid):
        world.call("RespondToAuthChallenge", ClientId="another", ChallengeName="SMS_MFA", Session=challenge["Session"],
                   ChallengeResponses={"USERNAME": "plain", "SMS_MFA_CODE": code})
    with refused(*invalid):
        world.answer(challenge | {"Session": "garbage" * 10}, SMS_MFA_CODE=code)
    assert "AuthenticationResult" in world.answer(challenge, SMS_MFA_CODE=code)


def test_a_missing_session_or_code_is_named(world, pending):
    challenge, member, code = pending
    with refused("InvalidParameterException", f"Missing required parameter {member}"):
        world.answer(challenge, X="y")
    del challenge["Session"]
    with refused("InvalidParameterException", "Missing required parameter Session"):
        world.answer(challenge, **{member: code})


def test_the_hash_is_checked(world):
    world.with_mfa("ON").user(attributes=PHONE)
    world.client.secret = "s" * 50
    challenge = world.sign_in(SECRET_HASH=world.secret_hash("plain"))
    message = f"Client {CLIENT} is configured with secret but SECRET_HASH was not received"
    with refused("NotAuthorizedException", message):
        world.answer(challenge, SMS_MFA_CODE=world.code())
    reply = world.answer(challenge, SMS_MFA_CODE=world.code(), SECRET_HASH=world.secret_hash("plain"))
    assert "AuthenticationResult" in reply


def test_an_authenticator_code_works_once_and_in_its_window(world):
    world.with_mfa("ON").totp_user()
    member = "SOFTWARE_TOKEN_MFA_CODE"
    first = world.sign_in("totp")
    with pytest.raises(Refusal, match="CodeMismatchException"):
        world.answer(first, "totp", **{member: totp_code(world, -2)})
    assert "AuthenticationResult" in world.answer(first, "totp", **{member: totp_code(world, -1)})
    second = world.sign_in("totp")
    with refused("ExpiredCodeException", "Your software token has already been used once."):
        world.answer(second, "totp", **{member: totp_code(world, -1)})
    assert "AuthenticationResult" in world.answer(second, "totp", **{member: totp_code(world)})


def test_an_authenticator_removed_in_between_is_missed(world):
    user = world.with_mfa("ON").totp_user()
    challenge = world.sign_in("totp")
    user.totp = None
    with refused("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user."):
        world.answer(challenge, "totp", SOFTWARE_TOKEN_MFA_CODE="123456")


def test_only_an_offered_factor_can_be_chosen(world):
    world.with_mfa("ON").user(attributes=PHONE | EMAIL)
    challenge = world.sign_in()
    with refused("InvalidParameterException", "Selected challenge is not available"):
        world.answer(challenge, ANSWER="SOFTWARE_TOKEN_MFA")
    chosen = world.answer(challenge, ANSWER="EMAIL_OTP")
    assert "AuthenticationResult" in world.answer(chosen, EMAIL_OTP_CODE=world.code())
