"""Events have Lambda's shapes, answers are checked, and failures become the errors that Cognito gives."""

import json
import textwrap
import threading

import pytest

from app.practice import triggers
from app.practice.errors import Refusal
from app.practice.triggers import Runner
from tests.practice.world import CLIENT, PASSWORD, POOL, SrpClient, refused

FUNCTIONS = """
import json, os, time

def keep(event, context):
    return event

def nothing(event, context):
    return None

def text(event, context):
    return "nonsense"

def only_the_response(event, context):
    return {"response": event["response"]}

def no_response(event, context):
    return event | {"response": None}

def wrong_type(event, context):
    event["response"]["autoConfirmUser"] = "perhaps"
    return event

def no_text(event, context):
    event["response"]["odd"] = "\\ud800"
    return event

def says_no_text(event, context):
    raise Exception("\\ud800")

def refuses(event, context):
    raise Exception("SPIKE_LOCKED")

def crashes(event, context):
    os._exit(129)

def hangs(event, context):
    time.sleep(600)

def define(event, context):
    event["response"]["challengeName"] = "CUSTOM_CHALLENGE"
    return event

def create(event, context):
    event["response"]["publicChallengeParameters"] = {"number": 7, "yes": True, "none": None}
    event["response"]["privateChallengeParameters"] = {"x": "y"}
    return event

def pre_token(event, context):
    event["response"]["claimsOverrideDetails"] = {
        "claimsToAddOrOverride": {"added": "1", "email": "other@example.com", "sub": "stolen"},
        "claimsToSuppress": ["phone_number"],
        "groupOverrideDetails": {"groupsToOverride": ["other"], "preferredRole": "arn:role"},
    }
    return event
"""


@pytest.fixture
def functions(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(textwrap.dedent(FUNCTIONS))
    runner = Runner([path], attempt_seconds=0.5)
    runner.start()
    yield runner
    runner.close()


@pytest.fixture
def world(world, functions):
    world.state.lambdas = functions
    world.user(attributes={"email": "plain@example.com", "email_verified": "true"})
    return world


def last_event(world):
    return world.state.trigger_calls[-1].event


def test_the_event_has_lambdas_members_in_their_order(world):
    world.with_triggers(PreAuthentication="keep")
    world.begin("USER_PASSWORD_AUTH", USERNAME="plain", PASSWORD=PASSWORD, metadata={"from": "test"})
    assert json.dumps(last_event(world)) == json.dumps({
        "version": "1",
        "region": "us-east-1",
        "userPoolId": POOL,
        "userName": "plain",
        "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": CLIENT},
        "triggerSource": "PreAuthentication_Authentication",
        "request": {
            "userAttributes": {"sub": "sub-of-plain", "cognito:user_status": "CONFIRMED", "email": "plain@example.com",
                               "email_verified": "true"},
            "validationData": {"from": "test"},
        },
        "response": {},
    })


@pytest.mark.parametrize(("name", "password"), [("plain", "Wrong1!"), ("nobody", PASSWORD)])
def test_the_trigger_before_authentication_wins_over_a_wrong_password(world, name, password):
    world.hide_existence().with_triggers(PreAuthentication="refuses")
    with refused("UserLambdaValidationException", "PreAuthentication failed with error SPIKE_LOCKED."):
        world.sign_in(name, password)
    assert last_event(world)["request"]["userNotFound"] is (name == "nobody")
    assert len(world.state.trigger_calls) == 1


def test_the_trigger_after_authentication_runs_only_after_success(world):
    world.with_triggers(PostAuthentication="keep")
    with pytest.raises(Refusal):
        world.sign_in(password="Wrong1!")
    assert not world.state.trigger_calls
    client = SrpClient()
    begun = world.begin("USER_SRP_AUTH", USERNAME="plain", SRP_A=client.srp_a, metadata={"start": "1"})
    world.answer(begun, metadata={"answer": "2"}, **client.proof(begun))
    request = last_event(world)["request"]
    assert (request["newDeviceUsed"], request["clientMetadata"]) == (False, {"answer": "2"})


def test_a_refusal_after_authentication_ends_the_sign_in(world):
    world.with_triggers(PostAuthentication="refuses")
    with refused("UserLambdaValidationException", "PostAuthentication failed with error SPIKE_LOCKED."):
        world.sign_in()


