"""The vault on a thread of its own: one job after the other, trouble told, nothing waits for a keyring that hangs."""

import threading
import time

import pytest

from app.errors import VaultError, VaultTrouble
from app.runs import vault_access
from app.runs.vault_access import VaultAccess
from app.secret import Secret
from app.vault.memory_vault import MemoryVault
from app.vault.vault import Backend, Entry
from app.workers import vault as vault_worker
from app.workers.vault import VaultWorker
from tests.helpers.runs_of import HangingVault, memory_access


def entry(username="plain", saved_at=1.0):
    return Entry(profile_id="p", profile_name="P", client_id="c", username=username, saved_at=saved_at)


class Heard:
    """Collects what a worker says."""

    def __init__(self, worker):
        self.described, self.lists, self.tokens, self.troubles = [], [], [], []
        worker.described.connect(self.described.append)
        worker.entries_changed.connect(self.lists.append)
        worker.token_read.connect(lambda entry_id, secret: self.tokens.append((entry_id, secret)))
        worker.trouble.connect(self.troubles.append)


@pytest.fixture
def work(qapp, qtbot):
    """Make workers, and end them."""
    workers = []

    def make(access):
        worker = VaultWorker(access)
        workers.append(worker)
        heard = Heard(worker)
        worker.start()
        return worker, heard

    yield make
    for worker in workers:
        worker.stop()


def test_it_says_where_secrets_are_kept(work, qtbot):
    access, _ = memory_access()
    worker, heard = work(access)
    worker.describe()
    qtbot.waitUntil(lambda: bool(heard.described))
    assert heard.described == [Backend(name="", secure=False)]


def test_it_lists_reads_and_forgets(work, qtbot):
    access, vault = memory_access()
    for number, name in enumerate(["sms", "plain", "totp"]):
        vault.keep(entry(name, number), Secret(f"token of {name}"))
    worker, heard = work(access)
    worker.refresh()
    qtbot.waitUntil(lambda: bool(heard.lists))
    assert [one.username for one in heard.lists[0]] == ["totp", "plain", "sms"]
    gone, kept = heard.lists[0][0], heard.lists[0][1]
    worker.read(kept.entry_id)
    qtbot.waitUntil(lambda: bool(heard.tokens))
    assert heard.tokens == [(kept.entry_id, Secret("token of plain"))]
    worker.forget([gone.entry_id, "no such entry"])
    qtbot.waitUntil(lambda: len(heard.lists) == 2)
    assert [one.username for one in heard.lists[1]] == ["plain", "sms"]
    worker.forget(one.entry_id for one in heard.lists[1])
    qtbot.waitUntil(lambda: len(heard.lists) == 3)
    assert heard.lists[2] == ()
    assert heard.troubles == []


def test_trouble_is_told_and_the_next_job_is_done(work, qtbot):
    access, _ = memory_access()
    worker, heard = work(access)
    worker.read("missing")
    worker.refresh()
    qtbot.waitUntil(lambda: bool(heard.lists))
    assert [error.trouble for error in heard.troubles] == [VaultTrouble.MISSING]


def test_forgetting_goes_on_after_trouble_with_one(work, qtbot):
    class Stubborn(MemoryVault):
        def forget(self, entry_id):
            if entry_id == entry("plain").entry_id:
                raise VaultError(VaultTrouble.LOCKED)
            super().forget(entry_id)

    vault = Stubborn()
    for name in ("plain", "sms"):
        vault.keep(entry(name), Secret("t"))
    worker, heard = work(VaultAccess(lambda: vault))
    worker.forget([entry("plain").entry_id, entry("sms").entry_id])
    qtbot.waitUntil(lambda: bool(heard.lists))
    assert [one.username for one in heard.lists[0]] == ["plain"]
    assert [error.trouble for error in heard.troubles] == [VaultTrouble.LOCKED]


