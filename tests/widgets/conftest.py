"""A window with everything behind it that is real: workers, the practice pool's process, a vault in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.profiles.profile import Profile
from app.runs.sign_in import SignInRequest
from app.runs.vault_access import VaultAccess
from app.vault.memory_vault import MemoryVault
from app.vault.vault import Backend
from app.workers.practice import PracticeWorker
from app.workers.sign_in import SignInRun
from app.workers.vault import VaultWorker
from widgets.main_window import MainWindow
from widgets.services import Services


class SecureMemory(MemoryVault):
    """Keeps nothing beyond the test, and says that it is as good as a keyring, so that saving is offered."""

    def describe(self) -> Backend:
        return Backend(name="Test keyring", secure=True)


@dataclass
class Desk:
    """A window and what is behind it."""

    window: MainWindow
    services: Services
    vault: MemoryVault

    @property
    def panels(self):
        return self.window._panels

    def begin(self, user: str, flow: str = "user_srp", profile: str = "practice / public-all") -> None:
        """Choose, type and press Sign in."""
        top = self.panels.top
        top.profiles.setCurrentIndex(top.profiles.findText(profile))
        self.panels.left.flows.choose(flow)
        self.panels.left.form.fill(username=user, password="Practice1!")
        top.sign_in.click()

    def outcome(self) -> str:
        """What the outcome says while no run is under way, else an empty string."""
        return "" if self.window._sign_ins.running else self.panels.stage.outcome.headline()


@pytest.fixture
def make_desk(qapp: QApplication, qtbot, tmp_path: Path) -> Iterator:
    """Returns a function that makes a window; its settings are kept as long as the test runs."""
    made: list[Desk] = []

    def make(
        *profiles: Profile, vault: MemoryVault | None = None, command: tuple[str, ...] = (), problem: str = ""
    ) -> Desk:
        kept = vault or SecureMemory()
        access = VaultAccess(lambda: kept)
        services = Services(
            practice=PracticeWorker(qapp, command),
            vault=VaultWorker(access, qapp),
            start_run=lambda request: _run(request, access, qapp),
            settings=QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat),
            profiles=profiles,
            profiles_problem=problem,
        )
        window = MainWindow(services)
        qtbot.addWidget(window)
        services.vault.start()
        services.vault.describe()
        services.vault.refresh()
        window.show()
        made.append(Desk(window, services, kept))
        return made[-1]

    yield make
    for desk in made:
        desk.window.close()
        desk.services.practice.stop()
        desk.services.vault.stop()


@pytest.fixture
def desk(make_desk, qtbot) -> Desk:
    """A window whose practice pool runs."""
    made = make_desk()
    made.services.practice.start()
    qtbot.waitUntil(made.panels.top.sign_in.isEnabled, timeout=20_000)
    return made


def _run(request: SignInRequest, access: VaultAccess, parent: QApplication) -> SignInRun:
    return SignInRun(request, access, parent)
