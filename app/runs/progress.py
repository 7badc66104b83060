"""What `run` says on the terminal while it goes on: a line for each scenario as it ends, and one for all of them."""

import os
from collections.abc import Sequence
from typing import TextIO

from app.exporters.checked import Checked, State, summary
from app.exporters.story import duration
from app.exporters.visible import in_one_line, visible
from app.runs.jobs import CANCELLED
from app.texts import text

COLOURS = {State.PASSED: "\x1b[32m", State.FAILED: "\x1b[1;31m", State.SKIPPED: "\x1b[33m"}
PLAIN, ERASE = "\x1b[0m", "\r\x1b[K"
WIDTH = 8  # characters of the longest state
INDENT = " " * (WIDTH + 1)


class Progress:
    """Writes to one stream. A running count and colours are for a terminal only; NO_COLOR takes the colours away.

    Where nobody reads any more it goes on in silence.
    """

    def __init__(self, stream: TextIO, count: int) -> None:
        self._stream = stream
        self._count = count
        self._done = 0
        self._terminal = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._colours = self._terminal and not os.environ.get("NO_COLOR")
        self._silent = False

    def begin(self) -> None:
        """Say that it has begun, where a count can be seen."""
        self._show_count()

    def ended(self, checked: Checked, what_happened: str, what_to_try: str = "") -> None:
        """Say what came of a scenario; where it is not as expected, in full."""
        self._done += 1
        if checked.state is State.SKIPPED and not checked.recording and checked.reason == CANCELLED:
            return  # nobody wants a line for each of those that never began: the last one counts them
        state = self._coloured(checked.state, f"{checked.state.word:{WIDTH}}")
        took = f"  {duration(checked.seconds)}" if checked.recording else ""
        lines = [f"{state} {in_one_line(checked.name)}{took}"]
        if checked.state is State.FAILED:
            lines += [text("run.file", file=checked.file, profile=checked.profile), what_happened]
        if checked.state is not State.PASSED:
            lines += [*checked.why.split("\n"), what_to_try if checked.state is State.FAILED else ""]
        self._write(self._erased() + "\n".join(_indented(lines)) + "\n")
        self._show_count()

    def finish(self, checked: Sequence[Checked], seconds: float) -> None:
        """Say how many there were and what came of them."""
        self._write(f"{self._erased()}{summary(checked)} ({duration(seconds)})\n")

    def _show_count(self) -> None:
        if self._terminal and self._done < self._count:
            self._write(self._erased() + text("run.count", done=self._done, count=self._count))

    def _erased(self) -> str:
        return ERASE if self._terminal else ""

    def _coloured(self, state: State, words: str) -> str:
        return f"{COLOURS[state]}{words}{PLAIN}" if self._colours else words

    def _write(self, words: str) -> None:
        if self._silent:
            return
        try:
            self._stream.write(words)
            self._stream.flush()
        except OSError:
            self._silent = True


def _indented(lines: Sequence[str]) -> list[str]:
    first, *rest = lines
    return [first, *(f"{INDENT}{each}" for line in rest if line for each in visible(line).split("\n"))]
