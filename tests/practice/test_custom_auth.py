"""CUSTOM_AUTH with the sample triggers and with others: rounds, what the triggers are shown, how it ends."""

import textwrap

import jwt
import pytest

from app.practice.errors import Refusal
from app.practice.triggers import Runner
from tests.practice.world import SrpClient, refused

SAMPLES = {
    "DefineAuthChallenge": "define_auth_challenge",
    "CreateAuthChallenge": "create_auth_challenge",
    "VerifyAuthChallengeResponse": "verify_auth_challenge",
}
WRONG = ("NotAuthorizedException", "Incorrect username or password.")
PHONE = {"phone_number": "+15550100001"}
OTHERS = """
def tokens_at_once(event, context):
    event["response"]["issueTokens"] = True
    return event

def fails_at_once(event, context):
    event["response"]["failAuthentication"] = True
    event["response"]["issueTokens"] = True
    return event

def asks_sms(event, context):
    done = [entry["challengeName"] for entry in event["request"]["session"]] == ["SMS_MFA"]
    event["response"]["issueTokens"] = done
    event["response"]["challengeName"] = None if done else "SMS_MFA"
    return event

def asks_totp(event, context):
    event["response"]["challengeName"] = "SOFTWARE_TOKEN_MFA"
    return event

def asks_password(event, context):
    event["response"]["challengeName"] = "PASSWORD_VERIFIER"
    return event

def undecided(event, context):
    return event

def asks_forever(event, context):
    event["response"]["challengeName"] = "CUSTOM_CHALLENGE"
    return event

def creates_nothing(event, context):
    return event

def breaks(event, context):
    raise RuntimeError("broken")
"""


@pytest.fixture
def custom(world_with_samples):
    world = world_with_samples.with_triggers(**SAMPLES)
    world.user("custom")
    return world


@pytest.fixture(scope="module")
def other_functions(tmp_path_factory):
    path = tmp_path_factory.mktemp("triggers") / "others.py"
    path.write_text(textwrap.dedent(OTHERS))
    runner = Runner([path])
    runner.start()
    yield runner
    runner.close()


def shown(world, trigger):
    return [call.event["request"] for call in world.state.trigger_calls if call.trigger == trigger]


def test_two_riddles_let_the_user_in(custom):
    first = custom.begin("CUSTOM_AUTH", USERNAME="custom")
    assert first["ChallengeName"] == "CUSTOM_CHALLENGE"
    assert list(first["ChallengeParameters"]) == ["USERNAME", "question", "hint", "round"]
    second = custom.answer(first, "custom", ANSWER=" Clock ")
    assert second["ChallengeParameters"]["round"] == "2 of 2"
    assert second["Session"] != first["Session"]
    reply = custom.answer(second, "custom", ANSWER="footsteps", metadata={"k": "v"})
    assert "IdToken" in reply["AuthenticationResult"]
    assert shown(custom, "DefineAuthChallenge")[-1]["session"] == [
        {"challengeName": "CUSTOM_CHALLENGE", "challengeResult": True, "challengeMetadata": "RIDDLE_1"},
        {"challengeName": "CUSTOM_CHALLENGE", "challengeResult": True, "challengeMetadata": "RIDDLE_2"},
    ]
    assert shown(custom, "DefineAuthChallenge")[-1]["clientMetadata"] == {"k": "v"}
    assert "clientMetadata" not in shown(custom, "DefineAuthChallenge")[0]
    verified = shown(custom, "VerifyAuthChallengeResponse")[0]
    assert verified["privateChallengeParameters"] == {"answer": "clock"}
    assert verified["challengeAnswer"] == " Clock "


