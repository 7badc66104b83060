"""Playbooks of looking a user up: up to five calls that only read."""

import pytest

from app.auth.actions import ACTIONS
from app.errors import ApiError, Fault, TransportError, Wire
from tests.helpers.playbook import CLIENT, CONTEXT, POOL, WITH_SECRET, Playbook

USER = {
    "Username": "jane",
    "UserAttributes": [
        {"Name": "sub", "Value": "s-1"}, {"Name": "email", "Value": "j@example.com"},
        {"Name": "email_verified", "Value": "true"}, {"Name": "phone_number_verified", "Value": "false"},
    ],
    "UserCreateDate": 10.5, "UserLastModifiedDate": 20, "Enabled": True, "UserStatus": "CONFIRMED",
    "UserMFASettingList": ["SOFTWARE_TOKEN_MFA"], "PreferredMfaSetting": "SOFTWARE_TOKEN_MFA",
}  # fmt: skip
DENIED = ("AccessDeniedException", "not authorized")
GUARDED = {"UserPoolAddOns": {"AdvancedSecurityMode": "AUDIT"}}


class Look:
    """One run, its calls expected in turn."""

    def __init__(self, context=CONTEXT, username="jane@example.com"):
        self.play = Playbook(ACTIONS["look_up_user"].run(context))
        self.play.asks("CREDENTIALS", "username").answers(username=username)
        self.name = username

    def user(self, body=None, refused=None):
        self._step("AdminGetUser", {"UserPoolId": POOL, "Username": self.name}, USER if body is None else body, refused)
        return self

    def client(self, refused=None, **settings):
        body = {"UserPoolClient": settings}
        self._step("DescribeUserPoolClient", {"UserPoolId": POOL, "ClientId": CLIENT}, body, refused)
        return self

    def pool(self, refused=None, **settings):
        self._step("DescribeUserPool", {"UserPoolId": POOL}, {"UserPool": settings}, refused)
        return self

    def devices(self, *devices, refused=None):
        self._step("AdminListDevices", {"UserPoolId": POOL, "Username": "jane"}, {"Devices": list(devices)}, refused)
        return self

    def events(self, *events, refused=None):
        params = {"UserPoolId": POOL, "Username": "jane", "MaxResults": 20}
        self._step("AdminListUserAuthEvents", params, {"AuthEvents": list(events)}, refused)
        return self

    def found(self):
        return self.play.returns()

    def _step(self, operation, params, body, refused):
        step = self.play.calls(operation, **params)
        if refused:
            step.refuses(*refused)
        else:
            step.replies(body)


def event(response="Fail", *challenges, **risk):
    steps = [{"ChallengeName": name, "ChallengeResponse": outcome} for name, outcome in challenges]
    return {
        "EventType": "SignIn", "CreationDate": 5.0, "EventResponse": response, "EventRisk": risk,
        "ChallengeResponses": steps,
    }  # fmt: skip


def test_a_user_is_told_by_the_real_name_with_state_factors_and_verified_addresses():
    facts = Look().user().client().pool().devices().found()["facts"]
    assert facts["settings"].pop("PreventUserExistenceErrors") == "LEGACY"
    facts.pop("settings")
    assert facts == {
        "user": "present", "username": "jane", "enabled": "yes", "status": "CONFIRMED", "sub": "s-1",
        "verified": ["email"], "mfa": ["SOFTWARE_TOKEN_MFA"], "preferred_mfa": "SOFTWARE_TOKEN_MFA", "created": 10.5,
        "modified": 20, "client": "present", "secret": "none", "pool": "present", "devices": 0, "remembered": 0,
    }  # fmt: skip


def test_a_disabled_user_is_told():
    assert Look().user({**USER, "Enabled": False}).client().pool().devices().found()["facts"]["enabled"] == "no"


def test_of_a_user_who_is_missing_nothing_more_is_asked():
    found = Look().user(refused=("UserNotFoundException", "User does not exist.")).client().pool().found()
    assert found["facts"]["user"] == "missing"
    assert found["refused"] == {"AdminGetUser": "UserNotFoundException"}


def test_what_the_credentials_may_not_see_stays_unknown_and_is_named():
    found = Look().user(refused=DENIED).client(refused=DENIED).pool(refused=DENIED).found()
    assert found["facts"] == {"settings": {}}
    assert found["refused"] == dict.fromkeys(
        ("AdminGetUser", "DescribeUserPoolClient", "DescribeUserPool"), "AccessDeniedException"
    )


