"""A run and the window share one vault: what cannot be kept is told, and nothing is asked of it before its time."""

from dataclasses import replace

import pytest

from app.auth.steps import Keep, Kept, Recall, Recalled
from app.errors import VaultError, VaultTrouble
from app.runs.vault_access import ProfileSecrets, VaultAccess
from app.secret import Secret
from app.vault.memory_vault import MemoryVault
from tests.helpers.runs_of import memory_access, profile_at

STEP = Keep(name="refresh_token", secret=Secret("r"), username="34c84488", facts={"flow": "user_srp", "more": "m"})
PROFILE = profile_at("http://127.0.0.1:9")


class Broken(MemoryVault):
    """Fails at keeping, in a given way."""

    def __init__(self, error):
        super().__init__()
        self.error = error

    def keep(self, entry, secret):
        raise self.error


def test_a_vault_is_opened_when_it_is_first_used_and_once():
    opened = []
    access = VaultAccess(lambda: opened.append(True) or MemoryVault())
    assert opened == []
    access.describe()
    access.entries()
    assert opened == [True]


def test_a_secret_is_kept_under_profile_client_and_user_with_its_facts():
    access, vault = memory_access()
    assert ProfileSecrets(access, PROFILE, wanted=True).keep(STEP) == Kept(saved=True)
    (entry,) = vault.entries()
    assert (entry.profile_id, entry.profile_name, entry.client_id, entry.username) == (
        "p",
        "here",
        "client",
        "34c84488",
    )
    assert (entry.name, entry.flow, entry.facts["more"]) == ("refresh_token", "user_srp", "m")
    assert access.read(entry.entry_id) == Secret("r")
    access.forget(entry.entry_id)
    assert access.entries() == []


def test_the_same_user_kept_again_is_one_entry():
    access, vault = memory_access()
    secrets = ProfileSecrets(access, PROFILE, wanted=True)
    secrets.keep(STEP)
    secrets.keep(STEP)
    assert len(vault.entries()) == 1


def test_where_saving_is_not_wanted_the_vault_is_not_even_opened():
    def never():
        raise AssertionError("opened")

    assert ProfileSecrets(VaultAccess(never), PROFILE, wanted=False).keep(STEP) == Kept(saved=False, reason="off")


@pytest.mark.parametrize("trouble", list(VaultTrouble))
def test_every_trouble_is_told_and_never_raised(trouble):
    secrets = ProfileSecrets(VaultAccess(lambda: Broken(VaultError(trouble))), PROFILE, wanted=True)
    assert secrets.keep(STEP) == Kept(saved=False, reason=trouble.value)


@pytest.mark.logs("the vault failed")
@pytest.mark.parametrize("error", [ImportError("hunter2"), OSError("hunter2"), KeyError("hunter2")])
def test_what_no_vault_should_raise_is_told_without_its_words(error, caplog):
    secrets = ProfileSecrets(VaultAccess(lambda: Broken(error)), PROFILE, wanted=True)
    assert secrets.keep(STEP) == Kept(saved=False, reason="other")
    assert "hunter2" not in caplog.text


def test_a_kept_secret_is_found_again_by_its_name_with_its_facts():
    access, _ = memory_access()
    secrets = ProfileSecrets(access, PROFILE, wanted=True)
    secrets.keep(STEP)
    recalled = secrets.recall(Recall(name="refresh_token"))
    assert (recalled.secret, recalled.facts["more"], recalled.reason) == (Secret("r"), "m", "")


def test_what_is_not_there_is_told_when_it_is_recalled():
    access, _ = memory_access()
    assert ProfileSecrets(access, PROFILE, wanted=True).recall(Recall(name="device d")) == Recalled(reason="missing")


def test_a_vault_that_cannot_be_read_is_told_when_something_is_recalled():
    class Locked(MemoryVault):
        def read(self, entry_id):
            raise VaultError(VaultTrouble.LOCKED)

    access = VaultAccess(Locked)
    ProfileSecrets(access, PROFILE, wanted=True).keep(replace(STEP, name="device d"))
    assert ProfileSecrets(access, PROFILE, wanted=True).recall(Recall(name="device d")) == Recalled(reason="locked")