def test_a_keyring_that_hangs_is_told_and_costs_one_wait(work, qtbot, monkeypatch):
    monkeypatch.setattr(vault_access, "PATIENCE", 0.1)
    vault = HangingVault()
    worker, heard = work(VaultAccess(lambda: vault))
    began = time.monotonic()
    worker.describe()
    worker.refresh()
    worker.read("x")
    assert time.monotonic() - began < 0.5  # the window does not wait
    qtbot.waitUntil(lambda: len(heard.troubles) == 3)
    assert {error.trouble for error in heard.troubles} == {VaultTrouble.HANGS}
    assert not heard.described
    vault.let_go.set()

    def answers_again():
        worker.describe()
        return bool(heard.described)

    qtbot.waitUntil(answers_again)


@pytest.mark.logs("the vault failed")
def test_a_vault_that_cannot_even_be_opened_is_trouble_and_no_end(work, qtbot, caplog):
    def cannot():
        raise ImportError("no module named secretstorage, token hunter2")

    worker, heard = work(VaultAccess(cannot))
    worker.describe()
    worker.refresh()
    qtbot.waitUntil(lambda: len(heard.troubles) == 2)
    assert {(error.trouble, error.detail) for error in heard.troubles} == {(VaultTrouble.OTHER, "ImportError")}
    assert "hunter2" not in caplog.text


def test_stop_ends_the_thread_after_the_job_it_is_at(qapp, qtbot):
    access, _ = memory_access()
    worker = VaultWorker(access)
    heard = Heard(worker)
    worker.start()
    worker.refresh()
    worker.stop()
    qtbot.waitUntil(lambda: bool(heard.lists))
    qtbot.waitUntil(lambda: not [thread for thread in threading.enumerate() if thread.name == "vault"])


def test_a_window_that_is_gone_ends_nothing_but_the_telling(qapp, qtbot):
    import shiboken6

    vault = HangingVault()
    worker = VaultWorker(VaultAccess(lambda: vault))
    worker.start()
    worker.describe()
    jobs = worker._family.jobs
    qtbot.waitUntil(vault.entered.is_set)
    shiboken6.delete(worker)
    vault.let_go.set()
    jobs.put(None)
    qtbot.waitUntil(lambda: not [thread for thread in threading.enumerate() if thread.name == "vault"])


def test_the_end_of_the_program_waits_a_moment_for_what_is_to_be_forgotten(work):
    access, vault = memory_access()
    vault.keep(entry(), Secret("token"))
    worker, _ = work(access)
    worker.forget([entry().entry_id])
    worker.stop()
    assert vault.entries() == []


def test_the_end_of_the_program_waits_no_longer_for_a_keyring_that_hangs(work, monkeypatch):
    monkeypatch.setattr(vault_worker, "MOMENT", 0.05)
    hanging = HangingVault()
    worker, _ = work(VaultAccess(lambda: hanging))
    worker.forget(["an id"])
    began = time.monotonic()
    worker.stop()
    assert time.monotonic() - began < 2
    hanging.let_go.set()


def test_test_secrets_are_kept_listed_and_forgotten(work, qtbot):
    access, kept = memory_access()
    worker, _ = work(access)
    lists: list[tuple[str, ...]] = []
    worker.test_secrets_changed.connect(lists.append)
    worker.keep_test_secret("ann-password", Secret("Right1!pw"))
    worker.keep_test_secret("ann-password", Secret("Newer1!pw"))
    qtbot.waitUntil(lambda: lists == [("ann-password",), ("ann-password",)])
    assert [kept.read(each.entry_id).reveal() for each in kept.entries()] == ["Newer1!pw"]
    worker.forget_test_secret("ann-password")
    qtbot.waitUntil(lambda: lists[-1] == ())


def test_what_cannot_be_done_about_a_test_secret_is_told_apart_from_other_trouble(work, qtbot):
    worker, heard = work(memory_access()[0])
    troubles: list[VaultError] = []
    worker.test_secret_trouble.connect(troubles.append)
    worker.forget_test_secret("nobody")
    qtbot.waitUntil(lambda: bool(troubles))
    assert troubles[0].trouble is VaultTrouble.MISSING
    assert heard.troubles == []
