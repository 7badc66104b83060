"""USER_AUTH: which first factors are offered, how one is chosen, and what refuses it."""

import jwt
import pytest

from app.practice import messages
from tests.practice.choices import BOTH_ADDRESSES, EVERYTHING, NOT_AVAILABLE, OFFERED, PASSWORDS, WRONG, allow, begin
from tests.practice.world import PASSWORD, SrpClient, refused


def test_without_a_preference_the_factors_are_listed(choice):
    reply = begin(choice)
    assert reply.pop("Session").startswith("AYABe")
    assert reply == {"ChallengeName": "SELECT_CHALLENGE", "ChallengeParameters": {}, "AvailableChallenges": OFFERED}


def test_a_password_is_answered_at_once(choice):
    assert "AuthenticationResult" in choice.answer(begin(choice), ANSWER="PASSWORD", PASSWORD=PASSWORD)


def test_srp_is_answered_at_once_though_the_client_does_not_allow_its_flow(choice):
    choice.client.settings["ExplicitAuthFlows"] = ["ALLOW_USER_AUTH"]
    client = SrpClient()
    verifier = choice.answer(begin(choice), ANSWER="PASSWORD_SRP", SRP_A=client.srp_a)
    assert verifier["ChallengeName"] == "PASSWORD_VERIFIER"
    assert "Session" in verifier
    assert "AuthenticationResult" in choice.answer(verifier, **client.proof(verifier))


@pytest.mark.parametrize(("factor", "member"), [("EMAIL_OTP", "EMAIL_OTP_CODE"), ("SMS_OTP", "SMS_OTP_CODE")])
def test_a_chosen_code_has_eight_digits_and_brings_tokens(choice, factor, member):
    challenge = choice.answer(begin(choice), ANSWER=factor)
    assert challenge["ChallengeName"] == factor
    assert "AvailableChallenges" not in challenge
    sent = choice.state.inbox[-1]
    assert (sent.purpose, len(sent.code), sent.code.isdecimal()) == ("sign_in", 8, True)
    reply = choice.answer(challenge, **{member: sent.code})
    claims = jwt.decode(reply["AuthenticationResult"]["IdToken"], options={"verify_signature": False})
    assert claims["cognito:username"] == "plain"


@pytest.mark.parametrize(("factor", "destination", "medium"), [
    ("EMAIL_OTP", "p***@e***", "EMAIL"), ("SMS_OTP", "+*******0001", "SMS"),
])
def test_a_preferred_code_is_sent_at_once(choice, factor, destination, medium):
    reply = begin(choice, PREFERRED_CHALLENGE=factor)
    assert (reply["ChallengeName"], reply["AvailableChallenges"]) == (factor, OFFERED)
    assert reply["ChallengeParameters"] == {
        "CODE_DELIVERY_DELIVERY_MEDIUM": medium, "CODE_DELIVERY_DESTINATION": destination,
    }
    assert choice.state.inbox[-1].medium == medium


def test_a_preferred_password_brings_tokens_in_one_call(choice):
    assert "AuthenticationResult" in begin(choice, PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)


def test_preferred_srp_brings_the_verifier_in_one_call(choice):
    client = SrpClient()
    verifier = begin(choice, PREFERRED_CHALLENGE="PASSWORD_SRP", SRP_A=client.srp_a)
    assert (verifier["ChallengeName"], verifier["AvailableChallenges"]) == ("PASSWORD_VERIFIER", OFFERED)
    assert "AuthenticationResult" in choice.answer(verifier, **client.proof(verifier))


def test_the_verifier_takes_only_the_session_that_came_with_it(choice):
    client = SrpClient()
    verifier = begin(choice, PREFERRED_CHALLENGE="PASSWORD_SRP", SRP_A=client.srp_a)
    other = begin(choice, PREFERRED_CHALLENGE="PASSWORD_SRP", SRP_A=client.srp_a)["Session"]
    with refused("NotAuthorizedException", "Invalid session for the user."):
        choice.answer(verifier | {"Session": other}, **client.proof(verifier))


@pytest.mark.parametrize(("preferred", "missing"), [("PASSWORD", "PASSWORD"), ("PASSWORD_SRP", "SRP_A")])
def test_a_preferred_password_has_to_come_along(choice, preferred, missing):
    with refused("InvalidParameterException", f"Missing required parameter {missing}"):
        begin(choice, PREFERRED_CHALLENGE=preferred)


