"""Runs the scripts that the page Code shows: secrets come by the environment, codes by stdin once they were sent."""

import base64
import contextlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.exporters.recipe import Recipe
from app.exporters.scripts import SCRIPTS, TOOLS
from tests.helpers.practice_pool import PASSWORD, PracticePool
from tests.helpers.waiting import wait_for

SECONDS = 60
AWS_KEYS = {"AWS_ACCESS_KEY_ID": "practice", "AWS_SECRET_ACCESS_KEY": "practice"}
Late = Callable[["Running"], str]  # what a script is answered once it is there; an empty string until then


@dataclass
class Running:
    """A script that runs: where its output goes, and what the practice pool had sent before it began."""

    pool: PracticePool
    output: Path
    since: float

    def text(self) -> str:
        """What it wrote so far, to stdout and stderr."""
        return self.output.read_text("utf-8")


@dataclass
class Done:
    """How a script ended."""

    status: int
    text: str

    def signed_in_as(self) -> str:
        """The user name in the access token that it printed; fails with its output where there is none."""
        assert self.status == 0, self.text
        for token in re.findall(r"eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]+", self.text):
            claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(token + "=="))
            if claims.get("token_use") == "access":
                return str(claims["username"])
        raise AssertionError("no access token in " + self.text)


def run_script(
    tool: str,
    recipe: Recipe,
    pool: PracticePool,
    folder: Path,
    *,
    late: Sequence[Late] = (),
    env: Mapping[str, str] | None = None,
    node: str = "",
    beside: Path | None = None,
) -> Done:
    """Write a recipe's script for a tool into `folder` (or `beside`, where its modules are found), and run it."""
    place = beside or folder
    script = place / f"{folder.name}-{TOOLS[tool].file_name}"
    script.write_text(SCRIPTS[tool](recipe), "utf-8")
    output = folder / f"{tool}.txt"
    running = Running(pool, output, since=time.time())
    command = {".sh": ["bash"], ".py": [sys.executable, "-W", "ignore"], ".mjs": [node]}[script.suffix]
    variables = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder),
        "LC_ALL": "C.UTF-8", "AWS_MAX_ATTEMPTS": "1", "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": "127.0.0.1",
        "COGNITO_PASSWORD": PASSWORD, **(AWS_KEYS if recipe.signed else {}), **(env or {}),
    }  # fmt: skip
    try:
        with output.open("wb") as log:
            child = subprocess.Popen(
                [*command, str(script)], cwd=place, env=variables, stdin=subprocess.PIPE, stdout=log, stderr=log,
                start_new_session=True,  # no terminal, so that what is asked comes by stdin
            )
            try:
                _answer(child, running, late)
            finally:
                child.kill()
                child.wait()
        return Done(child.returncode, running.text())
    finally:
        script.unlink()


def _answer(child: subprocess.Popen[bytes], running: Running, late: Sequence[Late]) -> None:
    assert child.stdin is not None
    with child.stdin:
        for each in late:
            found = wait_for(lambda each=each: each(running) or child.poll() is not None, "an answer", SECONDS)
            if not isinstance(found, str):
                break
            child.stdin.write(found.encode() + b"\n")
            child.stdin.flush()
    child.wait(SECONDS)


def message(medium: str, username: str, pool: str = "practice") -> Late:
    """The code of the next message to a user."""

    def code(running: Running) -> str:
        pool_id = running.pool.pool_id(pool)
        sent = (each for each in running.pool.messages(pool_id, username) if each["sent_at"] >= running.since)
        return next((str(each["code"]) for each in sent if each["medium"] == medium), "")

    return code


def authenticator(username: str, pool: str = "practice") -> Late:
    """The code that the user's authenticator shows, once there is one."""

    def code(running: Running) -> str:
        with contextlib.suppress(StopIteration):
            return running.pool.authenticator_code(running.pool.pool_id(pool), username)
        return ""

    return code
