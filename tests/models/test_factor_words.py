"""What a user can sign in with, in words."""

import pytest

from app.models.factor_words import factor_words

SECOND = {"UserMFASettingList": ["SMS_MFA"], "PreferredMfaSetting": "SMS_MFA"}
FIRST = {"ConfiguredUserAuthFactors": ["PASSWORD", "SOFTWARE_TOKEN"]}


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({}, ["Show what this user can sign in with."]),
        ({"PreferredMfaSetting": "SMS_MFA"}, ["Show what this user can sign in with."]),
        (SECOND, ["Second factors: Text message", "Preferred: Text message"]),
        ({"UserMFASettingList": [], "PreferredMfaSetting": ""}, ["Second factors: none"]),
        (FIRST, ["First factors: Plain password", "Second factors: none", "Set up, for MFA only: Authenticator app"]),
        ({"ConfiguredUserAuthFactors": "x", "UserMFASettingList": 3}, ["Show what this user can sign in with."]),
    ],
)
def test_what_is_known_is_told_a_line_each(found, told):
    assert factor_words(found).split("\n") == told
