"""What the window tells screen readers, state by state: names are a contract."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget

from tests.helpers.showing import button, showing
from tests.widgets.desk import Desk
from tests.widgets.test_main_window import asked, signed_in

MAY_REPEAT = {
    QAccessible.Role.StaticText, QAccessible.Role.ListItem, QAccessible.Role.TreeItem, QAccessible.Role.PageTabList,
}  # fmt: skip


def test_controls_have_names_of_their_own_in_every_state(desk, qtbot):
    seen = check_names(desk)
    desk.panels.left.flows.choose("admin_password")
    seen |= check_names(desk)
    desk.begin("choose-mfa")
    asked(desk, qtbot, "SELECT_MFA_TYPE")
    seen |= check_names(desk)
    desk.panels.top.cancel.click()
    desk.begin("sms")
    asked(desk, qtbot, "SMS_MFA")
    tabs = desk.panels.right.details
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        seen |= check_names(desk)
    desk.panels.top.cancel.click()
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    qtbot.waitUntil(lambda: desk.panels.models.saved.rowCount() == 1)
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        seen |= check_names(desk)
    assert {
        "Flow", "Username", "Password", "Save refresh token", "Timeline", "Filter", "Code", "Continue", "Inbox",
        "Use code", "Cancel", "Sign in", "Saved sign-ins", "Refresh tokens", "Forget", "Reveal",
    } <= seen  # fmt: skip


def test_the_forms_of_choice_and_devices_have_names_of_their_own_with_all_their_options_open(desk, qtbot):
    desk.panels.left.flows.choose("user_auth")
    form, challenge = desk.panels.left.form, desk.panels.stage.challenge
    button(form, "More options").click()
    form.fill(username="passkey", password="")
    desk.panels.top.sign_in.click()
    asked(desk, qtbot, "SELECT_CHALLENGE")
    seen = check_names(desk)
    button(challenge, "More options").click()
    seen |= check_names(desk)
    desk.panels.top.cancel.click()
    assert {
        "Preferred challenge", "Device", "More options", "Access token", "Password by SRP", "The user's password",
        "More options: Choose how to sign in",
    } <= seen  # fmt: skip


def check_names(desk: Desk) -> set[str]:
    """Check the names of a desk's window."""
    return check_names_of(desk.window)


def check_names_of(window: QWidget) -> set[str]:
    """Check what a window tells screen readers: each control that takes the focus has a name, and nothing else,
    labels and the items of lists and trees excepted, has the same. Returns the names."""
    told = [(each, spoken_name(each)) for each in spoken_of(window)]
    focusable = [(each, words) for each, words in told if takes_focus(each)]
    assert [each.role() for each, words in focusable if not words] == []
    everything = [words for each, words in told if words and each.role() not in MAY_REPEAT and not is_code(each)]
    names = {words for _, words in focusable}
    assert [words for words in sorted(names) if everything.count(words) > 1] == []
    return names


def is_code(spoken) -> bool:
    """The tab for scripts, which shares its name with the field for a code: who hears of either hears what it is."""
    return spoken.role() == QAccessible.Role.PageTab and spoken.text(QAccessible.Text.Name) == "Code"


def takes_focus(spoken) -> bool:
    control = spoken.object()
    return (
        isinstance(control, QWidget)
        and bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and control.focusProxy() is None
        and spoken.role() != QAccessible.Role.PageTabList  # speaks as its current tab
    )


def spoken_of(window: QWidget) -> list:
    """Return all that is to be seen of the window's accessibility tree."""
    showing(window, QWidget)
    found, left = [], [QAccessible.queryAccessibleInterface(window)]
    while left:
        each = left.pop()
        state = each.state()
        if state.invisible or (state.offscreen and each.role() in MAY_REPEAT):
            continue
        found.append(each)
        if each.role() not in (QAccessible.Role.MenuBar, QAccessible.Role.ComboBox):
            left += [child for place in range(each.childCount()) if (child := each.child(place)) is not None]
    return found


def spoken_name(spoken) -> str:
    """Return an object's name; a combo box is named by its label, for its own name is its text."""
    if spoken.role() != QAccessible.Role.ComboBox:
        return str(spoken.text(QAccessible.Text.Name))
    control = spoken.object()
    return next((each.text() for each in control.window().findChildren(QLabel) if each.buddy() is control), "")
