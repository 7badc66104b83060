"""Starts moto, ministack and cognito-local, each in a process of its own, on loopback, with nothing kept on disk."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.error import URLError

from tests.helpers.practice_pool import ROOT
from tests.helpers.processes import process
from tests.helpers.programs import give_up, require_program
from tests.helpers.waiting import wait_for

HERE = Path(__file__).parent
INSTALLED = ROOT / ".third-party"
UV = ROOT / ".uv" / "bin" / "uv"
CODE = "123456"  # what cognito-local and ministack take for every code that they send
MINISTACK_RESET_CODE = "654321"
KEYS = {"AWS_ACCESS_KEY_ID": "practice", "AWS_SECRET_ACCESS_KEY": "practice"}  # as `api_of` has them
NAMES = json.dumps({"UserPoolDefaults": {"UsernameAttributes": []}})  # otherwise it wants an e-mail address for a name
MOTO = """
import sys
from moto.server import ThreadedMotoServer
ThreadedMotoServer(ip_address="127.0.0.1", port=int(sys.argv[1]), verbose=False).start()
import threading
threading.Event().wait()
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One that runs: its name in the table, its version, where it listens, the code with which it resets a password."""

    name: str
    version: str
    endpoint: str
    reset_code: str = CODE

    @property
    def title(self) -> str:
        """What stands above its column."""
        return f"{self.name} {self.version}"


@contextmanager
def moto() -> Iterator[Server]:
    """Run moto, which checks authenticator codes for real."""
    from importlib.metadata import version

    settings = {"MOTO_COGNITO_IDP_USER_POOL_ENABLE_TOTP": "true"}
    with _running([sys.executable, "-c", MOTO, "{port}"], settings) as endpoint:
        yield Server(name="moto", version=version("moto"), endpoint=endpoint)


@contextmanager
def ministack() -> Iterator[Server]:
    """Run ministack from an environment of its own, because it pins its own botocore; it checks what it can check."""
    python = _ministack_python()
    settings = {"GATEWAY_PORT": "{port}", "BIND_HOST": "127.0.0.1", "SERVICES": "cognito-idp,lambda,iam,sts",
                "AUTH": "true", "STATE_DIR": "{folder}", "TMPDIR": "{folder}", **KEYS}  # fmt: skip
    with _running([str(python.parent / "ministack")], settings) as endpoint:
        yield Server(
            name="ministack", version=_locked("ministack"), endpoint=endpoint, reset_code=MINISTACK_RESET_CODE
        )


@contextmanager
def cognito_local() -> Iterator[Server]:
    """Run cognito-local."""
    node, folder = require_program("node", apt="nodejs"), _cognito_local_folder()
    settings = {"PORT": "{port}", "HOST": "127.0.0.1", "CODE": CODE}
    command = [node, str(folder / "node_modules" / "cognito-local" / "lib" / "bin" / "start.js")]
    with _running(command, settings, {".cognito/config.json": NAMES}) as url:
        package = json.loads((folder / "package.json").read_text("utf-8"))
        yield Server(name="cognito-local", version=package["dependencies"]["cognito-local"], endpoint=url)


SERVERS: dict[str, Callable[[], AbstractContextManager[Server]]] = {
    "moto": moto,
    "ministack": ministack,
    "cognito-local": cognito_local,
}


@contextmanager
def _running(
    command: list[str], settings: dict[str, str], files: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """Run a server in a folder with these files until the context ends; `{port}` and `{folder}` stand for its own."""
    port = _free_port()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        for name, content in files.items():
            place = Path(folder) / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content, "utf-8")
        places = {"port": port, "folder": folder}
        environment = {**_quiet(), **{name: value.format(**places) for name, value in settings.items()}}
        log = Path(folder) / "server.log"
        started = [part.replace("{port}", str(port)) for part in command]
        child = stack.enter_context(process(started, environment, log, folder=folder))
        url = f"http://127.0.0.1:{port}"
        wait_for(lambda: child.poll() is not None or _answers(url), f"{command[0]} to listen", 60)
        assert child.poll() is None, log.read_text("utf-8", "replace")[-2000:]
        yield url


def _quiet() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except URLError as error:
        return getattr(error, "code", None) is not None  # an HTTP status, whichever
    except OSError:
        return False


def _ministack_python() -> Path:
    """Return the interpreter of ministack's environment, made as its lock says."""
    folder, lock = INSTALLED / "ministack", HERE / "ministack.lock"
    python = folder / "bin" / "python"
    if not _is_done(folder, lock):
        uv = str(UV) if UV.is_file() else require_program("uv", apt="pipx")
        _install([uv, "venv", "-q", "--clear", "--python", sys.executable, str(folder)], cwd=ROOT)
        _install([uv, "pip", "sync", "-q", "--python", str(python), str(lock)], cwd=ROOT)
        _note_done(folder, lock)
    return python


def _cognito_local_folder() -> Path:
    """Return the folder in which cognito-local is installed, as its lock says."""
    folder, source = INSTALLED / "cognito-local", HERE / "cognito-local"
    lock = source / "package-lock.json"
    if not _is_done(folder, lock):
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(source / name, folder)
        npm = require_program("npm", apt="npm")
        _install([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder)
        _note_done(folder, lock)
    return folder


def _is_done(folder: Path, lock: Path) -> bool:
    done = folder / "installed-lock"
    return done.is_file() and done.read_text("utf-8") == lock.read_text("utf-8")


def _note_done(folder: Path, lock: Path) -> None:
    (folder / "installed-lock").write_text(lock.read_text("utf-8"), "utf-8")


def _install(command: list[str], *, cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        give_up(f"{command[0]} could not install a server: {done.stderr.strip()[-300:]}")


def _locked(package: str) -> str:
    lines = (HERE / "ministack.lock").read_text("utf-8").splitlines()
    return next(line.split("==")[1].split()[0] for line in lines if line.startswith(f"{package}=="))