def test_srp_comes_first_where_the_client_asks_for_it(custom):
    client = SrpClient("custom")
    begun = custom.begin("CUSTOM_AUTH", USERNAME="custom", CHALLENGE_NAME="SRP_A", SRP_A=client.srp_a)
    assert begun["ChallengeName"] == "PASSWORD_VERIFIER"
    assert shown(custom, "DefineAuthChallenge")[0]["session"] == [
        {"challengeName": "SRP_A", "challengeResult": True, "challengeMetadata": None}
    ]
    riddle = custom.answer(begun, "custom", **client.proof(begun))
    assert riddle["ChallengeParameters"]["round"] == "1 of 2"
    riddle = custom.answer(riddle, "custom", ANSWER="clock")
    assert "AuthenticationResult" in custom.answer(riddle, "custom", ANSWER="footsteps")
    names = [entry["challengeName"] for entry in shown(custom, "DefineAuthChallenge")[-1]["session"]]
    assert names == ["SRP_A", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE", "CUSTOM_CHALLENGE"]


def test_the_secret_block_finds_the_session_of_a_client_that_sends_none(custom):
    client = SrpClient("custom")
    begun = custom.begin("CUSTOM_AUTH", USERNAME="custom", CHALLENGE_NAME="SRP_A", SRP_A=client.srp_a)
    session = begun.pop("Session")
    assert custom.answer(begun, "custom", **client.proof(begun))["ChallengeName"] == "CUSTOM_CHALLENGE"
    message = "Invalid session for the user, session can only be used once."
    with refused("NotAuthorizedException", message):
        custom.answer(begun | {"Session": session}, "custom", **client.proof(begun))


def test_a_wrong_proof_ends_a_custom_sign_in(custom):
    client = SrpClient("custom", "Wrong1!")
    begun = custom.begin("CUSTOM_AUTH", USERNAME="custom", CHALLENGE_NAME="SRP_A", SRP_A=client.srp_a)
    with refused(*WRONG):
        custom.answer(begun, "custom", **client.proof(begun))
    with refused("NotAuthorizedException", "Invalid session for the user."):
        custom.answer(begun, "custom", **client.proof(begun))


def test_srp_first_without_its_value_is_refused(custom):
    with refused("InvalidParameterException", "Missing required parameter SRP_A"):
        custom.begin("CUSTOM_AUTH", USERNAME="custom", CHALLENGE_NAME="SRP_A")


def test_a_wrong_answer_is_no_error_but_another_round(custom):
    first = custom.begin("CUSTOM_AUTH", USERNAME="custom")
    again = custom.answer(first, "custom", ANSWER="spoon")
    assert again["ChallengeParameters"]["round"] == "1 of 2"
    with refused("NotAuthorizedException", "Invalid session for the user, session can only be used once."):
        custom.answer(first, "custom", ANSWER="clock")


def test_the_third_wrong_answer_ends_it(custom):
    challenge = custom.begin("CUSTOM_AUTH", USERNAME="custom")
    for _ in range(2):
        challenge = custom.answer(challenge, "custom", ANSWER="spoon")
    with refused(*WRONG):
        custom.answer(challenge, "custom", ANSWER="spoon")
    with refused("NotAuthorizedException", "Invalid session for the user."):
        custom.answer(challenge, "custom", ANSWER="clock")


def test_a_missing_answer_leaves_the_round_open(custom):
    challenge = custom.begin("CUSTOM_AUTH", USERNAME="custom")
    with refused("InvalidParameterException", "Missing required parameter ANSWER"):
        custom.answer(challenge, "custom", X="y")
    assert custom.answer(challenge, "custom", ANSWER="clock")["ChallengeParameters"]["round"] == "2 of 2"


def test_mfa_hangs_on_the_password_proof_and_define_sees_it_afterwards(custom):
    custom.with_mfa("ON").user("custom", attributes=PHONE)
    client = SrpClient("custom")
    begun = custom.begin("CUSTOM_AUTH", USERNAME="custom", CHALLENGE_NAME="SRP_A", SRP_A=client.srp_a)
    code = custom.answer(begun, "custom", **client.proof(begun))
    assert code["ChallengeName"] == "SMS_MFA"
    assert len(shown(custom, "DefineAuthChallenge")) == 1
    assert custom.answer(code, "custom", SMS_MFA_CODE=custom.code())["ChallengeName"] == "CUSTOM_CHALLENGE"
    names = [entry["challengeName"] for entry in shown(custom, "DefineAuthChallenge")[-1]["session"]]
    assert names == ["SRP_A", "PASSWORD_VERIFIER", "SMS_MFA"]


def test_without_a_password_there_is_no_mfa(custom):
    custom.with_mfa("ON").user("custom", attributes=PHONE)
    challenge = custom.begin("CUSTOM_AUTH", USERNAME="custom")
    challenge = custom.answer(challenge, "custom", ANSWER="clock")
    assert "AuthenticationResult" in custom.answer(challenge, "custom", ANSWER="footsteps")


def test_an_unknown_user_meets_the_triggers_where_existence_is_hidden(custom):
    with refused("UserNotFoundException", "User does not exist."):
        custom.begin("CUSTOM_AUTH", USERNAME="nobody")
    custom.hide_existence()
    challenge = custom.begin("CUSTOM_AUTH", USERNAME="nobody")
    assert len(challenge["Session"]) == 1587
    name = challenge["ChallengeParameters"]["USERNAME"]
    challenge = custom.answer(challenge, name, ANSWER="clock")
    with refused(*WRONG):
        custom.answer(challenge, name, ANSWER="footsteps")
    assert all(request["userNotFound"] is True for request in shown(custom, "DefineAuthChallenge"))


def others(world, functions, **names):
    world.state.lambdas = functions
    world.user("custom", attributes=PHONE)
    return world.with_triggers(**SAMPLES | names)


def test_define_may_let_the_user_in_at_once(world, other_functions):
    others(world, other_functions, DefineAuthChallenge="tokens_at_once")
    reply = world.begin("CUSTOM_AUTH", USERNAME="custom")
    claims = jwt.decode(reply["AuthenticationResult"]["IdToken"], options={"verify_signature": False})
    assert claims["cognito:username"] == "custom"


def test_a_failure_wins_over_tokens(world, other_functions):
    others(world, other_functions, DefineAuthChallenge="fails_at_once")
    with refused(*WRONG):
        world.begin("CUSTOM_AUTH", USERNAME="custom")


def test_nobody_gets_tokens(world, other_functions):
    others(world, other_functions, DefineAuthChallenge="tokens_at_once").hide_existence()
    with refused(*WRONG):
        world.begin("CUSTOM_AUTH", USERNAME="nobody")


def test_define_may_ask_for_a_text_message(world, other_functions):
    others(world, other_functions, DefineAuthChallenge="asks_sms")
    challenge = world.begin("CUSTOM_AUTH", USERNAME="custom")
    assert (challenge["ChallengeName"], challenge["ChallengeParameters"]) == ("SMS_MFA", {"USERNAME": "custom"})
    assert "AuthenticationResult" in world.answer(challenge, "custom", SMS_MFA_CODE=world.code())


@pytest.mark.parametrize("function", ["asks_totp", "asks_password", "undecided"])
def test_a_decision_that_cannot_be_followed_is_unrecognizable(world, other_functions, function):
    others(world, other_functions, DefineAuthChallenge=function)
    with refused("InvalidLambdaResponseException", "Unrecognizable lambda output"):
        world.begin("CUSTOM_AUTH", USERNAME="custom")


def test_no_private_parameters_for_nobody_is_a_refusal(world, other_functions):
    names = {"DefineAuthChallenge": "asks_forever", "CreateAuthChallenge": "creates_nothing"}
    others(world, other_functions, **names).hide_existence()
    assert world.begin("CUSTOM_AUTH", USERNAME="custom")["ChallengeName"] == "CUSTOM_CHALLENGE"
    with refused(*WRONG):
        world.begin("CUSTOM_AUTH", USERNAME="nobody")


def test_a_broken_verifier_uses_the_session_up(world, other_functions, capfd):
    names = {"DefineAuthChallenge": "asks_forever", "CreateAuthChallenge": "creates_nothing"}
    others(world, other_functions, **names, VerifyAuthChallengeResponse="breaks")
    challenge = world.begin("CUSTOM_AUTH", USERNAME="custom")
    with refused("UserLambdaValidationException", "VerifyAuthChallengeResponse failed with error broken."):
        world.answer(challenge, "custom", ANSWER="x")
    with refused("NotAuthorizedException", "Invalid session for the user."):
        world.answer(challenge, "custom", ANSWER="x")


def test_one_trigger_alone_is_not_enough(custom):
    del custom.pool.settings["LambdaConfig"]["VerifyAuthChallengeResponse"]
    with pytest.raises(Refusal, match="Custom auth lambda trigger is not configured"):
        custom.begin("CUSTOM_AUTH", USERNAME="custom")
