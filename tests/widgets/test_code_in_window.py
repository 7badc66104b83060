"""The tab Code in the window: what was just recorded stands there as a script, in the tool that was picked last."""

from PySide6.QtWidgets import QPlainTextEdit

from tests.widgets.test_main_window import asked, signed_in
from widgets.theme import apply_theme, mono


def shown(desk) -> str:
    return desk.panels.right.details.code.findChild(QPlainTextEdit).toPlainText()


def open_code(desk, tool: str) -> None:
    details = desk.panels.right.details
    details.setCurrentWidget(details.code)
    details.code.choose(tool)


def test_the_script_grows_with_the_sign_in(desk, qtbot):
    open_code(desk, "boto3")
    desk.begin("sms")
    asked(desk, qtbot, "SMS_MFA")
    qtbot.waitUntil(lambda: "Cognito asked for SMS_MFA" in " ".join(shown(desk).split("\n# ")))
    assert "COGNITO_SMS_MFA_CODE" not in shown(desk)
    desk.panels.top.cancel.click()


def test_a_script_is_made_only_where_it_is_looked_at(desk, qtbot, monkeypatch):
    code = desk.panels.right.details.code
    made = []
    original = code.scripts.script
    monkeypatch.setattr(code.scripts, "script", lambda *of: made.append(of) or original(*of))
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    assert made == []
    open_code(desk, "curl")
    assert made
    assert "username='plain'" in shown(desk)


def test_the_profile_is_the_one_that_the_run_went_to(desk, qtbot):
    open_code(desk, "boto3")
    desk.begin("plain", profile="practice / srp-only")
    signed_in(desk, qtbot, "plain")
    top = desk.panels.top
    top.profiles.setCurrentIndex(top.profiles.findText("practice / public-all"))
    assert 'client_id = "3srponly0practice000000003"' in shown(desk)


def test_the_tool_is_remembered(make_desk):
    first = make_desk()
    first.panels.right.details.code.choose("amplify_swift")
    first.window.close()
    assert make_desk().panels.right.details.code.tool == "amplify_swift"


def test_the_script_is_as_large_as_the_text_around_it(make_desk, qapp):
    desk = make_desk()
    open_code(desk, "boto3")
    view = desk.panels.right.details.code.findChild(QPlainTextEdit)
    view.ensurePolished()
    theme, before = apply_theme(qapp), view.font().pointSizeF()
    try:
        theme.set_scale(2.0)
        assert view.font().pointSizeF() > 1.8 * before
        assert view.font().family() == mono().family()
    finally:
        theme.set_scale(1.0)
