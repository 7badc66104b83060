"""What-if: settings and faults of a running practice pool, as clients meet them that know nothing of them."""

import time
import urllib.error

import pyotp
import pytest
from botocore.exceptions import ClientError, ConnectionClosedError
from pycognito import Cognito
from pycognito.exceptions import SoftwareTokenMFAChallengeException

from tests.helpers.practice_pool import PASSWORD, practice_pool
from tests.practice.fresh import refused

POOL, CLIENT, ROTATING, LITE = (
    "us-east-1_Practice1", "1publicall0practice0000001", "6rotating0practice00000006", "us-east-1_Practice4",
)  # fmt: skip
TOTP_SECRET = "PRACTICETOTPSECRETAAAAAAAAAAAAAA"


@pytest.fixture(scope="module")
def own():
    """A practice pool that only this module changes."""
    with practice_pool() as running:
        yield running


@pytest.fixture
def pool(own):
    yield own
    own.control("what-if/normal")
    own.control("reset")


@pytest.fixture(scope="module")
def calls(own):
    client = own.api()
    yield client
    client.close()


def owner(pool):
    return {"Authorization": f"Bearer {pool.token}"}


def what_if(pool, **change):
    return pool.control("what-if", change)


def of_pool(pool, pool_id=POOL, **settings):
    return what_if(pool, user_pools=[{"user_pool_id": pool_id, **settings}])


def of_client(pool, client_id=CLIENT, **settings):
    return of_pool(pool, clients=[{"client_id": client_id, **settings}])


def sign_in(calls, name="plain", client_id=CLIENT, **more):
    return calls.initiate_auth(AuthFlow="USER_PASSWORD_AUTH", ClientId=client_id,
                               AuthParameters={"USERNAME": name, "PASSWORD": PASSWORD, **more})


def test_all_is_normal_at_first(pool):
    now = pool.get("/practice/what-if", owner(pool))
    assert (now["clock_offset"], now["faults"]) == (0, [])
    for each in now["user_pools"]:
        assert {name: each[name] for name in each["normal"]} == each["normal"]
        for client in each["clients"]:
            assert {name: client[name] for name in client["normal"]} == client["normal"]
    assert "practice0secret" not in str(now)


def test_only_the_owner_may_look_and_change(pool):
    for path in ("what-if", "triggers", "triggers/calls"):
        with pytest.raises(urllib.error.HTTPError) as refusal:
            pool.get(f"/practice/{path}")
        assert refusal.value.code == 403
        refusal.value.close()


def test_with_mfa_on_the_next_sign_in_asks_for_a_factor_and_the_pool_says_so(pool, calls):
    assert "AuthenticationResult" in sign_in(calls)
    of_pool(pool, mfa="ON")
    assert sign_in(calls)["ChallengeName"] == "MFA_SETUP"
    assert calls.get_user_pool_mfa_config(UserPoolId=POOL)["MfaConfiguration"] == "ON"
    described = calls.describe_user_pool(UserPoolId=POOL)["UserPool"]
    assert described["MfaConfiguration"] == "ON"
    assert described["Policies"]["SignInPolicy"] == {"AllowedFirstAuthFactors": ["PASSWORD"]}


