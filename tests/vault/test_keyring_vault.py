"""The vault on a real gnome-keyring over D-Bus: the contract, and what happens when things go wrong in the middle."""

import os
import signal
import subprocess
import sys
from contextlib import closing

import pytest
import secretstorage
from keyring.backends import SecretService

from app.errors import VaultError, VaultTrouble
from app.secret import Secret
from app.vault import backends
from app.vault.backends import Choice
from app.vault.keyring_vault import KeyringVault, open_vault, service_name
from app.vault.patience import Patience
from tests.helpers.desktop import KEYRING_PASSWORD, Keyring, dbus_session, lock_default_collection
from tests.helpers.prompter import prompter
from tests.helpers.waiting import wait_for
from tests.vault.contract import VaultContract, entry
from tests.vault.faulty import FaultyBackend

LONG = "".join(chr(33 + number % 90) for number in range(500))  # five parts at the limit below
LIMIT = 164
CHILD = """
import sys
from pathlib import Path
from keyring.backends import SecretService
from app.secret import Secret
from app.vault.backends import Choice
from app.vault.keyring_vault import KeyringVault
from tests.vault.contract import entry
from tests.vault.faulty import FaultyBackend
def vault(folder, **fault):
    backend = FaultyBackend(SecretService.Keyring(), **fault)
    return KeyringVault(Path(folder), lambda: Choice(backend=backend), limit=164)
"""


class TestKeyringVault(VaultContract):
    """The contract of every vault, on what `open_vault` finds."""

    @pytest.fixture
    def vault(self, session, tmp_path):
        """An empty one on the real keyring."""
        return open_vault(tmp_path)


class TestKeyringVaultInManyParts(VaultContract):
    """The contract, with a limit that splits nearly everything, as Windows does."""

    @pytest.fixture
    def vault(self, session, tmp_path):
        """An empty one on the real keyring."""
        return KeyringVault(tmp_path, backends.choose, limit=LIMIT)


def faulty_vault(folder, real_backend, **fault):
    """A vault in many parts whose backend fails when it is told to."""
    backend = FaultyBackend(real_backend, **fault)
    return KeyringVault(folder, lambda: Choice(backend=backend), limit=LIMIT)


def labels():
    """The titles of all that the default collection holds, as Seahorse shows them."""
    with closing(secretstorage.dbus_init()) as connection:
        return [item.get_label() for item in secretstorage.Collection(connection).get_all_items()]


def trouble_of(action):
    """The trouble that an action meets; None where it met none."""
    try:
        action()
    except VaultError as error:
        return error.trouble
    return None


def run_child(code, *arguments):
    """Start another program on the same keyring and the same data folder."""
    return subprocess.Popen([sys.executable, "-c", CHILD + code, *map(str, arguments)], env=os.environ)


def test_the_keyring_is_named_for_people_and_secure(session, tmp_path):
    described = open_vault(tmp_path).describe()
    assert (described.name, described.secure, described.trouble) == ("Secret Service", True, None)


def test_the_title_in_the_keyring_tells_profile_client_and_user(session, tmp_path):
    open_vault(tmp_path).keep(entry("maria"), Secret("x"))
    assert service_name(entry("maria")) == "Cognito Flow Explorer: practice / public-all | 1example23456789 | maria"
    assert len(labels()) == 1
    assert service_name(entry("maria")) in labels()[0]


def test_no_file_in_the_data_folder_or_the_home_ever_holds_a_piece_of_a_secret(session, tmp_path):
    vault = KeyringVault(tmp_path, backends.choose, limit=LIMIT)
    vault.keep(entry(), Secret(LONG))
    vault.keep(entry("other"), Secret(LONG[::-1]))
    files = [path for place in (tmp_path, session.folder) for path in place.rglob("*") if path.is_file()]
    content = b"\n".join(path.read_bytes() for path in files)
    assert b"practice / public-all" in content
    for secret in (LONG, LONG[::-1]):
        assert not [start for start in range(0, 480, 10) if secret[start : start + 20].encode() in content]


