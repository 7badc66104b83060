"""The list of shortcuts and About."""

from PySide6.QtWidgets import QMainWindow

from app.version import own_version
from tests.helpers.showing import button, words
from widgets.about import About, versions
from widgets.menus import add_menu
from widgets.shortcuts import Shortcuts, shortcuts
from widgets.window_menus import show_once


def test_the_list_has_every_shortcut_of_the_menus(make_desk):
    found = dict(shortcuts(make_desk().window))
    assert found["Sign in"].startswith("F5, Ctrl+Return")
    assert {"Cancel": "Esc", "Clear timeline": "Ctrl+K", "Larger text": "Ctrl++, Ctrl+="}.items() <= found.items()
    assert "Enter" in found.values()


def test_no_two_actions_share_a_shortcut(make_desk):
    keys = [key for _, each in shortcuts(make_desk().window) for key in each.split(", ")]
    assert len(keys) == len(set(keys))


def test_an_action_does_what_its_row_says_without_the_checked_state(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    done: list[tuple[object, ...]] = []
    _, actions = add_menu(window, "run", [("sign_in", "F5", lambda *given: done.append(given)), None])
    actions["sign_in"].trigger()
    assert done == [()]


def test_both_dialogs_stay_open_beside_the_window_and_close_by_their_button(make_desk, qtbot):
    window = make_desk().window
    for dialog in (About(window), Shortcuts(window)):
        dialog.show()
        assert not dialog.isModal()
        with qtbot.waitSignal(dialog.destroyed):
            button(dialog, "Close").click()


def test_about_names_this_program_python_qt_and_the_libraries_in_use(make_desk, qtbot):
    dialog = About(make_desk().window)
    qtbot.addWidget(dialog)
    dialog.show()
    said = words(dialog)
    assert f"Version {own_version()}" in said
    assert {"Python", "Qt", "boto3", "keyring"} <= {name for name, _ in versions()} <= set(said)
    dialog.close()


def test_f1_again_and_again_shows_one_list(make_desk, qtbot):
    window = make_desk().window
    for _ in range(3):
        show_once(window, Shortcuts)
    assert len(window.findChildren(Shortcuts)) == 1
    with qtbot.waitSignal(window.findChild(Shortcuts).destroyed):
        button(window.findChild(Shortcuts), "Close").click()
    show_once(window, Shortcuts)
    assert window.findChild(Shortcuts).isVisible()
    window.findChild(Shortcuts).close()
