"""The history of a user's sign-ins: what was tried, how it went, and who may see it."""

import pytest

from app.practice import auth_events, messages
from app.practice.errors import Refusal
from tests.practice.world import PASSWORD, POOL, SrpClient, refused


@pytest.fixture
def watched(world):
    """A pool that keeps its users' histories, with one user."""
    world.pool.settings["UserPoolAddOns"] = {"AdvancedSecurityMode": "AUDIT"}
    world.user(attributes={"phone_number": "+15550100001", "email": "plain@example.com"})
    return world


def history(world, name="plain"):
    """(EventResponse, [(ChallengeName, ChallengeResponse)]) of each, newest first."""
    events = world.call("AdminListUserAuthEvents", UserPoolId=POOL, Username=name)["AuthEvents"]
    return [
        (event["EventResponse"], [tuple(each.values()) for each in event["ChallengeResponses"]]) for event in events
    ]


def test_a_right_and_a_wrong_password_are_told_the_newest_first(watched):
    watched.sign_in()
    watched.later(1)
    with pytest.raises(Refusal):
        watched.sign_in(password="Wrong123!")
    assert history(watched) == [("Fail", [("Password", "Failure")]), ("Pass", [("Password", "Success")])]
    first, second = watched.call("AdminListUserAuthEvents", UserPoolId=POOL, Username="plain")["AuthEvents"]
    assert first["CreationDate"] == second["CreationDate"] + 1
    assert (first["EventType"], first["EventId"] == second["EventId"]) == ("SignIn", False)


def test_a_password_that_was_proven_is_one_too(watched):
    client = SrpClient()
    challenge = watched.begin("USER_SRP_AUTH", USERNAME="plain", SRP_A=client.srp_a)
    assert history(watched) == []
    watched.answer(challenge, **client.proof(challenge))
    assert history(watched) == [("Pass", [("Password", "Success")])]


def test_a_code_belongs_to_the_sign_in_of_its_password(watched):
    watched.with_mfa("ON")
    challenge = watched.sign_in()
    challenge = watched.answer(challenge, ANSWER="SMS_MFA")
    assert history(watched) == [("InProgress", [("Password", "Success")])]
    with pytest.raises(Refusal):
        watched.answer(challenge, SMS_MFA_CODE="nonsense")
    assert history(watched) == [("Fail", [("Password", "Success"), ("Mfa", "Failure")])]
    watched.answer(challenge, SMS_MFA_CODE=watched.code())
    tried = [("Password", "Success"), ("Mfa", "Failure"), ("Mfa", "Success")]
    assert history(watched) == [("Pass", tried)]


def test_a_code_as_the_first_factor_is_a_sign_in_without_a_password(watched):
    watched.pool.settings["Policies"] = {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}}
    challenge = watched.begin("USER_AUTH", USERNAME="plain", PREFERRED_CHALLENGE="EMAIL_OTP")
    assert history(watched) == [("InProgress", [])]
    with pytest.raises(Refusal):
        watched.answer(challenge, EMAIL_OTP_CODE="nonsense")
    assert history(watched) == [("Fail", [])]
    watched.answer(challenge, EMAIL_OTP_CODE=watched.code())
    assert history(watched) == [("Pass", [])]


def test_the_right_password_of_a_locked_user_is_a_failure(watched):
    for _ in range(5):
        with pytest.raises(Refusal):
            watched.sign_in(password="Wrong123!")
    with refused("NotAuthorizedException", messages.PASSWORD_ATTEMPTS):
        watched.sign_in(password=PASSWORD)
    assert history(watched) == [("Fail", [("Password", "Failure")])] * 6


def test_it_comes_in_pages_and_does_not_grow_for_ever(watched, monkeypatch):
    monkeypatch.setattr(auth_events, "KEPT", 3)
    for _ in range(4):
        watched.sign_in()
    about = {"UserPoolId": POOL, "Username": "plain"}
    page = watched.call("AdminListUserAuthEvents", MaxResults=2, **about)
    rest = watched.call("AdminListUserAuthEvents", NextToken=page["NextToken"], **about)
    assert [len(each["AuthEvents"]) for each in (page, rest)] == [2, 1]
    assert "NextToken" not in rest


@pytest.mark.parametrize("add_ons", [{}, {"AdvancedSecurityMode": "OFF"}])
def test_a_pool_without_threat_protection_keeps_and_tells_nothing(watched, add_ons):
    watched.pool.settings["UserPoolAddOns"] = add_ons
    watched.sign_in()
    with refused("UserPoolAddOnNotEnabledException", messages.NO_AUTH_EVENTS):
        history(watched)
    watched.pool.settings["UserPoolAddOns"] = {"AdvancedSecurityMode": "ENFORCED"}
    assert history(watched) == []


def test_nobody_has_no_history(watched):
    watched.hide_existence()
    with pytest.raises(Refusal):
        watched.sign_in("nobody")
    with refused("UserNotFoundException", messages.USER_NOT_FOUND):
        history(watched, "nobody")
