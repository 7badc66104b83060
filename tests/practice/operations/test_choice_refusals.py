"""USER_AUTH: what refuses a choice, and what nobody and an unconfirmed user are shown."""

import pytest

from app.practice import messages
from app.practice.errors import Refusal
from app.practice.existence import made_up_id
from tests.practice.choices import OFFERED, WRONG, allow, begin
from tests.practice.world import CLIENT, PASSWORD, POOL, SrpClient, refused


def test_a_wrong_password_leaves_the_choice_open_until_the_lock(choice):
    challenge = begin(choice)
    for _ in range(5):
        with refused(*WRONG):
            choice.answer(challenge, ANSWER="PASSWORD", PASSWORD="Wrong1!")
    with refused("NotAuthorizedException", "Password attempts exceeded"):
        choice.answer(challenge, ANSWER="PASSWORD", PASSWORD=PASSWORD)
    choice.later(1)
    assert "AuthenticationResult" in choice.answer(challenge, ANSWER="PASSWORD", PASSWORD=PASSWORD)
    with refused("NotAuthorizedException", "Invalid session for the user, session can only be used once."):
        choice.answer(challenge, ANSWER="PASSWORD", PASSWORD=PASSWORD)


def test_a_wrong_proof_is_a_wrong_password(choice):
    client = SrpClient(password="Wrong1!")
    verifier = begin(choice, PREFERRED_CHALLENGE="PASSWORD_SRP", SRP_A=client.srp_a)
    with refused(*WRONG):
        choice.answer(verifier, **client.proof(verifier))


def test_a_choice_is_good_once_for_its_own_user_and_for_a_while(choice):
    choice.user("other")
    challenge = begin(choice)
    with refused("NotAuthorizedException", "Invalid session for the user."):
        choice.answer(challenge, "other", ANSWER="PASSWORD", PASSWORD=PASSWORD)
    text = challenge["Session"]
    with refused("NotAuthorizedException", "Invalid session for the user."):
        choice.answer(challenge | {"Session": text[:-1] + ("B" if text[-1] == "A" else "A")}, ANSWER="EMAIL_OTP")
    choice.answer(challenge, ANSWER="EMAIL_OTP")
    with refused("NotAuthorizedException", "Invalid session for the user, session can only be used once."):
        choice.answer(challenge, ANSWER="SMS_OTP")
    late = begin(choice)
    choice.later(180)
    with refused("NotAuthorizedException", "Invalid session for the user, session is expired."):
        choice.answer(late, ANSWER="EMAIL_OTP")


def test_a_choice_without_its_session_is_refused(choice):
    challenge = begin(choice)
    del challenge["Session"]
    for name, answer in [("SELECT_CHALLENGE", {"ANSWER": "PASSWORD"}), ("PASSWORD", {"PASSWORD": PASSWORD})]:
        with refused("InvalidParameterException", "Missing required parameter Session"):
            choice.answer(challenge | {"ChallengeName": name}, **answer)


def test_a_user_who_is_disabled_in_between_is_refused(choice):
    challenge = begin(choice)
    choice.pool.users["plain"].enabled = False
    for attempt in (lambda: begin(choice), lambda: choice.answer(challenge, ANSWER="EMAIL_OTP")):
        with refused("NotAuthorizedException", "User is disabled."):
            attempt()


def test_an_unknown_user_is_named_where_existence_is_not_hidden(choice):
    with refused("UserNotFoundException", "User does not exist."):
        begin(choice, "nobody")


def test_an_unknown_user_is_offered_what_the_pool_has(choice):
    reply = begin(choice.hide_existence(), "nobody")
    assert (reply["ChallengeName"], reply["AvailableChallenges"]) == ("SELECT_CHALLENGE", OFFERED)
    with refused(*WRONG):
        choice.answer(reply, "nobody", ANSWER="PASSWORD", PASSWORD=PASSWORD)
    client = SrpClient("nobody")
    verifier = choice.answer(reply, "nobody", ANSWER="PASSWORD_SRP", SRP_A=client.srp_a)
    assert verifier["ChallengeParameters"]["USER_ID_FOR_SRP"] == made_up_id(POOL, "nobody")
    with refused(*WRONG):
        choice.answer(verifier, made_up_id(POOL, "nobody"), **client.proof(verifier))


@pytest.mark.parametrize(("name", "factor", "destination"), [
    ("jane@example.com", "EMAIL_OTP", "j***@e***"), ("jane", "EMAIL_OTP", "j***@e***"),
    ("+15550109999", "SMS_OTP", "+*******9999"),
])
def test_a_code_for_nobody_is_pretended_and_none_is_right(choice, name, factor, destination):
    choice.hide_existence()
    for reply in (begin(choice, name, PREFERRED_CHALLENGE=factor),
                  choice.answer(begin(choice, name), name, ANSWER=factor)):
        assert reply["ChallengeParameters"]["CODE_DELIVERY_DESTINATION"] == destination
        for code in ("12345678", "0"):
            with refused("CodeMismatchException", "Invalid code or auth state for the user."):
                choice.answer(reply, name, **{f"{factor}_CODE": code})
    assert choice.state.inbox == []


