"""The child processes that sign-ins run in, as their parent sees them: given one job at a time, heard, and ended."""

import contextlib
import subprocess
import sys
import threading
from pathlib import Path
from queue import SimpleQueue

from app.runs.lines import job_line, lines_from
from app.runs.practice_process import MAIN, how
from app.runs.scenario import Job

PATIENCE = 2.0  # seconds that a process gets to end once its stdin is closed


def child_command(home: Path | None = None) -> tuple[str, ...]:
    """Return the command of a child whose vault is where this program's is; `home` replaces the person's folders."""
    return (sys.executable, str(MAIN), "child", *(("--home", str(home)) if home else ()))


class Child:
    """One process. What it says comes to `said`, with the child itself: lines, and None once it has ended.

    OSError where it cannot be started. It belongs to one thread, and ends when this process does.
    """

    def __init__(self, command: tuple[str, ...], said: "SimpleQueue[tuple[Child, list[bytes] | None]]") -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # the terminal's Ctrl+C is for this process, which tells what is done
        )
        self._said = said
        self._thread = threading.Thread(target=self._listen, name="child", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def give(self, job: Job) -> None:
        """Hand a job over. Where the process is gone already, its end is what is heard of the job."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.write(job_line(job))
            self._process.stdin.flush()

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does; `reap` is to follow."""
        self._process.kill()

    def dismiss(self) -> None:
        """Let it end: it gets no more jobs; `reap` is to follow."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def reap(self) -> None:
        """Wait for its end, and put away what is left of it; one that does not end is killed."""
        self.dismiss()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._thread.join(PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def how_it_ended(self) -> str:
        """Say how it ended, once it has: by its exit status or a signal."""
        return how(self._process.wait())

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(OSError):
            for lines in lines_from(self._process.stdout.fileno()):
                self._said.put((self, lines))
        self._said.put((self, None))