@pytest.mark.parametrize("preferred", ["WEB_AUTHN", "CUSTOM_CHALLENGE", "magic"])
def test_a_preference_that_is_not_available_leads_to_the_choice(choice, preferred):
    reply = begin(choice, PREFERRED_CHALLENGE=preferred)
    assert (reply["ChallengeName"], reply["AvailableChallenges"]) == ("SELECT_CHALLENGE", OFFERED)


@pytest.mark.parametrize("choose", ["ANSWER", "name"])
@pytest.mark.parametrize(("factor", "member"), [("PASSWORD", "PASSWORD"), ("PASSWORD_SRP", "SRP_A")])
def test_a_password_may_be_a_challenge_of_its_own(choice, factor, member, choose):
    client = SrpClient()
    given = {"PASSWORD": PASSWORD, "SRP_A": client.srp_a}[member]
    challenge = begin(choice)
    if choose == "ANSWER":
        challenge = choice.answer(challenge, ANSWER=factor)
        assert (challenge["ChallengeName"], challenge["ChallengeParameters"]) == (factor, {})
    reply = choice.answer(challenge | {"ChallengeName": factor}, **{member: given})
    if factor == "PASSWORD_SRP":
        reply = choice.answer(reply, **client.proof(reply))
    assert "AuthenticationResult" in reply


@pytest.mark.parametrize(("factor", "missing"), [("PASSWORD", "PASSWORD"), ("PASSWORD_SRP", "SRP_A")])
def test_a_password_under_its_own_name_must_not_be_missing(choice, factor, missing):
    challenge = choice.answer(begin(choice), ANSWER=factor)
    with refused("InvalidParameterException", f"Missing required parameter {missing}"):
        choice.answer(challenge, X="y")


def test_a_password_challenge_does_not_take_the_other_kind_of_password(choice):
    challenge = choice.answer(begin(choice), ANSWER="PASSWORD")
    with refused("NotAuthorizedException", "Invalid session for the user."):
        choice.answer(challenge | {"ChallengeName": "PASSWORD_SRP"}, SRP_A=SrpClient().srp_a)


def test_only_what_is_offered_can_be_chosen_and_the_session_stays(choice):
    allow(choice, "PASSWORD")
    challenge = begin(choice)
    assert challenge["AvailableChallenges"] == PASSWORDS
    for factor in ("EMAIL_OTP", "SMS_OTP", "WEB_AUTHN", "magic"):
        with refused(*NOT_AVAILABLE):
            choice.answer(challenge, ANSWER=factor)
    assert choice.state.inbox == []
    with refused("InvalidParameterException", "Missing required parameter ANSWER"):
        choice.answer(challenge, PASSWORD=PASSWORD)
    assert "AuthenticationResult" in choice.answer(challenge, ANSWER="PASSWORD", PASSWORD=PASSWORD)


def test_a_pool_without_passwords_takes_none(choice):
    allow(choice, "EMAIL_OTP")
    challenge = begin(choice)
    assert challenge["AvailableChallenges"] == ["EMAIL_OTP"]
    with refused(*NOT_AVAILABLE):
        choice.answer(challenge | {"ChallengeName": "PASSWORD"}, PASSWORD=PASSWORD)


@pytest.mark.parametrize(("attributes", "password", "offered"), [
    ({}, PASSWORD, PASSWORDS),
    ({"email": "plain@example.com"}, "", ["EMAIL_OTP"]),
    ({"phone_number": "+15550100001"}, PASSWORD, [*PASSWORDS, "SMS_OTP"]),
])
def test_only_what_the_user_has_is_offered(world, attributes, password, offered):
    allow(world, *EVERYTHING)
    world.user(attributes=attributes, password=password)
    assert begin(world)["AvailableChallenges"] == offered


def test_a_user_with_nothing_to_sign_in_by_is_refused(world):
    allow(world, *EVERYTHING)
    world.user(password="")
    with refused("NotAuthorizedException", messages.NO_FIRST_FACTOR):
        begin(world)


def test_without_a_sign_in_policy_only_passwords_are_offered(world):
    world.user(attributes=dict(BOTH_ADDRESSES))
    assert begin(world)["AvailableChallenges"] == PASSWORDS


@pytest.mark.parametrize("status", ["FORCE_CHANGE_PASSWORD", "RESET_REQUIRED"])
def test_whose_password_has_to_change_gets_no_codes(choice, status):
    choice.pool.users["plain"].status = status
    assert begin(choice)["AvailableChallenges"] == PASSWORDS
    assert begin(choice, PREFERRED_CHALLENGE="EMAIL_OTP")["ChallengeName"] == "SELECT_CHALLENGE"


