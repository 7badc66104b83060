"""The forms of challenges: built from the fields, and the special ones."""

import re

import pyotp
import pytest
import segno
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QRadioButton

from app.auth.steps import Ask, Field, Kind
from app.secret import Secret
from widgets.challenges import FORMS, form_for
from widgets.challenges.custom import CustomForm
from widgets.challenges.form import ChallengeForm
from widgets.challenges.parameters import LONGEST, breakable
from widgets.challenges.totp_setup import MODULE, QUIET, QrCode, TotpSetupForm
from widgets.challenges.unknown import UnknownForm

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
URI = pyotp.TOTP(KEY).provisioning_uri(name="enroll-mfa", issuer_name="us-east-1_Practice2")
TOTP = Ask(
    name="MFA_SETUP",
    fields=(Field(name="UserCode", kind=Kind.CODE), Field(name="FriendlyDeviceName", required=False)),
    params={"SecretCode": KEY, "uri": URI},
)


@pytest.fixture
def show(qtbot):
    def shown(ask: Ask) -> ChallengeForm:
        form = form_for(ask)
        qtbot.addWidget(form)
        form.show()
        return form

    return shown


def words(form) -> list[str]:
    return [each.text() for each in form.findChildren(QLabel)]


def test_only_special_challenges_have_a_form_of_their_own(show):
    cards = {"SIGN_UP", "CONFIRM_SIGN_UP", "CONFIRM_FORGOT_PASSWORD", "VERIFY_SOFTWARE_TOKEN"}
    assert set(FORMS) == {"MFA_SETUP", "CUSTOM_CHALLENGE", "SELECT_CHALLENGE", "PIN"} | cards
    code = show(Ask(name="EMAIL_OTP", fields=(Field(name="EMAIL_OTP_CODE", kind=Kind.CODE),)))
    assert type(code) is ChallengeForm
    assert (code.title, code.body) == ("E-mail code", "Cognito sent a code by e-mail.")


def test_the_body_names_where_the_code_went_where_cognito_said_so(show):
    params = {"CODE_DELIVERY_DESTINATION": "e***@e***"}
    form = show(Ask(name="EMAIL_OTP", fields=(Field(name="EMAIL_OTP_CODE", kind=Kind.CODE),), params=params))
    assert form.body == "Cognito sent a code to e***@e***."


def test_the_mfa_code_of_an_aws_profile_is_asked_for_with_its_device(show):
    params = {"serial": "arn:aws:iam::000000000000:mfa/tester", "profile": "qa"}
    form = show(Ask(name="AWS_MFA", fields=(Field(name="token_code", kind=Kind.CODE),), params=params))
    assert type(form) is ChallengeForm
    assert form.title == "MFA of an AWS profile"
    assert all(value in form.body for value in params.values())
    assert [made.field.name for made in form.editors] == ["token_code"]


def test_braces_in_a_servers_words_are_not_read_as_places_to_fill(show):
    params = {"CODE_DELIVERY_DESTINATION": "{0.__class__} {x}"}
    form = show(Ask(name="EMAIL_OTP", fields=(Field(name="EMAIL_OTP_CODE", kind=Kind.CODE),), params=params))
    assert form.body == "Cognito sent a code to {0.__class__} {x}."


def test_mfa_setup_first_lets_the_factor_be_chosen(show):
    choice = Field(name="factor", kind=Kind.CHOICE, choices=("SOFTWARE_TOKEN_MFA", "EMAIL_OTP"))
    form = show(Ask(name="MFA_SETUP", fields=(choice,)))
    form.findChildren(QRadioButton)[1].click()
    assert form.answer().values == {"factor": "EMAIL_OTP"}


def test_the_qr_code_is_the_uri_black_on_white_with_its_quiet_zone(show):
    form = show(TOTP)
    assert isinstance(form, TotpSetupForm)
    image = form.findChild(QrCode).grab().toImage()
    squares = [[bool(square) for square in line] for line in segno.make(URI, error="m", micro=False).matrix]
    black = QColor("black")
    places = [(QUIET + at) * MODULE + 1 for at in range(len(squares))]
    assert [[image.pixelColor(x, y) == black for x in places] for y in places] == squares
    assert image.pixelColor(1, 1) == QColor("white")


def test_the_key_is_shown_in_groups_and_copied_whole(show):
    form = show(TOTP)
    assert "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP" in words(form)
    next(each for each in form.findChildren(QPushButton) if each.text() == "Copy key").click()
    assert QApplication.clipboard().text() == KEY


def test_the_first_code_and_a_name_for_the_authenticator_are_the_answer(show):
    form = show(TOTP)
    code, device = form.findChildren(QLineEdit)
    assert (code.accessibleName(), device.accessibleName()) == ("Code", "Device name")
    code.setText("123 456")
    device.setText("phone")
    assert form.answer().values == {"UserCode": Secret("123456"), "FriendlyDeviceName": "phone"}
    assert form.first_empty() is None


def test_a_custom_challenge_shows_all_that_came_along_as_it_is(show):
    params = {"USERNAME": "custom", "question": "What is <b>7 x 6</b>?"}
    form = show(Ask(name="CUSTOM_CHALLENGE", fields=(Field(name="ANSWER", kind=Kind.ANSWER),), params=params))
    assert isinstance(form, CustomForm)
    assert {"USERNAME", "custom", "question", "What is <b>7 x 6</b>?"} <= set(words(form))
    form.findChild(QLineEdit).setText("42")
    assert form.answer().values == {"ANSWER": Secret("42")}


def test_a_challenge_that_nobody_has_heard_of_is_answered_with_free_rows(show):
    rows = Field(name="ChallengeResponses", kind=Kind.PAIRS, required=False)
    form = show(Ask(name="RETINA_SCAN", fields=(rows,), params={"SCANNER": "left eye"}))
    assert isinstance(form, UnknownForm)
    assert form.title == "RETINA_SCAN"
    key, value = form.findChildren(QLineEdit)
    key.setText("RETINA")
    value.setText("blue")
    assert form.answer().values == {"ChallengeResponses": {"RETINA": "blue"}}


def test_an_endless_word_can_be_broken_and_an_endless_text_is_cut():
    assert max(len(part) for part in breakable("x" * 500).split("\u200b")) <= 24
    assert re.sub("\u200b", "", breakable("y" * 5000)) == "y" * LONGEST + "…"
