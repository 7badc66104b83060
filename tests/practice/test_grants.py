"""What the pre token generation trigger is shown, and what it can change."""

import textwrap

import jwt
import pytest

from app.practice.triggers import Runner

FUNCTIONS = """
def first_version(event, context):
    event["response"]["claimsOverrideDetails"] = {
        "claimsToAddOrOverride": {"added": "1", "sub": "stolen", "email": "other@example.com"},
        "claimsToSuppress": ["phone_number"],
        "groupOverrideDetails": {
            "groupsToOverride": ["other"], "iamRolesToOverride": ["arn:b"], "preferredRole": "arn:b",
        },
    }
    return event

def second_version(event, context):
    event["response"]["claimsAndScopeOverrideDetails"] = {
        "idTokenGeneration": {"claimsToAddOrOverride": {"list": [1, {"deep": True}]}, "claimsToSuppress": ["email"]},
        "accessTokenGeneration": {
            "claimsToAddOrOverride": {"plan": "gold"}, "scopesToAdd": ["reports"],
            "scopesToSuppress": ["aws.cognito.signin.user.admin"],
        },
        "groupOverrideDetails": {"groupsToOverride": []},
    }
    return event
"""
ARN = "arn:aws:lambda:us-east-1:000000000000:function:second_version"


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
    user = world.user(attributes={"email": "plain@example.com", "phone_number": "+15550100001"})
    world.group("second", user, Precedence=2, RoleArn="arn:role/second")
    world.group("first", user, Precedence=1, RoleArn="arn:role/first")
    return world


def claims(reply):
    tokens = reply["AuthenticationResult"]
    return [jwt.decode(tokens[name], options={"verify_signature": False}) for name in ("IdToken", "AccessToken")]


def test_version_one_changes_the_id_tokens_claims_and_the_groups(world):
    identity, access = claims(world.with_triggers(PreTokenGeneration="first_version").sign_in())
    assert (identity["added"], identity["email"], identity["sub"]) == ("1", "other@example.com", "sub-of-plain")
    assert "phone_number" not in identity
    assert identity["cognito:groups"] == access["cognito:groups"] == ["other"]
    assert (identity["cognito:roles"], identity["cognito:preferred_role"]) == (["arn:b"], "arn:b")
    assert "added" not in access
    [call] = world.state.trigger_calls
    assert call.source == "TokenGeneration_Authentication"
    assert call.event["request"]["groupConfiguration"] == {
        "groupsToOverride": ["second", "first"],
        "iamRolesToOverride": ["arn:role/first", "arn:role/second"],
        "preferredRole": "arn:role/first",
    }


def test_version_two_changes_the_access_token_as_well(world):
    config = {"LambdaArn": ARN, "LambdaVersion": "V2_0"}
    world.pool.settings["LambdaConfig"] = {"PreTokenGeneration": ARN, "PreTokenGenerationConfig": config}
    identity, access = claims(world.sign_in())
    assert identity["list"] == [1, {"deep": True}]
    assert "email" not in identity
    assert (access["plan"], access["scope"]) == ("gold", "reports")
    assert "cognito:groups" not in access
    event = world.state.trigger_calls[0].event
    assert (event["version"], event["request"]["scopes"]) == ("2", ["aws.cognito.signin.user.admin"])