def test_a_temporary_password_leads_to_a_new_one(choice):
    user = choice.pool.users["plain"]
    user.status, user.temporary_password_set_at = "FORCE_CHANGE_PASSWORD", choice.state.now()
    challenge = choice.answer(begin(choice), ANSWER="PASSWORD", PASSWORD=PASSWORD)
    assert challenge["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    assert "AuthenticationResult" in choice.answer(challenge, NEW_PASSWORD="Changed2?")


def test_a_reset_is_asked_for_after_the_right_password(choice):
    choice.pool.users["plain"].status = "RESET_REQUIRED"
    with refused("PasswordResetRequiredException", "Password reset required for the user"):
        begin(choice, PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)


def test_required_mfa_leaves_only_passwords_and_comes_after_them(choice):
    choice.with_mfa("ON")
    challenge = begin(choice, PREFERRED_CHALLENGE="EMAIL_OTP")
    assert challenge["AvailableChallenges"] == PASSWORDS
    choose = choice.answer(challenge, ANSWER="PASSWORD", PASSWORD=PASSWORD)
    assert choose["ChallengeName"] == "SELECT_MFA_TYPE"
    second = choice.answer(choose, ANSWER="SMS_MFA")
    assert "AuthenticationResult" in choice.answer(second, SMS_MFA_CODE=choice.code())


def test_optional_mfa_leaves_codes_to_those_who_did_not_switch_it_on(choice):
    choice.with_mfa("OPTIONAL")
    assert begin(choice)["AvailableChallenges"] == OFFERED
    choice.pool.users["plain"].mfa_enabled = {"EMAIL_OTP"}
    challenge = begin(choice)
    assert challenge["AvailableChallenges"] == PASSWORDS
    second = choice.answer(challenge, ANSWER="PASSWORD", PASSWORD=PASSWORD)
    assert second["ChallengeName"] == "EMAIL_OTP"
    assert second["ChallengeParameters"]["USER_ID_FOR_SRP"] == "plain"
    assert len(choice.code()) == 6
    assert "AuthenticationResult" in choice.answer(second, EMAIL_OTP_CODE=choice.code())


def test_a_second_factor_by_email_comes_without_the_list_of_first_ones(choice):
    choice.with_mfa("OPTIONAL").pool.users["plain"].mfa_enabled = {"EMAIL_OTP"}
    second = begin(choice, PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)
    assert second["ChallengeName"] == "EMAIL_OTP"
    assert "AvailableChallenges" not in second


def test_nobody_is_offered_a_code_where_mfa_is_required(choice):
    choice.with_mfa("ON").hide_existence()
    assert begin(choice, "nobody")["AvailableChallenges"] == PASSWORDS


@pytest.fixture
def migrating(world_with_samples):
    """A pool whose migration trigger knows the user `legacy`."""
    allow(world_with_samples, *EVERYTHING)
    return world_with_samples.with_triggers(UserMigration="migrate_user")


def test_a_preferred_password_may_bring_a_user_over(migrating):
    assert "AuthenticationResult" in begin(migrating, "legacy", PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)
    assert "legacy" in migrating.pool.users


def test_a_chosen_password_may_bring_a_user_over(migrating):
    challenge = begin(migrating.hide_existence(), "legacy")
    reply = migrating.answer(challenge, "legacy", ANSWER="PASSWORD", PASSWORD=PASSWORD)
    assert "AuthenticationResult" in reply


def test_a_choice_for_one_name_brings_no_other_user_over(migrating):
    challenge = begin(migrating.hide_existence(), "nobody")
    with refused(*WRONG):
        migrating.answer(challenge, "legacy", ANSWER="PASSWORD", PASSWORD=PASSWORD)
    assert len(migrating.state.trigger_calls) == 0


def test_nothing_but_a_password_brings_a_user_over(migrating):
    migrating.hide_existence()
    begin(migrating, "legacy", PREFERRED_CHALLENGE="PASSWORD_SRP", SRP_A=SrpClient().srp_a)
    begin(migrating, "legacy", PREFERRED_CHALLENGE="EMAIL_OTP", PASSWORD=PASSWORD)
    challenge = begin(migrating, "legacy")
    migrating.answer(challenge, "legacy", ANSWER="EMAIL_OTP", PASSWORD=PASSWORD)
    assert len(migrating.state.trigger_calls) == 0
