"""Triggers, in a window with a practice pool of its own: calls are seen as they happen, functions tried and used."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPushButton

from app.secret import MASK
from app.texts import text

PATIENCE = 15_000  # milliseconds
RIGHT_IS_42 = '''

def verify_auth_challenge(event, context):
    print("looked at")
    event["response"]["answerCorrect"] = event["request"]["challengeAnswer"] == "42"
    return event
'''


@pytest.fixture
def opened(desk, qtbot):
    """The dialog, with the sample functions in the editor."""
    conductor = desk.window.conductors.triggers
    conductor.open()
    desk.dialog = conductor._dialog
    desk.functions = desk.dialog.functions
    qtbot.waitUntil(lambda: "def verify_auth_challenge" in desk.functions.code.toPlainText(), timeout=PATIENCE)
    return desk


def press(desk, words):
    next(each for each in desk.dialog.findChildren(QPushButton) if each.text() == words).click()


def write(desk, typed):
    """Put a text at the end of the functions, as a person who types."""
    desk.functions.code.moveCursor(QTextCursor.MoveOperation.End)
    desk.functions.code.insertPlainText(typed)


def said(desk):
    return desk.functions._said.text()


def begin(desk, qtbot):
    desk.begin("custom", flow="custom")
    qtbot.waitUntil(lambda: desk.panels.stage.challenge.isVisibleTo(desk.window), timeout=PATIENCE)


def names(desk):
    model = desk.window.conductors.triggers._model
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def test_calls_come_newest_first_while_a_sign_in_goes_on_and_their_secrets_are_masked(opened, qtbot):
    assert "No trigger has been called yet." in opened.dialog.calls._what.text()
    begin(opened, qtbot)
    qtbot.waitUntil(lambda: len(names(opened)) == 2, timeout=PATIENCE)
    assert names(opened)[0].startswith("CreateAuthChallenge, Authentication · custom · answered, ")
    page = opened.dialog.calls
    assert page._what.text() == "CreateAuthChallenge · create_auth_challenge"
    shown = page._response._copied()
    assert MASK in shown
    assert "clock" not in shown
    assert '"challengeMetadata": "RIDDLE_1"' in shown


def test_a_chosen_call_stays_chosen_when_others_come(opened, qtbot):
    begin(opened, qtbot)
    qtbot.waitUntil(lambda: len(names(opened)) == 2, timeout=PATIENCE)
    page = opened.dialog.calls
    page._list.setCurrentIndex(page._model.index(1, 0))
    assert page._what.text().startswith("DefineAuthChallenge")
    opened.window.conductors.sign_ins.cancel()
    begin(opened, qtbot)
    qtbot.waitUntil(lambda: len(names(opened)) == 4, timeout=PATIENCE)
    assert page._what.text().startswith("DefineAuthChallenge")
    assert page._list.currentIndex().row() == 3


def test_a_sample_is_tried_and_answers(opened, qtbot):
    assert opened.functions.trigger.trigger == "VerifyAuthChallengeResponse"
    press(opened, "Try")
    qtbot.waitUntil(lambda: said(opened).startswith("Answered in"), timeout=PATIENCE)
    assert '"answerCorrect": true' in opened.functions._answer._copied()


def test_an_edited_function_is_tried_on_an_edited_event_and_tells_what_it_printed(opened, qtbot):
    write(opened, RIGHT_IS_42)
    text = opened.functions.event_text.toPlainText()
    assert "clock" not in text
    changed = text.replace(f'"challengeAnswer": "{MASK}"', '"challengeAnswer": "42"')
    assert changed != text
    opened.functions.event_text.setPlainText(changed)
    press(opened, "Try")
    qtbot.waitUntil(lambda: said(opened).startswith("Answered in"), timeout=PATIENCE)
    assert '"answerCorrect": true' in opened.functions._answer._copied()
    assert opened.functions._log.toPlainText() == "looked at\n"
    assert "changes that are not in use yet" in opened.functions._state.text()


def test_a_wrong_line_is_named_and_marked(opened, qtbot):
    last = opened.functions.code.blockCount()
    write(opened, "\n\ndef broken(:\n")
    press(opened, "Use")
    qtbot.waitUntil(lambda: f"triggers.py, line {last + 2}" in said(opened), timeout=PATIENCE)
    assert opened.functions.code._wrong == last + 2
    assert opened.functions.code.extraSelections()
    begin(opened, qtbot)  # the old functions go on


def test_a_failure_shows_its_traceback(opened, qtbot):
    write(opened, "\n\ndef verify_auth_challenge(event, context):\n    return event['nothing']\n")
    press(opened, "Try")
    qtbot.waitUntil(lambda: "UserLambdaValidationException" in said(opened), timeout=PATIENCE)
    assert "KeyError: 'nothing'" in opened.functions._log.toPlainText()
    assert opened.functions.code._wrong == opened.functions.code.blockCount() - 1


def test_an_event_that_is_no_json_is_said_before_anything_runs(opened):
    opened.functions.event_text.setPlainText('{\n  "request": ,\n}')
    press(opened, "Try")
    assert said(opened) == "The event is not a JSON object. Look at line 2."


def test_a_past_call_can_be_tried_again_with_what_is_under_its_masks(opened, qtbot):
    begin(opened, qtbot)
    opened.panels.stage.challenge.put_code("clock")
    qtbot.waitUntil(lambda: len(names(opened)) >= 2, timeout=PATIENCE)
    opened.dialog.calls._try.click()
    assert opened.functions.trigger.trigger == "CreateAuthChallenge"
    press(opened, "Try")
    qtbot.waitUntil(lambda: said(opened).startswith("Answered in"), timeout=PATIENCE)
    assert '"challengeMetadata": "RIDDLE_1"' in opened.functions._answer._copied()


def test_a_text_in_use_can_be_taken_back(opened, qtbot):
    before = opened.functions.code.toPlainText()
    write(opened, RIGHT_IS_42)
    press(opened, "Use")
    qtbot.waitUntil(lambda: said(opened).startswith("In use"), timeout=PATIENCE)
    assert opened.functions._state.text() == "triggers.py, edited, and in use"
    press(opened, "Back to the sample")
    qtbot.waitUntil(lambda: opened.functions.code.toPlainText() == before, timeout=PATIENCE)
    assert opened.functions._state.text() == "triggers.py, as it came"


def test_what_was_to_be_used_when_no_pool_was_there_is_still_there_once_it_is(opened, qtbot):
    write(opened, "# mine\n")
    practice = opened.services.practice
    practice._process.kill()
    qtbot.waitUntil(lambda: practice.client is None, timeout=PATIENCE)
    press(opened, "Use")
    qtbot.waitUntil(lambda: said(opened).startswith("The practice pool does not answer."), timeout=PATIENCE)
    with qtbot.waitSignal(opened.window.conductors.desk.functions, timeout=20_000):
        practice.start()
    assert opened.dialog.functions.code.toPlainText().endswith("# mine\n")


def test_what_is_typed_while_a_text_is_taken_into_use_stays(opened, qtbot):
    write(opened, RIGHT_IS_42)
    press(opened, "Use")
    write(opened, "# typed since\n")
    qtbot.waitUntil(lambda: said(opened).startswith("In use"), timeout=PATIENCE)
    assert opened.functions.code.toPlainText().endswith("# typed since\n")
    assert opened.functions._state.text() == text("triggers.state.changed", file="triggers.py")


def test_an_event_that_is_being_edited_stays_when_a_function_is_taken_into_use(opened, qtbot):
    box = opened.functions._triggers
    box.setCurrentIndex(box.findData("PreAuthentication"))
    box.activated.emit(box.currentIndex())
    press(opened, "Add function")
    opened.functions.event_text.setPlainText('{"mine": true}')
    press(opened, "Use")
    qtbot.waitUntil(lambda: opened.functions.trigger.function == "pre_authentication", timeout=PATIENCE)
    assert opened.functions.event_text.toPlainText() == '{"mine": true}'


def test_an_event_that_is_too_deep_is_said_and_can_be_tried_again(opened, qtbot):
    opened.functions.event_text.setPlainText('{"a":' + "[" * 700 + "]" * 700 + "}")
    press(opened, "Try")
    qtbot.waitUntil(lambda: said(opened) == text("triggers.too_deep"), timeout=PATIENCE)
    assert opened.functions._try.isEnabled()


def test_a_function_for_another_trigger_is_added_and_used(opened, qtbot):
    box = opened.functions._triggers
    box.setCurrentIndex(box.findData("PreAuthentication"))
    box.activated.emit(box.currentIndex())
    press(opened, "Add function")
    assert "def pre_authentication(event: Event" in opened.functions.code.toPlainText()
    press(opened, "Use")
    qtbot.waitUntil(lambda: opened.functions.trigger.function == "pre_authentication", timeout=PATIENCE)
    opened.begin("plain")
    qtbot.waitUntil(lambda: any("PreAuthentication" in each for each in names(opened)), timeout=PATIENCE)


def test_tab_writes_four_spaces_and_a_new_line_keeps_its_place(opened, qtbot):
    code = opened.functions.code
    code.setPlainText("def f(event, context):")
    code.moveCursor(code.textCursor().MoveOperation.End)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_A, Qt.Key.Key_Return, Qt.Key.Key_Tab):
        qtbot.keyClick(code, key)
    assert code.toPlainText() == "def f(event, context):\n    a\n        "
    code.undo()
    assert code.toPlainText() != "def f(event, context):\n    a\n        "


def test_saved_under_a_name_of_its_own_it_is_written_as_it_stands(opened, tmp_path):
    write(opened, "\n# mine\n")
    opened.dialog.save_to(str(tmp_path / "mine.py"))
    assert (tmp_path / "mine.py").read_text("utf-8") == opened.functions.code.toPlainText()
    opened.dialog.save_to(str(tmp_path / "nowhere" / "mine.py"))
    assert said(opened).startswith("Not saved")


def test_after_the_dialog_closed_no_more_calls_are_asked_for(opened):
    conductor = opened.window.conductors.triggers
    assert conductor._timer.isActive()
    opened.dialog.close()
    assert not conductor._timer.isActive()
