"""A run and the window share one vault: what cannot be kept is told, and nothing is asked of it before its time."""

from dataclasses import replace

import pytest

from app.auth.steps import Forget, Forgotten, Keep, Kept, Recall, Recalled
from app.errors import VaultError, VaultTrouble
from app.runs.vault_access import ProfileSecrets, VaultAccess
from app.secret import Secret
from app.vault.memory_vault import MemoryVault
from tests.helpers.runs_of import memory_access, profile_at

STEP = Keep(name="refresh_token", secret=Secret("r"), username="34c84488", facts={"flow": "user_srp", "more": "m"})
PROFILE = profile_at("http://127.0.0.1:9")
DEVICE = replace(STEP, name="device us-east-1_d", secret=Secret("d"), facts={"device_key": "us-east-1_d"})
PASSKEY = replace(STEP, name="passkey c", secret=Secret("k"), facts={"rp_id": "localhost"})


class Broken(MemoryVault):
    """Fails at keeping, in a given way, until `error` is None."""

    def __init__(self, error):
        super().__init__()
        self.error = error

    def keep(self, entry, secret):
        if self.error is not None:
            raise self.error
        super().keep(entry, secret)


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


@pytest.mark.parametrize("step", [DEVICE, PASSKEY])
def test_devices_and_passkeys_are_kept_whatever_the_person_wants_of_refresh_tokens(step):
    access, vault = memory_access()
    assert ProfileSecrets(access, PROFILE, wanted=False).keep(step) == Kept(saved=True)
    (entry,) = vault.entries()
    assert not entry.in_memory


@pytest.mark.parametrize("step", [DEVICE, PASSKEY])
def test_devices_and_passkeys_that_the_keyring_cannot_keep_are_in_memory_for_every_run_of_this_program(step):
    access = VaultAccess(lambda: Broken(VaultError(VaultTrouble.NO_BACKEND)))
    kept = ProfileSecrets(access, PROFILE, wanted=True).keep(step)
    assert kept == Kept(saved=False, reason="no_backend", in_memory=True)
    recalled = ProfileSecrets(access, PROFILE, wanted=True).recall(Recall(name=step.name))
    assert (recalled.secret, recalled.facts, recalled.username) == (step.secret, step.facts, "34c84488")
    (entry,) = access.entries()
    assert (entry.name, entry.in_memory) == (step.name, True)


def test_a_refresh_token_that_the_keyring_cannot_keep_is_in_no_other_place():
    access = VaultAccess(lambda: Broken(VaultError(VaultTrouble.NO_BACKEND)))
    assert not ProfileSecrets(access, PROFILE, wanted=True).keep(STEP).in_memory
    assert access.entries() == []


def test_a_device_in_memory_moves_to_the_keyring_when_that_can_keep_it_again():
    vault = Broken(VaultError(VaultTrouble.LOCKED))
    access = VaultAccess(lambda: vault)
    secrets = ProfileSecrets(access, PROFILE, wanted=True)
    secrets.keep(DEVICE)
    vault.error = None
    secrets.keep(replace(DEVICE, secret=Secret("new")))
    (entry,) = access.entries()
    assert not entry.in_memory
    assert secrets.recall(Recall(name=DEVICE.name)).secret == Secret("new")


def test_beside_a_vault_that_fails_at_listing_the_devices_in_memory_and_what_was_listed_last_are_there():
    class Unlisted(Broken):
        works = True

        def entries(self):
            if not self.works:
                raise VaultError(VaultTrouble.HANGS)
            return super().entries()

    vault = Unlisted(None)
    access = VaultAccess(lambda: vault)
    secrets = ProfileSecrets(access, PROFILE, wanted=True)
    secrets.keep(STEP)
    access.entries()
    vault.error, vault.works = VaultError(VaultTrouble.HANGS), False
    with pytest.raises(VaultError):
        access.entries()
    secrets.keep(DEVICE)
    assert {entry.name for entry in access.entries()} == {STEP.name, DEVICE.name}
    assert secrets.recall(Recall(name=DEVICE.name)).secret == Secret("d")


def test_keeping_again_changes_the_facts():
    access, _ = memory_access()
    secrets = ProfileSecrets(access, PROFILE, wanted=True)
    secrets.keep(DEVICE)
    secrets.keep(replace(DEVICE, facts={"status": "forgotten"}))
    assert secrets.recall(Recall(name=DEVICE.name)).facts == {"status": "forgotten"}
    assert len(access.entries()) == 1


