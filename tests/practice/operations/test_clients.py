"""Operations on app clients, over HTTP with boto3."""

import re

import pytest

from tests.practice.fresh import refused


def described(fresh, client_id):
    return fresh.api.describe_user_pool_client(UserPoolId=fresh.pool_id, ClientId=client_id)["UserPoolClient"]


def test_a_new_client_has_cognitos_defaults_and_no_secret(fresh):
    fresh.pool()
    made = fresh.api.create_user_pool_client(UserPoolId=fresh.pool_id, ClientName="c")["UserPoolClient"]
    assert re.fullmatch("[a-z0-9]{26}", made["ClientId"])
    shown = described(fresh, made["ClientId"])
    assert shown["RefreshTokenValidity"] == 30
    assert shown["AuthSessionValidity"] == 3
    assert shown["EnableTokenRevocation"] is True
    assert not {"ClientSecret", "ExplicitAuthFlows", "PreventUserExistenceErrors"} & set(shown)


def test_an_update_resets_what_it_does_not_name_but_for_name_and_secret(fresh):
    fresh.pool()
    made = fresh.api.create_user_pool_client(
        UserPoolId=fresh.pool_id, ClientName="c", GenerateSecret=True, PreventUserExistenceErrors="ENABLED"
    )["UserPoolClient"]
    fresh.api.update_user_pool_client(UserPoolId=fresh.pool_id, ClientId=made["ClientId"], AuthSessionValidity=15)
    shown = described(fresh, made["ClientId"])
    assert "PreventUserExistenceErrors" not in shown
    assert (shown["ClientName"], shown["ClientSecret"], shown["AuthSessionValidity"]) == ("c", made["ClientSecret"], 15)


def test_clients_are_listed_and_deleted(fresh):
    fresh.pool()
    other = fresh.client()
    listed = fresh.api.list_user_pool_clients(UserPoolId=fresh.pool_id, MaxResults=60)["UserPoolClients"]
    assert {each["ClientId"] for each in listed} == {fresh.client_id, other}
    fresh.api.delete_user_pool_client(UserPoolId=fresh.pool_id, ClientId=other)
    with refused("ResourceNotFoundException", f"User pool client {other} does not exist."):
        described(fresh, other)


@pytest.mark.parametrize(
    "settings",
    [
        {"ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", "USER_PASSWORD_AUTH"]},
        {"ExplicitAuthFlows": ["ALLOW_REFRESH_TOKEN_AUTH"],
         "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 0}},
        {"AccessTokenValidity": 4, "TokenValidityUnits": {"AccessToken": "minutes"}},
        {"IdTokenValidity": 2, "TokenValidityUnits": {"IdToken": "days"}},
        {"RefreshTokenValidity": 59, "TokenValidityUnits": {"RefreshToken": "minutes"}},
    ],
)
def test_what_cognito_refuses_is_refused(fresh, settings):
    fresh.pool()
    with refused("InvalidParameterException"):
        fresh.client(**settings)


def test_a_client_of_another_pool_is_not_found(fresh, practice):
    fresh.pool()
    with refused("ResourceNotFoundException"):
        described(fresh, practice.client()["id"])


def test_the_lite_tier_has_no_rotation(fresh):
    fresh.pool(UserPoolTier="LITE")
    values = ["ALLOW_USER_SRP_AUTH"]
    with refused("FeatureUnavailableInTierException"):
        fresh.client(ExplicitAuthFlows=values, RefreshTokenRotation={"Feature": "ENABLED"})
    client_id = fresh.client(ExplicitAuthFlows=values, RefreshTokenRotation={"Feature": "DISABLED"})
    assert described(fresh, client_id)["RefreshTokenRotation"] == {"Feature": "DISABLED"}


def test_a_grace_period_is_a_minute_at_most(fresh):
    fresh.pool()
    with refused("InvalidParameterException"):
        fresh.client(ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH"],
                     RefreshTokenRotation={"Feature": "ENABLED", "RetryGracePeriodSeconds": 61})
