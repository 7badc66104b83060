"""The page of test secrets: added unseen, replaced, deleted after a question; without a keyring it says so."""

import pytest
from PySide6.QtWidgets import QLineEdit, QTabWidget

from app.errors import VaultError, VaultTrouble
from app.secret import Secret
from app.texts import text
from app.vault.memory_vault import MemoryVault
from app.vault.vault import Backend
from tests.helpers.showing import button, showing, words
from tests.widgets.scenarios.test_in_window import dialog_of

NAME = "ann-password"


@pytest.fixture
def page(make_desk):
    """The page of a window, and the vault behind it."""
    desk = make_desk()
    return shown(desk), desk.vault


def shown(desk):
    dialog = dialog_of(desk)
    dialog.findChild(QTabWidget).setCurrentWidget(dialog.secrets)
    return dialog.secrets


def press(page, key):
    button(page, text(f"test_secrets.{key}")).click()


def type_in(page, name, secret):
    lines = {each.accessibleName(): each for each in showing(page, QLineEdit)}
    if name:
        lines[text("test_secrets.test_secret_name")].setText(name)
    line = lines[text("test_secrets.test_secret_value")]
    assert line.echoMode() is QLineEdit.EchoMode.Password
    line.setText(secret)
    press(page.card, "keep")


def kept(vault):
    return [vault.read(entry.entry_id).reveal() for entry in vault.entries()]


def test_a_secret_is_added_and_afterwards_only_its_name_is_shown(page, qtbot):
    page, vault = page
    press(page, "add")
    type_in(page, NAME, "Right1!pw")
    qtbot.waitUntil(lambda: text("test_secrets.kept", name=NAME) in words(page))
    assert kept(vault) == ["Right1!pw"]
    assert page._list.currentIndex().data() == NAME
    assert not page.card.isVisible()
    assert "Right1!pw" not in {each.text() for each in page.findChildren(QLineEdit)}


def test_an_existing_one_is_replaced_only_where_that_was_said(page, qtbot):
    page, vault = page
    page.keep_wanted.emit(NAME, secret := Secret("Right1!pw"))
    qtbot.waitUntil(lambda: page._list.currentIndex().data() == NAME)
    press(page, "add")
    type_in(page, NAME, "Other1!pw")
    assert text("test_secrets.there", name=NAME) in words(page)
    assert kept(vault) == [secret.reveal()]
    press(page.card, "leave")
    press(page, "replace")
    type_in(page, "", "Other1!pw")
    qtbot.waitUntil(lambda: kept(vault) == ["Other1!pw"])


@pytest.mark.parametrize(("name", "secret", "key"), [
    ("ann password", "x", "scenario_problem.vault_name"), (NAME, "", "test_secrets.no_value"),
])  # fmt: skip
def test_what_cannot_be_kept_is_said_beside_the_field(page, name, secret, key):
    page, vault = page
    press(page, "add")
    type_in(page, name, secret)
    assert text(key) in words(page)
    assert kept(vault) == []


def test_one_is_deleted_only_after_a_second_step(page, qtbot):
    page, vault = page
    page.keep_wanted.emit(NAME, Secret("Right1!pw"))
    qtbot.waitUntil(lambda: page._list.currentIndex().data() == NAME)
    press(page, "delete")
    assert kept(vault) == ["Right1!pw"]
    button(page, text("test_secrets.delete_go")).click()
    qtbot.waitUntil(lambda: kept(vault) == [])
    qtbot.waitUntil(lambda: text("test_secrets.empty") in words(page))


def test_without_a_keyring_the_page_says_so_and_keeps_nothing(make_desk, qtbot):
    class NoKeyring(MemoryVault):
        def describe(self) -> Backend:
            return Backend(name="", secure=False)

    page = shown(make_desk(vault=NoKeyring()))
    qtbot.waitUntil(lambda: any("in a keyring or not at all" in each for each in words(page)))


def test_a_locked_keyring_is_said_and_nobody_says_that_it_is_empty(make_desk, qtbot):
    class Locked(MemoryVault):
        def describe(self) -> Backend:
            return Backend(name="Test keyring", secure=True, trouble=VaultTrouble.LOCKED)

        def keep(self, *_, **__):
            raise VaultError(VaultTrouble.LOCKED)

    page = shown(make_desk(vault=Locked()))
    qtbot.waitUntil(lambda: any(text("test_secrets.unlock") in each for each in words(page)))
    assert text("test_secrets.empty") not in words(page)
    press(page, "add")
    type_in(page, NAME, "Right1!pw")
    qtbot.waitUntil(lambda: text("test_secrets.not_kept", name=NAME) in words(page))


def test_the_name_is_copied_as_a_scenario_has_it(page, qtbot, qapp):
    page, _ = page
    page.keep_wanted.emit(NAME, Secret("Right1!pw"))
    qtbot.waitUntil(lambda: page._list.currentIndex().data() == NAME)
    press(page, "copy")
    assert qapp.clipboard().text() == '{ vault = "ann-password" }'
