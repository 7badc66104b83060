"""Playbooks of the look at AWS after a refused refresh: four calls that only read."""

from dataclasses import replace

import pytest

from app.auth.actions import ACTIONS
from app.secret import Secret
from tests.helpers.playbook import CLIENT, CONTEXT, POOL, WITH_SECRET, Playbook

CLIENT_FACTS = {
    "client": "present", "refresh_seconds": "2592000", "rotation": "no", "grace_seconds": "", "has_secret": "no",
    "same_secret": "yes",
}  # fmt: skip
POOL_FACTS = {"pool": "present", "aliases": "no", "device_tracking": "no"}
DENIED = ("AccessDeniedException", "not authorized")


class Look:
    """One examination, its four calls expected in turn."""

    def __init__(self, context=CONTEXT, **answers):
        self.play = Playbook(ACTIONS["examine_refresh"].run(context))
        self.play.asks("CREDENTIALS", "refresh_token", "username", "device_key").answers(**answers)

    def client(self, **settings):
        self.play.calls("DescribeUserPoolClient", UserPoolId=POOL, ClientId=CLIENT).replies(
            {"UserPoolClient": settings}
        )
        return self

    def pool(self, **settings):
        self.play.calls("DescribeUserPool", UserPoolId=POOL).replies({"UserPool": settings})
        return self

    def user(self, name):
        return self.play.calls("AdminGetUser", Username=name)

    def device(self, name, key):
        return self.play.calls("AdminGetDevice", Username=name, DeviceKey=key)

    def facts(self):
        return self.play.returns()["facts"]


def test_without_a_name_the_app_client_and_the_user_pool_are_looked_at():
    assert Look(refresh_token="r").client().pool().facts() == {**CLIENT_FACTS, **POOL_FACTS}


@pytest.mark.parametrize(
    ("settings", "facts"),
    [
        ({"RefreshTokenValidity": 0}, {"refresh_seconds": "2592000"}),
        ({"RefreshTokenValidity": 7}, {"refresh_seconds": "604800"}),
        ({"RefreshTokenValidity": 90, "TokenValidityUnits": {"RefreshToken": "minutes"}}, {"refresh_seconds": "5400"}),
        ({"RefreshTokenValidity": "odd", "TokenValidityUnits": []}, {"refresh_seconds": "2592000"}),
        (
            {"RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 0}},
            {"rotation": "yes", "grace_seconds": "0"},
        ),
        ({"ClientSecret": "another"}, {"has_secret": "yes", "same_secret": "no"}),
    ],
)
def test_the_settings_of_the_app_client_are_facts(settings, facts):
    assert Look(refresh_token="r").client(**settings).pool().facts() == {**CLIENT_FACTS, **POOL_FACTS, **facts}


def test_the_client_secret_is_compared_and_never_among_the_facts():
    facts = Look(WITH_SECRET).client(ClientSecret="shh").pool().facts()
    assert (facts["has_secret"], facts["same_secret"]) == ("yes", "yes")
    assert "shh" not in repr(facts)


@pytest.mark.parametrize("settings", [{"AliasAttributes": ["email"]}, {"UsernameAttributes": ["email"]}])
def test_aliases_and_devices_of_the_pool_are_facts(settings):
    facts = Look().client().pool(**settings, DeviceConfiguration={"ChallengeRequiredOnNewDevice": True}).facts()
    assert (facts["aliases"], facts["device_tracking"]) == ("yes", "yes")


def test_the_user_is_looked_up_by_the_name_that_was_hashed_and_found_under_the_real_one():
    look = Look(refresh_token=Secret("r"), username="plain@example.com", device_key="us-east-1_d").client().pool()
    look.user("plain@example.com").replies({"Username": "plain", "Enabled": True, "UserStatus": "CONFIRMED"})
    look.device("plain", "us-east-1_d").replies({"Device": {}})
    facts = look.facts()
    assert (facts["user"], facts["username"], facts["user_status"]) == ("present", "plain", "CONFIRMED")
    assert facts["device"] == "present"


def test_a_disabled_user_and_a_device_that_is_gone_are_facts():
    look = Look(username="plain", device_key="us-east-1_d").client().pool()
    look.user("plain").replies({"Username": "plain", "Enabled": False})
    look.device("plain", "us-east-1_d").refuses("ResourceNotFoundException", "Device does not exist.")
    facts = look.facts()
    assert (facts["user"], facts["device"]) == ("disabled", "missing")


def test_a_user_who_is_gone_has_no_device_to_look_for():
    look = Look(username="plain", device_key="us-east-1_d").client().pool()
    look.user("plain").refuses("UserNotFoundException", "User does not exist.")
    assert look.facts()["user"] == "missing"


def test_what_the_credentials_may_not_see_is_no_fact():
    look = Look(username="plain", device_key="us-east-1_d")
    look.play.calls("DescribeUserPoolClient", UserPoolId=POOL, ClientId=CLIENT).refuses(*DENIED)
    look.play.calls("DescribeUserPool", UserPoolId=POOL).refuses(*DENIED)
    look.user("plain").refuses(*DENIED)
    assert look.facts() == {}


def test_an_app_client_and_a_pool_that_are_not_there_are_facts():
    look = Look(replace(CONTEXT))
    for operation, members in (("DescribeUserPoolClient", {"ClientId": CLIENT}), ("DescribeUserPool", {})):
        look.play.calls(operation, UserPoolId=POOL, **members).refuses("ResourceNotFoundException", "does not exist.")
    assert look.facts() == {"client": "missing", "pool": "missing"}
