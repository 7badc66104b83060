"""The history of runs on a thread of its own: kept while they go on, saved, opened, exported; trouble is told."""

from dataclasses import replace

import pytest

from app.history.store import History
from app.models.transcript_words import problem_words
from app.transcript.files import dump, load
from app.transcript.recording import Remark
from app.transcript.redaction import redact
from app.workers.history import HistoryWorker
from tests.helpers import sample_runs
from tests.transcript.test_redaction import recording

EVENTS = sample_runs.signed_in()


class Heard:
    """Collects what a worker says."""

    def __init__(self, worker):
        self.listed, self.opened, self.saved, self.failed = [], [], [], []
        for name in ("listed", "opened", "saved", "failed"):
            getattr(worker, name).connect(getattr(self, name).append)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "history"


@pytest.fixture
def work(qapp, folder):
    """Make workers that have started, and end them."""
    workers = []

    def make():
        worker = HistoryWorker(History(folder), {"names": lambda runs: ",".join(run.events[0].user for run in runs)})
        workers.append(worker)
        heard = Heard(worker)
        worker.start()
        return worker, heard

    yield make
    for worker in workers:
        worker.stop()


def test_a_run_is_kept_as_it_goes_on_and_listed_when_it_has_ended(work, qtbot, folder):
    worker, heard = work()
    worker.load()
    qtbot.waitUntil(lambda: heard.listed != [])
    worker.add("r", EVENTS[:3])
    qtbot.waitUntil(lambda: list(folder.glob("*.cfx.json")) != [])
    assert History(folder).entries().entries[0].finished is False
    worker.add("r", EVENTS[3:])
    qtbot.waitUntil(lambda: len(heard.listed) == 2)
    (entry,) = heard.listed[-1].entries
    assert (entry.finished, entry.headline.outcome, entry.challenges) == (
        True, "signed_in", ("PASSWORD_VERIFIER", "SMS_MFA"),
    )  # fmt: skip


def test_what_is_not_written_when_the_program_ends_is_written_then(work, qtbot, folder):
    worker, heard = work()
    for event in EVENTS[:-1]:
        worker.add("r", [event])
    worker.stop()
    assert History(folder).open(["r"]) == redact([recording(EVENTS[:-1])])
    assert heard.failed == []


def test_runs_of_now_and_of_earlier_are_saved_together(work, qtbot, tmp_path, folder):
    History(folder).save(recording(sample_runs.wrong_code(), run_id="r"))
    worker, heard = work()
    now = [replace(sample_runs.started("jane@example.com"), run_id="now")]
    worker.add("now", now)
    worker.save_as(tmp_path / "both.cfx.json", ["r", "now"])
    worker.save_as(tmp_path / "named.cfx.json", ["now"], keep_names=True)
    worker.export("names", tmp_path / "names.txt", ["now", "r"])
    qtbot.waitUntil(lambda: len(heard.saved) == 3)
    both = load((tmp_path / "both.cfx.json").read_bytes())
    assert [run.events[0].user for run in both] == ["<user-1>", "<email-1>"]
    assert load((tmp_path / "named.cfx.json").read_bytes())[0].events[0].user == "jane@example.com"
    assert (tmp_path / "names.txt").read_text() == "<email-1>,<user-1>"


def test_only_a_person_who_wants_to_gets_the_secrets_and_a_file_that_is_nobody_elses(work, qtbot, tmp_path):
    worker, heard = work()
    worker.add("r", EVENTS)
    target = tmp_path / "all.cfx.json"
    target.touch(0o644)
    worker.save_as(target, ["r"], reveal=True)
    qtbot.waitUntil(lambda: heard.saved == [target])
    assert load(target.read_bytes()) == (recording(EVENTS),)
    assert target.stat().st_mode & 0o077 == 0


def test_a_file_is_opened_and_its_runs_can_be_exported(work, qtbot, tmp_path):
    worker, heard = work()
    worker.add("r", EVENTS)
    worker.save_as(tmp_path / "one.cfx.json", ["r"])
    other, heard_there = work()
    qtbot.waitUntil(lambda: heard.saved != [])
    other.open(tmp_path / "one.cfx.json")
    qtbot.waitUntil(lambda: heard_there.opened != [])
    (opened,) = heard_there.opened[0].recordings
    other.export("names", tmp_path / "names.txt", [opened.run_id])
    qtbot.waitUntil(lambda: heard_there.saved != [])
    assert opened.run_id != "r"
    assert opened.events[1:] == redact([recording(EVENTS)])[0].events[1:]
    assert heard_there.opened[0].path == tmp_path / "one.cfx.json"


