"""Choices of a run, recorded and used again."""

from dataclasses import replace

from app.auth.steps import Answer, Ask, Field, Kind
from app.errors import ApiError
from app.runs.choices import Choices, is_choice
from app.secret import Secret

REFUSED = ApiError("NotAuthorizedException", "no")


def mfa(*offered: str, refusal: ApiError | None = None) -> Ask:
    return Ask(
        name="SELECT_MFA_TYPE", fields=(Field(name="ANSWER", kind=Kind.CHOICE, choices=offered),), refusal=refusal
    )


def device() -> Ask:
    choice = Field(name="confirm", kind=Kind.CHOICE, choices=("ConfirmDevice", "skip"))
    return Ask(name="NEW_DEVICE", fields=(Field(name="DeviceName"), choice))


SMS = Answer(values={"ANSWER": "SMS_MFA"})
LAPTOP = Answer(values={"DeviceName": "laptop", "confirm": "ConfirmDevice"})


def test_questions_about_choices_are_recorded_and_codes_never_are():
    assert is_choice(mfa("SMS_MFA"))
    assert is_choice(device())
    assert is_choice(
        Ask(name="SELECT_CHALLENGE", fields=(*mfa("PASSWORD").fields, Field(name="password", kind=Kind.PASSWORD)))
    )
    for kind in (Kind.CODE, Kind.ANSWER, Kind.NEW_PASSWORD, Kind.TOKEN, Kind.PAIRS, Kind.TEXT, Kind.PASSWORD):
        assert not is_choice(Ask(name="SMS_MFA", fields=(Field(name="one", kind=kind),)))
    assert not is_choice(Ask(name="MFA", fields=(*mfa("SMS_MFA").fields, Field(name="code", kind=Kind.CODE))))
    assert not is_choice(Ask(name="CREDENTIALS", fields=mfa("SMS_MFA").fields))


def test_what_was_recorded_answers_the_same_questions_in_their_order_between_codes():
    first = Choices()
    code = Ask(name="SMS_MFA", fields=(Field(name="SMS_MFA_CODE", kind=Kind.CODE),))
    first.record(mfa("SMS_MFA", "EMAIL_OTP"), SMS)
    first.record(code, Answer(values={"SMS_MFA_CODE": Secret("482913")}))
    first.record(device(), LAPTOP)
    assert first.made == (("SELECT_MFA_TYPE", SMS), ("NEW_DEVICE", LAPTOP))
    again = Choices(first.made)
    assert again.earlier(mfa("EMAIL_OTP", "SMS_MFA")) == replace(SMS, repeated=True)
    assert again.earlier(code) is None
    assert again.earlier(device()) == replace(LAPTOP, repeated=True)
    assert again.earlier(device()) is None


def test_a_choice_that_is_not_offered_any_more_is_asked_for_and_so_is_all_after_it():
    again = Choices((("SELECT_MFA_TYPE", SMS), ("NEW_DEVICE", LAPTOP)))
    assert again.earlier(mfa("EMAIL_OTP")) is None
    assert again.earlier(device()) is None


def test_another_question_than_before_is_asked():
    assert Choices((("SELECT_MFA_TYPE", SMS),)).earlier(device()) is None


def test_a_question_that_is_asked_again_after_a_refusal_is_for_the_person():
    again = Choices((("SELECT_MFA_TYPE", SMS), ("SELECT_MFA_TYPE", SMS)))
    assert again.earlier(mfa("SMS_MFA")) == replace(SMS, repeated=True)
    assert again.earlier(mfa("SMS_MFA", refusal=REFUSED)) is None


def test_a_refused_choice_is_replaced_by_the_one_after_it():
    made = Choices()
    made.record(mfa("SMS_MFA", "EMAIL_OTP"), SMS)
    made.record(mfa("SMS_MFA", "EMAIL_OTP", refusal=REFUSED), Answer(values={"ANSWER": "EMAIL_OTP"}))
    assert [answer.text("ANSWER") for _, answer in made.made] == ["EMAIL_OTP"]
