"""`run`: scenarios without a window: progress on the terminal, reports in files, and an exit status for who automates.

It needs no display, and Qt is never imported.
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag

from app.exporters.checked import Checked, State, redact_checked
from app.exporters.visible import visible
from app.files import replace_file
from app.folders import folders
from app.runs.batch import Batch
from app.runs.children import child_command
from app.runs.jobs import Told, run_jobs
from app.runs.plan import Lacking, Plan, Wrong, planned
from app.runs.progress import Progress
from app.texts import text

AS_EXPECTED, NOT_AS_EXPECTED, WRONG_ARGUMENTS, LACKS_SOMETHING, INTERRUPTED = 0, 1, 2, 3, 130
Write = Callable[[Sequence[Checked]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A file to be written when all is done."""

    path: Path
    write: Write


def main(arguments: list[str]) -> int:
    """Run the scenarios of files; return the exit status."""
    parsed = _parser().parse_args(arguments)
    try:
        return _prepared(parsed)
    except Lacking as error:
        return _refuse(error, LACKS_SOMETHING)
    except Wrong as error:
        return _refuse(error, WRONG_ARGUMENTS)
    except KeyboardInterrupt:  # before anything ran: afterwards it is waited for
        return INTERRUPTED


def _prepared(parsed: argparse.Namespace) -> int:
    if sys.stdout is None:  # as `>&-` leaves it
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - as long as the process
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a console may lack characters
    reports = _reports(parsed.files, parsed.junit, parsed.html)
    config, _ = folders(parsed.home)
    with planned(parsed.files, parsed.profile, config / "profiles.toml") as plan:
        return _run(plan, reports, parsed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py run", description=text("run.help.description"))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=text("run.help.files"))
    parser.add_argument("--profile", default="", metavar="P", help=text("run.help.profile"))
    parser.add_argument("--junit", type=Path, metavar="F", help=text("run.help.junit"))
    parser.add_argument("--html", type=Path, metavar="F", help=text("run.help.html"))
    parser.add_argument("--jobs", type=_count, metavar="N", help=text("run.help.jobs"))
    parser.add_argument("--home", type=Path, metavar="DIR", help=text("run.help.home"))
    return parser


def _count(given: str) -> int:
    if not given.isdecimal() or not 0 < int(given) <= 64:
        raise argparse.ArgumentTypeError(text("run.not_a_count", given=given))
    return int(given)


def _run(plan: Plan, reports: Sequence[Report], parsed: argparse.Namespace) -> int:
    cancelled, began = Flag(), time.monotonic()
    batch, progress = Batch(plan.jobs), Progress(sys.stdout, len(plan.jobs))

    def say(checked: Checked, job_id: str) -> None:
        progress.ended(checked, batch.what_happened(job_id), batch.what_to_try(job_id))

    told = Told(
        on_event=batch.event,
        on_end=lambda job_id, judgement: say(batch.end(job_id, judgement), job_id),
        on_skip=lambda job_id, reason: say(batch.skip(job_id, reason), job_id),
    )
    with _interruptible(cancelled):
        progress.begin()
        run_jobs(plan.jobs, told=told, cancelled=cancelled, workers=parsed.jobs, command=child_command(parsed.home))
    progress.finish(batch.checked, time.monotonic() - began)
    _write(reports, batch.checked)
    if cancelled.is_set():
        return INTERRUPTED
    passed = all(each.state is State.PASSED for each in batch.checked)
    return AS_EXPECTED if passed else NOT_AS_EXPECTED


def _reports(files: Sequence[Path], junit: Path | None, html: Path | None) -> list[Report]:
    """Return what is to be written; Wrong where it is clear before that it could not be."""
    wanted = [Report(path=path, write=write) for path, write in ((junit, _junit), (html, _html)) if path is not None]
    for report in wanted:
        if report.path.is_dir() or not report.path.parent.is_dir():
            raise Wrong(text("run.no_place", file=report.path))
    taken = [os.path.realpath(path) for path in (*files, *(report.path for report in wanted))]
    for report in wanted:
        lasts = report.path.is_file() or not report.path.exists()  # several may go to one device or pipe
        if lasts and taken.count(os.path.realpath(report.path)) > 1:
            raise Wrong(text("run.taken", file=report.path))
    return wanted


def _junit(checked: Sequence[Checked]) -> str:
    from app.exporters.junit import junit_of_scenarios

    return junit_of_scenarios(checked)


def _html(checked: Sequence[Checked]) -> str:
    from app.exporters.html import html_of_scenarios  # Jinja2 takes its time

    return html_of_scenarios(checked)


def _write(reports: Sequence[Report], checked: Sequence[Checked]) -> None:
    """Write the reports, redacted as all exports are; Lacking, once all were tried, where one cannot be written."""
    if not reports:
        return
    redacted = redact_checked(checked)
    failed = []
    for report in reports:
        try:
            replace_file(report.path, report.write(redacted).encode())
        except OSError as error:
            failed.append(text("run.cannot_write", file=report.path, reason=error.strerror or error))
    if failed:
        raise Lacking(*failed)


def _refuse(error: Wrong, status: int) -> int:
    for line in error.said:
        print(f"run: {visible(line)}", file=sys.stderr)
    return status


@contextmanager
def _interruptible(cancelled: Flag) -> Iterator[None]:
    """Let Ctrl+C, a request to end, and the terminal's end cancel what runs; a second one ends the program at once."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup has it
        numbers.append(signal.SIGHUP)
    before = {int(number): signal.getsignal(number) for number in numbers}

    def cancel(number: int, _: object) -> None:
        cancelled.set()
        signal.signal(number, before[number])

    for number in before:
        signal.signal(number, cancel)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
