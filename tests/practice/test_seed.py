"""The seed: who can do what, and that a restart brings it back with yesterday's refresh tokens."""

import re

import pytest

from app.practice import seed, seed_table
from app.practice.state import State
from tests.helpers.practice_pool import PASSWORD, practice_pool
from tests.practice.a_device import Device
from tests.practice.fresh import refused


@pytest.fixture
def seeded(practice):
    practice.control("reset")
    return practice


def sign_in(api, client_id, name, password=PASSWORD):
    return api.initiate_auth(
        AuthFlow="USER_PASSWORD_AUTH", ClientId=client_id, AuthParameters={"USERNAME": name, "PASSWORD": password}
    )


@pytest.mark.parametrize(
    ("name", "challenge"),
    [
        ("plain", None), ("totp", "SOFTWARE_TOKEN_MFA"), ("sms", "SMS_MFA"), ("email", "EMAIL_OTP"),
        ("choose-mfa", "SELECT_MFA_TYPE"), ("new-password", "NEW_PASSWORD_REQUIRED"), ("passkey", None),
        ("legacy", None),
    ],
)
def test_each_user_meets_what_its_name_says(seeded, api, name, challenge):
    reply = sign_in(api, seeded.client()["id"], name)
    assert reply.get("ChallengeName") == challenge
    assert ("AuthenticationResult" in reply) == (challenge is None)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("unconfirmed", "UserNotConfirmedException"), ("disabled", "NotAuthorizedException"),
        ("reset-required", "PasswordResetRequiredException"), ("otp-only", "NotAuthorizedException"),
        ("nobody", "NotAuthorizedException"),
    ],
)
def test_each_user_is_refused_as_its_name_says(seeded, api, name, code):
    with refused(code):
        sign_in(api, seeded.client()["id"], name)


def test_the_user_without_a_second_factor_is_asked_to_set_one_up(seeded, api):
    reply = sign_in(api, seeded.client("public", "practice-mfa-required")["id"], "enroll-mfa")
    assert reply["ChallengeName"] == "MFA_SETUP"
    assert reply["ChallengeParameters"]["MFAS_CAN_SETUP"] == '["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]'


def test_the_new_password_asks_for_the_attribute_that_is_missing(seeded, api):
    reply = sign_in(api, seeded.client()["id"], "new-password")
    assert reply["ChallengeParameters"]["requiredAttributes"] == '["userAttributes.given_name"]'


def test_the_other_pools_let_their_users_in(seeded, api):
    assert sign_in(api, seeded.client("public", "practice-devices")["id"], "device")["ChallengeName"] == (
        "SOFTWARE_TOKEN_MFA"
    )
    assert sign_in(api, seeded.client("public", "practice-devices-opt-in")["id"], "device-opt-in")["ChallengeName"] == (
        "SOFTWARE_TOKEN_MFA"
    )
    assert "AuthenticationResult" in sign_in(api, seeded.client("public", "practice-lite")["id"], "plain")


def test_users_with_an_address_are_known_by_it(seeded, api):
    assert "AuthenticationResult" in sign_in(api, seeded.client()["id"], "plain@example.com")
    assert sign_in(api, seeded.client()["id"], "+15550100001")["ChallengeName"] == "SMS_MFA"


def test_yesterdays_refresh_token_works_after_a_restart(practice, api):
    client_id = practice.client()["id"]
    token = sign_in(api, client_id, "plain")["AuthenticationResult"]["RefreshToken"]
    with practice_pool() as restarted:
        other = restarted.api()
        assert restarted.announced["user_pools"] == practice.announced["user_pools"]
        reply = other.initiate_auth(
            AuthFlow="REFRESH_TOKEN_AUTH", ClientId=client_id, AuthParameters={"REFRESH_TOKEN": token}
        )
        assert "AccessToken" in reply["AuthenticationResult"]
        shown = other.get_user(AccessToken=reply["AuthenticationResult"]["AccessToken"])
        assert shown["Username"] == "plain"
        other.close()


def test_a_code_waits_for_the_sign_up_and_for_the_reset_that_came_before(seeded, api):
    client_id, pool_id = seeded.client()["id"], seeded.pool_id()
    code = seeded.code(pool_id, "unconfirmed")
    api.confirm_sign_up(ClientId=client_id, Username="unconfirmed", ConfirmationCode=code)
    assert "AuthenticationResult" in sign_in(api, client_id, "unconfirmed")
    code = seeded.code(pool_id, "reset-required")
    api.confirm_forgot_password(
        ClientId=client_id, Username="reset-required", ConfirmationCode=code, Password="Practice2!"
    )
    assert "AuthenticationResult" in sign_in(api, client_id, "reset-required", "Practice2!")


def test_two_seeds_are_the_same():
    one, other = State(clock=lambda: 1.0), State(clock=lambda: 1.0)
    for state in (one, other):
        seed.restore(state)
    assert one.pools == other.pools


def test_ids_look_like_cognitos():
    for pool in seed_table.SEED:
        assert re.fullmatch(r"us-east-1_[0-9A-Za-z]{9}", pool.pool_id)
        assert all(re.fullmatch("[a-z0-9]{26}", client.client_id) for client in pool.clients)


def test_yesterdays_device_still_refreshes_after_a_restart(practice, api):
    client_id, pool_id = practice.client("public", "practice-devices")["id"], practice.pool_id("practice-devices")
    practice.control("reset")
    asked = sign_in(api, client_id, "device")
    code = practice.authenticator_code(pool_id, "device")
    tokens = api.respond_to_auth_challenge(
        ClientId=client_id, ChallengeName="SOFTWARE_TOKEN_MFA", Session=asked["Session"],
        ChallengeResponses={"USERNAME": "device", "SOFTWARE_TOKEN_MFA_CODE": code},
    )["AuthenticationResult"]
    device = Device(tokens["NewDeviceMetadata"])
    api.confirm_device(**device.members(tokens["AccessToken"]))
    request = {"RefreshToken": tokens["RefreshToken"], "ClientId": client_id, "DeviceKey": device.key}
    with practice_pool() as restarted:
        other = restarted.api()
        renewed = other.get_tokens_from_refresh_token(**request)["AuthenticationResult"]
        listed = other.list_devices(AccessToken=renewed["AccessToken"])["Devices"]
        assert [each["DeviceKey"] for each in listed] == [device.key]
        with refused("NotAuthorizedException", "Invalid Refresh Token."):
            other.get_tokens_from_refresh_token(**request | {"DeviceKey": "us-east-1_0"})
        other.close()
