"""Held calls in the window: the strip, the card, what is typed in it, and what comes of each button."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from app.cognito.parameters import Problem
from app.models.timeline import RowRole
from app.runs.hold import HeldCall, Release
from app.secret import Secret
from app.texts import text
from app.transcript.events import Called, Held, Refused, Released
from tests.helpers.showing import button, showing, words
from widgets.held_card import HeldCard
from widgets.veil import veil

PATIENCE = 15_000  # milliseconds
PASSWORD = "Practice1!"


def hold(desk) -> QAction:
    action = next(each for each in desk.window.findChildren(QAction) if each.text() == "&Hold calls")
    action.trigger()
    return action


def held(desk, qtbot) -> HeldCard:
    """The card, once a call waits in it."""
    card = desk.panels.stage.held
    qtbot.waitUntil(lambda: desk.panels.stage.timeline.card is card and card.isEnabled(), timeout=PATIENCE)
    return card


def said(widget) -> str:
    return "\n".join(words(widget))


def rows(desk) -> list[str]:
    model = desk.panels.models.timeline
    return [model.index(place, 0).data(RowRole).accessible for place in range(model.rowCount())]


def of(desk, kind) -> list:
    return [event for run in desk.panels.models.timeline.runs for event in run.transcript.events if type(event) is kind]


def test_a_held_call_is_sent_by_one_key(desk, qtbot):
    action = hold(desk)
    assert action.isChecked()
    assert "Calls are held" in said(desk.panels.stage)
    desk.begin("plain", "user_password")
    card = held(desk, qtbot)
    assert any("InitiateAuth is held" in row for row in rows(desk))
    assert PASSWORD not in card.members.toPlainText()
    assert not of(desk, Called)
    qtbot.waitUntil(card.send.hasFocus)
    qtbot.keyClick(card.send, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: desk.outcome() == "Signed in as plain", timeout=PATIENCE)
    assert any(row.startswith("InitiateAuth was held, sent as it was") for row in rows(desk))


def test_what_is_edited_is_sent_and_told(desk, qtbot):
    hold(desk)
    desk.begin("plain", "user_password")
    card = held(desk, qtbot)
    card.members.put(card.members.toPlainText().replace('"plain"', '"somebody-else"'))
    assert button(card, "Send as edited")
    qtbot.keyClick(card.members, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(of(desk, Refused)), timeout=PATIENCE)
    (called,) = of(desk, Called)
    assert called.params["AuthParameters"]["USERNAME"] == "somebody-else"
    assert any("sent with changes · AuthParameters.USERNAME" in row for row in rows(desk))


def test_a_dropped_call_ends_the_run_in_amber(desk, qtbot):
    hold(desk)
    desk.begin("plain", "user_srp")
    card = held(desk, qtbot)
    button(card, "Drop").click()
    qtbot.waitUntil(lambda: desk.outcome() == "Dropped by you", timeout=PATIENCE)
    assert not of(desk, Called)
    heading = desk.panels.models.timeline.index(0, 0).data(RowRole)
    assert (heading.word, heading.tone) == ("Call dropped", "amber")
    assert "InitiateAuth was held and then dropped" in said(desk.panels.stage)


def test_cancel_ends_a_run_that_is_held(desk, qtbot):
    hold(desk)
    desk.begin("plain", "user_srp")
    held(desk, qtbot)
    desk.panels.top.cancel.click()
    qtbot.waitUntil(lambda: desk.outcome() == "Cancelled", timeout=PATIENCE)
    assert any("never sent" in row for row in rows(desk))
    assert desk.panels.stage.held.members.toPlainText() == ""


def test_what_cannot_be_sent_is_said_with_what_was_typed_still_there(desk, qtbot):
    hold(desk)
    desk.begin("plain", "user_password")
    card = held(desk, qtbot)
    right = card.members.toPlainText()
    card.members.put(right + ",")
    card.send.click()
    assert "no JSON yet" in said(card)
    assert card.members.toPlainText() == right + ","
    wrong = right.replace('"ClientId"', '"ClientID"')
    card.members.put(wrong)
    card.send.click()
    qtbot.waitUntil(lambda: "ClientId is missing" in said(card), timeout=PATIENCE)
    assert "ClientID is no member of this call" in said(card)
    assert card.members.toPlainText() == wrong
    button(card, "Undo edits").click()
    assert card.members.toPlainText() == right
    card.send.click()
    qtbot.waitUntil(lambda: desk.outcome() == "Signed in as plain", timeout=PATIENCE)
    assert len(of(desk, Held)) == len(of(desk, Called)) == 1


def test_hold_can_be_switched_while_a_run_is_under_way(desk, qtbot):
    hold(desk)
    desk.begin("sms", "user_password")
    card = held(desk, qtbot)
    button(desk.panels.stage.hold_bar, "Stop holding").click()
    assert desk.panels.stage.hold_bar.isHidden()
    card.send.click()
    qtbot.waitUntil(lambda: desk.panels.stage.challenge.asks == "SMS_MFA", timeout=PATIENCE)
    assert len(of(desk, Held)) == 1


def test_the_answer_to_a_password_verifier_says_why_it_was_not_held(desk, qtbot):
    hold(desk)
    desk.begin("plain", "user_srp")
    held(desk, qtbot).send.click()
    qtbot.waitUntil(lambda: desk.outcome() == "Signed in as plain", timeout=PATIENCE)
    assert any("RespondToAuthChallenge was not held, Cognito allows only seconds" in row for row in rows(desk))
    assert [event.outcome for event in of(desk, Released)] == ["sent", "hurried"]


def test_the_strip_of_held_calls_is_low_where_there_is_little_room(desk):
    hold(desk)
    bar = desk.panels.stage.hold_bar
    assert bar.heightForWidth(220) <= 4 * bar.fontMetrics().height()


@pytest.fixture
def card(qtbot):
    made = HeldCard()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


CALL = HeldCall(operation="GetUser", params={"AccessToken": Secret("very-secret")})


def test_a_secret_is_revealed_and_masked_and_a_presentation_masks_it(card):
    card.show_call(CALL)
    assert "very-secret" not in card.members.toPlainText()
    button(card, "Reveal").click()
    assert '"very-secret"' in card.members.toPlainText()
    assert not button(card, "Undo edits").isEnabled()
    veil().set_drawn(True)
    assert "very-secret" not in card.members.toPlainText()
    veil().set_drawn(False)


def test_what_a_presentation_masked_does_not_come_back_by_undo_nor_with_something_added(card, qtbot):
    card.show_call(CALL)
    button(card, "Reveal").click()
    card.members.put(card.members.toPlainText().replace("very-secret", "very-secret-x"))
    veil().set_drawn(True)
    try:
        assert "very-secret" not in card.members.toPlainText()
        assert "-x" in card.members.toPlainText()
        qtbot.keyClick(card.members, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert "very-secret" not in card.members.toPlainText()
    finally:
        veil().set_drawn(False)


BY_PASSWORD = {
    "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": "plain", "PASSWORD": Secret(PASSWORD)},
}  # fmt: skip


@pytest.mark.parametrize("revealed", [True, False])
def test_what_was_typed_where_a_secret_belongs_is_masked_by_a_presentation_and_still_sent(revealed, card):
    card.show_call(HeldCall(operation="InitiateAuth", params=BY_PASSWORD))
    if revealed:
        button(card, "Reveal").click()
    before = "Practice1!" if revealed else "••1••"
    card.members.put(card.members.toPlainText().replace(before, "Practice2!"))
    sent = []
    card.released.connect(sent.append)
    veil().set_drawn(True)
    try:
        assert "Practice" not in card.members.toPlainText()
        card.send.click()
    finally:
        veil().set_drawn(False)
    assert sent[0].params["AuthParameters"]["PASSWORD"] == Secret("Practice2!")


def test_what_is_no_json_when_a_presentation_begins_goes_and_that_is_said(card):
    card.show_call(HeldCall(operation="InitiateAuth", params=BY_PASSWORD))
    card.members.put('{ "AuthParameters": { "PASSWORD": "Practice2!')
    veil().set_drawn(True)
    try:
        assert "Practice2!" not in card.members.toPlainText()
        assert "••1••" in card.members.toPlainText()
        assert text("hold.covered") in words(card)
    finally:
        veil().set_drawn(False)


def test_a_call_without_secrets_offers_no_reveal(card):
    card.show_call(HeldCall(operation="InitiateAuth", params={"ClientId": "id"}))
    assert "Reveal" not in [each.text() for each in showing(card, type(card.send))]


def test_the_last_minute_of_a_session_is_said(card):
    card.session_seconds = 180.0
    card.show_call(HeldCall(operation="RespondToAuthChallenge", params={"Session": Secret("s")}, deadline_from=1.0))
    assert "the session has run out by now" in said(card)


def test_a_decision_is_sent_once(card, qtbot):
    sent = []
    card.released.connect(sent.append)
    card.show_call(CALL)
    card.send.click()
    card._send()
    assert sent == [Release()]


def test_problems_come_back_to_the_same_words(card):
    card.show_call(CALL)
    card.members.put('{"AccessToken": 5}')
    card.show_call(HeldCall(operation="GetUser", params=CALL.params, problems=(
        Problem(kind="type", where="AccessToken", detail="<class 'str'>"),)))  # fmt: skip
    assert card.members.toPlainText() == '{"AccessToken": 5}'
    assert "AccessToken is of another kind: <class 'str'> belongs there." in said(card)
    card.take_focus()
    QApplication.processEvents()