def test_a_second_start_of_the_program_finds_what_the_first_saved(session, tmp_path):
    open_vault(tmp_path).keep(entry(), Secret(LONG))
    assert open_vault(tmp_path).entries() == [entry()]
    assert open_vault(tmp_path).read(entry().entry_id).reveal() == LONG


def test_the_parts_of_a_replaced_secret_are_gone_and_so_are_those_of_a_forgotten_one(session, tmp_path):
    vault = KeyringVault(tmp_path, backends.choose, limit=LIMIT)
    vault.keep(entry(), Secret(LONG))
    assert len(labels()) == 5
    vault.keep(entry(), Secret(LONG[:250]))
    assert len(labels()) == 3
    vault.forget(entry().entry_id)
    assert labels() == []


def test_a_lost_part_is_a_broken_entry_and_never_half_a_secret(session, real_backend, tmp_path):
    vault = KeyringVault(tmp_path, backends.choose, limit=LIMIT)
    vault.keep(entry(), Secret(LONG))
    with closing(secretstorage.dbus_init()) as connection:
        items = secretstorage.Collection(connection).get_all_items()
        next(item for item in items if "part 3 of 5" in item.get_label()).delete()
    assert trouble_of(lambda: vault.read(entry().entry_id)) is VaultTrouble.BROKEN_ENTRY
    vault.forget(entry().entry_id)
    assert labels() == []


def test_a_secret_that_somebody_deleted_in_the_keyring_is_missing_and_can_be_forgotten(session, tmp_path):
    vault = open_vault(tmp_path)
    vault.keep(entry(), Secret("x"))
    with closing(secretstorage.dbus_init()) as connection:
        for item in secretstorage.Collection(connection).get_all_items():
            item.delete()
    assert trouble_of(lambda: vault.read(entry().entry_id)) is VaultTrouble.MISSING
    vault.forget(entry().entry_id)
    assert vault.entries() == []


@pytest.mark.parametrize("writing", range(5))
@pytest.mark.parametrize("after", [False, True], ids=["before it is stored", "after it is stored"])
def test_a_failed_overwrite_leaves_a_whole_secret_at_whichever_writing_it_fails(
    session, real_backend, tmp_path, writing, after
):
    old = faulty_vault(tmp_path, real_backend)
    old.keep(entry(saved_at=1.0), Secret("old" + LONG[3:]))
    failing = faulty_vault(tmp_path, real_backend, fail_set=writing, after=after)
    with pytest.raises(VaultError) as caught:
        failing.keep(entry(saved_at=2.0), Secret(LONG))
    assert caught.value.trouble is VaultTrouble.OTHER
    assert LONG[:20] not in f"{caught.value} {caught.value.__cause__}"
    switched = after and writing == 4  # the head was stored, though the backend says it was not
    assert old.read(entry().entry_id).reveal() == (LONG if switched else "old" + LONG[3:])
    old.keep(entry(saved_at=3.0), Secret("short"))
    assert old.read(entry().entry_id).reveal() == "short"
    assert len(labels()) == 1  # nothing of any saving is left over


def test_a_failed_first_saving_leaves_nothing(session, real_backend, tmp_path):
    failing = faulty_vault(tmp_path, real_backend, fail_set=2)
    assert trouble_of(lambda: failing.keep(entry(), Secret(LONG))) is VaultTrouble.OTHER
    assert failing.entries() == []
    assert labels() == []


def test_what_could_not_be_cleaned_up_is_cleaned_up_by_the_next_saving(session, real_backend, tmp_path):
    faulty_vault(tmp_path, real_backend).keep(entry(), Secret(LONG))
    faulty_vault(tmp_path, real_backend, fail_delete=1).keep(entry(), Secret(LONG[::-1]))
    assert len(labels()) > 5
    vault = faulty_vault(tmp_path, real_backend)
    assert vault.read(entry().entry_id).reveal() == LONG[::-1]
    vault.keep(entry(), Secret("short"))
    assert len(labels()) == 1


