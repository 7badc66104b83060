"""Editors for each kind of field."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton

from app.auth.steps import Field, Kind
from app.secret import Secret
from widgets.fields import add_captioned, captioned, editor
from widgets.parts import column
from widgets.pieces import Elided


def made(qtbot, kind: Kind, **more):
    found = editor(Field(name="field", kind=kind, **more), "Words")
    qtbot.addWidget(found)
    return found


@pytest.mark.parametrize("pasted", ["482 913", " 482-913\n", "4 8 2–9\u00a01\u200b3", "482913"])
def test_a_pasted_code_loses_its_spaces_and_dashes(qtbot, pasted):
    code = made(qtbot, Kind.CODE)
    QApplication.clipboard().setText(pasted)
    code.line.paste()
    assert code.value() == Secret("482913")


def test_typing_into_the_middle_of_a_code_leaves_the_cursor_there(qtbot):
    code = made(qtbot, Kind.CODE)
    code.restore("4813")
    code.line.setCursorPosition(2)
    qtbot.keyClicks(code.line, " 2 9")
    assert (code.line.text(), code.line.cursorPosition()) == ("482913", 4)


def test_a_pasted_token_loses_its_line_breaks_and_is_hidden(qtbot):
    token = made(qtbot, Kind.TOKEN)
    QApplication.clipboard().setText("eyJj\n  dHki-_.x.y.z.w\n")
    token.line.paste()
    assert token.value() == Secret("eyJjdHki-_.x.y.z.w")
    assert token.line.echoMode() == QLineEdit.EchoMode.Password


def test_a_password_keeps_every_character_and_shows_only_when_asked_to(qtbot):
    password = made(qtbot, Kind.PASSWORD)
    password.restore(" Prac-tice 1! ")
    assert password.value() == Secret(" Prac-tice 1! ")
    eye = password.line.actions()[0]
    assert (password.line.echoMode(), eye.text()) == (QLineEdit.EchoMode.Password, "Show words")
    eye.trigger()
    assert (password.line.echoMode(), eye.text()) == (QLineEdit.EchoMode.Normal, "Hide words")


def test_text_is_no_secret(qtbot):
    name = made(qtbot, Kind.TEXT, value="plain")
    assert name.value() == "plain"
    assert name.line.accessibleName() == "Words"


def test_a_name_of_every_kind_of_unicode_comes_out_as_it_went_in(qtbot):
    name = made(qtbot, Kind.TEXT)
    odd = "e\u0301\u202eабв漢字🎉" * 16
    name.restore(odd)
    assert name.value() == odd


def test_a_choice_begins_with_its_value_or_the_first_and_gives_wire_names(qtbot):
    choice = made(qtbot, Kind.CHOICE, choices=("SMS_MFA", "SOFTWARE_TOKEN_MFA", "FROM_TOMORROW"))
    radios = choice.findChildren(QRadioButton)
    assert choice.value() == "SMS_MFA"
    assert [radio.accessibleName() for radio in radios] == ["Text message", "Authenticator app", "FROM_TOMORROW"]
    radios[2].click()
    assert choice.value() == "FROM_TOMORROW"
    choice.restore("SOFTWARE_TOKEN_MFA")
    choice.restore("not offered")
    assert choice.value() == "SOFTWARE_TOKEN_MFA"


def test_enter_submits_and_typing_says_that_something_was_edited(qtbot):
    name = made(qtbot, Kind.TEXT)
    with qtbot.waitSignal(name.edited):
        qtbot.keyClick(name.line, Qt.Key.Key_A)
    with qtbot.waitSignal(name.submitted):
        qtbot.keyClick(name.line, Qt.Key.Key_Return)


def test_what_assistive_technology_puts_in_was_edited_and_what_is_restored_was_not(qtbot):
    name = made(qtbot, Kind.TEXT)
    spoken = QAccessible.queryAccessibleInterface(name.line)
    with qtbot.waitSignal(name.edited):
        spoken.editableTextInterface().replaceText(0, 0, "plain")
    with qtbot.assertNotEmitted(name.edited):
        name.restore("totp")


def test_the_label_of_an_editor_leads_to_it(qtbot):
    name = made(qtbot, Kind.TEXT)
    box = column()
    add_captioned(box, name, "a hint")
    caption, hint = box.itemAt(0).widget(), box.itemAt(2).widget()
    assert (caption.text(), caption.buddy(), hint.text()) == ("Words", name.line, "a hint")
    assert caption.textFormat() == hint.textFormat() == Qt.TextFormat.PlainText
    for each in (caption, hint):
        each.deleteLater()


def test_the_eye_of_a_password_is_told_without_markup(qtbot):
    line = made(qtbot, Kind.PASSWORD)
    assert line._eye.toolTip() == "Show words"


def test_only_a_choice_with_a_name_on_the_wire_shows_it(qtbot):
    choice = made(qtbot, Kind.CHOICE, choices=("ConfirmDevice", "skip"))
    assert [each.text() for each in choice.findChildren(Elided)] == ["ConfirmDevice"]
    assert [each.accessibleDescription() for each in choice.findChildren(QRadioButton)] == ["ConfirmDevice", ""]


def test_a_servers_names_are_no_markup_and_no_shortcuts(qtbot):
    attribute = Field(name="userAttributes.<img src='x'>R&D", kind=Kind.PASSWORD)
    line = editor(attribute, attribute.name.removeprefix("userAttributes."))
    qtbot.addWidget(line)
    assert "<img" not in line._eye.toolTip()
    assert "&lt;img" in line._eye.toolTip()
    assert captioned(line).text().endswith("R&&D")
    choice = made(qtbot, Kind.CHOICE, choices=("A&B_MFA",))
    (radio,) = choice.findChildren(QRadioButton)
    assert radio.shortcut().isEmpty()
    assert radio.accessibleName() == "A&B_MFA"
    assert choice.value() == "A&B_MFA"


def test_a_choice_that_may_stay_open_is_a_list_with_no_preference_first(qtbot):
    field = Field(name="preferred_challenge", kind=Kind.CHOICE, required=False, choices=("", "EMAIL_OTP", "NEW_ONE"))
    choice = editor(field, "Preferred challenge")
    qtbot.addWidget(choice)
    assert [choice.box.itemText(place) for place in range(3)] == ["No preference", "E-mail", "NEW_ONE"]
    assert (choice.value(), choice.is_empty()) == ("", True)
    choice.restore("EMAIL_OTP")
    choice.restore("not offered")
    assert choice.value() == "EMAIL_OTP"


def test_the_wheel_scrolls_past_a_list_and_changes_nothing(qtbot):
    choice = made(qtbot, Kind.CHOICE, choices=("", "SMS_MFA"))
    choice.show()
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(choice.box, turn)
    assert (choice.value(), turn.isAccepted()) == ("", False)


def test_the_words_of_a_choice_wrap_where_there_is_no_room(qtbot):
    choice = made(qtbot, Kind.CHOICE, choices=("ITSELF", "SELECT_CHALLENGE"))
    radio = choice.findChildren(QRadioButton)[0]
    assert radio.text() == "As a challenge of its own"
    whole = radio.sizeHint().width()
    assert radio.minimumSizeHint().width() < whole // 2 + radio.fontMetrics().height()
    assert radio.heightForWidth(whole) == radio.sizeHint().height()
    assert radio.heightForWidth(whole * 2 // 3) > radio.sizeHint().height()
    choice.resize(whole * 2 // 3, 400)
    choice.show()
    assert radio.height() >= radio.heightForWidth(radio.width())
    qtbot.mouseClick(radio, Qt.MouseButton.LeftButton, pos=radio.rect().bottomRight() - QPoint(8, 4))
    assert choice.typed() == "ITSELF"


@pytest.mark.parametrize("words", ["EMAIL_OTP", "security_key", "ConfirmDevice", "skip", "ITSELF"])
def test_the_words_of_a_choice_stand_on_one_line_where_there_is_room(qtbot, words):
    choice = made(qtbot, Kind.CHOICE, choices=(words,))
    (radio,) = choice.findChildren(QRadioButton)
    assert radio.heightForWidth(radio.sizeHint().width()) == radio.sizeHint().height()
