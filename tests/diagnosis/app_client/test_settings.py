"""The settings of an app client in words, each with where it is known from."""

import pytest

from app.auth.pool_facts import client_facts, mfa_facts, pool_facts
from app.diagnosis.app_client.known import Known, Source
from app.diagnosis.app_client.settings import settings
from app.diagnosis.seen import Seen

DESCRIBED = client_facts({"ClientName": "web", "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"]})
POOL = pool_facts({
    "UserPoolTier": "ESSENTIALS",
    "LambdaConfig": {
        "PreSignUp": "arn:aws:lambda:eu-west-1:1:function:check_name",
        "PreTokenGenerationConfig": {"LambdaVersion": "V2_0", "LambdaArn": "arn:aws:lambda:eu-west-1:1:function:add:4"},
    },
    "Policies": {"PasswordPolicy": {"MinimumLength": 12, "RequireNumbers": True, "TemporaryPasswordValidityDays": 1}},
    "AliasAttributes": ["email"],
    "AccountRecoverySetting": {
        "RecoveryMechanisms": [
            {"Priority": 2, "Name": "verified_phone_number"}, {"Priority": 1, "Name": "verified_email"},
        ]
    },
})  # fmt: skip


def row(name, **known):
    return next(each for each in settings(Known(**known)) if each.name == name)


def value(name, **facts):
    return row(name, facts=facts, facts_from="aws").value


def test_of_a_bare_profile_everything_is_unknown_and_each_row_says_how_to_find_it_out():
    rows = settings(Known())
    assert len(rows) > 15
    assert [each for each in rows if each.known or each.value] == []
    assert {each.note.splitlines()[1].split(" by ")[1].split(";")[0] for each in rows} == {
        "DescribeUserPoolClient", "DescribeUserPool", "GetUserPoolMfaConfig",
    }  # fmt: skip


def test_what_a_described_client_leaves_out_is_at_its_default():
    shown = {each.name: each.value for each in settings(Known(facts=DESCRIBED, facts_from="aws")) if each.known}
    assert shown == {
        "flows": "ALLOW_USER_SRP_AUTH",
        "secret": "no",
        "access_token": "1 hour (the default)",
        "id_token": "1 hour (the default)",
        "refresh_token": "30 days (the default)",
        "session": "3 minutes (the default)",
        "rotation": "off",
        "existence": "told: a name that nobody has gets UserNotFoundException",
    }