def test_a_note_a_mark_and_a_removal_change_the_list(work, qtbot, folder):
    worker, heard = work()
    worker.add("r", EVENTS)
    worker.load()
    worker.annotate("r", "for the ticket", True)
    qtbot.waitUntil(lambda: heard.listed != [] and heard.listed[-1].entries[0].note == "for the ticket")
    assert [path.name.endswith(".kept.cfx.json") for path in folder.iterdir()] == [True]
    worker.open_kept(["r"])
    worker.remove(["r"])
    qtbot.waitUntil(lambda: heard.listed[-1].entries == ())
    assert heard.opened[0].recordings[0].note == "for the ticket"


def test_what_cannot_be_done_is_told_in_words_and_the_next_job_is_done(work, qtbot, tmp_path):
    worker, heard = work()
    (tmp_path / "bad.cfx.json").write_bytes(b'{"format": "cognito-flow-explorer transcript", "version": 2}')
    worker.open(tmp_path / "bad.cfx.json")
    worker.open(tmp_path / "none.cfx.json")
    worker.save_as(tmp_path / "x.cfx.json", ["nobody"])
    worker.export("names", tmp_path / "x", [])
    worker.add("r", EVENTS)
    worker.save_as(tmp_path / "no" / "x.cfx.json", ["r"])
    worker.save_as(tmp_path / "x.cfx.json", ["r"])
    qtbot.waitUntil(lambda: heard.saved == [tmp_path / "x.cfx.json"])
    problems = [error.problem for error in heard.failed]
    assert problems == ["newer", "no_file", "nothing", "nothing", "cannot_write"]
    assert all(map(problem_words, heard.failed))


def test_a_file_and_a_later_one_of_the_same_run_are_two(work, qtbot, tmp_path):
    files = [tmp_path / "early.cfx.json", tmp_path / "late.cfx.json"]
    for path, events in zip(files, (EVENTS[:4], EVENTS), strict=True):
        path.write_bytes(dump([recording(events)]))
    worker, heard = work()
    worker.take(files)
    qtbot.waitUntil(lambda: len(heard.opened) == 2)
    late = heard.opened[1].recordings[0]
    worker.save_as(tmp_path / "again.cfx.json", [late.run_id])
    qtbot.waitUntil(lambda: heard.saved != [])
    assert len(load((tmp_path / "again.cfx.json").read_bytes())[0].events) == len(EVENTS)


def test_among_files_transcripts_are_told_by_name_or_content_and_one_that_is_damaged_stops_no_other(
    work, qtbot, tmp_path
):
    bad, renamed, other = tmp_path / "bad.cfx.json", tmp_path / "a.cfx(1).json", tmp_path / "outputs.json"
    bad.write_text("{")
    renamed.write_bytes(dump([recording(EVENTS)]))
    other.write_text("{}")
    worker, heard = work()
    foreign = []
    worker.foreign.connect(foreign.append)
    worker.take([bad, other, renamed, tmp_path])
    qtbot.waitUntil(lambda: foreign != [])
    assert foreign == [(other, tmp_path)]
    assert [opened.path for opened in heard.opened] == [renamed]
    assert [error.problem for error in heard.failed] == ["no_json"]


def test_every_window_is_told_that_the_history_cannot_be_written(work, qtbot, folder):
    folder.write_text("a file, where the folder should be")
    worker, heard = work()
    other = worker.another()
    also = Heard(other)
    other.start()
    other.add("r", EVENTS)
    qtbot.waitUntil(lambda: heard.failed != [] and also.failed != [])
    assert {error.problem for error in (*heard.failed, *also.failed)} == {"cannot_write"}
    other.stop()


def test_a_run_that_is_deleted_while_it_goes_on_does_not_come_back(work, qtbot, folder):
    worker, _ = work()
    worker.load()
    worker.add("r", EVENTS[:5])
    qtbot.waitUntil(lambda: list(folder.glob("*.cfx.json")) != [])
    worker.remove(["r"])
    qtbot.waitUntil(lambda: list(folder.glob("*.cfx.json")) == [])
    worker.add("r", EVENTS[5:])
    worker.stop()
    assert list(folder.glob("*.cfx.json")) == []


def test_every_window_is_told_what_was_noted_in_one(work, qtbot):
    worker, _ = work()
    other = worker.another()
    told = []
    worker.annotated.connect(told.append)
    worker.add("r", EVENTS)
    other.annotate("r", "ticket 4711", True)
    qtbot.waitUntil(lambda: told != [])
    assert told == [("r", Remark(event=0, note="ticket 4711", marked=True))]
