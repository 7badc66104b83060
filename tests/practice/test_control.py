"""The practice pool's own endpoints: inbox, authenticators, reset, clock, and who may use them."""

import json
import urllib.error
import urllib.request

import pyotp
import pytest

from tests.helpers.practice_pool import PASSWORD
from tests.practice.fresh import pairs, refused


def status(practice, path, *, method="GET", body=None, **headers):
    request = urllib.request.Request(practice.endpoint + path, data=body, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code if json.loads(error.read())["message"] else 0


def test_the_inbox_shows_a_pools_messages_newest_last(fresh):
    fresh.pool()
    for name in ("one", "two"):
        fresh.api.sign_up(
            ClientId=fresh.client_id, Username=name, Password=PASSWORD,
            UserAttributes=pairs({"email": f"{name}@example.com"}),
        )
    shown = fresh.practice.messages(fresh.pool_id)
    assert [each["destination"] for each in shown] == ["one@example.com", "two@example.com"]
    assert {"medium", "destination", "purpose", "code", "sent_at"} <= set(shown[0])
    assert shown[0]["sent_at"] <= shown[1]["sent_at"]
    assert len(shown[0]["code"]) == 6


def test_the_inbox_of_one_user_is_found_by_name_alias_and_sub(fresh):
    fresh.pool(AliasAttributes=["email"])
    fresh.user()
    fresh.api.forgot_password(ClientId=fresh.client_id, Username="someone")
    for name in ("someone", "someone@example.com", fresh.attributes()["sub"]):
        assert len(fresh.practice.messages(fresh.pool_id, name)) == 1
    assert fresh.practice.messages(fresh.pool_id, "nobody") == []


def test_an_address_finds_its_message_before_it_is_verified(fresh):
    fresh.pool(AliasAttributes=["email"])
    address = {"email": "someone@example.com"}
    fresh.api.sign_up(ClientId=fresh.client_id, Username="someone", Password=PASSWORD, UserAttributes=pairs(address))
    shown = fresh.practice.messages(fresh.pool_id, "someone@example.com")
    assert [each["purpose"] for each in shown] == ["sign_up"]


def test_authenticators_show_the_code_of_now_and_how_long_it_lasts(practice):
    found = practice.get(f"/practice/authenticators?user_pool_id={practice.pool_id()}")["authenticators"]
    shown = {each["username"]: each for each in found}
    secret = next(
        user["totp_secret"]
        for user in practice.announced["user_pools"][0]["users"]
        if user["username"] == "totp"
    )
    assert pyotp.TOTP(secret).verify(shown["totp"]["code"], valid_window=1)
    assert 1 <= shown["totp"]["seconds_left"] <= 30
    assert "plain" not in shown


def test_an_authenticator_that_is_being_set_up_is_shown_too(fresh):
    fresh.pool()
    fresh.user()
    fresh.api.set_user_pool_mfa_config(
        UserPoolId=fresh.pool_id, SoftwareTokenMfaConfiguration={"Enabled": True}, MfaConfiguration="OPTIONAL"
    )
    token = fresh.sign_in()["AccessToken"]
    fresh.api.associate_software_token(AccessToken=token)
    code = fresh.practice.authenticator_code(fresh.pool_id, "someone")
    assert fresh.api.verify_software_token(AccessToken=token, UserCode=code)["Status"] == "SUCCESS"


@pytest.mark.parametrize("what", ["inbox", "authenticators"])
def test_a_pool_that_is_not_there_is_not_found(practice, what):
    assert status(practice, f"/practice/{what}?user_pool_id=nothere") == 404
    assert status(practice, f"/practice/{what}") == 404


@pytest.mark.parametrize(
    "host", ["evil.example.com", "evil.example.com:80", "127.0.0.1.evil.example.com", "192.168.0.1"]
)
def test_another_host_name_does_not_reach_the_inbox(practice, host):
    path = f"/practice/inbox?user_pool_id={practice.pool_id()}"
    assert status(practice, path, Host=host) == 403
    assert status(practice, f"/practice/authenticators?user_pool_id={practice.pool_id()}", Host=host) == 403
    owner = {"Authorization": f"Bearer {practice.token}"}
    assert status(practice, "/practice/reset", method="POST", Host=host, **owner) == 403


@pytest.mark.parametrize("what", ["reset", "clock"])
@pytest.mark.parametrize("authorization", ["", "Bearer ", "Bearer wrong", "Bearer é"])
def test_only_the_owner_may_reset_and_set_the_clock(practice, what, authorization):
    headers = {"Authorization": authorization.encode("latin-1").decode("latin-1")} if authorization else {}
    assert status(practice, f"/practice/{what}", method="POST", body=b'{"offset": 1}', **headers) == 403


@pytest.mark.parametrize(
    "body", [b"", b"{}", b'{"offset": "1"}', b'{"offset": true}', b'{"offset": 1e999}', b"[]", b"{"]
)
def test_an_offset_that_is_no_number_is_refused(practice, body):
    owner = {"Authorization": f"Bearer {practice.token}"}
    assert status(practice, "/practice/clock", method="POST", body=body, **owner) == 400


def test_a_reset_brings_the_seed_back_and_the_clock_with_it(practice, api):
    pool_id = practice.pool_id()
    api.admin_delete_user(UserPoolId=pool_id, Username="plain")
    api.create_user_pool(PoolName="extra")
    practice.control("clock", {"offset": 3600})
    practice.control("reset")
    assert api.admin_get_user(UserPoolId=pool_id, Username="plain")["UserStatus"] == "CONFIRMED"
    names = [pool["Name"] for pool in api.list_user_pools(MaxResults=60)["UserPools"]]
    assert names == [
        "practice", "practice-mfa-required", "practice-devices", "practice-lite", "practice-devices-opt-in",
    ]
    assert [each["username"] for each in practice.messages(pool_id)] == ["unconfirmed", "reset-required"]


def test_what_ran_out_by_the_clock_is_good_again_when_it_is_set_back(fresh):
    fresh.pool()
    fresh.user()
    token = fresh.sign_in()["AccessToken"]
    with fresh.practice.clock_ahead(3601), refused("NotAuthorizedException", "Access Token has expired"):
        fresh.api.get_user(AccessToken=token)
    assert fresh.api.get_user(AccessToken=token)["Username"] == "someone"
