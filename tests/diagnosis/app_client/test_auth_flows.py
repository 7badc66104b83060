"""ExplicitAuthFlows value by value: every rule of the API reference is told where it holds."""

import pytest
from botocore.loaders import Loader

from app.auth.app_client_rules import DEFAULT, LEGACY
from app.auth.flows import FLOWS
from app.diagnosis.app_client.auth_flows import State, all_values, explained
from app.diagnosis.app_client.known import Known
from app.diagnosis.seen import Seen

SRP, PASSWORD, CUSTOM = "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH"
REFRESH, CHOICE, ADMIN = "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"


def explain(value, *given, **known):
    flows = known.pop("explicit_auth_flows", given)
    return next(each for each in explained(Known(explicit_auth_flows=flows, **known)) if each.name == value)


def said(value, *given, **known):
    return " ".join(explain(value, *given, **known).sentences)


def states(*given, **known):
    found = explained(Known(explicit_auth_flows=given, **known))
    return {each.name: each.state for each in found if each.state is not State.OFF}


def test_every_value_of_the_service_model_is_explained_in_words_of_its_own():
    enum = Loader().load_service_model("cognito-idp", "service-2")["shapes"]["ExplicitAuthFlowsType"]["enum"]
    assert set(all_values()) == set(enum)
    assert all("no words for this value" not in said(value) for value in enum)


def test_a_value_that_is_newer_than_this_program_is_shown_without_words():
    found = explain("ALLOW_SOMETHING_NEW", "ALLOW_SOMETHING_NEW")
    assert found.state is State.SET
    assert "no words for this value" in " ".join(found.sentences)


def test_each_flow_is_let_through_by_the_value_that_it_needs():
    let_through = {flow for value in all_values() for flow in explain(value).flows}
    assert let_through == set(FLOWS)
    for info in FLOWS.values():
        if info.needs:
            assert info.name in explain(info.needs).flows
    assert explain(CUSTOM).flows == ("custom_srp", "custom")
    assert explain("ADMIN_NO_SRP_AUTH").flows == ("admin_password",)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((SRP, REFRESH), {SRP: State.SET, REFRESH: State.SET}),
        ((), dict.fromkeys(DEFAULT, State.DEFAULT)),
        (("ADMIN_NO_SRP_AUTH",),
         {"ADMIN_NO_SRP_AUTH": State.SET, ADMIN: State.LEGACY, SRP: State.LEGACY, REFRESH: State.LEGACY}),
        (("CUSTOM_AUTH_FLOW_ONLY",),
         {"CUSTOM_AUTH_FLOW_ONLY": State.SET, CUSTOM: State.LEGACY, REFRESH: State.LEGACY}),
    ],
)  # fmt: skip
def test_a_value_is_set_or_implied_by_the_default_or_by_legacy_values(given, expected):
    assert states(*given) == expected


def test_an_unknown_setting_is_unknown_but_for_what_was_seen():
    shown = Seen(flows={SRP: True, PASSWORD: False})
    found = {each.name: each.state for each in explained(Known(seen=shown))}
    assert (found.pop(SRP), found.pop(PASSWORD)) == (State.SEEN_ON, State.SEEN_OFF)
    assert set(found.values()) == {State.UNKNOWN}


def test_what_a_sign_in_shows_against_the_setting_counts():
    assert explain(PASSWORD, SRP, seen=Seen(flows={PASSWORD: True})).state is State.SEEN_ON
    assert explain(SRP, SRP, seen=Seen(flows={SRP: True})).state is State.SET


def test_the_default_is_told_with_each_value():
    for value in all_values():
        if value in DEFAULT:
            assert "Where no value is set at all, the default is" in said(value)
        elif value not in LEGACY:
            assert "It is not in the default" in said(value)


def test_what_replaced_what():
    for old, new in LEGACY.items():
        assert f"A legacy value. {new} replaced it." in said(old)
        assert f"It replaced the legacy value {old}." in said(new)


def test_legacy_and_allow_values_do_not_mix():
    for old in LEGACY:
        assert "cannot be assigned at the same time as values that begin with ALLOW_" in said(old, SRP)
    assert "cannot be assigned beside ADMIN_NO_SRP_AUTH" in said(PASSWORD, "ADMIN_NO_SRP_AUTH")
    assert "cannot be assigned beside" not in said(PASSWORD, SRP)


def test_custom_auth_flow_only_shuts_out_srp_and_says_so():
    assert "CUSTOM_AUTH_FLOW_ONLY shuts out every sign-in" in said(SRP, "CUSTOM_AUTH_FLOW_ONLY")
    assert "only custom sign-in and refresh are left" in said("CUSTOM_AUTH_FLOW_ONLY")


def test_user_auth_needs_essentials_does_password_and_srp_alone_and_never_custom():
    words = said(CHOICE, CHOICE)
    assert "even where ALLOW_USER_PASSWORD_AUTH and ALLOW_USER_SRP_AUTH are not set" in words
    assert "It never includes CUSTOM_AUTH" in words
    assert "Essentials tier or higher." in words
    assert "this one is in Lite" in said(CHOICE, facts={"UserPoolTier": "LITE"})
    assert "this one is in Plus" in said(CHOICE, facts={"UserPoolTier": "PLUS"})


def test_refresh_and_rotation_exclude_one_another():
    rotating = {"RefreshTokenRotation": {"Feature": "ENABLED"}}
    assert "Refresh token rotation is on for this app client" in said(REFRESH, SRP, facts=rotating)
    assert explain(REFRESH, facts=rotating).state is State.OFF
    assert explain(SRP, facts=rotating).state is State.DEFAULT
    assert "Where refresh token rotation is on it cannot be set" in said(REFRESH, SRP)


def test_custom_auth_names_the_triggers_that_the_pool_lacks():
    triggers = {"DefineAuthChallenge": "arn:aws:lambda:us-east-1:1:function:define"}
    assert "lacks the triggers for it: CreateAuthChallenge, VerifyAuthChallengeResponse" in said(
        CUSTOM, facts={"LambdaConfig": triggers}
    )
    assert "The user pool needs the triggers" in said(CUSTOM)
