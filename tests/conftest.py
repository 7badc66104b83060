"""What holds for every test: nothing of the person's is touched, only loopback is reached, nothing is left behind."""

import gc
import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.helpers import guards
from tests.helpers.programs import give_up

HERE = Path(__file__).parent
NEED_QT = ("widgets", "models", "workers", "end_to_end")
THROW_AWAY = Path(tempfile.mkdtemp(prefix="explorer-tests-"))
PERSONS_OWN = ("DBUS_SESSION_BUS_ADDRESS", "PYTHON_KEYRING_BACKEND", "AWS_", "KEYRING_PROPERTY_", "WAYLAND_DISPLAY")


def settle_into(folder: Path) -> None:
    """Give this process and its children an empty home, no keyring, no AWS account; runs before the app is imported."""
    npm = Path.home() / ".npmrc"  # says where npm packages come from: a fact of the machine, not the person's data
    if npm.is_file():
        os.environ.setdefault("NPM_CONFIG_USERCONFIG", str(npm))
    for name in [name for name in os.environ if name.startswith(PERSONS_OWN) and name != "AWS_CA_BUNDLE"]:
        del os.environ[name]
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        place = folder / name.lower()
        place.mkdir(mode=0o700)
        os.environ[name] = str(place)
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


settle_into(THROW_AWAY)
settings.register_profile("house", deadline=None, database=None)  # machines differ in speed; nothing is remembered
settings.load_profile("house")
guards.watch_connections()

try:
    importlib.import_module("PySide6.QtWidgets")
    QT_MISSING = ""
except ImportError as error:
    QT_MISSING = str(error)

pytest_plugins = [] if QT_MISSING else ["pytestqt.plugin"]
if not QT_MISSING:
    gc.disable()  # in the window's own process, too, no thread but the GUI's collects: see widgets/collector.py


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know the options of pytest-qt also where Qt, and so the plugin, cannot be loaded."""
    if QT_MISSING:
        for option in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(option, "has an effect only where Qt can be loaded")


def pytest_report_header() -> list[str]:
    """Say what this machine lacks for the window's tests."""
    return [f"Qt cannot be loaded: {QT_MISSING}"] if QT_MISSING else []


def pytest_unconfigure() -> None:
    """Take the throw-away home away, and what tests copied: Qt would let go of it after Python has ended, and crash."""
    guards.empty_clipboard()
    shutil.rmtree(THROW_AWAY, ignore_errors=True)


class WithoutQt(pytest.Module):
    """Stands for a test module that cannot even be imported without Qt."""

    def collect(self) -> list[pytest.Item]:
        """Skip the module and say why; under CI fail."""
        give_up(f"Qt cannot be loaded here: {QT_MISSING}")
        return []


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Name the modules that cannot run here instead of failing to import them."""
    if QT_MISSING and any(module_path.is_relative_to(HERE / folder) for folder in NEED_QT):
        return WithoutQt.from_parent(parent, path=module_path)
    return None


@pytest.fixture(autouse=True)
def nothing_is_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning, connects beyond loopback, or leaves a thread or a window behind."""
    marker = request.node.get_closest_marker("logs")
    with guards.no_strangers(), guards.no_warnings_logged(marker.args if marker else ()):
        with guards.no_threads_left():
            yield
        guards.no_windows_left()
    if not QT_MISSING:
        guards.let_closed_windows_go()
        importlib.import_module("widgets.collector").collect_due()
