"""Profiles and their client secrets: the one in the file, the other in the vault, and nowhere else."""

from dataclasses import replace

import pytest

from app.auth.steps import Answer
from app.diagnosis.messages import explain_end
from app.errors import ProfileError, VaultError, VaultTrouble
from app.profiles.profile import Profile
from app.profiles.store import load
from app.runs.profile_book import ProfileBook
from app.runs.sign_in import SignIn, SignInRequest
from app.runs.vault_access import ProfileSecrets, VaultAccess
from app.secret import Secret
from app.vault.memory_vault import MemoryVault
from tests.helpers.runs_of import memory_access

HUSH = Secret("hush-hush-hush-hush-hush-hush")
PROFILE = Profile(id="p", name="P", user_pool_id="us-east-1_Example1", client_id="client")
OTHER = replace(PROFILE, id="q", name="Q")


class Locked(MemoryVault):
    """A keyring that is locked as long as `locked` is True."""

    locked = True

    def _check(self):
        if self.locked:
            raise VaultError(VaultTrouble.LOCKED)

    def keep(self, entry, secret):
        self._check()
        super().keep(entry, secret)

    def read(self, entry_id):
        self._check()
        return super().read(entry_id)

    def forget(self, entry_id):
        self._check()
        super().forget(entry_id)


class Shelf:
    """A book, its file and its vault."""

    def __init__(self, folder, vault=None):
        self.path = folder / "profiles.toml"
        self.access, self.vault = (VaultAccess(lambda: vault), vault) if vault else memory_access()
        self.book = ProfileBook(self.path, self.access)

    def secret_of(self, profile):
        """The secret that a sign-in with this profile would find."""
        found = {entry.profile_id + entry.client_id: entry for entry in self.access.entries()}
        entry = found.get(profile.id + profile.client_id)
        return entry and self.access.read(entry.entry_id)


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)


def test_a_secret_goes_to_the_vault_and_the_file_says_only_that_there_is_one(shelf):
    (saved,) = shelf.book.save(replace(PROFILE, client_secret=Secret("not this one")), HUSH)
    assert saved == replace(PROFILE, has_secret=True)
    assert shelf.secret_of(saved) == HUSH
    assert "has_secret = true" in shelf.path.read_text()
    assert "hush" not in shelf.path.read_text()
    assert shelf.book.take_troubles() == ()


def test_a_change_of_something_else_leaves_the_secret(shelf):
    (saved,) = shelf.book.save(PROFILE, HUSH)
    (renamed,) = shelf.book.save(replace(saved, name="Renamed"))
    assert (renamed.has_secret, shelf.secret_of(renamed)) == (True, HUSH)


def test_a_secret_can_be_replaced_and_taken_away(shelf):
    (saved,) = shelf.book.save(PROFILE, HUSH)
    shelf.book.save(saved, Secret("another"))
    assert shelf.secret_of(saved) == Secret("another")
    (without,) = shelf.book.save(saved, forget_secret=True)
    assert not without.has_secret
    assert shelf.vault.entries() == []


@pytest.mark.parametrize("changed", [{"client_id": "another"}, {"user_pool_id": "us-east-1_Another1"}])
def test_another_app_client_needs_its_own_secret(changed, shelf):
    (saved,) = shelf.book.save(PROFILE, HUSH)
    (moved,) = shelf.book.save(replace(saved, **changed))
    assert not moved.has_secret
    assert shelf.vault.entries() == []
    (known,) = shelf.book.save(moved, Secret("its own"))
    assert (known.has_secret, shelf.secret_of(known)) == (True, Secret("its own"))


def test_a_copy_has_the_secret_too(shelf):
    (saved,) = shelf.book.save(PROFILE, HUSH)
    _, copy = shelf.book.duplicate(saved, replace(saved, id="copy", name="Copy"))
    shelf.book.remove(["p"])
    assert (copy.has_secret, shelf.secret_of(copy)) == (True, HUSH)


def test_a_copy_of_a_practice_profile_takes_its_secret_along(shelf):
    practice = replace(PROFILE, practice=True, client_secret=HUSH)
    (copy,) = shelf.book.duplicate(practice, replace(practice, id="copy", practice=False, client_secret=None))
    assert (copy.has_secret, shelf.secret_of(copy)) == (True, HUSH)


def test_removing_forgets_the_secret_and_undo_brings_both_back(shelf):
    shelf.book.save(PROFILE, HUSH)
    before = shelf.book.save(OTHER)
    text = shelf.path.read_text()
    assert shelf.book.remove(["p"]) == (OTHER,)
    assert shelf.vault.entries() == []
    assert shelf.book.undo("p") == before
    assert shelf.path.read_text() == text
    assert shelf.secret_of(before[0]) == HUSH
    assert shelf.book.undo("p") == before  # nothing is left to bring back


def test_each_removal_is_undone_by_itself(shelf):
    shelf.book.save(PROFILE, HUSH)
    before = shelf.book.save(OTHER, Secret("of the other"))
    shelf.book.remove(["p"])
    shelf.book.remove([OTHER.id])
    assert [one.id for one in shelf.book.undo("p")] == ["p"]
    assert [one.id for one in shelf.book.undo("p")] == ["p"]
    assert sorted(one.id for one in shelf.book.undo(OTHER.id)) == sorted(one.id for one in before)
    assert [shelf.secret_of(one) for one in before] == [HUSH, Secret("of the other")]


