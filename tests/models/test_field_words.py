"""What fields and choices are called, and what a row says of an answer."""

import tomllib

import pytest
from botocore.session import get_session

from app.auth.steps import Field, Kind
from app.models.field_words import answer_words, label_of, wire_name
from app.secret import Secret
from app.texts import RESOURCES

FACTOR = Field(name="ANSWER", kind=Kind.CHOICE, choices=("PASSWORD", "EMAIL_OTP"))
PASSWORD = Field(name="password", kind=Kind.PASSWORD, required=False)
ANSWER_AS = Field(
    name="answer_as", kind=Kind.CHOICE, value="SELECT_CHALLENGE", choices=("SELECT_CHALLENGE", "ITSELF"), advanced=True
)
ORIGIN = Field(name="origin", value="https://localhost", advanced=True)


@pytest.mark.parametrize(
    ("field", "challenge", "words"),
    [
        ("username", "", "Username"), ("ANSWER", "", "Answer"), ("ANSWER", "SELECT_MFA_TYPE", "Factor"),
        ("userAttributes.given_name", "", "Given name"), ("userAttributes.custom:plan", "", "Plan"), ("_", "", "_"),
    ],
)  # fmt: skip
def test_a_field_is_called_as_its_texts_say_or_by_its_wire_name_made_readable(field, challenge, words):
    assert label_of(field, challenge) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"ANSWER": "EMAIL_OTP", "answer_as": "SELECT_CHALLENGE"}, "E-mail"),
        ({"ANSWER": "PASSWORD", "password": Secret("p"), "answer_as": "ITSELF"},
         "Plain password, The user's password, As a challenge of its own"),
        ({"ANSWER": "FROM_TOMORROW", "password": Secret("")}, "FROM_TOMORROW"),
    ],
)  # fmt: skip
def test_an_answer_is_told_by_what_was_chosen_and_by_the_labels_of_what_was_typed(values, words):
    assert answer_words((FACTOR, PASSWORD, ANSWER_AS), values, "SELECT_CHALLENGE") == words


@pytest.mark.parametrize(("origin", "words"), [("https://localhost", ""), ("https://elsewhere.example", "Origin")])
def test_what_rarely_changes_is_told_where_it_did(origin, words):
    assert answer_words((ORIGIN,), {"origin": Secret(origin)}, "WEB_AUTHN") == words


def test_an_empty_code_is_told_for_it_was_sent():
    assert answer_words((Field(name="SMS_MFA_CODE", kind=Kind.CODE),), {"SMS_MFA_CODE": Secret("")}, "") == "Code"


def test_only_what_the_service_model_knows_is_shown_as_a_name_on_the_wire():
    model = get_session().get_service_model("cognito-idp")
    known = set(model.operation_names)
    for shape in model.shape_names:
        known |= set(getattr(model.shape_for(shape), "enum", ()))
    choices = tomllib.loads((RESOURCES / "texts" / "en.toml").read_text("utf-8"))["choice"]
    assert {choice for choice in choices if wire_name(choice)} - {"no_choice"} <= known
    assert not {choice for choice in choices if not wire_name(choice)} & known
