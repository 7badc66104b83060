"""The folder of kept runs: redacted, whole or not at all, and no larger than it may be."""

import os
import time
from dataclasses import replace

import pytest

from app.errors import TranscriptError
from app.history.autosave import AGAIN, PAUSE, Autosave
from app.history.store import LEFT_OVER, History, read
from app.transcript.recording import Remark
from app.transcript.redaction import redact
from tests.helpers import sample_runs
from tests.helpers.evidence import hidden_in, spilled
from tests.transcript.test_redaction import recording


def run(number, note="", marked=False, events=None):
    started = replace(sample_runs.started(at=sample_runs.T0 + number), run_id=f"run{number}")
    return replace(recording([started, *(events or [])], note, f"run{number}"), marked=marked)


def ids(history):
    return [entry.run_id for entry in history.entries().entries]


def test_a_kept_run_is_redacted_private_and_comes_back(tmp_path):
    history = History(tmp_path / "history")
    kept = recording(sample_runs.signed_in())
    history.save(kept)
    (path,) = (tmp_path / "history").iterdir()
    assert spilled(path.read_bytes(), hidden_in([kept])) == []
    assert (path.stat().st_mode & 0o077, path.parent.stat().st_mode & 0o077) == (0, 0)
    assert history.open(["r", "gone"]) == redact([kept])
    assert history.entries().entries[0].headline.user == "<user-1>"


def test_names_are_kept_where_a_person_wants_that(tmp_path):
    history = History(tmp_path, keep_names=True)
    history.save(recording(sample_runs.signed_in()))
    assert history.entries().entries[0].headline.user == "sms"


def test_the_oldest_go_first_and_those_with_a_note_or_a_mark_last(tmp_path):
    history = History(tmp_path, most_runs=3)
    for each in (run(1), run(2, note="!"), run(3, marked=True), run(4), run(5)):
        history.save(each)
    history.tidy()
    assert ids(history) == ["run5", "run3", "run2"]
    history.save(run(6, note="!"))
    history.save(run(7))
    history.tidy()
    assert ids(history) == ["run7", "run6", "run3"]


def test_the_size_of_all_files_is_limited(tmp_path):
    history = History(tmp_path, most_bytes=1)
    for number in (1, 2):
        history.save(run(number))
    history.tidy()
    assert ids(history) == ["run2"]


def test_a_note_is_written_and_taken_back_in_one_file(tmp_path):
    history = History(tmp_path)
    history.save(run(1))
    history.annotate("run1", Remark(event=0, note="for the ticket"))
    assert [path.name.endswith(".kept.cfx.json") for path in tmp_path.iterdir()] == [True]
    assert history.entries().entries[0].note == "for the ticket"
    history.annotate("run1", Remark(event=0))
    assert [path.name.endswith(".kept.cfx.json") for path in tmp_path.iterdir()] == [False]
    history.remove(["run1", "gone"])
    assert ids(history) == []


def test_a_broken_file_hides_no_other(tmp_path):
    history = History(tmp_path)
    history.save(run(1))
    (tmp_path / "000000000000001-x.cfx.json").write_bytes(b"{}")
    (tmp_path / "notes.txt").write_text("not ours")
    listing = history.entries()
    assert [entry.run_id for entry in listing.entries] == ["run1"]
    assert [(error.problem, error.where.endswith("x.cfx.json: $.format")) for error in listing.broken] == [
        ("other_format", True)
    ]


def test_what_a_crash_left_unfinished_is_cleared_away_later(tmp_path):
    left, going_on = tmp_path / ".a.new", tmp_path / ".b.new"
    for path in (left, going_on):
        path.touch()
    os.utime(left, (time.time() - LEFT_OVER - 1,) * 2)
    History(tmp_path).tidy()
    assert [path.name for path in tmp_path.iterdir()] == [".b.new"]


@pytest.mark.parametrize("run_id", ["../../x", "", "a/b", "\ud800", "x" * 300])
def test_a_runs_id_never_leads_out_of_the_folder(tmp_path, run_id):
    history = History(tmp_path / "history")
    events = [replace(sample_runs.started(), run_id=run_id)]
    history.save(replace(recording(events), run_id=run_id))
    assert [path.parent for path in tmp_path.rglob("*.cfx.json")] == [tmp_path / "history"]
    assert len(history.open([run_id])) == 1


def test_a_folder_that_takes_no_file_is_told(tmp_path):
    (tmp_path / "history").write_text("a file")
    with pytest.raises(TranscriptError, match="cannot_write"):
        History(tmp_path / "history").save(run(1))
    with pytest.raises(TranscriptError, match="no_file"):
        read(tmp_path)


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def test_a_run_that_goes_on_is_written_once_a_second_and_at_its_end(tmp_path):
    clock, history, events = Clock(), History(tmp_path), sample_runs.signed_in()
    autosave = Autosave(history, clock)
    autosave.add("r", events[:1])
    autosave.write()
    autosave.add("r", events[1:2])
    autosave.write()
    assert len(history.open(["r"])[0].events) == 1
    assert autosave.wait() == PAUSE
    clock.now += PAUSE
    autosave.write()
    assert len(history.open(["r"])[0].events) == 2
    autosave.add("r", events[2:])
    assert autosave.wait() == 0.0
    assert autosave.write() is True
    assert len(history.open(["r"])[0].events) == len(events)
    assert autosave.wait() is None


def test_a_note_is_written_once_and_what_the_disk_refused_of_it_is_tried_again(tmp_path):
    clock, folder = Clock(), tmp_path / "history"
    autosave = Autosave(History(folder), clock)
    autosave.add("r", sample_runs.signed_in())
    autosave.write()
    autosave.annotate("r", Remark(event=0, note="for the ticket", marked=False))
    assert autosave.wait() is None
    folder.rename(tmp_path / "away")
    folder.write_text("in the way")
    with pytest.raises(TranscriptError, match="cannot_write"):
        autosave.annotate("r", Remark(event=0, note="for another ticket", marked=False))
    assert autosave.wait() == AGAIN
    folder.unlink()
    clock.now += AGAIN
    assert autosave.write() is True
    assert [entry.note for entry in History(folder).entries().entries] == ["for another ticket"]


def test_what_the_disk_refuses_is_told_once_and_tried_again(tmp_path):
    clock, folder = Clock(), tmp_path / "history"
    folder.write_text("in the way")
    autosave = Autosave(History(folder), clock)
    autosave.add("r", sample_runs.signed_in())
    with pytest.raises(TranscriptError, match="cannot_write"):
        autosave.write()
    assert autosave.wait() == AGAIN
    clock.now += AGAIN
    assert autosave.write() is False
    folder.unlink()
    clock.now += AGAIN
    assert autosave.write() is True
    assert ids(History(folder)) == ["r"]
