"""What is read of AWS's answers about an app client and its user pool: the allow-list, flat, without secrets."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.pool_facts import client_facts, mfa_facts, pool_facts

ARN = "arn:aws:lambda:us-east-1:000000000000:function:pre"
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["Policies", "PasswordPolicy", "LambdaConfig", "PreSignUp", "MinimumLength", "ExplicitAuthFlows",
         "RecoveryMechanisms", "AccountRecoverySetting", "ClientSecret", "Name", "SmsMfaConfiguration"]), inner),
    max_leaves=12,
)


def test_a_clients_facts_have_its_settings_and_of_its_secret_only_that_there_is_one():
    found = {
        "ClientName": "web", "ClientId": "c", "ClientSecret": "shh" * 10, "ExplicitAuthFlows": ["ALLOW_USER_AUTH"],
        "AuthSessionValidity": 5, "TokenValidityUnits": {"AccessToken": "hours", "Other": "x"}, "Novelty": "x",
        "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 10},
        "PreventUserExistenceErrors": "ENABLED", "EnableTokenRevocation": True,
    }
    facts = client_facts(found)
    assert facts == {
        "ClientName": "web", "ExplicitAuthFlows": ["ALLOW_USER_AUTH"], "AuthSessionValidity": 5, "HasSecret": True,
        "TokenValidityUnits": {"AccessToken": "hours"}, "PreventUserExistenceErrors": "ENABLED",
        "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 10}, "EnableTokenRevocation": True,
    }


def test_what_a_client_does_not_say_is_known_to_be_unset():
    facts = client_facts({"ClientName": "web"})
    assert facts == {
        "ClientName": "web", "ExplicitAuthFlows": [], "TokenValidityUnits": {}, "RefreshTokenRotation": {},
        "PreventUserExistenceErrors": "LEGACY", "HasSecret": False,
    }


def test_a_pools_policies_stand_without_their_wrapper_and_each_trigger_beside_its_function():
    facts = pool_facts({
        "Id": "us-east-1_X", "Name": "pool", "UserPoolTier": "PLUS",
        "Policies": {"PasswordPolicy": {"MinimumLength": 8}, "SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD"]}},
        "LambdaConfig": {
            "PreSignUp": ARN, "PreTokenGenerationConfig": {"LambdaVersion": "V2_0", "LambdaArn": ARN + "2"},
            "CustomSMSSender": {"LambdaVersion": "V1_0", "LambdaArn": ARN + "3"}, "KMSKeyID": "arn:aws:kms:x",
        },
        "AccountRecoverySetting": {"RecoveryMechanisms": [{"Priority": 1, "Name": "verified_email", "X": 1}, "odd"]},
    })  # fmt: skip
    assert facts["LambdaConfig"] == {"PreSignUp": ARN, "PreTokenGeneration": ARN + "2", "CustomSMSSender": ARN + "3"}
    assert facts["PasswordPolicy"] == {"MinimumLength": 8}
    assert facts["SignInPolicy"] == {"AllowedFirstAuthFactors": ["PASSWORD"]}
    assert facts["AccountRecoverySetting"] == {"RecoveryMechanisms": [{"Priority": 1, "Name": "verified_email"}]}
    assert (facts["DeviceConfiguration"], facts["AliasAttributes"], facts["UserPoolAddOns"]) == ({}, [], {})
    assert "Id" not in facts


@pytest.mark.parametrize(
    ("found", "methods"),
    [
        ({}, []),
        ({"SoftwareTokenMfaConfiguration": {"Enabled": False}}, []),
        ({"SoftwareTokenMfaConfiguration": {"Enabled": True}, "EmailMfaConfiguration": {}}, ["TOTP", "EMAIL"]),
        ({"SmsMfaConfiguration": {"SmsConfiguration": {"ExternalId": "x"}}}, ["SMS"]),
    ],
)
def test_the_factors_of_a_pool_are_those_with_a_configuration(found, methods):
    facts = mfa_facts({"MfaConfiguration": "OPTIONAL", **found})
    assert (facts["MfaMethods"], facts["MfaConfiguration"]) == (methods, "OPTIONAL")
    assert "ExternalId" not in json.dumps(facts)


@pytest.mark.parametrize(
    ("name", "value"),
    [("AuthSessionValidity", "3"), ("AuthSessionValidity", True), ("EnableTokenRevocation", 1), ("ClientName", 3),
     ("ExplicitAuthFlows", "ALLOW_USER_AUTH"), ("TokenValidityUnits", []), ("ClientName", "x" * 2049)],
)
def test_what_is_not_of_its_kind_is_left_out(name, value):
    assert client_facts({name: value}) == client_facts({})


@given(found=st.dictionaries(st.text(max_size=9), json_values) | json_values.filter(lambda one: isinstance(one, dict)))
def test_whatever_a_server_says_the_facts_are_json_without_its_secret(found):
    facts = {**client_facts({**found, "ClientSecret": "very-secret-x"}), **pool_facts(found), **mfa_facts(found)}
    assert "very-secret-x" not in json.dumps(facts)
