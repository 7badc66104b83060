"""The dialog of profiles: what is typed, saved, copied, deleted, taken back, and asked about before it is lost."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.models.profiles import ProfilesModel
from app.models.short_list import ShortRole
from app.profiles.profile import Profile
from app.profiles.store import ProfilesFile
from app.runs.profile_book import ProfileBook
from app.runs.vault_access import VaultAccess
from app.secret import Secret
from app.texts import text
from app.vault.memory_vault import MemoryVault
from app.workers.profiles import ProfilesWorker
from tests.helpers.showing import button, showing, words
from tests.runs.test_profile_book import Locked
from widgets.profiles.dialog import ProfilesDialog

OWN = Profile(id="mine-1", name="mine", user_pool_id="us-east-1_Example1", client_id="a" * 26, has_secret=True)
OTHER = replace(OWN, id="mine-2", name="other", has_secret=False)
BUILT_IN = Profile(id="practice-1", name="practice / public", user_pool_id="local_1", client_id="b" * 26, practice=True)


class Desk:
    """The dialog, and the file and the vault behind it."""

    def __init__(self, qtbot, path, vault):
        self.path, self.vault, self._qtbot = path, vault, qtbot
        self.model = ProfilesModel()
        self.worker = ProfilesWorker(ProfileBook(path, VaultAccess(lambda: vault)))
        self.worker.changed.connect(self.model.set_own)
        self.model.set_practice((BUILT_IN,))
        self.dialog = ProfilesDialog(self.model, self.worker, lambda request: None)
        self.worker.start()
        self.worker.load()
        qtbot.waitUntil(lambda: len(self.model.profiles) == 3)
        self.dialog.show()
        self.dialog.edit("mine-1")

    @property
    def editor(self):
        return self.dialog.editor

    def names(self):
        return [each.name for each in ProfilesFile(self.path).load()]

    def rows(self):
        model = self.dialog.list.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [(row.data(), row.data(ShortRole.BELOW)) for row in rows]

    def press(self, words):
        button(self.dialog, words).click()

    def save(self):
        with self._qtbot.waitSignal(self.worker.saved):
            self.press("Save")

    def wait(self, condition):
        self._qtbot.waitUntil(condition)


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "profiles.toml"
    ProfilesFile(made).save([OWN, OTHER])
    return made


@pytest.fixture
def begin(qtbot, path):
    desks = []

    def make(vault):
        desks.append(Desk(qtbot, path, vault))
        return desks[-1]

    yield make
    for desk in desks:
        desk.dialog.editing.forget()
        desk.dialog.close()
        desk.dialog.deleteLater()
        desk.worker.stop()


@pytest.fixture
def desk(begin):
    return begin(MemoryVault())


def test_the_persons_own_stand_first_and_the_practice_pools_are_built_in(desk):
    assert desk.rows() == [
        ("mine", OWN.user_pool_id), ("other", OTHER.user_pool_id), ("practice / public", "built in · local_1"),
    ]  # fmt: skip


def test_what_is_typed_is_saved(desk):
    desk.editor.put(name="ours", usernames="ada, bob")
    desk.save()
    assert "Saved." in words(desk.dialog)
    saved = ProfilesFile(desk.path).load()[0]
    assert (saved.name, saved.usernames) == ("ours", ("ada", "bob"))
    assert not desk.editor.save.isEnabled()
    assert desk.dialog.editing.unsaved == ()


def test_a_change_of_another_program_to_another_field_stays(desk):
    desk.editor.put(name="ours")
    ProfilesFile(desk.path).save([replace(OWN, proxy="http://proxy.example.com:8080"), OTHER])
    desk.save()
    saved = ProfilesFile(desk.path).load()[0]
    assert (saved.name, saved.proxy) == ("ours", "http://proxy.example.com:8080")


def test_a_new_profile_is_saved_and_told(desk, qtbot):
    desk.press("New")
    desk.editor.put(name="new one", user_pool_id="eu-west-1_Abc", client_id="c" * 26)
    with qtbot.waitSignal(desk.dialog.created) as told:
        desk.press("Save")
    saved = ProfilesFile(desk.path).load()[-1]
    assert (saved.id, saved.name) == (told.args[0], "new one")
    assert desk.editor.profile == saved
    assert desk.dialog.list.current == saved.id


def test_a_new_profile_tells_what_it_needs_and_accuses_nobody_yet(desk):
    desk.press("New")
    assert "Before saving, look at: Name, User pool ID, App client ID." in words(desk.dialog)
    assert text("profile_problem.name_missing") not in words(desk.dialog)
    desk.editor.put(name="x")
    desk.editor.put(name="")
    assert text("profile_problem.name_missing") in words(desk.dialog)


def test_a_mistake_stands_under_its_field_and_nothing_is_saved_until_it_is_mended(desk):
    desk.editor.put(user_pool_id="us-east-1")
    assert text("profile_problem.pool_format") in words(desk.dialog)
    assert not desk.editor.save.isEnabled()
    assert "Before saving, look at: User pool ID." in words(desk.dialog)
    desk.editor.put(user_pool_id="https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Another1")
    desk.save()
    assert desk.editor.draft["user_pool_id"] == "us-east-1_Another1"


def test_a_mistake_among_the_options_is_seen(desk):
    desk.dialog.edit("mine-1", "proxy")
    desk.editor.put(proxy="ftp://x")
    assert text("profile_problem.proxy_scheme") in words(desk.dialog)


def test_a_ca_bundle_that_is_not_there_is_told(desk):
    desk.dialog.edit("mine-1", "ca_bundle")
    desk.editor.put(ca_bundle=str(desk.path.parent / "none.pem"))
    desk.wait(lambda: text("profile_problem.ca_bundle_gone") in words(desk.dialog))
    assert not desk.editor.save.isEnabled()


def test_what_was_typed_stays_while_another_profile_is_looked_at(desk):
    desk.editor.put(name="ours")
    desk.dialog.edit("mine-2")
    assert desk.editor.draft["name"] == "other"
    assert desk.rows()[0] == ("mine", f"not saved · {OWN.user_pool_id}")
    desk.dialog.edit("mine-1")
    assert desk.editor.draft["name"] == "ours"
    desk.press("Revert")
    assert desk.editor.draft["name"] == "mine"
    assert desk.rows()[0] == ("mine", OWN.user_pool_id)


def test_a_new_profile_that_was_begun_is_gone_on_with(desk):
    desk.press("New")
    desk.editor.put(name="begun")
    desk.dialog.edit("mine-1")
    desk.press("New")
    assert desk.editor.draft["name"] == "begun"


def test_closing_asks_before_something_is_lost(desk):
    desk.editor.put(name="ours")
    desk.dialog.close()
    assert desk.dialog.isVisible()
    assert "Not saved: ours." in words(desk.dialog)
    desk.press("Keep editing")
    assert desk.editor.draft["name"] == "ours"
    desk.dialog.reject()
    desk.press("Close without saving")
    assert not desk.dialog.isVisible()
    desk.dialog.show()
    desk.dialog.edit("mine-1")
    assert desk.editor.draft["name"] == "mine"


def test_with_nothing_typed_it_closes_at_once(desk):
    desk.dialog.close()
    assert not desk.dialog.isVisible()


def test_a_copy_has_a_name_of_its_own_and_is_shown(desk):
    for name in ("mine copy", "mine copy 2"):
        desk.dialog.edit("mine-1")
        desk.press("Duplicate")
        desk.wait(lambda name=name: desk.editor.draft["name"] == name)
        assert text("profiles.copy_of_practice") not in words(desk.dialog)
    assert desk.names() == ["mine", "other", "mine copy", "mine copy 2"]


def test_what_is_deleted_comes_back_with_what_was_typed_about_it(desk):
    desk.editor.put(name="ours")
    desk.press("Delete")
    desk.wait(lambda: "“mine” is deleted." in words(desk.dialog))
    assert desk.names() == ["other"]
    assert desk.dialog.editing.unsaved == ()
    desk.press("Undo delete")
    desk.wait(lambda: desk.editor.draft["name"] == "ours")
    assert desk.names() == ["mine", "other"]
    assert "“mine” is deleted." not in words(desk.dialog)


def test_the_key_deletes_in_the_list_only(desk, qtbot):
    desk.dialog.edit("mine-2")
    qtbot.keyClick(desk.editor.fields["name"].target(), Qt.Key.Key_Delete)
    desk.dialog.list.setFocus()
    qtbot.keyClick(desk.dialog.list, Qt.Key.Key_Delete)
    desk.wait(lambda: desk.names() == ["mine"])


def test_a_practice_profile_is_read_only_and_says_what_to_do(desk):
    desk.dialog.edit("practice-1")
    assert text("profiles.read_only") in words(desk.dialog)
    assert not desk.editor.fields["name"].target().isEnabled()
    assert not button(desk.dialog, "Delete").isEnabled()
    desk.press("Duplicate")
    desk.wait(lambda: desk.names()[-1] == "practice / public copy")
    desk.wait(lambda: text("profiles.copy_of_practice") in words(desk.dialog))


def test_a_client_secret_goes_to_the_vault_and_not_into_the_file(desk):
    desk.dialog.edit("mine-2", "client_secret")
    desk.editor.secret.restore("s3cret" * 8)
    desk.save()
    assert [entry.client_id for entry in desk.vault.entries()] == [OTHER.client_id]
    assert "s3cret" not in desk.path.read_text()
    assert text("profiles.secret_kept") in words(desk.dialog)
    assert "s3cret" not in str(desk.editor.secret.typed_text())


def test_a_kept_secret_is_removed_only_by_saving(desk):
    desk.press("Remove")
    assert text("profiles.secret_goes") in words(desk.dialog)
    desk.press("Keep the saved one")
    assert not desk.editor.save.isEnabled()
    desk.press("Remove")
    desk.save()
    assert not ProfilesFile(desk.path).load()[0].has_secret


def test_a_kept_secret_is_replaced(desk):
    desk.press("Replace")
    assert not desk.editor.save.isEnabled()
    desk.editor.secret.restore("n" * 48)
    desk.dialog.edit("mine-2")
    desk.dialog.edit("mine-1")
    assert desk.editor.typed.secret == Secret("n" * 48)
    desk.save()
    assert desk.editor.typed.secret is None
    assert len(desk.vault.entries()) == 1


def test_the_secret_of_another_app_client_is_told_to_go(desk):
    desk.editor.put(client_id="c" * 26)
    assert text("profiles.secret_other_client") in words(desk.dialog)
    desk.save()
    assert not ProfilesFile(desk.path).load()[0].has_secret


def test_a_keyring_that_cannot_keep_the_secret_is_told(begin):
    desk = begin(Locked())
    desk.editor.secret._press_replace()
    desk.editor.secret.restore("n" * 48)
    desk.press("Save")
    desk.wait(lambda: desk.dialog.notice.isVisible())
    assert "has to be typed again" in desk.dialog.notice.words


def test_a_broken_file_is_told_and_what_was_typed_stays(desk):
    desk.editor.put(name="ours")
    desk.path.write_text("[[profile")
    desk.press("Save")
    desk.wait(lambda: desk.dialog.notice.isVisible())
    assert desk.editor.draft["name"] == "ours"
    assert desk.editor.save.isEnabled()
    ProfilesFile(desk.path.with_name("whole.toml")).save([OWN, OTHER])
    desk.path.write_text(desk.path.with_name("whole.toml").read_text())
    desk.save()
    assert desk.names() == ["ours", "other"]


def test_a_name_that_another_program_took_is_told(desk):
    desk.editor.put(name="theirs")
    ProfilesFile(desk.path).save([replace(OTHER, id="theirs", name="theirs")])
    desk.worker.load()
    desk.wait(lambda: text("profile_problem.name_taken") in words(desk.dialog))
    assert not desk.editor.save.isEnabled()


def test_tab_goes_through_the_form_in_its_order(desk, qtbot):
    desk.editor.put(endpoint_url="http://127.0.0.1:9229")
    desk.dialog.edit("mine-1", "ca_bundle")
    desk.dialog.activateWindow()
    desk.dialog.list.setFocus()
    seen = []
    for _ in range(26):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        seen.append(here.accessibleName() or here.text())
    assert seen == [
        "New", "Duplicate", "Delete", "Import…", "Export…", "Name", "User pool ID", "Pick from AWS: User pool ID",
        "App client ID", "Pick from AWS: App client ID", "Replace: Client secret", "Remove: Client secret", "Region",
        "Pick from AWS: Region", "Endpoint URL", "AWS profile", "Default flow", "Default user names",
        "More options: profile", "CA bundle", "Browse…", "Proxy", "Connect timeout", "Read timeout", "Revert", "Save",
    ]  # fmt: skip


def test_controls_have_names_and_no_two_the_same(desk):
    desk.editor.focus("ca_bundle")
    controls = [
        each for each in showing(desk.dialog, QWidget)
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.focusProxy() is None and not isinstance(each, QLabel)
    ]  # fmt: skip
    names = [each.accessibleName() or getattr(each, "text", lambda: "")() for each in controls]
    named = [name for name in names if name]
    assert len(named) == len(set(named)), sorted(named)
    assert {"All profiles", "Name", "Region", "Replace: Client secret", "Pick from AWS: Region", "Save"} <= set(named)
