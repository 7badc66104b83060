"""The cards of actions: a sign-up, a code that can be sent again, factors, an authenticator."""

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton

from app.auth.actions import ACTIONS
from app.secret import Secret
from tests.helpers.playbook import CONTEXT, Playbook
from widgets.challenge_panel import ChallengePanel
from widgets.challenges import form_for

SENT = {"CodeDeliveryDetails": {"Destination": "j***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"}}


@pytest.fixture
def show(qtbot):
    def shown(ask):
        form = form_for(ask)
        qtbot.addWidget(form)
        form.show()
        return form

    return shown


def begin(action, **credentials):
    play = Playbook(ACTIONS[action].run(CONTEXT))
    play.asks("CREDENTIALS").answers(**credentials)
    return play


def resend_code(reply=SENT):
    play = begin("resend_code", username="jane")
    play.calls("ResendConfirmationCode", ClientId=CONTEXT.client.client_id, Username="jane").replies(reply)
    return play.asks("CONFIRM_SIGN_UP").ask


def press(form, words):
    next(each for each in form.findChildren(QPushButton) if each.text() == words).click()


def put(form, **values):
    for made in form.editors:
        if made.field.name in values:
            made.restore(values[made.field.name])


def test_the_code_goes_with_the_cards_own_operation(show):
    form = show(resend_code())
    assert form.body == "Cognito sent a code for jane to j***@e***."
    put(form, ConfirmationCode="123456")
    assert form.code_editor() is form.editors[0]
    assert form.answer().values == {
        "ConfirmationCode": Secret("123456"), "do": "ConfirmSignUp", "ForceAliasCreation": "no", "client_metadata": {}
    }  # fmt: skip


INSTEAD = [("Send the code again", "ResendConfirmationCode"), ("Confirm later", "skip")]


@pytest.mark.parametrize(("words", "do"), INSTEAD)
def test_what_needs_no_code_is_a_button_that_asks_for_none(show, qtbot, words, do):
    form = show(resend_code())
    assert form.first_empty() is form.editors[0]
    with qtbot.waitSignal(form.submitted):
        press(form, words)
    assert form.first_empty() is None
    assert form.answer().values == {"do": do, "client_metadata": {}}


def test_the_panel_sends_it_without_a_word_about_the_empty_field(qtbot):
    panel = ChallengePanel()
    qtbot.addWidget(panel)
    panel.show_ask(resend_code())
    with qtbot.waitSignal(panel.answered) as answered:
        press(panel, "Send the code again")
    assert answered.args[0].text("do") == "ResendConfirmationCode"


def test_a_code_that_went_nowhere_is_told(show):
    assert show(resend_code({})).body.startswith("Cognito sent no code")


def test_a_code_that_was_sent_earlier_or_again_is_told_in_other_words(show):
    play = begin("reset_password", username="jane")
    question = play.asks("CONFIRM_FORGOT_PASSWORD")
    assert show(question.ask).body == "Type the code that Cognito sent when the password of jane was reset."
    question.answers(do="ForgotPassword")
    play.calls("ForgotPassword", ClientId=CONTEXT.client.client_id, Username="jane").replies(SENT)
    assert show(play.asks("CONFIRM_FORGOT_PASSWORD").ask).body.startswith("Cognito sent another code for jane to j***@")


def test_a_confirmation_that_cannot_wait_offers_no_later(show):
    form = show(begin("confirm_sign_up", username="jane").asks("CONFIRM_SIGN_UP").ask)
    assert "Confirm later" not in {each.text() for each in form.findChildren(QPushButton)}


def refused(code, message=""):
    play = begin("sign_up", username="jane")
    play.asks("SIGN_UP").answers(username="jane")
    play.calls("SignUp", ClientId=CONTEXT.client.client_id, Username="jane").refuses(code, message)
    return play.asks("SIGN_UP", refusal=code).ask


@pytest.mark.parametrize(
    ("code", "message", "field"),
    [
        ("UsernameExistsException", "User already exists", "username"),
        ("InvalidPasswordException", "too short", "password"),
        ("InvalidParameterException", "schema: given_name: The attribute is required", "userAttributes.given_name"),
    ],
)
def test_a_refused_sign_up_leads_to_the_field_that_it_is_about(show, code, message, field):
    assert show(refused(code, message)).refused_editor().field.name == field


def test_a_refusal_that_is_about_no_field_marks_none(show):
    assert show(refused("UserLambdaValidationException", "PreSignUp failed with error no.")).refused_editor() is None


def test_the_factors_are_chosen_in_a_line_each(show):
    play = begin("mfa_preference", access_token=Secret("a.a.a"))
    user = {"UserMFASettingList": ["SMS_MFA"], "PreferredMfaSetting": "SMS_MFA"}
    play.calls("GetUser", AccessToken="a.a.a").replies(user)
    form = show(play.asks("MFA_PREFERENCE").ask)
    boxes = form.findChildren(QComboBox)
    assert [(box.accessibleName(), box.currentText()) for box in boxes] == [
        ("Text message", "On, preferred"), ("Authenticator app", "Off"), ("E-mail", "Off")
    ]  # fmt: skip
    assert form.answer().values == {"SMS_MFA": "preferred", "SOFTWARE_TOKEN_MFA": "off", "EMAIL_OTP": "off"}


def test_an_authenticator_is_set_up_with_the_same_form_as_in_a_sign_in(show):
    play = begin("enrol_totp", access_token=Secret("a.a.a"), username="jane")
    play.calls("AssociateSoftwareToken", AccessToken="a.a.a").replies({"SecretCode": "JBSWY3DPEHPK3PXP"})
    form = show(play.asks("VERIFY_SOFTWARE_TOKEN").ask)
    assert form.title == "Set up an authenticator app"
    assert form.body.startswith("Scan this")
