"""SELECT_MFA_TYPE: one of the user's factors."""

import pytest

from app.auth.steps import Kind
from app.errors import ApiError, UnexpectedReply
from tests.auth.challenges.scripts import facing, responds
from tests.helpers.playbook import challenge


@pytest.mark.parametrize("spelling", ["MFAS_CAN_CHOOSE", "MFAS_CAN_SELECT"])
def test_the_factors_are_offered_under_either_spelling(spelling):
    play = facing(challenge("SELECT_MFA_TYPE", "s1", **{spelling: '["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]'}))
    asked = play.asks("SELECT_MFA_TYPE", "ANSWER")
    field = asked.ask.fields[0]
    assert (field.kind, field.choices) == (Kind.CHOICE, ("SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"))
    asked.answers(ANSWER="SOFTWARE_TOKEN_MFA")
    responds(play, "SELECT_MFA_TYPE", "s1", {"ANSWER": "SOFTWARE_TOKEN_MFA"}).replies(
        challenge("SOFTWARE_TOKEN_MFA", "s2", FRIENDLY_DEVICE_NAME="phone")
    )
    play.asks("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA_CODE").answers(SOFTWARE_TOKEN_MFA_CODE="1")
    responds(play, "SOFTWARE_TOKEN_MFA", "s2", {"SOFTWARE_TOKEN_MFA_CODE": "1"})


def test_choose_wins_over_select():
    play = facing(challenge("SELECT_MFA_TYPE", "s1", MFAS_CAN_SELECT='["A"]', MFAS_CAN_CHOOSE='["B"]'))
    assert play.asks("SELECT_MFA_TYPE").ask.fields[0].choices == ("B",)


def test_a_refused_choice_ends_the_sign_in():
    play = facing(challenge("SELECT_MFA_TYPE", "s1", MFAS_CAN_CHOOSE='["SMS_MFA"]'))
    play.asks("SELECT_MFA_TYPE").answers(ANSWER="SMS_MFA")
    responds(play, "SELECT_MFA_TYPE", "s1", {"ANSWER": "SMS_MFA"}).refuses("InvalidParameterException")
    assert play.raises(ApiError).code == "InvalidParameterException"


@pytest.mark.parametrize("listed", ["", "[]", "{}", "null", "7", "SMS_MFA", "[1, 2]", '"SMS_MFA"', "[" * 100_000])
def test_a_list_that_is_none_is_unexpected(listed):
    play = facing(challenge("SELECT_MFA_TYPE", "s1", MFAS_CAN_CHOOSE=listed))
    assert play.raises(UnexpectedReply).missing == "MFAS_CAN_CHOOSE"


def test_a_list_as_python_writes_it_is_read_too_because_moto_sends_such():
    play = facing(challenge("SELECT_MFA_TYPE", "s1", MFAS_CAN_CHOOSE="['SMS_MFA', 'EMAIL_OTP']"))
    assert play.asks("SELECT_MFA_TYPE").ask.fields[0].choices == ("SMS_MFA", "EMAIL_OTP")


def test_entries_that_are_no_names_are_left_out():
    play = facing(challenge("SELECT_MFA_TYPE", "s1", MFAS_CAN_CHOOSE='["SMS_MFA", 7, null, ["x"]]'))
    assert play.asks("SELECT_MFA_TYPE").ask.fields[0].choices == ("SMS_MFA",)
