"""The practice pool in its own process, as the window starts it, with what tests ask of it over HTTP."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import boto3
import botocore.session
from botocore.config import Config

from tests.helpers.processes import end

ROOT = Path(__file__).resolve().parents[2]
REGION = "us-east-1"
PASSWORD = "Practice1!"


class PracticePool:
    """One running practice pool: its announcement, its inbox, its clock, and boto3 clients for it."""

    def __init__(self, child: subprocess.Popen[bytes], token: str) -> None:
        self.child = child
        self.token = token
        assert child.stdout is not None
        self.announced: dict[str, Any] = json.loads(child.stdout.readline())
        self.endpoint: str = self.announced["endpoint"]

    def pool_id(self, name: str = "practice") -> str:
        """The id of a seed pool."""
        return next(pool["id"] for pool in self.announced["user_pools"] if pool["name"] == name)

    def client(self, name: str = "public-all", pool: str = "practice") -> dict[str, str]:
        """An app client of the seed: id, name, and secret where it has one."""
        pools = self.announced["user_pools"]
        return next(
            client for each in pools if each["name"] == pool for client in each["clients"] if client["name"] == name
        )

    def api(self) -> Any:
        """A boto3 client for it; the caller closes it."""
        return api_of(self.endpoint)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Any:
        """GET a path and decode its JSON."""
        request = urllib.request.Request(self.endpoint + path, headers=dict(headers or {}))
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read())

    def control(self, what: str, body: Mapping[str, Any] | None = None) -> Any:
        """POST to a control endpoint as its owner."""
        request = urllib.request.Request(
            f"{self.endpoint}/practice/{what}",
            data=json.dumps(body or {}).encode(),
            headers={"Authorization": f"Bearer {self.token}"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read())

    def messages(self, pool_id: str, username: str = "") -> list[dict[str, Any]]:
        """The inbox of a pool or of one of its users, newest last."""
        query = {"user_pool_id": pool_id} | ({"username": username} if username else {})
        found: list[dict[str, Any]] = self.get(f"/practice/inbox?{urlencode(query)}")["messages"]
        return found

    def code(self, pool_id: str, username: str) -> str:
        """The newest code that went to a user."""
        return str(self.messages(pool_id, username)[-1]["code"])

    def authenticator_code(self, pool_id: str, username: str) -> str:
        """The code that the user's authenticator shows now."""
        found = self.get(f"/practice/authenticators?{urlencode({'user_pool_id': pool_id})}")["authenticators"]
        return next(str(each["code"]) for each in found if each["username"] == username)

    @contextmanager
    def clock_ahead(self, seconds: float) -> Iterator[None]:
        """Let the practice clock run ahead as long as the context lasts."""
        self.control("clock", {"offset": seconds})
        try:
            yield
        finally:
            self.control("clock", {"offset": 0})


def api_of(endpoint: str) -> Any:
    """A boto3 client with keys that mean nothing, one attempt a call."""
    return boto3.session.Session(botocore_session=botocore.session.Session()).client(
        "cognito-idp",
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id="practice",
        aws_secret_access_key="practice",
        config=Config(retries={"total_max_attempts": 1}),
    )


@contextmanager
def practice_pool(arguments: Sequence[str] = ()) -> Iterator[PracticePool]:
    """Run `practice` until the context ends; fails where it wrote to stderr, which only a defect makes it do."""
    token = secrets.token_hex(16)
    with tempfile.TemporaryFile() as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "app.practice", "--until-stdin-closes", *arguments],
            cwd=ROOT,
            env={**os.environ, "PRACTICE_CONTROL_TOKEN": token},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            yield PracticePool(child, token)
        finally:
            child.stdin.close()
            with_grace(child)
            child.stdout.close()
        log.seek(0)
        complaints = log.read().decode()
        assert not complaints, complaints


def with_grace(child: subprocess.Popen[bytes]) -> None:
    """Wait for a child whose stdin is closed, then end it."""
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        end(child)
        raise