def test_a_missing_app_client_or_pool_is_told():
    gone = ("ResourceNotFoundException", "does not exist.")
    facts = Look().user(refused=gone).client(refused=gone).pool(refused=gone).found()["facts"]
    assert facts == {"client": "missing", "pool": "missing", "settings": {}}


@pytest.mark.parametrize(
    ("context", "its", "secret"),
    [
        (CONTEXT, "", "none"), (CONTEXT, "shh", "missing"), (WITH_SECRET, "", "unwanted"), (WITH_SECRET, "shh", "same"),
        (WITH_SECRET, "another", "other"),
    ],
)  # fmt: skip
def test_the_client_secret_is_compared_and_never_given_out(context, its, secret):
    settings = {"ClientSecret": its} if its else {}
    found = Look(context).user().client(**settings).pool().devices().found()
    assert found["facts"]["secret"] == secret
    assert "shh" not in str(found)


def test_settings_stand_by_the_names_of_aws():
    arn = "arn:aws:lambda:us-east-1:1:function:m"
    found = Look().user().client(ExplicitAuthFlows=["ALLOW_USER_AUTH"]).pool(LambdaConfig={"UserMigration": arn})
    settings = found.devices().found()["facts"]["settings"]
    assert settings["ExplicitAuthFlows"] == ["ALLOW_USER_AUTH"]
    assert settings["LambdaConfig"] == {"UserMigration": arn}


def test_devices_are_counted_and_those_that_are_remembered():
    remembered = {"DeviceAttributes": [{"Name": "dev:device_remembered_status", "Value": "remembered"}]}
    facts = Look().user().client().pool().devices(remembered, {"DeviceKey": "d"}).found()["facts"]
    assert (facts["devices"], facts["remembered"]) == (2, 1)


def test_the_history_is_asked_for_only_where_one_is_kept():
    failed = event("Fail", ("Password", "Failure"))
    passed = event("Pass", ("Password", "Success"))
    look = Look().user().client().pool(**GUARDED).devices().events(failed, failed, passed, failed)
    facts = look.found()["facts"]
    assert facts["failed_passwords"] == 2
    assert facts["blocked"] == "no"
    assert facts["events"][0] == {
        "type": "SignIn", "response": "Fail", "risk": "", "compromised": False, "challenges": ["Password Failure"],
        "at": 5.0,
    }  # fmt: skip


@pytest.mark.parametrize("risk", [{"RiskDecision": "Block"}, {"CompromisedCredentialsDetected": True}])
def test_a_sign_in_that_threat_protection_stopped_is_told(risk):
    look = Look().user().client().pool(**GUARDED).devices().events(event("Fail", **risk))
    assert look.found()["facts"]["blocked"] == "yes"


def test_without_the_pools_settings_the_history_is_tried():
    look = Look().user().client().pool(refused=DENIED).devices(refused=DENIED).events(refused=DENIED)
    assert set(look.found()["refused"]) == {"DescribeUserPool", "AdminListDevices", "AdminListUserAuthEvents"}


@pytest.mark.parametrize("body", [{}, {"UserAttributes": [1, {"Name": 3}], "UserMFASettingList": "x", "Enabled": 1}])
def test_odd_answers_are_read_as_far_as_they_go(body):
    play = Look(username="jane").user(body).client().pool().devices()
    facts = play.found()["facts"]
    assert (facts["user"], facts["username"], facts["mfa"]) == ("present", "jane", [])


@pytest.mark.parametrize(
    "error",
    [
        ApiError("UnrecognizedClientException", "The security token included in the request is invalid."),
        TransportError(Fault.CREDENTIALS, "Unable to locate credentials"),
    ],
)
def test_keys_that_are_good_for_nothing_end_the_run(error):
    play = Playbook(ACTIONS["look_up_user"].run(CONTEXT))
    play.asks("CREDENTIALS", "username").answers(username="jane")
    play.calls("AdminGetUser", Username="jane")
    play.refuse(error)
    assert play.raises(type(error)) is error


def test_an_emulator_that_lacks_an_operation_leaves_it_unknown():
    wire = Wire(status=404, request_id="", seconds=0.1, size=3, body="<p>")
    look = Look()
    look.play.calls("AdminGetUser", Username="jane@example.com")
    look.play.refuse(TransportError(Fault.NOT_COGNITO, "HTTP 404", wire=wire))
    found = look.client().pool().found()
    assert found["refused"] == {"AdminGetUser": "not_cognito"}
    assert "user" not in found["facts"]