def test_a_failed_forgetting_leaves_the_entry_in_the_list(session, real_backend, tmp_path):
    faulty_vault(tmp_path, real_backend).keep(entry(), Secret(LONG))
    failing = faulty_vault(tmp_path, real_backend, fail_delete=0)
    assert trouble_of(lambda: failing.forget(entry().entry_id)) is VaultTrouble.OTHER
    assert failing.entries() == [entry()]
    assert failing.read(entry().entry_id).reveal() == LONG


def test_a_damaged_index_file_hides_no_other_entry_and_saving_again_mends_it(session, tmp_path):
    vault = open_vault(tmp_path)
    vault.keep(entry(), Secret("one"))
    vault.keep(entry("other"), Secret("two"))
    (tmp_path / "saved" / f"{entry().entry_id}.json").write_bytes(b"{")
    assert {found.trouble for found in vault.entries()} == {None, VaultTrouble.BROKEN_ENTRY}
    assert trouble_of(lambda: vault.read(entry().entry_id)) is VaultTrouble.BROKEN_ENTRY
    assert vault.read(entry("other").entry_id).reveal() == "two"
    vault.keep(entry(), Secret("again"))
    assert vault.read(entry().entry_id).reveal() == "again"
    (tmp_path / "saved" / f"{entry().entry_id}.json").write_bytes(b"{")
    vault.forget(entry().entry_id)
    assert vault.entries() == [entry("other")]


def test_a_data_folder_that_cannot_be_written_keeps_no_secret_either(session, tmp_path):
    (tmp_path / "saved").write_text("a file where the folder should be")
    assert trouble_of(lambda: open_vault(tmp_path).keep(entry(), Secret("x"))) is VaultTrouble.DISK
    assert labels() == []


@pytest.mark.parametrize("writing", range(5))
def test_a_kill_in_the_middle_of_a_saving_loses_neither_the_old_secret_nor_other_entries(
    session, real_backend, tmp_path, writing
):
    vault = faulty_vault(tmp_path, real_backend)
    vault.keep(entry(), Secret(LONG))
    vault.keep(entry("other"), Secret("other"))
    code = "vault(sys.argv[1], kill_at_set=int(sys.argv[2])).keep(entry(), Secret('n' * 500))"
    assert run_child(code, tmp_path, writing).wait(60) == -signal.SIGKILL
    assert vault.read(entry().entry_id).reveal() == LONG
    assert vault.read(entry("other").entry_id).reveal() == "other"
    assert len(vault.entries()) == 2
    vault.keep(entry(), Secret("after"))
    assert vault.read(entry().entry_id).reveal() == "after"
    assert len(labels()) == 2


def test_a_kill_in_the_middle_of_a_first_saving_leaves_an_entry_that_can_be_forgotten(session, real_backend, tmp_path):
    vault = faulty_vault(tmp_path, real_backend)
    code = "vault(sys.argv[1], kill_at_set=2).keep(entry(), Secret('n' * 500))"
    assert run_child(code, tmp_path).wait(60) == -signal.SIGKILL
    assert trouble_of(lambda: vault.read(entry().entry_id)) is VaultTrouble.MISSING
    vault.forget(entry().entry_id)
    assert (vault.entries(), labels()) == ([], [])


def test_two_programs_that_save_at_the_same_time_lose_nothing(session, real_backend, tmp_path):
    code = """
mine = vault(sys.argv[1])
for number in range(8):
    mine.keep(entry(f"{sys.argv[2]} {number}"), Secret(sys.argv[2] * 500))
    mine.keep(entry("shared"), Secret(sys.argv[2] * (100 + 50 * number)))
    shared = mine.read(entry("shared").entry_id).reveal()
    assert len(shared) >= 100 and len(set(shared)) == 1
"""
    programs = [run_child(code, tmp_path, letter) for letter in "ab"]
    assert [program.wait(120) for program in programs] == [0, 0]
    vault = faulty_vault(tmp_path, real_backend)
    assert len(vault.entries()) == 17
    for letter in "ab":
        for number in range(8):
            assert vault.read(entry(f"{letter} {number}").entry_id).reveal() == letter * 500
    vault.forget(entry("shared").entry_id)
    assert not [label for label in labels() if "shared" in label]


