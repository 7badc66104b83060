"""NEW_PASSWORD_REQUIRED; PASSWORD_VERIFIER is played with the flows that use it, and here where none should come."""

import pytest

from app.auth.steps import Kind
from app.errors import ApiError
from tests.auth.challenges.scripts import facing, responds
from tests.helpers.playbook import T0, TOKENS, challenge

NAME = "NEW_PASSWORD_REQUIRED"


def test_a_new_password_is_asked_for_and_sent():
    play = facing(challenge(NAME, "s1", requiredAttributes="[]", userAttributes='{"email":"n@example.com"}'))
    asked = play.asks(NAME, "NEW_PASSWORD")
    assert asked.ask.fields[0].kind is Kind.NEW_PASSWORD
    asked.answers(NEW_PASSWORD="Practice2!")
    responds(play, NAME, "s1", {"NEW_PASSWORD": "Practice2!"}).replies(TOKENS)
    play.returns_tokens()


@pytest.mark.parametrize(
    "required",
    ['["userAttributes.given_name","userAttributes.custom:team"]', '["given_name","custom:team"]'],
)
def test_each_required_attribute_has_a_field_and_travels_under_its_prefix(required):
    play = facing(challenge(NAME, "s1", requiredAttributes=required))
    names = ["userAttributes.given_name", "userAttributes.custom:team"]
    asked = play.asks(NAME, "NEW_PASSWORD", *names)
    asked.answers_fields({"NEW_PASSWORD": "Practice2!", names[0]: "New", names[1]: "QA"})
    sent = {"NEW_PASSWORD": "Practice2!", names[0]: "New", names[1]: "QA"}
    responds(play, NAME, "s1", sent).replies(TOKENS)


def test_an_attribute_that_is_listed_twice_is_one_field():
    play = facing(challenge(NAME, "s1", requiredAttributes='["name","userAttributes.name","name"]'))
    play.asks(NAME, "NEW_PASSWORD", "userAttributes.name")


@pytest.mark.parametrize(
    "code", ["InvalidPasswordException", "InvalidParameterException", "PasswordHistoryPolicyViolationException"]
)
def test_a_refused_password_is_asked_for_again_as_often_as_it_takes(code):
    play = facing(challenge(NAME, "s1", requiredAttributes='["userAttributes.name"]'))
    message = "Password does not conform to policy: Password not long enough"
    play.asks(NAME).answers_fields({"NEW_PASSWORD": "a", "userAttributes.name": "New"})
    responds(play, NAME, "s1", {"NEW_PASSWORD": "a", "userAttributes.name": "New"}).refuses(code, message)
    for password in ("b", "c"):
        asked = play.asks(NAME, "NEW_PASSWORD", "userAttributes.name", refusal=code)
        assert asked.ask.refusal.message == message
        assert asked.ask.deadline_from == T0
        asked.answers_fields({"NEW_PASSWORD": password, "userAttributes.name": "New"})
        sent = {"NEW_PASSWORD": password, "userAttributes.name": "New"}
        responds(play, NAME, "s1", sent).refuses(code, message)
    play.asks(NAME, refusal=code).answers_fields({"NEW_PASSWORD": "Practice2!", "userAttributes.name": "New"})
    sent = {"NEW_PASSWORD": "Practice2!", "userAttributes.name": "New"}
    responds(play, NAME, "s1", sent).replies(challenge("SMS_MFA", "s2"))
    play.asks("SMS_MFA").answers(SMS_MFA_CODE="1")
    responds(play, "SMS_MFA", "s2", {"SMS_MFA_CODE": "1"})


def test_a_temporary_password_that_expired_ends_the_sign_in():
    play = facing(challenge(NAME, "s1"))
    play.asks(NAME).answers(NEW_PASSWORD="Practice2!")
    responds(play, NAME, "s1", {"NEW_PASSWORD": "Practice2!"}).refuses(
        "NotAuthorizedException", "Temporary password has expired and must be reset by an administrator."
    )
    assert play.raises(ApiError).code == "NotAuthorizedException"


@pytest.mark.parametrize("required", ["", "nonsense", "{}", "7", "null", "[1]", '"name"'])
def test_nonsense_for_the_required_attributes_leaves_the_password_alone(required):
    play = facing(challenge(NAME, "s1", requiredAttributes=required))
    play.asks(NAME, "NEW_PASSWORD")
