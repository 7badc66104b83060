"""The user migration trigger, with the sample and with functions that misbehave."""

import textwrap

import pytest

from app.practice.triggers import Runner
from tests.practice.world import CLIENT, PASSWORD, POOL, SrpClient, refused

FUNCTIONS = """
def incomplete(event, context):
    event["response"]["userAttributes"] = {"email": "old@example.com"}
    event["response"]["enableSMSMFA"] = True
    return event

def odd_attributes(event, context):
    event["response"]["userAttributes"] = {"email": "nonsense", "sub": "stolen"}
    return event
"""
WRONG = ("NotAuthorizedException", "Incorrect username or password.")


@pytest.fixture
def legacy(world_with_samples):
    return world_with_samples.with_triggers(UserMigration="migrate_user")


@pytest.fixture(scope="module")
def functions(tmp_path_factory):
    path = tmp_path_factory.mktemp("triggers") / "mine.py"
    path.write_text(textwrap.dedent(FUNCTIONS))
    runner = Runner([path])
    runner.start()
    yield runner
    runner.close()


@pytest.mark.parametrize("flow", ["USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH"])
def test_a_password_brings_the_user_over_and_srp_works_from_then_on(legacy, flow):
    reply = legacy.begin(flow, USERNAME="legacy", PASSWORD=PASSWORD, metadata={"k": "v"})
    assert "AuthenticationResult" in reply
    event = legacy.state.trigger_calls[0].event
    assert event["triggerSource"] == "UserMigration_Authentication"
    given = {"password": PASSWORD, "validationData": {"k": "v"}, "userAttributes": None}
    assert list(event["request"].items()) == list(given.items())
    user = legacy.pool.users["legacy"]
    assert (user.status, user.attributes) == ("CONFIRMED", {"email": "legacy@example.com", "email_verified": "true"})
    client = SrpClient("legacy")
    begun = legacy.begin("USER_SRP_AUTH", USERNAME="legacy", SRP_A=client.srp_a)
    assert "AuthenticationResult" in legacy.answer(begun, "legacy", **client.proof(begun))
    assert len(legacy.state.trigger_calls) == 1


def test_a_wrong_password_is_the_functions_error(legacy):
    with refused("UserLambdaValidationException", "UserMigration failed with error Bad password."):
        legacy.sign_in("legacy", "Wrong1!")
    assert "legacy" not in legacy.pool.users


def test_srp_never_migrates(legacy):
    with refused("UserNotFoundException", "User does not exist."):
        legacy.begin("USER_SRP_AUTH", USERNAME="legacy", SRP_A="2")
    assert not legacy.state.trigger_calls


def test_a_name_that_the_old_directory_does_not_know_is_refused(legacy):
    with refused("UserNotFoundException", f"Exception migrating user in app client {CLIENT}"):
        legacy.sign_in("nobody")
    legacy.hide_existence()
    with refused(*WRONG):
        legacy.sign_in("nobody")


def test_names_and_passwords_that_no_user_can_have_are_not_asked_for(legacy):
    legacy.hide_existence()
    for name, password in [("x" * 129, PASSWORD), ("legacy", "x" * 257)]:
        with refused(*WRONG):
            legacy.sign_in(name, password)
    assert not legacy.state.trigger_calls


def test_a_user_who_is_not_confirmed_has_to_reset_the_password(world, functions):
    world.state.lambdas = functions
    world.with_triggers(UserMigration="incomplete")
    for _ in range(2):
        with refused("PasswordResetRequiredException", "Password reset required for the user"):
            world.sign_in("old")
    assert world.pool.users["old"].mfa_enabled == {"SMS_MFA"}
    assert len(world.state.trigger_calls) == 1


def test_attributes_are_checked_and_the_sub_is_the_pools_own(world, functions):
    world.state.lambdas = functions
    world.with_triggers(UserMigration="odd_attributes")
    with refused("InvalidParameterException", "Invalid email address format."):
        world.sign_in("old")
    assert not world.pool.users


def test_pools_of_addresses_want_the_address_among_the_attributes(world, functions):
    world.state.lambdas = functions
    world.pool.settings["UsernameAttributes"] = ["email"]
    world.with_triggers(UserMigration="incomplete")
    with refused("UserNotFoundException", f"Exception migrating user in app client {CLIENT}"):
        world.sign_in("other@example.com")
    with refused("PasswordResetRequiredException", "Password reset required for the user"):
        world.sign_in("old@example.com")
    [user] = world.pool.users.values()
    assert user.username == user.sub


def test_a_forgotten_password_brings_the_user_over_too(legacy):
    legacy.pool.settings["AccountRecoverySetting"] = {"RecoveryMechanisms": [{"Name": "verified_email", "Priority": 1}]}
    sent = legacy.call("ForgotPassword", ClientId=CLIENT, Username="legacy", ClientMetadata={"k": "v"})
    assert sent["CodeDeliveryDetails"]["Destination"] == "l***@e***"
    event = legacy.state.trigger_calls[0].event
    assert event["triggerSource"] == "UserMigration_ForgotPassword"
    given = {"validationData": None, "clientMetadata": {"k": "v"}, "userAttributes": None}
    assert list(event["request"].items()) == list(given.items())
    legacy.call("ConfirmForgotPassword", ClientId=CLIENT, Username="legacy", ConfirmationCode=legacy.code(),
                Password="Changed2?")
    assert "AuthenticationResult" in legacy.sign_in("legacy", "Changed2?")
    assert legacy.call("AdminGetUser", UserPoolId=POOL, Username="legacy")["UserStatus"] == "CONFIRMED"