def test_a_hanging_keyring_costs_one_wait_and_loses_nothing(session, tmp_path):
    vault, patience = open_vault(tmp_path), Patience()
    vault.keep(entry(), Secret("kept"))
    os.kill(session.keyring_pid, signal.SIGSTOP)
    try:
        assert trouble_of(lambda: patience.with_patience(vault.describe, 0.3)) is VaultTrouble.HANGS
        assert trouble_of(lambda: patience.with_patience(vault.entries, 60)) is VaultTrouble.HANGS
        assert vault.entries() == [entry()]  # the facts need no keyring
    finally:
        os.kill(session.keyring_pid, signal.SIGCONT)
    wait_for(lambda: not patience.hangs, "the call that hung to return")
    assert patience.with_patience(lambda: vault.read(entry().entry_id), 10).reveal() == "kept"


def test_a_locked_a_refused_and_an_opened_keyring_keep_what_was_there(session, tmp_path):
    vault = open_vault(tmp_path)
    vault.keep(entry(), Secret("kept"))
    lock_default_collection()
    assert vault.describe().trouble is VaultTrouble.LOCKED
    actions = [
        lambda: vault.read(entry().entry_id),
        lambda: vault.keep(entry(), Secret("new")),
        lambda: vault.forget(entry().entry_id),
    ]
    assert [trouble_of(action) for action in actions] == [VaultTrouble.LOCKED] * 3
    with prompter(session.folder):
        assert [trouble_of(action) for action in actions] == [VaultTrouble.DENIED] * 3
    assert vault.entries() == [entry()]
    with prompter(session.folder, KEYRING_PASSWORD.decode()):
        assert vault.read(entry().entry_id).reveal() == "kept"


def test_the_person_may_create_the_missing_collection_while_saving(tmp_path):
    with dbus_session(Keyring.NO_COLLECTION) as session:
        vault = open_vault(tmp_path)
        assert vault.describe().trouble is VaultTrouble.NO_COLLECTION
        assert trouble_of(lambda: vault.keep(entry(), Secret("x"))) is VaultTrouble.NO_COLLECTION
        with prompter(session.folder, "a new password"):
            vault.keep(entry(), Secret("x"))
        assert vault.read(entry().entry_id).reveal() == "x"


def test_without_a_keyring_the_facts_are_listed_and_a_keyring_that_starts_later_is_found(tmp_path):
    with dbus_session() as first:
        vault = open_vault(tmp_path)
        vault.keep(entry(), Secret("kept"))
        os.kill(first.keyring_pid, signal.SIGKILL)
        wait_for(lambda: vault.describe().trouble is VaultTrouble.NO_BACKEND, "the daemon to be gone")
        assert trouble_of(lambda: vault.read(entry().entry_id)) is VaultTrouble.NO_BACKEND
    later = open_vault(tmp_path)
    assert (later.describe().secure, later.describe().trouble) == (False, VaultTrouble.NO_BACKEND)
    assert later.entries() == [entry()]
    assert trouble_of(lambda: later.keep(entry(), Secret("x"))) is VaultTrouble.NO_BACKEND
    with dbus_session():
        later.keep(entry(), Secret("again"))
        assert later.read(entry().entry_id).reveal() == "again"


def test_the_bus_connections_of_failures_are_closed(tmp_path):
    with dbus_session(Keyring.LOCKED):
        vault = open_vault(tmp_path)
        trouble_of(lambda: vault.keep(entry(), Secret("x")))
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(5):
            trouble_of(lambda: vault.keep(entry(), Secret("x")))
        assert len(os.listdir("/proc/self/fd")) == before


def test_the_backend_is_the_keyring_librarys_own(session):
    assert isinstance(backends.choose().backend, SecretService.Keyring)