def test_with_mfa_off_nobody_is_asked_and_a_sign_in_under_way_goes_on(pool, calls):
    begun = sign_in(calls, "totp")
    assert begun["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    of_pool(pool, mfa="OFF")
    assert "AuthenticationResult" in sign_in(calls, "totp")
    answers = {"USERNAME": "totp", "SOFTWARE_TOKEN_MFA_CODE": pyotp.TOTP(TOTP_SECRET).now()}
    done = calls.respond_to_auth_challenge(ClientId=CLIENT, ChallengeName="SOFTWARE_TOKEN_MFA",
                                           Session=begun["Session"], ChallengeResponses=answers)
    assert "AuthenticationResult" in done


@pytest.mark.parametrize("level", ["OFF", "OPTIONAL", "ON"])
def test_every_pool_takes_every_level_and_comes_back(pool, level):
    before = pool.get("/practice/what-if", owner(pool))["user_pools"]
    for each in before:
        changed = of_pool(pool, each["user_pool_id"], mfa=level)["user_pools"]
        assert next(one for one in changed if one["user_pool_id"] == each["user_pool_id"])["mfa"] == level
    assert pool.control("what-if/normal")["user_pools"] == [
        {**each, "clients": [{**client, "described": after["described"]}
                             for client, after in zip(each["clients"], now["clients"], strict=True)]}
        for each, now in zip(before, pool.get("/practice/what-if", owner(pool))["user_pools"], strict=True)
    ]


def test_back_to_normal_brings_the_sign_in_policy_back(pool, calls):
    before = calls.describe_user_pool(UserPoolId=POOL)["UserPool"]["Policies"]
    of_pool(pool, mfa="ON")
    pool.control("what-if/normal")
    assert calls.describe_user_pool(UserPoolId=POOL)["UserPool"]["Policies"] == before


def test_a_device_rule_shows_in_the_pool_and_in_the_tokens(pool, calls):
    assert "NewDeviceMetadata" not in sign_in(calls)["AuthenticationResult"]
    for rule, asks in (("always", False), ("opt-in", True)):
        of_pool(pool, devices=rule)
        configuration = calls.describe_user_pool(UserPoolId=POOL)["UserPool"]["DeviceConfiguration"]
        assert configuration["DeviceOnlyRememberedOnUserPrompt"] is asks
        assert "NewDeviceMetadata" in sign_in(calls)["AuthenticationResult"]
    of_pool(pool, devices="off")
    assert "DeviceConfiguration" not in calls.describe_user_pool(UserPoolId=POOL)["UserPool"]
    assert calls.describe_user_pool(UserPoolId=POOL)["UserPool"]["LambdaConfig"]


def test_rotation_can_be_switched_on_and_off(pool, calls):
    token = sign_in(calls)["AuthenticationResult"]["RefreshToken"]
    of_client(pool, rotation=True, grace_seconds=0)
    settings = calls.describe_user_pool_client(UserPoolId=POOL, ClientId=CLIENT)["UserPoolClient"]
    assert settings["RefreshTokenRotation"] == {"Feature": "ENABLED", "RetryGracePeriodSeconds": 0}
    with refused("UnsupportedOperationException", "This API does not support refresh token rotation"):
        calls.initiate_auth(AuthFlow="REFRESH_TOKEN_AUTH", ClientId=CLIENT, AuthParameters={"REFRESH_TOKEN": token})
    newer = calls.get_tokens_from_refresh_token(RefreshToken=token, ClientId=CLIENT)["AuthenticationResult"]
    assert newer["RefreshToken"] != token
    with pytest.raises(ClientError, match="RefreshTokenReuse"):
        calls.get_tokens_from_refresh_token(RefreshToken=token, ClientId=CLIENT)
    of_client(pool, rotation=False)
    again = calls.initiate_auth(AuthFlow="REFRESH_TOKEN_AUTH", ClientId=CLIENT, AuthParameters={"REFRESH_TOKEN": token})
    assert "RefreshToken" not in again["AuthenticationResult"]


def test_a_longer_grace_lets_a_used_token_do_once_more(pool, calls):
    of_client(pool, ROTATING, grace_seconds=60)
    token = sign_in(calls, client_id=ROTATING)["AuthenticationResult"]["RefreshToken"]
    for _ in range(2):
        assert calls.get_tokens_from_refresh_token(RefreshToken=token, ClientId=ROTATING)["AuthenticationResult"]


def test_existence_errors_tell_who_is_there_only_in_the_old_way(pool, calls):
    with refused("NotAuthorizedException", "Incorrect username or password."):
        sign_in(calls, "nobody")
    of_client(pool, existence_errors="LEGACY")
    with refused("UserNotFoundException"):
        sign_in(calls, "nobody")


def test_what_cognito_refuses_changes_nothing_at_all(pool):
    before = pool.get("/practice/what-if", owner(pool))
    change = {"user_pools": [
        {"user_pool_id": POOL, "mfa": "OFF"},
        {"user_pool_id": LITE, "clients": [{"client_id": "1public0lite00000000000001", "rotation": True}]},
    ]}  # fmt: skip
    assert "400" in why_not(pool, change)
    assert pool.get("/practice/what-if", owner(pool)) == before


@pytest.mark.parametrize("change", [
    [1], {"more": 1}, {"clock_offset": "1"}, {"clock_offset": True}, {"faults": {}}, {"faults": [{"kind": "fire"}]},
    {"faults": [{"kind": "delay", "seconds": 1e9}]}, {"faults": [{"kind": "drop", "left": 0}]},
    {"faults": [{"kind": "drop", "operation": "Nothing"}]}, {"faults": [{"kind": "error", "status": 418}]},
    {"user_pools": [{"user_pool_id": "us-east-1_Nothing", "mfa": "ON"}]}, {"user_pools": [{"mfa": "ON"}]},
    {"user_pools": [{"user_pool_id": POOL, "mfa": "SOMETIMES"}]}, {"user_pools": [7]},
    {"user_pools": [{"user_pool_id": POOL, "clients": [{"client_id": CLIENT, "rotation": 1}]}]},
    {"user_pools": [{"user_pool_id": POOL, "clients": [{"client_id": CLIENT, "rotation": True, "grace_seconds": 61}]}]},
])  # fmt: skip
def test_a_change_that_makes_no_sense_is_refused(pool, change):
    assert "400" in why_not(pool, change)


def why_not(pool, change):
    with pytest.raises(urllib.error.HTTPError) as refusal:
        pool.control("what-if", change)
    refusal.value.close()
    return str(refusal.value)


def test_throttling_refuses_as_many_calls_as_were_asked_for(pool, calls):
    what_if(pool, faults=[{"kind": "throttle", "left": 2}])
    for _ in range(2):
        with refused("TooManyRequestsException", "Rate exceeded"):
            sign_in(calls)
    assert "AuthenticationResult" in sign_in(calls)
    assert pool.get("/practice/what-if", owner(pool))["faults"] == []


def test_a_fault_of_one_operation_leaves_the_others_alone(pool, calls):
    what_if(pool, faults=[{"kind": "error", "operation": "GetUser"}])
    token = sign_in(calls)["AuthenticationResult"]["AccessToken"]
    for _ in range(2):
        with pytest.raises(ClientError) as failure:
            calls.get_user(AccessToken=token)
        assert failure.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500
        assert failure.value.response["Error"]["Code"] == "InternalErrorException"
    what_if(pool, faults=[])
    assert calls.get_user(AccessToken=token)["Username"] == "plain"


def test_a_gateway_answers_with_a_page_and_not_with_json(pool, calls):
    what_if(pool, faults=[{"kind": "error", "status": 503, "left": 1}])
    with pytest.raises(ClientError) as failure:
        sign_in(calls)
    assert failure.value.response["ResponseMetadata"]["HTTPStatusCode"] == 503


def test_a_dropped_call_has_no_answer_and_the_pool_lives_on(pool, calls):
    what_if(pool, faults=[{"kind": "drop", "left": 1}])
    with pytest.raises((ConnectionClosedError, ConnectionError)):
        sign_in(calls)
    assert "AuthenticationResult" in sign_in(calls)


def test_a_delay_comes_before_the_answer_and_before_another_fault(pool, calls):
    slow = {"kind": "delay", "seconds": 0.5, "left": 1}
    what_if(pool, faults=[{"kind": "throttle", "left": 1}, slow])
    began = time.monotonic()
    with refused("TooManyRequestsException"):
        sign_in(calls)
    assert time.monotonic() - began >= 0.5
    what_if(pool, faults=[slow])
    began = time.monotonic()
    assert "AuthenticationResult" in sign_in(calls)
    assert time.monotonic() - began >= 0.5


def test_the_clock_can_be_set_while_it_runs_and_normal_sets_it_back(pool, calls):
    token = sign_in(calls)["AuthenticationResult"]["AccessToken"]
    what_if(pool, clock_offset=3900)
    with refused("NotAuthorizedException", "Access Token has expired"):
        calls.get_user(AccessToken=token)
    assert pool.control("what-if/normal")["clock_offset"] == 0
    assert calls.get_user(AccessToken=token)["Username"] == "plain"


def test_a_reset_takes_all_of_it_back(pool, calls):
    of_pool(pool, mfa="ON", devices="always")
    what_if(pool, clock_offset=60, faults=[{"kind": "drop", "operation": "InitiateAuth"}])
    pool.control("reset")
    now = pool.get("/practice/what-if", owner(pool))
    assert (now["clock_offset"], now["faults"], now["user_pools"][0]["mfa"]) == (0, [], "OPTIONAL")
    assert "AuthenticationResult" in sign_in(calls)


def pycognito_of(pool, username):
    """A client that is not ours, with SRP of its own."""
    return Cognito(POOL, CLIENT, username=username, user_pool_region="us-east-1", access_key="x", secret_key="x",
                   boto3_client_kwargs={"endpoint_url": pool.endpoint})


def test_pycognito_is_asked_for_a_code_only_while_mfa_is_on(pool):
    with pytest.raises(SoftwareTokenMFAChallengeException):
        pycognito_of(pool, "totp").authenticate(password=PASSWORD)
    of_pool(pool, mfa="OFF")
    client = pycognito_of(pool, "totp")
    client.authenticate(password=PASSWORD)
    assert client.access_token


def test_pycognito_meets_rotation_as_soon_as_it_is_on(pool):
    client = pycognito_of(pool, "plain")
    client.authenticate(password=PASSWORD)
    client.renew_access_token()
    of_client(pool, rotation=True, grace_seconds=10)
    with pytest.raises(ClientError, match="does not support refresh token rotation"):
        client.renew_access_token()
