"""A window with everything behind it that is real: workers, the practice pool's process, a vault in memory.

Apart from conftest.py, which pytest reads even where Qt cannot be loaded.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.history.store import History
from app.profiles.profile import Profile
from app.profiles.store import ProfilesFile
from app.runs.profile_book import ProfileBook
from app.runs.vault_access import VaultAccess
from app.vault.memory_vault import MemoryVault
from app.vault.vault import Backend
from app.workers.history import HistoryWorker
from app.workers.practice import PracticeWorker
from app.workers.profiles import ProfilesWorker
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
        return "" if self.window.conductors.sign_ins.running else self.panels.stage.outcome.headline()


Make = Callable[..., Desk]


def services_in(folder: Path, application: QApplication, kept: MemoryVault, command: tuple[str, ...] = ()) -> Services:
    """What a window is given, with all that is kept in one folder and one vault."""
    access = VaultAccess(lambda: kept)
    return Services(
        practice=PracticeWorker(application, command),
        history=HistoryWorker(History(folder / "history"), parent=application),
        vault=VaultWorker(access, application),
        start_run=lambda request: SignInRun(request, access, application),
        settings=QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat),
        profiles=ProfilesWorker(ProfileBook(folder / "profiles.toml", access), application),
    )


@contextmanager
def desks(application: QApplication, qtbot, folder: Path) -> Iterator[Make]:
    """Yields a function that makes a window; its settings are kept as long as the context lasts."""
    made: list[Desk] = []

    def make(*profiles: Profile, vault: MemoryVault | None = None, command: tuple[str, ...] = ()) -> Desk:
        kept = vault or SecureMemory()
        own = folder / "profiles.toml"
        if profiles:
            ProfilesFile(own).save(profiles)
        services = services_in(folder, application, kept, command)
        window = MainWindow(services)
        qtbot.addWidget(window)
        services.vault.start()
        services.history.start()
        services.vault.describe()
        services.vault.refresh()
        window.show()
        services.profiles.start()
        services.profiles.load()
        if profiles:
            qtbot.waitUntil(lambda: all(window._models.profiles.find(profile.id) for profile in profiles))
        made.append(Desk(window, services, kept))
        return made[-1]

    yield make
    for desk in made:
        desk.window.close()
        desk.services.practice.stop()
        desk.services.history.stop()
        desk.services.profiles.stop()
        desk.services.vault.stop()