@pytest.mark.parametrize("function", ["nothing", "text", "only_the_response", "no_response", "no_text"])
def test_nonsense_is_unrecognizable(world, function):
    world.with_triggers(PreAuthentication=function)
    with refused("InvalidLambdaResponseException", "Unrecognizable lambda output"):
        world.sign_in()


def invoke(world, trigger, source="PreSignUp_SignUp"):
    with world.state.lock:
        return triggers.invoke(world.state, world.pool, trigger, source, username="plain", client_id=CLIENT, request={})


def test_a_response_of_the_wrong_type_is_unrecognizable(world):
    world.with_triggers(PreSignUp="wrong_type")
    with refused("InvalidLambdaResponseException", "Unrecognizable lambda output"):
        invoke(world, "PreSignUp")


def test_a_sign_up_is_neither_confirmed_nor_verified_by_default(world):
    world.with_triggers(PreSignUp="keep")
    expected = {"autoConfirmUser": False, "autoVerifyEmail": False, "autoVerifyPhone": False}
    assert invoke(world, "PreSignUp") == expected
    assert last_event(world)["response"] == expected


def test_a_crash_carries_the_runtimes_words(world):
    world.with_triggers(PreAuthentication="crashes")
    pattern = (r"UserLambdaValidationException: PreAuthentication failed with error RequestId: [0-9a-f-]{36} "
               r"Error: Runtime exited with error: exit status 129\.$")
    with pytest.raises(Refusal, match=pattern):
        world.sign_in()


def test_an_error_that_is_no_text_is_made_one(world):
    world.with_triggers(PreAuthentication="says_no_text")
    with refused("UserLambdaValidationException", "PreAuthentication failed with error ?."):
        world.sign_in()


def test_a_hanging_trigger_ends_in_a_timeout(world):
    world.with_triggers(PreAuthentication="hangs")
    message = "PreAuthentication invocation failed due to error Socket timeout while invoking Lambda function."
    with refused("UnexpectedLambdaException", message):
        world.sign_in()


def test_a_function_that_is_not_there_is_a_configuration_error(world):
    world.with_triggers(PreAuthentication="missing")
    with refused("UnexpectedLambdaException", "PreAuthentication invocation failed due to configuration."):
        world.sign_in()


def test_other_calls_go_on_while_a_trigger_hangs(world):
    world.with_triggers(PreAuthentication="hangs")
    failed = []

    def hang():
        try:
            world.sign_in()
        except Refusal as refusal:
            failed.append(refusal.code)

    thread = threading.Thread(target=hang)
    thread.start()
    while not world.state.lambdas._turn.locked():
        assert thread.is_alive()
    assert world.call("AdminGetUser", UserPoolId=POOL, Username="plain")["Username"] == "plain"
    assert thread.is_alive()
    thread.join()
    assert failed == ["UnexpectedLambdaException"]
    assert not world.state.lock.locked()


def test_what_triggers_were_given_and_answered_is_remembered(world):
    world.with_triggers(PreAuthentication="keep", PostAuthentication="refuses")
    with pytest.raises(Refusal):
        world.sign_in()
    first, second = world.state.trigger_calls
    assert (first.trigger, first.function, first.response, first.failure) == ("PreAuthentication", "keep", {}, "")
    assert (second.source, second.response) == ("PostAuthentication_Authentication", None)
    assert second.failure == "UserLambdaValidationException: PostAuthentication failed with error SPIKE_LOCKED."


def test_only_so_many_trigger_calls_are_remembered(world):
    world.with_triggers(PreSignUp="keep")
    for _ in range(201):
        invoke(world, "PreSignUp")
    assert len(world.state.trigger_calls) == 200


def test_scalars_in_challenge_parameters_become_strings(world):
    world.with_triggers(DefineAuthChallenge="define", CreateAuthChallenge="create", VerifyAuthChallengeResponse="keep")
    challenge = world.begin("CUSTOM_AUTH", USERNAME="plain")
    assert challenge["ChallengeParameters"] == {"USERNAME": "plain", "number": "7", "yes": "true"}
