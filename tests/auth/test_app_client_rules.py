"""ExplicitAuthFlows: what an app client's setting amounts to, and what would have to be added."""

import pytest

from app.auth.app_client_rules import LEGACY, allows, effective, value_to_add, with_value

SRP, PASSWORD, CUSTOM = "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH"
ADMIN, REFRESH = "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"


@pytest.mark.parametrize(
    ("setting", "amounts_to"),
    [
        ((), {SRP, CUSTOM, REFRESH}),
        ((SRP,), {SRP}),
        ((PASSWORD, REFRESH), {PASSWORD, REFRESH}),
        (("ALLOW_USER_AUTH",), {"ALLOW_USER_AUTH"}),
        (("ADMIN_NO_SRP_AUTH",), {ADMIN, SRP, REFRESH}),
        (("USER_PASSWORD_AUTH",), {PASSWORD, SRP, REFRESH}),
        (("ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH"), {ADMIN, PASSWORD, SRP, REFRESH}),
        (("CUSTOM_AUTH_FLOW_ONLY",), {CUSTOM, REFRESH}),
        (("CUSTOM_AUTH_FLOW_ONLY", "ADMIN_NO_SRP_AUTH"), {CUSTOM, ADMIN, REFRESH}),
    ],
)
def test_a_setting_amounts_to(setting, amounts_to):
    assert effective(setting) == amounts_to
    for value in (SRP, PASSWORD, CUSTOM, ADMIN, REFRESH):
        assert allows(setting, value) is (value in amounts_to)


@pytest.mark.parametrize("value", [SRP, PASSWORD, CUSTOM, ADMIN, REFRESH])
def test_an_unknown_setting_forbids_nothing(value):
    assert allows(None, value)
    assert value_to_add(None, value) == ""


@pytest.mark.parametrize(
    ("setting", "value", "to_add"),
    [
        ((), PASSWORD, PASSWORD),
        ((), SRP, ""),
        ((SRP,), ADMIN, ADMIN),
        (("USER_PASSWORD_AUTH",), ADMIN, "ADMIN_NO_SRP_AUTH"),
        (("USER_PASSWORD_AUTH",), CUSTOM, CUSTOM),
        (("CUSTOM_AUTH_FLOW_ONLY",), PASSWORD, PASSWORD),
        (("USER_PASSWORD_AUTH",), REFRESH, ""),
        (("ADMIN_NO_SRP_AUTH",), PASSWORD, "USER_PASSWORD_AUTH"),
        (("CUSTOM_AUTH_FLOW_ONLY",), SRP, SRP),
    ],
)
def test_the_value_to_add_is_of_the_family_that_the_client_uses(setting, value, to_add):
    assert value_to_add(setting, value) == to_add


@pytest.mark.parametrize(
    ("setting", "value", "rotation", "after"),
    [
        ((SRP, REFRESH), PASSWORD, False, (SRP, REFRESH, PASSWORD)),
        ((SRP, REFRESH), PASSWORD, True, (SRP, PASSWORD)),
        ((), PASSWORD, False, (REFRESH, SRP, CUSTOM, PASSWORD)),
        ((), ADMIN, True, (SRP, CUSTOM, ADMIN)),
        (("ADMIN_NO_SRP_AUTH",), CUSTOM, False, (REFRESH, SRP, ADMIN, CUSTOM)),
        (("CUSTOM_AUTH_FLOW_ONLY",), SRP, False, (REFRESH, CUSTOM, SRP)),
        ((SRP,), SRP, False, (SRP,)),
    ],
)
def test_the_whole_new_setting_allows_all_that_was_allowed_and_the_value(setting, value, rotation, after):
    found = with_value(setting, value, rotation=rotation)
    assert found == after
    assert set(found) >= (effective(setting) | {value}) - ({REFRESH} if rotation else set())
    assert not set(found) & LEGACY.keys()
