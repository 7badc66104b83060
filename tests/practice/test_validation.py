"""Requests against botocore's model, in Cognito's words."""

import pytest

from app.practice import validation
from app.practice.errors import Refusal


def complaint(operation, request):
    with pytest.raises(Refusal) as caught:
        validation.check(operation, request)
    return caught.value


def test_a_good_request_passes_without_its_nulls_and_unknown_members():
    request = {
        "ClientId": "abc", "AuthFlow": "USER_PASSWORD_AUTH", "Session": None, "Strange": 1,
        "AuthParameters": {"USERNAME": "plain", "DEVICE_KEY": None},
    }
    assert validation.check("InitiateAuth", request) == {
        "ClientId": "abc", "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": "plain"},
    }


def test_all_that_is_wrong_is_told_at_once():
    refusal = complaint("SignUp", {"ClientId": "not-so"})
    assert refusal.code == "InvalidParameterException"
    assert refusal.message == (
        "2 validation errors detected: "
        "Value null at 'username' failed to satisfy constraint: Member must not be null; "
        r"Value at 'clientId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+]+"
    )


def test_an_unknown_value_of_an_enum_is_shown_with_the_known_ones():
    refusal = complaint("InitiateAuth", {"ClientId": "abc", "AuthFlow": "MAGIC"})
    assert refusal.message.startswith(
        "1 validation error detected: Value 'MAGIC' at 'authFlow' failed to satisfy constraint: "
        "Member must satisfy enum value set: [USER_SRP_AUTH, "
    )


@pytest.mark.parametrize(
    ("operation", "request_", "where", "constraint"),
    [
        ("ListUsers", {"UserPoolId": "p_1", "Limit": 61}, "'61' at 'limit'",
         "Member must have value less than or equal to 60"),
        ("ListUserPools", {"MaxResults": 0}, "'0' at 'maxResults'",
         "Member must have value greater than or equal to 1"),
        ("RespondToAuthChallenge", {"ClientId": "a", "ChallengeName": "SMS_MFA", "Session": "x"}, "at 'session'",
         "Member must have length greater than or equal to 20"),
        ("SignUp", {"ClientId": "a", "Username": "u" * 129, "Password": "p"}, "at 'username'",
         "Member must have length less than or equal to 128"),
        ("SignUp", {"ClientId": "a", "Username": "u", "UserAttributes": [{"Value": "x"}]},
         "null at 'userAttributes.1.member.name'",
         "Member must not be null"),
    ],
)
def test_limits_are_those_of_the_model(operation, request_, where, constraint):
    message = complaint(operation, request_).message
    assert where in message
    assert constraint in message


def test_secrets_are_not_repeated():
    message = complaint("SignUp", {"ClientId": "a", "Username": "u", "Password": "with space"}).message
    assert "with space" not in message
    assert r"Value at 'password' failed to satisfy constraint" in message


@pytest.mark.parametrize(
    "request_",
    [
        {"ClientId": 5},
        {"ClientId": "a", "AuthFlow": ["USER_AUTH"]},
        {"ClientId": "a", "AuthParameters": []},
        {"ClientId": "a", "AuthParameters": {"USERNAME": {}}},
        {"ClientId": True},
    ],
)
def test_a_value_of_the_wrong_type_cannot_be_read(request_):
    assert complaint("InitiateAuth", request_).code == "SerializationException"


@pytest.mark.parametrize("name", ["zoë", "名前", "😀", "a|b", "O'Neil", "ß+ü@x"])
def test_user_names_may_have_letters_marks_symbols_and_numbers_of_every_script(name):
    assert validation.check("AdminGetUser", {"UserPoolId": "p_1", "Username": name})["Username"] == name


@pytest.mark.parametrize("name", ["a b", "a\u00a0b", "tab\t", "nul\u0000", "\u200b"])
def test_user_names_may_not_have_spaces_or_control_characters(name):
    assert "'username'" in complaint("AdminGetUser", {"UserPoolId": "p_1", "Username": name}).message


def test_a_letter_outside_ascii_is_no_word_character():
    assert "'clientId'" in complaint("InitiateAuth", {"ClientId": "é", "AuthFlow": "USER_AUTH"}).message
