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
from typing import Any

CHILD = Path(__file__).with_name("child.py")
SAMPLES = Path(__file__).resolve().parents[3] / "resources" / "practice" / "triggers.py"
ATTEMPT_SECONDS = 5.0  # Cognito's limit for a trigger
ATTEMPTS = 3
LOAD_SECONDS = 20.0


class TriggerFileError(Exception):
    """A file of triggers cannot be loaded; the message names file and line."""


class FunctionFailed(Exception):
    """The function raised an error, or took its process down with it."""


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
                 load_seconds: float = LOAD_SECONDS) -> None:
        self._files = [SAMPLES, *files]
        self._attempt_seconds = attempt_seconds
        self._load_seconds = load_seconds
        self._turn = threading.Lock()
        self._child: _Child | None = None
        self._closed = False
        self.functions: list[str] = []

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
            for _ in range(ATTEMPTS):
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
            raise FunctionFailed(answer["error"])
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
        if self._child is not None and self._child.process.poll() is not None:
            self._end_child()
        if self._child is None:
            self._child = self._spawn()
            try:
                self.functions = self._hello(self._child)
            except TriggerFileError:
                self._end_child()
                raise
        return self._child

    def _spawn(self) -> _Child:
        command = [sys.executable, str(CHILD), *(str(path) for path in self._files)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own script
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
            raise TriggerFileError(hello["failed"])
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
