"""Profiles on a thread of their own: one job after the other, trouble told, the window never waits."""

import threading
from dataclasses import replace

import pytest

from app.errors import VaultTrouble
from app.profiles.profile import Profile
from app.profiles.store import ProfilesFile, load
from app.runs.profile_book import ProfileBook
from app.runs.vault_access import VaultAccess
from app.secret import Secret
from app.workers.profiles import ProfilesWorker
from tests.helpers.runs_of import memory_access
from tests.runs.test_profile_book import Locked

PROFILE = Profile(id="p", name="P", user_pool_id="us-east-1_Example1", client_id="client")
OTHER = replace(PROFILE, id="q", name="Q")


class Heard:
    """Collects what a worker says."""

    def __init__(self, worker):
        self.changed, self.failed, self.imported, self.exported = [], [], [], []
        self.troubles, self.bundles = [], []
        worker.changed.connect(self.changed.append)
        worker.failed.connect(self.failed.append)
        worker.imported.connect(self.imported.append)
        worker.exported.connect(self.exported.append)
        worker.secret_trouble.connect(self.troubles.append)
        worker.ca_bundle_checked.connect(lambda path, key: self.bundles.append((path, key)))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "profiles.toml"


@pytest.fixture
def work(qapp, path):
    """Make workers that have started, and end them."""
    workers = []

    def make(access=None):
        worker = ProfilesWorker(ProfileBook(path, access or memory_access()[0]))
        workers.append(worker)
        heard = Heard(worker)
        worker.start()
        return worker, heard

    yield make
    for worker in workers:
        worker.stop()


def test_it_loads_saves_removes_and_brings_back(work, qtbot, path):
    ProfilesFile(path).save([PROFILE])
    worker, heard = work()
    worker.load()
    worker.save(OTHER, Secret("hush"))
    worker.remove(["p"])
    worker.undo("p")
    copy = worker.duplicate(PROFILE, "Copy of P")
    qtbot.waitUntil(lambda: len(heard.changed) == 5)
    assert [[one.id for one in profiles] for profiles in heard.changed] == [
        ["p"], ["p", "q"], ["q"], ["p", "q"], ["p", "q", copy],
    ]  # fmt: skip
    assert heard.changed[-1][-1] == replace(PROFILE, id=copy, name="Copy of P")
    assert heard.changed[1][1].has_secret
    assert (heard.failed, heard.troubles) == ([], [])


def test_a_broken_file_is_told_and_the_next_job_is_done(work, qtbot, path):
    path.write_text("[[profile]\n")
    worker, heard = work()
    worker.save(PROFILE)
    worker.check_ca_bundle("")
    qtbot.waitUntil(lambda: bool(heard.bundles))
    assert [error.field for error in heard.failed] == [str(path)]
    assert heard.changed == []
    assert path.read_text() == "[[profile]\n"


@pytest.mark.logs("a job on the profiles failed")
def test_a_fault_of_the_program_is_told_and_the_next_job_is_done(work, qtbot, monkeypatch):
    def broken(*_):
        raise LookupError("what")

    monkeypatch.setattr(ProfileBook, "remove", broken)
    worker, heard = work()
    worker.remove(["p"])
    worker.load()
    qtbot.waitUntil(lambda: bool(heard.changed))
    assert [error.problem for error in heard.failed] == ["LookupError"]


def test_a_secret_that_no_keyring_keeps_is_told_before_the_change(work, qtbot):
    vault = Locked()
    worker, heard = work(VaultAccess(lambda: vault))
    worker.save(PROFILE, Secret("hush"))
    qtbot.waitUntil(lambda: bool(heard.changed))
    assert [error.trouble for error in heard.troubles] == [VaultTrouble.LOCKED]


def test_files_are_read_and_written_and_what_was_imported_is_saved(work, qtbot, tmp_path):
    worker, heard = work()
    worker.save(PROFILE)
    worker.export(["p"], tmp_path / "export.toml")
    worker.read_files([tmp_path / "export.toml", tmp_path])
    qtbot.waitUntil(lambda: bool(heard.imported))
    assert heard.exported == [tmp_path / "export.toml"]
    ((mine, folder),) = heard.imported
    assert folder.problem.key == "folder"
    worker.save_all(mine.profiles)
    qtbot.waitUntil(lambda: len(heard.changed) == 2)
    assert [one.name for one in heard.changed[1]] == ["P", "P 2"]


def test_a_ca_bundle_is_looked_into(work, qtbot, tmp_path):
    import certifi

    (tmp_path / "no.pem").write_text("no certificate")
    worker, heard = work()
    for path in (certifi.where(), str(tmp_path / "no.pem"), str(tmp_path / "gone.pem"), str(tmp_path), ""):
        worker.check_ca_bundle(path)
    qtbot.waitUntil(lambda: len(heard.bundles) == 5)
    assert [key for _, key in heard.bundles] == ["", "ca_bundle_format", "ca_bundle_gone", "ca_bundle_gone", ""]


def test_what_was_asked_for_is_written_though_the_program_ends(work, path):
    worker, _ = work()
    for number in range(5):
        worker.save(replace(PROFILE, id=str(number)))
    worker.stop()
    assert len(load(path)) == 5


def test_stopping_does_not_wait_for_a_keyring_that_hangs(work, qtbot, monkeypatch):
    let_go = threading.Event()
    monkeypatch.setattr(ProfileBook, "load", lambda self: let_go.wait(30) and ())
    monkeypatch.setattr("app.workers.profiles.MOMENT", 0.05)
    worker, heard = work()
    worker.load()
    with qtbot.assertNotEmitted(worker.changed):
        worker.stop()
    let_go.set()
    qtbot.waitUntil(lambda: bool(heard.changed))