def test_a_secret_is_forgotten_by_its_name_and_no_other():
    access, _ = memory_access()
    secrets = ProfileSecrets(access, PROFILE, wanted=True)
    for step in (STEP, replace(STEP, username="other"), DEVICE):
        secrets.keep(step)
    assert secrets.forget(Forget(name="refresh_token", username="other")) == Forgotten(count=1)
    assert secrets.forget(Forget(name=DEVICE.name)) == Forgotten(count=1)
    assert secrets.forget(Forget(name=DEVICE.name)) == Forgotten(count=0)
    (left,) = access.entries()
    assert (left.name, left.username) == ("refresh_token", "34c84488")


def test_a_device_in_memory_is_forgotten_though_the_keyring_fails():
    class Dead(Broken):
        def forget(self, entry_id):
            raise self.error

    access = VaultAccess(lambda: Dead(VaultError(VaultTrouble.NO_BACKEND)))
    secrets = ProfileSecrets(access, PROFILE, wanted=True)
    secrets.keep(DEVICE)
    assert secrets.forget(Forget(name=DEVICE.name)) == Forgotten(count=1)
    assert access.entries() == []


def test_when_the_last_device_in_memory_is_gone_the_list_says_so_though_the_keyring_fails():
    def no_keyring():
        raise VaultError(VaultTrouble.NO_BACKEND)

    access = VaultAccess(no_keyring)
    secrets = ProfileSecrets(access, PROFILE, wanted=True)
    with pytest.raises(VaultError):
        access.entries()
    secrets.keep(DEVICE)
    assert [entry.name for entry in access.entries()] == [DEVICE.name]
    assert secrets.forget(Forget(name=DEVICE.name)) == Forgotten(count=1)
    assert access.entries() == []


def test_what_cannot_be_forgotten_is_told():
    class Stubborn(MemoryVault):
        def forget(self, entry_id):
            raise VaultError(VaultTrouble.LOCKED)

    secrets = ProfileSecrets(VaultAccess(Stubborn), PROFILE, wanted=True)
    secrets.keep(DEVICE)
    assert secrets.forget(Forget(name=DEVICE.name)) == Forgotten(count=0, reason="locked")


OTHER = profile_at("http://127.0.0.1:9", id="q", client_id="other")


def kept_by(access, profile, name, **facts):
    step = Keep(name=name, secret=Secret(f"secret of {name}"), username="u", facts=facts)
    assert ProfileSecrets(access, profile, wanted=True).keep(step).saved


def test_what_is_kept_is_listed_by_the_beginning_of_its_name_without_its_secret():
    access, _ = memory_access()
    kept_by(access, PROFILE, "passkey 1", rp_id="localhost")
    kept_by(access, PROFILE, "device 1")
    (listed,) = ProfileSecrets(access, PROFILE, wanted=True).listed("passkey ")
    assert (listed.name, listed.facts) == ("passkey 1", {"rp_id": "localhost"})
    assert "secret of" not in repr(listed)


def test_a_passkey_is_found_and_forgotten_from_every_profile_and_a_device_from_its_own_only():
    access, vault = memory_access()
    kept_by(access, PROFILE, "passkey 1")
    kept_by(access, PROFILE, "device 1")
    elsewhere = ProfileSecrets(access, OTHER, wanted=True)
    assert [listed.name for listed in (*elsewhere.listed("passkey "), *elsewhere.listed("device "))] == ["passkey 1"]
    assert elsewhere.recall(Recall(name="passkey 1")).secret == Secret("secret of passkey 1")
    assert elsewhere.recall(Recall(name="device 1")).secret is None
    assert (elsewhere.forget(Forget(name="passkey 1")).count, elsewhere.forget(Forget(name="device 1")).count) == (1, 0)
    assert [entry.name for entry in vault.entries()] == ["device 1"]


def test_a_vault_that_cannot_be_listed_lists_nothing():
    class Locked(MemoryVault):
        def entries(self):
            raise VaultError(VaultTrouble.LOCKED)

    assert ProfileSecrets(VaultAccess(Locked), PROFILE, wanted=True).listed("passkey ") == ()
