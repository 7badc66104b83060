"""Each trigger is given the request that Lambda's documentation shows, members in its order, and an empty response."""

import textwrap

import pytest

from app.practice.triggers import Runner
from tests.practice.world import CLIENT, PASSWORD, POOL

FUNCTIONS = """
def keep(event, context):
    return event

def define(event, context):
    answered = event["request"]["session"]
    event["response"]["issueTokens"] = bool(answered)
    event["response"]["challengeName"] = None if answered else "CUSTOM_CHALLENGE"
    return event

def create(event, context):
    event["response"]["privateChallengeParameters"] = {"answer": "42"}
    event["response"]["challengeMetadata"] = "FIRST"
    return event

def verify(event, context):
    event["response"]["answerCorrect"] = True
    return event
"""
METADATA = {"k": "v"}
ATTRIBUTES = {"sub": "sub-of-plain", "cognito:user_status": "CONFIRMED", "email": "plain@example.com",
              "email_verified": "true"}
NO_GROUPS = {"groupsToOverride": [], "iamRolesToOverride": [], "preferredRole": None}


@pytest.fixture(scope="module")
def functions(tmp_path_factory):
    path = tmp_path_factory.mktemp("triggers") / "mine.py"
    path.write_text(textwrap.dedent(FUNCTIONS))
    runner = Runner([path])
    runner.start()
    yield runner
    runner.close()


@pytest.fixture
def world(world, functions):
    world.state.lambdas = functions
    world.user(attributes={"email": "plain@example.com", "email_verified": "true"})
    return world.hide_existence()


def given(world):
    """What each trigger call so far was given: its source, and the members of request and response in their order."""
    return [
        (call.event["triggerSource"], list(call.event["request"].items()), list(call.event["response"].items()))
        for call in world.state.trigger_calls
    ]


def expected(source, request, response):
    return source, list(request.items()), list(response.items())


def test_a_sign_in_with_a_password(world):
    world.with_triggers(PreAuthentication="keep", PostAuthentication="keep", PreTokenGeneration="keep")
    world.begin("USER_PASSWORD_AUTH", USERNAME="plain", PASSWORD=PASSWORD, metadata=METADATA)
    assert given(world) == [
        expected("PreAuthentication_Authentication",
                 {"userAttributes": ATTRIBUTES, "validationData": METADATA, "userNotFound": False}, {}),
        expected("PostAuthentication_Authentication", {"userAttributes": ATTRIBUTES, "newDeviceUsed": False}, {}),
        expected("TokenGeneration_Authentication", {"userAttributes": ATTRIBUTES, "groupConfiguration": NO_GROUPS},
                 {"claimsOverrideDetails": None}),
    ]


def test_a_custom_challenge(world):
    world.with_triggers(DefineAuthChallenge="define", CreateAuthChallenge="create",
                        VerifyAuthChallengeResponse="verify", PostAuthentication="keep", PreTokenGeneration="keep")
    challenge = world.begin("CUSTOM_AUTH", USERNAME="plain", metadata={"only": "validation data"})
    world.answer(challenge, ANSWER="42", metadata=METADATA)
    decision = {"challengeName": None, "issueTokens": None, "failAuthentication": None}
    entry = {"challengeName": "CUSTOM_CHALLENGE", "challengeResult": True, "challengeMetadata": "FIRST"}
    assert given(world) == [
        expected("DefineAuthChallenge_Authentication",
                 {"userAttributes": ATTRIBUTES, "session": [], "userNotFound": False}, decision),
        expected("CreateAuthChallenge_Authentication",
                 {"userAttributes": ATTRIBUTES, "challengeName": "CUSTOM_CHALLENGE", "session": [],
                  "userNotFound": False},
                 {"publicChallengeParameters": None, "privateChallengeParameters": None, "challengeMetadata": None}),
        expected("VerifyAuthChallengeResponse_Authentication",
                 {"userAttributes": ATTRIBUTES, "privateChallengeParameters": {"answer": "42"},
                  "challengeAnswer": "42", "clientMetadata": METADATA, "userNotFound": False},
                 {"answerCorrect": None}),
        expected("DefineAuthChallenge_Authentication",
                 {"userAttributes": ATTRIBUTES, "session": [entry], "clientMetadata": METADATA,
                  "userNotFound": False}, decision),
        expected("PostAuthentication_Authentication",
                 {"userAttributes": ATTRIBUTES, "newDeviceUsed": False, "clientMetadata": METADATA}, {}),
        expected("TokenGeneration_Authentication",
                 {"userAttributes": ATTRIBUTES, "groupConfiguration": NO_GROUPS, "clientMetadata": METADATA},
                 {"claimsOverrideDetails": None}),
    ]


def test_a_sign_up_and_its_confirmation(world):
    world.with_triggers(PreSignUp="keep", PostConfirmation="keep")
    world.pool.settings["AutoVerifiedAttributes"] = ["email"]
    world.call("SignUp", ClientId=CLIENT, Username="new", Password=PASSWORD, ClientMetadata=METADATA,
               UserAttributes=[{"Name": "email", "Value": "new@example.com"}],
               ValidationData=[{"Name": "from", "Value": "test"}])
    world.call("ConfirmSignUp", ClientId=CLIENT, Username="new", ConfirmationCode=world.code())
    before, after = given(world)
    assert (before[0], after[0]) == ("PreSignUp_SignUp", "PostConfirmation_ConfirmSignUp")
    assert [name for name, _ in before[1]] == ["userAttributes", "validationData", "clientMetadata"]
    assert before[1][1:] == [("validationData", {"from": "test"}), ("clientMetadata", METADATA)]
    assert before[2] == [("autoConfirmUser", False), ("autoVerifyEmail", False), ("autoVerifyPhone", False)]
    assert ([name for name, _ in after[1]], after[2]) == (["userAttributes"], [])
    assert after[1][0][1]["cognito:user_status"] == "CONFIRMED"


def test_an_administrators_new_user(world):
    world.with_triggers(PreSignUp="keep")
    world.call("AdminCreateUser", UserPoolId=POOL, Username="new", MessageAction="SUPPRESS")
    [call] = world.state.trigger_calls
    assert call.event["triggerSource"] == "PreSignUp_AdminCreateUser"
    assert call.event["callerContext"]["clientId"] == "CLIENT_ID_NOT_APPLICABLE"


@pytest.mark.parametrize("source", ["UserMigration_Authentication", "UserMigration_ForgotPassword"])
def test_a_migration(world, source):
    world.with_triggers(UserMigration="keep")
    if source.endswith("Authentication"):
        with pytest.raises(Exception, match="Incorrect username or password"):
            world.sign_in("nobody")
    else:
        world.call("ForgotPassword", ClientId=CLIENT, Username="nobody")
    [call] = given(world)
    assert call[0] == source
    assert call[2] == [(name, None) for name in (
        "userAttributes", "finalUserStatus", "messageAction", "desiredDeliveryMediums", "forceAliasCreation",
        "enableSMSMFA",
    )]


def test_a_missing_required_attribute_has_a_stand_in(world):
    world.pool.settings["SchemaAttributes"] = [{"Name": "given_name", "Required": True}]
    world.with_triggers(PreAuthentication="keep")
    world.sign_in()
    [call] = world.state.trigger_calls
    assert call.event["request"]["userAttributes"]["given_name"] == "cognito:default_val"
