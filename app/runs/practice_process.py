"""The practice pool's process: started with a token of its own, heard, and ended by closing its stdin."""

import contextlib
import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

MAIN = Path(__file__).resolve().parent.parent.parent / "main.py"
COMMAND = (sys.executable, str(MAIN), "practice", "--until-stdin-closes")
PATIENCE = 5.0  # seconds that the process gets to end once its stdin is closed


def begin(command: tuple[str, ...] = COMMAND) -> tuple[subprocess.Popen[bytes], str]:
    """Start the process; return it and the token of whoever may change its clock. OSError where it cannot be started.

    It ends with this process: its stdin closes then.
    """
    token = secrets.token_urlsafe(24)
    process = subprocess.Popen(  # noqa: S603 - our own program, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # the terminal's Ctrl+C is for this process
        env={**_harmless_environment(), "PRACTICE_CONTROL_TOKEN": token},
    )
    return process, token


def announcement(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """Wait for the one line that it says once it accepts connections; ValueError where there is no such line."""
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise ValueError(how(process.wait()))
    try:
        announced: dict[str, Any] = json.loads(line)
    except ValueError as error:
        raise ValueError(f"its first line is no JSON: {error}") from error
    return announced


def how(status: int) -> str:
    """Say how a process ended, by its return code as `subprocess` gives it."""
    return f"signal {-status}" if status < 0 else f"exit status {status}"


def close_stdin(process: subprocess.Popen[bytes] | None) -> None:
    """Ask a process to end."""
    if process is not None and process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()


def see_off(process: subprocess.Popen[bytes]) -> None:
    """Wait for the end of a process that was asked to end; one that does not is killed."""
    close_stdin(process)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _harmless_environment() -> dict[str, str]:
    """Return this process's environment without AWS credentials and settings: the practice pool has no use for them."""
    return {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
