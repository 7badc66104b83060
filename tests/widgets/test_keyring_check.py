"""The keyring check in its window."""

import threading

import pytest
from PySide6.QtWidgets import QWidget

from tests.helpers.desktop import Keyring, dbus_session
from tests.helpers.showing import button, words
from widgets.clipboard import clipboard
from widgets.keyring_check import KeyringCheck


@pytest.fixture
def checked(qtbot):
    """Open the check and wait for its end."""

    def make():
        parent = QWidget()
        qtbot.addWidget(parent)
        dialog = KeyringCheck(parent)
        dialog.show()
        qtbot.waitUntil(button(dialog, "Check again").isEnabled, timeout=20_000)
        return parent, dialog

    return make


def test_a_keyring_that_works_is_named_with_the_longest_value_that_it_takes(checked):
    with dbus_session():
        _parent, dialog = checked()
        said = words(dialog)
    assert "Secret Service works" in said
    assert any("at least 16,384 characters" in line for line in said)
    assert any(line.endswith("SecretService.Keyring: in use") for line in said)


def test_a_machine_without_a_keyring_is_told_what_to_install(checked):
    _parent, dialog = checked()
    said = words(dialog)
    assert "No keyring on this machine" in said
    assert any("apt install gnome-keyring" in line for line in said)
    assert said.count("not tried, because an earlier step failed") == 4
    assert any("DBUS_SESSION_BUS_ADDRESS" in line for line in said)


def test_it_can_be_checked_again_once_the_keyring_is_there(checked, qtbot):
    with dbus_session(Keyring.NO_DAEMON):
        _parent, dialog = checked()
        assert "No keyring on this machine" in words(dialog)
    with dbus_session():
        button(dialog, "Check again").click()
        assert not button(dialog, "Check again").isEnabled()
        qtbot.waitUntil(button(dialog, "Check again").isEnabled, timeout=20_000)
        assert "Secret Service works" in words(dialog)


def test_the_report_can_be_copied(checked, qapp):
    with dbus_session():
        _parent, dialog = checked()
        button(dialog, "Copy report").click()
    copied = qapp.clipboard().text()
    assert copied.startswith("Secret Service\nOpen: works")
    assert "Longest value: Takes at least 16,384" in copied
    clipboard().copy("")


def test_it_closes_in_the_middle_of_a_check(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    with dbus_session():
        dialog = KeyringCheck(parent)
        dialog.show()
        with qtbot.waitSignal(dialog.destroyed):
            dialog.close()
        qtbot.waitUntil(lambda: not any(each.name == "keyring check" for each in threading.enumerate()), timeout=10_000)