def test_the_text_message_for_a_name_goes_to_the_same_number_each_time(choice):
    choice.hide_existence()
    first, second = (begin(choice, "jane", PREFERRED_CHALLENGE="SMS_OTP")["ChallengeParameters"] for _ in range(2))
    assert first == second
    assert first["CODE_DELIVERY_DESTINATION"].removeprefix("+*******").isdecimal()


def test_an_unconfirmed_user_is_refused_with_a_password_and_offered_a_code(choice):
    choice.pool.users["plain"].status = "UNCONFIRMED"
    unconfirmed = ("UserNotConfirmedException", "User is not confirmed.")
    challenge = begin(choice)
    assert challenge["AvailableChallenges"] == OFFERED
    with refused(*unconfirmed):
        choice.answer(challenge, ANSWER="PASSWORD", PASSWORD=PASSWORD)
    with refused(*unconfirmed):
        choice.answer(challenge, ANSWER="PASSWORD_SRP", SRP_A=SrpClient().srp_a)
    with refused(*unconfirmed):
        begin(choice, PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)
    with refused(*unconfirmed):
        begin(choice, PREFERRED_CHALLENGE="PASSWORD_SRP", SRP_A=SrpClient().srp_a)


def test_an_unconfirmed_user_without_a_code_is_refused_at_once(choice):
    choice.pool.users["plain"].status = "UNCONFIRMED"
    allow(choice, "PASSWORD")
    with refused("UserNotConfirmedException", "User is not confirmed."):
        begin(choice)


def test_a_client_with_a_secret_wants_the_hash_at_every_step(choice):
    choice.client.secret = "s" * 50
    right = {"SECRET_HASH": choice.secret_hash("plain")}
    missing = ("NotAuthorizedException", f"Client {CLIENT} is configured with secret but SECRET_HASH was not received")
    wrong = ("NotAuthorizedException", f"Unable to verify secret hash for client {CLIENT}")
    with refused(*missing):
        begin(choice)
    with refused(*wrong):
        begin(choice, SECRET_HASH=choice.secret_hash("other"))
    challenge = begin(choice, **right)
    with refused(*missing):
        choice.answer(challenge, ANSWER="EMAIL_OTP")
    with refused(*missing):
        choice.answer(challenge | {"ChallengeName": "PASSWORD"}, PASSWORD=PASSWORD)
    sent = choice.answer(challenge, ANSWER="EMAIL_OTP", **right)
    with refused(*missing):
        choice.answer(sent, EMAIL_OTP_CODE=choice.code())
    assert "AuthenticationResult" in choice.answer(sent, EMAIL_OTP_CODE=choice.code(), **right)


def test_the_choice_works_through_the_admin_operations_too(choice):
    begun = choice.call("AdminInitiateAuth", UserPoolId=POOL, ClientId=CLIENT, AuthFlow="USER_AUTH",
                        AuthParameters={"USERNAME": "plain"})
    reply = choice.call("AdminRespondToAuthChallenge", UserPoolId=POOL, ClientId=CLIENT, Session=begun["Session"],
                        ChallengeName="SELECT_CHALLENGE",
                        ChallengeResponses={"USERNAME": "plain", "ANSWER": "PASSWORD", "PASSWORD": PASSWORD})
    assert "AuthenticationResult" in reply


def test_the_lite_tier_has_no_choice(choice):
    choice.pool.settings["UserPoolTier"] = "LITE"
    with refused("FeatureUnavailableInTierException", messages.USER_AUTH_ON_LITE):
        begin(choice)


def test_the_name_is_needed(choice):
    with refused("InvalidParameterException", "Missing required parameter USERNAME"):
        choice.begin("USER_AUTH", PREFERRED_CHALLENGE="PASSWORD")


@pytest.mark.parametrize("srp_a", ["xyz", "0", "f" * 5000])
def test_an_srp_value_that_is_none_leaves_the_choice_open(choice, srp_a):
    challenge = begin(choice)
    with pytest.raises(Refusal, match="InvalidParameterException"):
        choice.answer(challenge, ANSWER="PASSWORD_SRP", SRP_A=srp_a)
    assert "AuthenticationResult" in choice.answer(challenge, ANSWER="PASSWORD", PASSWORD=PASSWORD)


@pytest.mark.parametrize("odd", ["\ud800", "\x00", "٣" * 8])
def test_any_text_is_refused_without_a_crash(choice, odd):
    challenge = begin(choice)
    for members in ({"ANSWER": odd}, {"ANSWER": "PASSWORD", "PASSWORD": odd}):
        with pytest.raises(Refusal, match=r"InvalidParameterException|NotAuthorizedException"):
            choice.answer(challenge, **members)
    sent = choice.answer(challenge, ANSWER="EMAIL_OTP")
    with refused("CodeMismatchException", "Invalid code or auth state for the user."):
        choice.answer(sent, EMAIL_OTP_CODE=odd)


def test_the_custom_triggers_are_never_asked(choice):
    choice.with_triggers(DefineAuthChallenge="d", CreateAuthChallenge="c", VerifyAuthChallengeResponse="v")
    sent = begin(choice, PREFERRED_CHALLENGE="EMAIL_OTP")
    assert "AuthenticationResult" in choice.answer(sent, EMAIL_OTP_CODE=choice.code())
    assert "AuthenticationResult" in begin(choice, PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)
    assert len(choice.state.trigger_calls) == 0
