"""The forms of choice-based sign-in, passkeys and devices, built from what is asked alone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QRadioButton

from app.auth.steps import Ask, Field, Kind
from app.errors import ApiError, PasskeyError, PasskeyTrouble
from app.secret import Secret
from tests.helpers.showing import button, showing, words
from widgets.challenge_panel import ChallengePanel
from widgets.challenges.unknown import UnknownForm
from widgets.theme import apply_theme

NARROW = 264  # pixels of the timeline's column for a card, in a window of 960 x 600
FACTORS = ("PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN")
ANSWER_AS = Field(name="answer_as", kind=Kind.CHOICE, choices=("SELECT_CHALLENGE", "ITSELF"), advanced=True)
PASSWORD = Field(name="password", kind=Kind.PASSWORD, required=False)
WRONG = ApiError("NotAuthorizedException", "Incorrect username or password.")


def select(*factors: str, refusal: ApiError | None = None) -> Ask:
    choice = Field(name="ANSWER", kind=Kind.CHOICE, choices=factors or FACTORS)
    return Ask(name="SELECT_CHALLENGE", fields=(choice, PASSWORD, ANSWER_AS), refusal=refusal)


def passkey(*authenticators: str) -> Ask:
    fields = (
        Field(name="authenticator", kind=Kind.CHOICE, choices=authenticators),
        Field(name="origin", value="https://practice.example.com", required=False, advanced=True),
        ANSWER_AS,
    )
    return Ask(name="WEB_AUTHN", fields=fields)


@pytest.fixture
def panel(qtbot):
    made = ChallengePanel()
    qtbot.addWidget(made)
    made.resize(560, 400)
    made.show()
    return made


def radios(panel) -> dict[str, QRadioButton]:
    return {each.accessibleName(): each for each in showing(panel, QRadioButton)}


def lines(panel) -> list[str]:
    return [each.accessibleName() for each in showing(panel, QLineEdit)]


def test_each_first_factor_is_a_choice_with_a_line_about_it(panel):
    panel.show_ask(select())
    assert list(radios(panel)) == ["Plain password", "Password by SRP", "E-mail", "Text message", "Passkey"]
    assert "Cognito sends a code to the user's phone." in words(panel)
    assert radios(panel)["Passkey"].accessibleDescription().startswith("WEB_AUTHN. An authenticator signs")


def test_a_factor_that_nobody_has_heard_of_can_be_chosen_by_its_wire_name(panel, qtbot):
    panel.show_ask(select("EMAIL_OTP", "FROM_TOMORROW"))
    radios(panel)["FROM_TOMORROW"].click()
    with qtbot.waitSignal(panel.answered) as signal:
        button(panel, "Continue").click()
    assert signal.args[0].text("ANSWER") == "FROM_TOMORROW"


def test_the_password_shows_only_beside_a_choice_that_needs_it_and_goes_along_only_with_that(panel, qtbot):
    panel.show_ask(select())
    assert lines(panel) == ["The user's password"]
    showing(panel, QLineEdit)[0].setText("Practice1!")
    radios(panel)["E-mail"].click()
    assert lines(panel) == []
    assert panel.form.answer().values == {"ANSWER": "EMAIL_OTP", "answer_as": "SELECT_CHALLENGE"}
    radios(panel)["Password by SRP"].click()
    assert lines(panel) == ["The user's password"]
    assert panel.form.answer().values["password"] == Secret("Practice1!")


def test_a_password_that_the_choice_needs_is_missed_and_one_that_it_does_not_need_is_not(panel, qtbot):
    panel.show_ask(select())
    with qtbot.assertNotEmitted(panel.answered):
        button(panel, "Continue").click()
    assert any(each.startswith("The user's password is empty") for each in words(panel))
    radios(panel)["E-mail"].click()
    with qtbot.waitSignal(panel.answered):
        button(panel, "Continue").click()


def test_a_refused_choice_is_still_chosen_with_the_cursor_in_its_password(panel, qtbot):
    panel.show_ask(select())
    radios(panel)["Password by SRP"].click()
    showing(panel, QLineEdit)[0].setText("wrong")
    button(panel, "Continue").click()
    panel.show_ask(select(refusal=WRONG))
    panel.take_focus()
    (line,) = showing(panel, QLineEdit)
    assert (line.text(), radios(panel)["Password by SRP"].isChecked()) == ("wrong", True)
    qtbot.waitUntil(line.hasFocus)


def test_the_choice_has_the_cursor_first_and_the_arrows_change_it(panel, qtbot):
    panel.show_ask(select("EMAIL_OTP", "PASSWORD"))
    panel.take_focus()
    qtbot.waitUntil(radios(panel)["E-mail"].hasFocus)
    qtbot.keyClick(radios(panel)["E-mail"], Qt.Key.Key_Down)
    assert lines(panel) == ["The user's password"]


def test_how_a_choice_is_answered_is_behind_more_options(panel):
    panel.show_ask(select("PASSWORD"))
    assert "As a challenge of its own" not in radios(panel)
    button(panel, "More options").click()
    radios(panel)["As a challenge of its own"].click()
    assert panel.form.answer().text("answer_as") == "ITSELF"


def test_how_it_is_answered_is_offered_only_for_a_choice_that_can_be_answered_both_ways(panel):
    panel.show_ask(select("PASSWORD", "EMAIL_OTP"))
    more = button(panel, "More options")
    assert more.isVisible()
    radios(panel)["E-mail"].click()
    assert not more.isVisible()


def test_a_passkey_asks_which_authenticator_and_keeps_the_origin_behind_more_options(panel):
    panel.show_ask(passkey("software", "security_key"))
    assert list(radios(panel)) == ["Practice authenticator", "Security key"]
    assert lines(panel) == []
    button(panel, "More options").click()
    assert lines(panel) == ["Origin"]
    assert panel.form.answer().values == {
        "authenticator": "software", "origin": "https://practice.example.com", "answer_as": "SELECT_CHALLENGE",
    }  # fmt: skip


def test_a_refused_origin_has_the_cursor(panel, qtbot):
    ask = passkey("software", "security_key")
    panel.show_ask(replace(ask, refusal=PasskeyError(PasskeyTrouble.RELYING_PARTY)))
    panel.take_focus()
    (line,) = showing(panel, QLineEdit)
    qtbot.waitUntil(line.hasFocus)
    assert line.property("bad") == "true"


@pytest.mark.parametrize(
    ("params", "said"),
    [
        (
            {"authenticator": "security_key", "attempts": "3"},
            "Security key asks for its PIN. It goes to the authenticator and nowhere else. Attempts left: 3.",
        ),
        ({"authenticator": "a & b"}, "a & b asks for its PIN. It goes to the authenticator and nowhere else."),
        ({}, "The authenticator asks for its PIN, which goes to it and nowhere else."),
    ],
)
def test_a_pin_says_who_asks_and_how_often_it_may_be_wrong(panel, params, said):
    panel.show_ask(Ask(name="PIN", fields=(Field(name="pin", kind=Kind.PASSWORD),), params=params))
    assert said in words(panel)
    assert lines(panel) == ["PIN"]
    assert showing(panel, QLineEdit)[0].echoMode() == QLineEdit.EchoMode.Password


def test_a_new_device_may_be_named_and_is_confirmed_unless_it_is_left(panel, qtbot):
    fields = (
        Field(name="DeviceName", value="laptop", required=False),
        Field(name="confirm", kind=Kind.CHOICE, choices=("ConfirmDevice", "skip")),
    )
    panel.show_ask(Ask(name="NEW_DEVICE", fields=fields))
    assert panel.form.answer().values == {"DeviceName": "laptop", "confirm": "ConfirmDevice"}
    radios(panel)["Leave it"].click()
    assert panel.form.answer().text("confirm") == "skip"


def test_whether_a_device_is_remembered_is_asked_in_words(panel):
    choice = Field(name="DeviceRememberedStatus", kind=Kind.CHOICE, choices=("remembered", "not_remembered"))
    panel.show_ask(Ask(name="REMEMBER_DEVICE", fields=(choice,)))
    assert list(radios(panel)) == ["Remember this device", "Do not remember it"]


@pytest.mark.parametrize("name", ["PASSWORD", "PASSWORD_SRP", "SMS_OTP", "WEB_AUTHN", "NEW_DEVICE", "REMEMBER_DEVICE"])
def test_each_of_them_has_texts(name):
    assert not UnknownForm.fits(Ask(name=name, fields=()))


def cut_at(panel, width: int) -> list[str]:
    """Make a card as wide as this and as high as it wants to be then; return the words that are cut in it."""
    panel.resize(width, panel.heightForWidth(width))
    wrapping = (*showing(panel, QLabel), *showing(panel, QRadioButton))
    return [each.text() for each in wrapping if each.height() < each.heightForWidth(each.width())]


@pytest.mark.parametrize("ask", [select(), passkey("software", "security_key")], ids=lambda ask: ask.name)
def test_with_text_twice_as_large_nothing_is_cut_in_a_narrow_column(panel, qapp, qtbot, ask):
    theme = apply_theme(qapp)
    theme.set_scale(2.0)
    try:
        panel.show_ask(ask)
        qtbot.waitUntil(lambda: not cut_at(panel, NARROW))
        assert panel.minimumSizeHint().width() <= NARROW
    finally:
        theme.set_scale(1.0)
