"""The dialog of profiles: what is typed, saved, copied, deleted, taken back, and asked about before it is lost."""

import pytest

from app.models.profiles import ProfilesModel
from app.profiles.profile import Profile
from app.profiles.store import ProfilesFile
from app.runs.profile_book import ProfileBook
from app.runs.vault_access import VaultAccess
from app.vault.memory_vault import MemoryVault
from app.workers.profiles import ProfilesWorker
from tests.helpers.showing import words
from widgets.profiles.dialog import ProfilesDialog

OWN = Profile(id="mine-1", name="mine", user_pool_id="us-east-1_Example1", client_id="a" * 26)
BUILT_IN = Profile(id="practice-1", name="practice / public", user_pool_id="local_1", client_id="b" * 26, practice=True)


@pytest.fixture
def place(tmp_path):
    path = tmp_path / "profiles.toml"
    ProfilesFile(path).save([OWN])
    return path


@pytest.fixture
def dialog(qtbot, place):
    model, vault = ProfilesModel(), MemoryVault()
    worker = ProfilesWorker(ProfileBook(place, VaultAccess(lambda: vault)))
    worker.changed.connect(model.set_own)
    model.set_practice((BUILT_IN,))
    made = ProfilesDialog(model, worker, lambda request: None)
    qtbot.addWidget(made)
    worker.start()
    worker.load()
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    made.show()
    made.edit("mine-1")
    yield made
    worker.stop()


def test_what_is_typed_is_saved(dialog, qtbot, place):
    dialog.editor.put(name="ours")
    dialog.editor.save.click()
    qtbot.waitUntil(lambda: "Saved." in words(dialog))
    assert [each.name for each in ProfilesFile(place).load()] == ["ours"]


def test_a_new_profile_is_saved_and_told(dialog, qtbot, place):
    dialog.new()
    dialog.editor.put(name="new one", user_pool_id="eu-west-1_Abc", client_id="c" * 26)
    with qtbot.waitSignal(dialog.created) as told:
        dialog.editor.save.click()
    saved = ProfilesFile(place).load()[-1]
    assert (saved.id, saved.name) == (told.args[0], "new one")
    assert dialog.editor.profile == saved
