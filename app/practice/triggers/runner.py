"""Keeps the one child process in which trigger functions run, and gives each attempt its five seconds."""

import contextlib
import json
import queue
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

CHILD = Path(__file__).with_name("child.py")
SAMPLES = Path(__file__).resolve().parents[3] / "resources" / "practice" / "triggers.py"
ATTEMPT_SECONDS = 5.0  # Cognito's limit for a trigger
ATTEMPTS = 3
LOAD_SECONDS = 20.0


class TriggerFileError(Exception):
    """A file of triggers cannot be loaded; the message names file and line, which is 0 where there is none."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class FunctionFailed(Exception):
    """The function raised an error, or took its process down with it: then there is no kind of error, and no line."""

    def __init__(self, message: str, *, kind: str = "", file: str = "", line: int = 0, traceback: str = "") -> None:
        super().__init__(message)
        self.kind, self.line, self.traceback = kind, line, traceback
        self.place = f"{file}:{line}" if line else file


class FunctionTimedOut(Exception):
    """No attempt came back in time."""


class FunctionUnknown(Exception):
    """There is no such function."""


@dataclass(slots=True, kw_only=True)
class _Child:
    process: "subprocess.Popen[bytes]"
    answers: "queue.SimpleQueue[dict[str, Any] | None]"  # None when the process has ended
    reader: threading.Thread


class Runner:
    """Runs functions of trigger files, one at a time, in a child that stays warm between calls."""

    def __init__(self, files: Sequence[Path] = (), *, attempt_seconds: float = ATTEMPT_SECONDS,
                 load_seconds: float = LOAD_SECONDS, attempts: int = ATTEMPTS, edited: str | None = None,
                 prints_to: IO[bytes] | None = None) -> None:
        self._files = [SAMPLES, *files]
        self._edited = edited  # stands for the last file
        self._attempts = attempts
        self._prints_to = prints_to  # what the functions print; None is this process's stderr
        self._stale = False  # the child has what is in force no more
        self._attempt_seconds = attempt_seconds
        self._load_seconds = load_seconds
        self._turn = threading.Lock()
        self._child: _Child | None = None
        self._closed = False
        self.functions: list[str] = []

    @property
    def file(self) -> str:
        """The name of the file whose functions win, which an edited text stands for."""
        return self._files[-1].name

    @property
    def edited(self) -> bool:
        """Whether a text is in force that is in no file."""
        return self._edited is not None

    def source(self, *, of_file: bool = False) -> str:
        """The text in force, or that of the file; raises OSError and UnicodeError."""
        if self._edited is not None and not of_file:
            return self._edited
        return self._files[-1].read_text("utf-8")

    def trial(self, edited: str, prints_to: IO[bytes] | None = None) -> "Runner":
        """A runner of its own with an edited text in the place of the last file, for one attempt at each call."""
        return Runner(self._files[1:], attempt_seconds=self._attempt_seconds, load_seconds=self._load_seconds,
                      attempts=1, edited=edited, prints_to=prints_to)

    def use(self, edited: str) -> list[str]:
        """Let an edited text stand for the last file from the next call on; return the functions there are then.

        Raises TriggerFileError where it cannot be loaded: what was in force then stays.
        """
        candidate = self.trial(edited)
        try:
            candidate.start()
            functions = candidate.functions
        finally:
            candidate.close()
        self._edited, self._stale, self.functions = edited, True, functions
        return functions

    def back_to_files(self) -> None:
        """Let the files count again from the next call on; does not wait for one that runs."""
        if self._edited is not None:
            self._edited, self._stale = None, True

    def start(self) -> None:
        """Start the child and load the files; raises TriggerFileError. Without it the first call does so."""
        with self._turn:
            self._warm_child()

    def close(self) -> None:
        """End the child and start no other. May be called twice, and while a function runs: that call then fails."""
        self._closed = True
        child = self._child
        if child is not None:
            child.process.kill()
        with self._turn:
            self._end_child()

    def run(self, function: str, event: dict[str, Any]) -> Any:
        """What a function returned for an event, as JSON gives it.

        Raises FunctionFailed, FunctionTimedOut, FunctionUnknown, or TriggerFileError where a file that was loaded
        once can no longer be.
        """
        with self._turn:
            for _ in range(self._attempts):
                with contextlib.suppress(queue.Empty):
                    return self._attempt(function, event)
                self._end_child()
            raise FunctionTimedOut(function)

    def _attempt(self, function: str, event: dict[str, Any]) -> Any:
        child = self._warm_child()
        call = {"function": function, "event": event, "limit": self._attempt_seconds}
        with contextlib.suppress(OSError):  # a child that has just died shows as the end of its answers
            assert child.process.stdin is not None
            child.process.stdin.write(json.dumps(call).encode() + b"\n")
            child.process.stdin.flush()
        answer = child.answers.get(timeout=self._attempt_seconds)
        if answer is None:
            raise FunctionFailed(self._how_it_ended())
        if "unknown" in answer:
            raise FunctionUnknown(function)
        if "error" in answer:
            raise FunctionFailed(answer["error"], kind=answer["type"], file=answer.get("file", ""),
                                 line=answer.get("line") or 0, traceback=answer.get("traceback", ""))
        return answer["result"]

    def _how_it_ended(self) -> str:
        assert self._child is not None
        status = self._child.process.wait()
        self._end_child()
        how = f"exit status {status}" if status >= 0 else f"signal: {(signal.strsignal(-status) or '').lower()}"
        return f"RequestId: {uuid.uuid4()} Error: Runtime exited with error: {how}"

    def _warm_child(self) -> _Child:
        if self._closed:
            raise FunctionFailed("Runtime exited without providing a reason")
        if self._child is not None and (self._stale or self._child.process.poll() is not None):
            self._end_child()
        self._stale = False
        if self._child is None:
            self._child = self._spawn()
            try:
                self.functions = self._hello(self._child)
            except TriggerFileError:
                self._end_child()
                raise
        return self._child

    def _spawn(self) -> _Child:
        edited, files = self._edited, [str(path) for path in self._files]
        command = [sys.executable, str(CHILD), *(files if edited is None else [*files[:-1], "--edited"])]
        process = subprocess.Popen(  # noqa: S603 - our own script
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._prints_to
        )
        if edited is not None:
            assert process.stdin is not None
            with contextlib.suppress(OSError):  # a child that has died shows as the end of its answers
                process.stdin.write(json.dumps({"name": self.file, "text": edited}).encode() + b"\n")
                process.stdin.flush()
        answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        reader = threading.Thread(target=_read, args=(process, answers), name="trigger answers", daemon=True)
        reader.start()
        return _Child(process=process, answers=answers, reader=reader)

    def _hello(self, child: _Child) -> list[str]:
        names = ", ".join(str(path) for path in self._files)
        try:
            hello = child.answers.get(timeout=self._load_seconds)
        except queue.Empty:
            raise TriggerFileError(f"{names}: not loaded within {self._load_seconds:g} s") from None
        if hello is None:
            raise TriggerFileError(f"{names}: the process that loads them ended")
        if "failed" in hello:
            raise TriggerFileError(hello["failed"], hello["line"])
        functions: list[str] = hello["functions"]
        return functions

    def _end_child(self) -> None:
        if self._child is None:
            return
        process = self._child.process
        process.kill()
        process.wait()
        self._child.reader.join(timeout=1)  # what the function itself started may hold the pipe open
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            with contextlib.suppress(OSError):
                pipe.close()
        self._child = None


def _read(process: "subprocess.Popen[bytes]", answers: "queue.SimpleQueue[dict[str, Any] | None]") -> None:
    assert process.stdout is not None
    for line in process.stdout:
        answers.put(json.loads(line))
    answers.put(None)
