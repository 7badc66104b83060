"""Child processes of tests: started with an environment of their own, and always ended, by their process id."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 5.0  # seconds that a process gets to end when asked to


@contextmanager
def process(
    command: Sequence[str],
    environment: Mapping[str, str],
    log: Path,
    *,
    given: bytes = b"",
    keep: Sequence[int] = (),
    folder: str | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command as long as the context lasts.

    `given` is its standard input, `keep` what files it inherits, `folder` where it runs.
    """
    with log.open("ab") as output:
        child = subprocess.Popen(
            command, env=dict(environment), stdin=subprocess.PIPE, stdout=output, stderr=output, pass_fds=tuple(keep),
            cwd=folder,
        )  # fmt: skip
    assert child.stdin is not None
    try:
        child.stdin.write(given)
        child.stdin.close()
        yield child
    finally:
        end(child)


def end(child: subprocess.Popen[bytes]) -> None:
    """End a process: ask, then kill; one that was stopped by a signal is woken first."""
    if child.poll() is None:
        os.kill(child.pid, signal.SIGCONT)
        child.terminate()
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait(PATIENCE)
