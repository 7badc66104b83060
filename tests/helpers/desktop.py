"""A real desktop session for tests: a D-Bus of its own with gnome-keyring, an X server, the accessibility bus."""

import os
import select
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pytest
import secretstorage
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.helpers.processes import process
from tests.helpers.programs import give_up, require_file, require_program
from tests.helpers.waiting import wait_for

KEYRING_PASSWORD = b"throw-away"
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that Debian's gi and pyatspi belong to
BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""  # no service folder: only what a test starts is there, nothing of the machine starts by itself


class Keyring(Enum):
    """The states of a Secret Service that a person can meet."""

    UNLOCKED = "unlocked"
    LOCKED = "locked"
    NO_COLLECTION = "no collection"
    NO_DAEMON = "no daemon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A running D-Bus session: what a child process needs to join it, and the keyring daemon's process id."""

    environment: Mapping[str, str]
    folder: Path
    keyring_pid: int | None


@contextmanager
def dbus_session(keyring: Keyring = Keyring.UNLOCKED) -> Iterator[Session]:
    """Start a session bus, with a gnome-keyring in the given state, and put this process and its children into it."""
    bus_program = require_program("dbus-daemon", apt="dbus")
    keyring_program = require_program("gnome-keyring-daemon", apt="gnome-keyring")
    with (
        tempfile.TemporaryDirectory(prefix="desktop-", ignore_cleanup_errors=True) as name,
        pytest.MonkeyPatch.context() as patch,
    ):
        folder = Path(name)
        for variable, value in _homes(folder).items():
            patch.setenv(variable, value)
        with _bus(bus_program, folder) as address:
            patch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
            if keyring is Keyring.NO_DAEMON:
                yield Session(environment=dict(os.environ), folder=folder, keyring_pid=None)
                return
            with _keyring_daemon(keyring_program, folder, keyring) as pid:
                yield Session(environment=dict(os.environ), folder=folder, keyring_pid=pid)


@contextmanager
def xvfb(size: str = "1280x800x24") -> Iterator[str]:
    """Start an X server without a screen; yields its DISPLAY, which is set for this process and its children too."""
    program = require_program("Xvfb", apt="xvfb")
    with tempfile.TemporaryDirectory(prefix="xvfb-") as name, pytest.MonkeyPatch.context() as patch:
        reading, writing = os.pipe()
        command = [program, "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
        with process(command, os.environ, Path(name) / "log", keep=[writing]):
            os.close(writing)
            display = ":" + _line(reading, "Xvfb")
            patch.setenv("DISPLAY", display)
            yield display


@contextmanager
def accessibility(session: Session) -> Iterator[Mapping[str, str]]:
    """Start the accessibility bus in a session; yields the environment for a Qt program that is to appear on it."""
    launcher = require_file("/usr/libexec/at-spi-bus-launcher", apt="at-spi2-core")
    environment = {**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    with process([launcher, "--launch-immediately"], environment, session.folder / "at-spi.log"):
        wait_for(lambda: name_is_owned("org.a11y.Bus"), "the accessibility bus")
        yield environment


def require_at_spi_client() -> None:
    """Skip (under CI: fail) where Debian's Python cannot drive windows over the accessibility bus."""
    require_program(SYSTEM_PYTHON, apt="python3")
    look = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if subprocess.run([SYSTEM_PYTHON, "-c", look], capture_output=True, check=False).returncode:
        give_up(f"{SYSTEM_PYTHON} has no AT-SPI (apt-get install python3-gi gir1.2-atspi-2.0)")


def name_is_owned(name: str) -> bool:
    """Say whether a program has this name on the session bus."""
    bus = DBusAddress("/org/freedesktop/DBus", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus")
    with open_dbus_connection() as connection:
        answer = connection.send_and_get_reply(new_method_call(bus, "NameHasOwner", "s", (name,)), timeout=5)
    return answer.body == (True,)


def lock_default_collection() -> None:
    """Lock the default collection, as a desktop does when its screen is locked for long."""
    connection = secretstorage.dbus_init()
    try:
        secretstorage.Collection(connection).lock()
    finally:
        connection.close()


def kept_in_the_keyring() -> list[tuple[str, str]]:
    """Read label and secret of all that the default collection holds, as any other program of the person's could.

    Where an item goes away while it is read, all are read anew.
    """
    connection = secretstorage.dbus_init()
    try:
        while True:
            with suppress(secretstorage.ItemNotFoundException):
                items = secretstorage.Collection(connection).get_all_items()
                return [(item.get_label(), item.get_secret().decode()) for item in items]
    finally:
        connection.close()


@contextmanager
def _bus(program: str, folder: Path) -> Iterator[str]:
    configuration = folder / "bus.conf"
    configuration.write_text(BUS_CONFIGURATION.format(folder=folder))
    reading, writing = os.pipe()
    command = [program, f"--config-file={configuration}", "--nofork", f"--print-address={writing}"]
    with process(command, os.environ, folder / "bus.log", keep=[writing]):
        os.close(writing)
        yield _line(reading, "dbus-daemon")


@contextmanager
def _keyring_daemon(program: str, folder: Path, keyring: Keyring) -> Iterator[int]:
    command = [program, "--foreground", "--components=secrets"]
    unlock = keyring is not Keyring.NO_COLLECTION
    if unlock:
        command.append("--unlock")
    log = folder / "keyring.log"
    with process(command, os.environ, log, given=KEYRING_PASSWORD if unlock else b"") as daemon:
        wait_for(lambda: name_is_owned("org.freedesktop.secrets"), f"gnome-keyring ({log.read_text()})")
        if unlock:
            wait_for(_default_is_open, "an unlocked default collection")
        if keyring is Keyring.LOCKED:
            lock_default_collection()
        yield daemon.pid
        ended = daemon.poll()  # a test may have killed it
        assert ended in (None, -signal.SIGKILL), f"gnome-keyring ended with {ended}: {log.read_text()}"


def _default_is_open() -> bool:
    connection = secretstorage.dbus_init()
    try:
        with suppress(secretstorage.ItemNotFoundException):
            return not secretstorage.Collection(connection).is_locked()
        return False
    finally:
        connection.close()


def _homes(folder: Path) -> dict[str, str]:
    places = {
        "HOME": folder,
        "XDG_RUNTIME_DIR": folder / "run",
        "XDG_DATA_HOME": folder / "data",
        "XDG_CONFIG_HOME": folder / "config",
        "XDG_CACHE_HOME": folder / "cache",
        "XDG_STATE_HOME": folder / "state",
    }
    for place in places.values():
        place.mkdir(mode=0o700, exist_ok=True)
    return {variable: str(place) for variable, place in places.items()}


def _line(descriptor: int, program: str) -> str:
    with os.fdopen(descriptor, "rb", buffering=0) as pipe:
        ready, _, _ = select.select([pipe], [], [], 10.0)
        line = pipe.readline() if ready else b""
    if not line:
        raise subprocess.SubprocessError(f"{program} did not say that it is ready")
    return line.decode().strip()
