"""USER_AUTH: which first factors are offered, how one is chosen, and what refuses it."""

import jwt
import pytest

from app.practice import messages
from app.practice.existence import made_up_id
from tests.practice.world import CLIENT, PASSWORD, POOL, SrpClient, refused

WRONG = ("NotAuthorizedException", "Incorrect username or password.")
NOT_AVAILABLE = ("InvalidParameterException", "Selected challenge is not available")
BOTH_ADDRESSES = {"email": "plain@example.com", "phone_number": "+15550100001"}
EVERYTHING = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]
PASSWORDS = ["PASSWORD_SRP", "PASSWORD"]
OFFERED = [*PASSWORDS, "EMAIL_OTP", "SMS_OTP"]


def allow(world, *factors):
    """Set AllowedFirstAuthFactors."""
    world.pool.settings["Policies"] = {"SignInPolicy": {"AllowedFirstAuthFactors": list(factors)}}


def begin(world, name="plain", **parameters):
    return world.begin("USER_AUTH", USERNAME=name, **parameters)


@pytest.fixture
def choice(world):
    """A pool that allows every first factor, and a user with a password, an e-mail address and a phone."""
    allow(world, *EVERYTHING)
    world.user(attributes=dict(BOTH_ADDRESSES))
    return world


def test_without_a_preference_the_factors_are_listed(choice):
    reply = begin(choice)
    assert reply.pop("Session").startswith("AYABe")
    assert reply == {"ChallengeName": "SELECT_CHALLENGE", "ChallengeParameters": {}, "AvailableChallenges": OFFERED}


def test_a_password_is_answered_at_once(choice):
    assert "AuthenticationResult" in choice.answer(begin(choice), ANSWER="PASSWORD", PASSWORD=PASSWORD)