def test_what_could_not_be_brought_back_can_be_later(shelf):
    before = shelf.book.save(PROFILE, HUSH)
    shelf.book.remove(["p"])
    shelf.path.write_text("[[profile")
    with pytest.raises(ProfileError):
        shelf.book.undo("p")
    shelf.path.write_text("")
    assert shelf.book.undo("p") == before
    assert shelf.secret_of(before[0]) == HUSH


def test_what_a_keyring_does_not_keep_stays_in_memory_and_is_told(tmp_path):
    shelf = Shelf(tmp_path, Locked())
    (saved,) = shelf.book.save(PROFILE, HUSH)
    assert saved.has_secret
    assert shelf.secret_of(saved) == HUSH
    assert [error.trouble for error in shelf.book.take_troubles()] == [VaultTrouble.LOCKED]
    assert shelf.book.take_troubles() == ()


def test_a_locked_keyring_does_not_stop_a_removal_and_keeps_the_secret_for_undo(tmp_path):
    shelf = Shelf(tmp_path, Locked())
    shelf.vault.locked = False
    (saved,) = shelf.book.save(PROFILE, HUSH)
    shelf.vault.locked = True
    assert shelf.book.remove(["p"]) == ()
    assert {error.trouble for error in shelf.book.take_troubles()} == {VaultTrouble.LOCKED}
    assert shelf.book.undo("p") == (saved,)
    shelf.vault.locked = False
    assert shelf.secret_of(saved) == HUSH


def test_nothing_goes_to_the_vault_for_a_file_that_is_broken(shelf):
    shelf.path.write_text("[[profile]\n")
    with pytest.raises(ProfileError):
        shelf.book.save(PROFILE, HUSH)
    assert shelf.vault.entries() == []


def test_imported_profiles_are_saved_at_once_with_their_secrets(shelf):
    shelf.book.load()
    found = shelf.book.save_all([replace(PROFILE, client_secret=HUSH), OTHER])
    assert [one.has_secret for one in found] == [True, False]
    assert shelf.secret_of(found[0]) == HUSH


def test_files_that_bring_the_same_ids_become_different_profiles(shelf, tmp_path):
    shelf.book.load()
    text = '[[profile]]\nid = "p"\nname = "P"\nuser_pool_id = "us-east-1_A"\nclient_id = "c"\n'
    paths = [tmp_path / name for name in ("one.toml", "two.toml")]
    for path in paths:
        path.write_text(text)
    one, two = shelf.book.read_files(paths)
    assert one.profiles[0].id != two.profiles[0].id
    assert {one.profiles[0].name, two.profiles[0].name} == {"P", "P 2"}
    assert [note.key for note in two.notes] == ["same_client"]
    assert load(shelf.path) == ()


def test_an_export_has_no_secret_and_nothing_personal_and_can_be_imported(shelf, tmp_path):
    mine = replace(
        PROFILE, aws_profile="me", ca_bundle="/mine/own.pem", proxy="http://proxy.mine:1", usernames=("myself",),
        region="eu-west-1", facts={"Name": "pool"}, default_flow="custom",
    )  # fmt: skip
    shelf.book.save(mine, HUSH)
    shelf.book.save(OTHER)
    path = shelf.book.export(["p"], tmp_path / "export.toml")
    text = path.read_text()
    assert not [word for word in ("hush", "me\"", "own.pem", "proxy.mine", "myself") if word in text]
    assert "Left out" in text
    (imported,) = shelf.book.read_files([path])
    (found,) = imported.profiles
    assert (found.region, found.default_flow, found.has_secret, found.facts) == (
        "eu-west-1", "custom", True, {"Name": "pool"},
    )  # fmt: skip
    assert [note.key for note in imported.notes] == ["secret_elsewhere", "same_client"]


def test_an_export_to_where_nothing_can_be_written_is_told(shelf, tmp_path):
    shelf.book.save(PROFILE)
    with pytest.raises(ProfileError, match="No such file"):
        shelf.book.export(["p"], tmp_path / "nowhere" / "export.toml")


def test_an_export_never_replaces_the_profiles_themselves(shelf, tmp_path):
    shelf.book.save(replace(PROFILE, aws_profile="me"))
    link = tmp_path / "link.toml"
    link.symlink_to(shelf.path)
    for path in (shelf.path, link):
        with pytest.raises(ProfileError, match="export to another"):
            shelf.book.export(["p"], path)
    assert shelf.book.load()[0].aws_profile == "me"


@pytest.mark.parametrize("vault", [None, Locked()])
def test_a_sign_in_ends_before_any_call_where_the_secret_is_not_there(vault, tmp_path):
    shelf = Shelf(tmp_path, vault)
    profile = replace(PROFILE, has_secret=True, endpoint_url="http://127.0.0.1:9")
    if vault is not None:
        vault.locked = False
        (profile,) = shelf.book.save(profile, HUSH)
        vault.locked = True
    events, typed = [], Answer(values={"username": "plain", "password": Secret("p")})
    SignIn(
        SignInRequest(profile=profile, flow="user_srp", credentials=typed, save=False),
        answers=lambda step: Answer(),
        secrets=ProfileSecrets(shelf.access, profile, wanted=False),
        emit=events.append,
    ).run()
    trouble = VaultTrouble.MISSING if vault is None else VaultTrouble.LOCKED
    assert [type(event).__name__ for event in events] == ["Started", "Ended"]
    assert (events[-1].reason, events[-1].code) == ("client_secret", trouble)
    assert "Nothing was sent." in explain_end(events[-1]).try_
