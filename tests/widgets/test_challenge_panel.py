"""The card that asks for the answer to a challenge."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QLineEdit

from app.auth.steps import Ask, Field, Kind
from app.errors import ApiError, PasskeyError, PasskeyTrouble
from app.secret import Secret
from app.texts import text
from tests.helpers.showing import button, showing, words
from widgets.challenge_panel import ChallengePanel

CODE = Field(name="SMS_MFA_CODE", kind=Kind.CODE)
WRONG = ApiError("CodeMismatchException", "Invalid code or <b>auth</b> state for the user.")


def sms(refusal: ApiError | None = None, *, age: float = 0.0) -> Ask:
    return Ask(
        name="SMS_MFA",
        fields=(CODE,),
        params={"CODE_DELIVERY_DESTINATION": "+*******0199"},
        refusal=refusal,
        deadline_from=time.time() - age,
    )


@pytest.fixture
def panel(qtbot):
    made = ChallengePanel()
    qtbot.addWidget(made)
    made.show()
    return made


def line(panel) -> QLineEdit:
    (found,) = showing(panel, QLineEdit)
    return found


def test_it_is_a_group_named_challenge_with_its_text_and_a_labelled_field(panel):
    panel.show_ask(sms())
    spoken = QAccessible.queryAccessibleInterface(panel)
    assert spoken.role() == QAccessible.Role.Grouping
    assert spoken.text(QAccessible.Text.Name) == "Challenge"
    assert "Cognito sent a code to +*******0199." in words(panel)
    assert line(panel).accessibleName() == "Code"


def test_the_answer_is_the_code_as_a_secret_and_the_card_waits(panel, qtbot):
    panel.show_ask(sms())
    qtbot.keyClicks(line(panel), "482913")
    with qtbot.waitSignal(panel.answered) as signal:
        line(panel).returnPressed.emit()  # a pressed key would reach a card that is disabled by then
    assert signal.args[0].values == {"SMS_MFA_CODE": Secret("482913")}
    assert (panel.isEnabled(), panel.asks) == (False, "")


def test_a_refused_answer_stays_typed_beside_what_cognito_said_as_plain_text(panel, qtbot):
    panel.show_ask(sms())
    line(panel).setText("000000")
    button(panel, "Continue").click()
    panel.show_ask(sms(WRONG))
    assert line(panel).text() == "000000"
    assert "CodeMismatchException: Invalid code or <b>auth</b> state for the user." in words(panel)
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in panel.findChildren(QLabel))
    assert line(panel).property("bad") == "true"
    qtbot.keyClicks(line(panel), "1")
    assert line(panel).property("bad") == "false"


@pytest.mark.parametrize("trouble", PasskeyTrouble)
def test_an_authenticator_that_gave_nothing_is_told_in_words(panel, trouble):
    panel.show_ask(Ask(name="WEB_AUTHN", fields=(Field(name="origin"),), refusal=PasskeyError(trouble, "<b>why</b>")))
    parts = (text(f"end.passkey.{trouble.value}.{part}", message="<b>why</b>") for part in ("what", "why", "try"))
    assert " ".join(parts) in words(panel)


def test_the_next_round_of_a_challenge_that_was_not_refused_begins_empty(panel):
    ask = Ask(name="CUSTOM_CHALLENGE", fields=(Field(name="ANSWER", kind=Kind.ANSWER),), params={"question": "1+1?"})
    panel.show_ask(ask)
    line(panel).setText("2")
    button(panel, "Continue").click()
    panel.show_ask(ask)
    assert line(panel).text() == ""


def test_an_empty_answer_is_sent_only_when_asked_for_twice(panel, qtbot):
    panel.show_ask(sms())
    with qtbot.assertNotEmitted(panel.answered):
        button(panel, "Continue").click()
    assert any("is empty" in each for each in words(panel))
    with qtbot.waitSignal(panel.answered) as signal:
        button(panel, "Continue").click()
    assert signal.args[0].values == {"SMS_MFA_CODE": Secret("")}


def test_a_code_from_the_inbox_goes_into_the_field_and_continue_stays_with_the_person(panel, qtbot):
    panel.show_ask(sms())
    with qtbot.assertNotEmitted(panel.answered):
        assert panel.put_code("482-913")
    assert line(panel).text() == "482913"


def test_no_code_is_put_where_nothing_takes_one(panel):
    assert not panel.put_code("482913")
    panel.show_ask(Ask(name="SELECT_MFA_TYPE", fields=(Field(name="ANSWER", kind=Kind.CHOICE, choices=("SMS_MFA",)),)))
    assert not panel.put_code("482913")


def test_it_warns_in_the_last_minute_of_the_session(panel):
    panel.show_ask(sms())
    assert not any("session" in each for each in words(panel))
    panel.show_ask(sms(age=140))
    assert any(each.startswith("session ends in about 0:3") for each in words(panel))
    panel.show_ask(sms(age=400))
    assert "the session has probably run out by now" in words(panel)


def test_it_warns_exactly_where_the_length_of_a_session_is_known(panel):
    panel.session_seconds = 900.0
    panel.show_ask(sms(age=400))
    assert not any("session" in each for each in words(panel))
    panel.show_ask(sms(age=860))
    assert any(each.startswith("session ends in 0:") for each in words(panel))
    panel.show_ask(sms(age=901))
    assert "the session has run out by now" in words(panel)


def test_a_new_password_form_keeps_every_field_and_goes_back_to_the_password(panel, qtbot):
    fields = (Field(name="NEW_PASSWORD", kind=Kind.NEW_PASSWORD), Field(name="userAttributes.given_name"))
    panel.show_ask(Ask(name="NEW_PASSWORD_REQUIRED", fields=fields))
    password, given = showing(panel, QLineEdit)
    assert (password.accessibleName(), given.accessibleName()) == ("New password", "Given name")
    password.setText("short")
    given.setText("Ann")
    button(panel, "Continue").click()
    refusal = ApiError("InvalidPasswordException", "Password did not conform with policy: Password not long enough")
    panel.show_ask(Ask(name="NEW_PASSWORD_REQUIRED", fields=fields, refusal=refusal))
    password, given = showing(panel, QLineEdit)
    panel.take_focus()
    assert (password.text(), given.text()) == ("short", "Ann")
    qtbot.waitUntil(password.hasFocus)


def test_stopping_forgets_what_was_typed(panel):
    panel.show_ask(sms())
    line(panel).setText("482913")
    panel.stop()
    panel.show_ask(sms(WRONG))
    assert line(panel).text() == ""


def rare(refusal: ApiError | None = None, *, value: str = "") -> Ask:
    fields = (CODE, Field(name="origin", value=value, required=False, advanced=True))
    return Ask(name="SMS_MFA", fields=fields, refusal=refusal)


def test_what_is_rarely_needed_is_closed_until_wanted_and_then_stays_open(panel):
    panel.show_ask(rare(value="https://example.com"))
    assert [each.accessibleName() for each in showing(panel, QLineEdit)] == ["Code"]
    more = button(panel, "More options")
    assert more.accessibleName() == "More options: Text message code"
    more.click()
    panel.show_ask(rare(value="https://example.com"))
    assert len(showing(panel, QLineEdit)) == 2
    button(panel, "More options").click()
    panel.show_ask(rare(value="https://example.com"))
    assert len(showing(panel, QLineEdit)) == 1


def test_more_options_opens_where_a_refused_answer_had_something_typed_in_it(panel):
    panel.show_ask(rare())
    button(panel, "More options").click()
    showing(panel, QLineEdit)[1].setText("https://elsewhere.example")
    button(panel, "More options").click()
    panel.show_ask(rare(WRONG))
    assert [each.text() for each in showing(panel, QLineEdit)] == ["", "https://elsewhere.example"]


def test_tab_leads_from_the_code_to_continue_and_on_to_more_options(panel, qtbot):
    panel.show_ask(rare())
    panel.take_focus()
    qtbot.waitUntil(line(panel).hasFocus)
    stops = []
    for _ in range(2):
        qtbot.keyClick(panel.focusWidget(), Qt.Key.Key_Tab)
        stops.append(panel.focusWidget().text())
    assert stops == ["Continue", "More options"]
