"""Files of scenarios on a thread of their own: read, found wrong, and what came of them written as reports."""

from pathlib import Path

import pytest

from app.exporters.checked import Checked, State
from app.workers.scenario_files import ScenarioFilesWorker

GOOD = '[[scenario]]\nname = "one"\nprofile = "p"\nflow = "user_srp"\n'
CHECKED = Checked(
    name="one", file="f", profile="p", flow="user_srp", state=State.SKIPPED, at=1.0, expected="signed_in",
    reason="cancelled",
)  # fmt: skip


@pytest.fixture
def worker(qapp):
    """A worker and what it said."""
    made = ScenarioFilesWorker()
    made.said = []
    made.read.connect(lambda path, found: made.said.append((path, [each.name for each in found])))
    made.unreadable.connect(lambda path, words: made.said.append((path, words)))
    made.written.connect(lambda path: made.said.append((path, "written")))
    made.unwritten.connect(lambda path, words: made.said.append((path, words)))
    yield made
    made.stop()
    if made._thread is not None:
        made._thread.join(5.0)


def said(worker, qtbot, count):
    qtbot.waitUntil(lambda: len(worker.said) == count)
    return worker.said


def test_each_file_is_read_or_said_to_be_wrong_and_where(worker, qtbot, tmp_path: Path):
    good, bad, gone = (tmp_path / name for name in ("good.toml", "bad.toml", "gone.toml"))
    good.write_text(GOOD)
    bad.write_text(GOOD + "user = 7\n")
    worker.open([bad, gone, good])
    (_, wrong), (_, missing), (path, names) = said(worker, qtbot, 3)
    assert wrong.startswith("bad.toml: scenario[1].user: ")
    assert missing.startswith("gone.toml cannot be read: ")
    assert (path, names) == (good, ["one"])


@pytest.mark.parametrize(("kind", "begins"), [("junit", "<?xml"), ("html", "<!DOCTYPE html>")])
def test_a_report_is_written(worker, qtbot, tmp_path: Path, kind, begins):
    worker.report(kind, tmp_path / "report", [CHECKED])
    assert said(worker, qtbot, 1) == [(tmp_path / "report", "written")]
    assert (tmp_path / "report").read_text("utf-8").lower().startswith(begins.lower())


def test_a_report_that_cannot_be_written_says_why(worker, qtbot, tmp_path: Path):
    worker.report("junit", tmp_path / "no" / "report.xml", [CHECKED])
    ((_, words),) = said(worker, qtbot, 1)
    assert words.startswith("report.xml could not be written: ")