@pytest.mark.parametrize(
    ("name", "facts", "words"),
    [
        ("access_token", {"AccessTokenValidity": 90, "TokenValidityUnits": {"AccessToken": "minutes"}}, "90 minutes"),
        ("access_token", {"AccessTokenValidity": 24, "TokenValidityUnits": {}}, "1 day"),
        ("refresh_token", {"RefreshTokenValidity": 10, "TokenValidityUnits": {}}, "10 days"),
        ("refresh_token", {"RefreshTokenValidity": 36, "TokenValidityUnits": {"RefreshToken": "hours"}}, "36 hours"),
        ("session", {"AuthSessionValidity": 15}, "15 minutes"),
        ("rotation", {"RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 10}},
         "on: the old refresh token works for another 10 seconds"),
        ("rotation", {"RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 0}},
         "on: the old refresh token is dead at once"),
        ("rotation", {"RefreshTokenRotation": {"Feature": "DISABLED", "RetryGracePeriodSeconds": 5}}, "off"),
        ("revocation", {"EnableTokenRevocation": False}, "off"),
        ("mfa", {"MfaConfiguration": "ON"}, "required: every user needs a second factor"),
        ("mfa", {"MfaConfiguration": "SOMETHING_NEW"}, "SOMETHING_NEW"),
        ("device", {"DeviceConfiguration": {}}, "devices are not tracked"),
        ("device", {"DeviceConfiguration": {
            "ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": True}},
         "A device is remembered only where the user says so. A remembered one takes the place of the second factor."),
        ("sign_in_policy", {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN", "NEWER"]}},
         "password, passkey, NEWER"),
        ("user_names", {"UsernameAttributes": ["email", "phone_number"]},
         "the user name is the e-mail address, phone number"),
        ("sign_up", {"AdminCreateUserConfig": {"AllowAdminCreateUserOnly": True}}, "only administrators create users"),
        ("threat", {"UserPoolAddOns": {}}, "off: no history of sign-ins"),
    ],
)  # fmt: skip
def test_each_value_in_words(name, facts, words):
    assert value(name, **facts) == words


def test_triggers_are_named_by_the_last_part_of_their_arns():
    assert value("triggers", **POOL) == "PreSignUp: check_name\nPreTokenGeneration: add:4"


def test_the_pool_in_words():
    assert value("tier", **POOL) == "Essentials"
    assert value("password", **POOL) == "12 characters or more; with a digit; a temporary one is good for 1 day"
    assert value("user_names", **POOL) == "the user name, or as an alias the e-mail address"
    assert value("recovery", **POOL) == "verified e-mail address, then verified phone number"


def test_second_factors_come_from_the_mfa_configuration_and_a_passkey_only_as_one():
    found = mfa_facts({"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}})
    assert value("mfa_methods", **found) == "authenticator app"
    found["WebAuthnConfiguration"] = {"FactorConfiguration": "MULTI_FACTOR_WITH_USER_VERIFICATION"}
    assert value("mfa_methods", **found) == "authenticator app, passkey"


def test_each_row_says_where_it_is_known_from():
    facts = {"MfaConfiguration": "OFF"}
    assert row("mfa", facts=facts, facts_from="aws").source_words == "AWS"
    assert row("mfa", facts=facts, facts_from="amplify_outputs.json").source_words == "amplify_outputs.json"
    assert row("mfa", facts=facts, facts_from="aws", practice=True).source_words == "the practice pool"
    assert row("flows", explicit_auth_flows=("ALLOW_USER_SRP_AUTH",)).source is Source.PROFILE
    assert row("secret", has_secret=True).source is Source.PROFILE
    assert row("mfa").source is Source.UNKNOWN


def test_what_a_sign_in_has_shown_is_marked_so_and_comes_first():
    shown = Seen(secret=False, rotation=True, existence_errors="LEGACY", access_seconds=300, waf=True)
    rows = {each.name: each for each in settings(Known(seen=shown, facts={"HasSecret": True}, facts_from="aws"))}
    for name, words in (
        ("secret", "no"), ("rotation", "on: each refresh gives a new refresh token"), ("access_token", "5 minutes"),
        ("waf", "a web ACL refused a call"),
    ):  # fmt: skip
        assert (rows[name].value, rows[name].source) == (words, Source.SEEN)


def test_a_rotation_that_is_known_keeps_its_grace_when_a_sign_in_shows_the_same():
    facts = {"RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 10}}
    assert "10 seconds" in row("rotation", facts=facts, facts_from="aws", seen=Seen(rotation=True)).value
    assert row("rotation", facts=facts, facts_from="aws", seen=Seen(rotation=False)).value == "off"


def test_flows_that_were_seen_are_told_where_the_list_is_unknown_or_not_so_any_more():
    shown = Seen(flows={"ALLOW_USER_SRP_AUTH": True, "ALLOW_CUSTOM_AUTH": False})
    assert row("flows", seen=shown).value == "on: ALLOW_USER_SRP_AUTH\noff: ALLOW_CUSTOM_AUTH"
    agreed = row("flows", seen=shown, explicit_auth_flows=("ALLOW_USER_SRP_AUTH",))
    assert (agreed.value, agreed.source) == ("ALLOW_USER_SRP_AUTH", Source.PROFILE)
    changed = row("flows", seen=shown, explicit_auth_flows=("ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"))
    assert (changed.value, changed.source) == ("off: ALLOW_CUSTOM_AUTH", Source.SEEN)


def test_no_values_at_all_are_written_with_what_they_mean():
    words = row("flows", explicit_auth_flows=()).value
    assert words == "none set, which means ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_SRP_AUTH, ALLOW_CUSTOM_AUTH"


@pytest.mark.parametrize("odd", [None, "x", 7, [], {}, [{}], {"a": []}, True, -3])
def test_facts_of_any_kind_are_no_crash(odd):
    names = {each.member for each in settings(Known())}
    everything = dict.fromkeys((*names, "TokenValidityUnits", "WebAuthnConfiguration"), odd)
    assert len(settings(Known(facts=everything, facts_from="some.json"))) == len(names)
