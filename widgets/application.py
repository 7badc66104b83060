"""From nothing to a window: the application, its look, its services, the window; then the event loop."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QSettings, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app import machine
from app.diagnosis.attempts import Attempts
from app.folders import FOLDER, folders
from app.history.store import History
from app.runs.children import child_command
from app.runs.profile_book import ProfileBook
from app.runs.sign_in import SignInRequest
from app.runs.users import Known
from app.runs.vault_access import system_vault
from app.workers.history import HistoryWorker
from app.workers.jobs import JobsWorker
from app.workers.practice import PracticeWorker
from app.workers.profiles import ProfilesWorker
from app.workers.sign_in import SignInRun
from app.workers.vault import VaultWorker
from widgets.bug_dialog import BugReporter
from widgets.collector import Collector
from widgets.interrupts import Interrupts
from widgets.main_window import MainWindow
from widgets.services import Services
from widgets.theme import apply_theme
from widgets.windows import Windows

NAME = "Cognito Flow Explorer"
INTERRUPTED = 130
LACKS_SOMETHING = 3


def run(home: Path | None = None, files: tuple[Path, ...] = ()) -> int:
    """Open the window, and files in it; return the exit status once it is closed.

    `home` replaces the person's own folders.
    """
    qInstallMessageHandler(_on_qt_message)
    application = QApplication([FOLDER])
    application.setApplicationName(FOLDER)
    application.setApplicationDisplayName(NAME)
    Collector(application)
    apply_theme(application)
    reporter = BugReporter(application)
    reporter.install()
    services = _services(home, application)
    windows = Windows(services, application)
    window = windows.open_first()
    interrupts = Interrupts(windows.close_all, application)
    QTimer.singleShot(0, lambda: _start(services, window, files))  # what is heavy comes after the first paint
    status = application.exec()
    services.practice.stop()
    services.history.stop()
    services.profiles.stop()
    services.vault.stop()
    return INTERRUPTED if interrupts.caught else status


def _start(services: Services, window: MainWindow, files: tuple[Path, ...]) -> None:
    services.history.start()
    if files:
        window.conductors.drops.open(files)
    services.profiles.start()
    services.profiles.load()
    services.practice.start()
    services.vault.start()
    services.vault.describe()
    services.vault.refresh()


def _services(home: Path | None, application: QApplication) -> Services:
    config, data = folders(home)
    access = system_vault(data)

    attempts = Attempts()
    known = Known(attempts)

    def start_run(request: SignInRequest) -> SignInRun:
        return SignInRun(request, access, application)

    return Services(
        practice=PracticeWorker(application),
        history=HistoryWorker(History(data / "history"), parent=application),
        vault=VaultWorker(access, application),
        start_run=start_run,
        settings=QSettings(str(config / "settings.ini"), QSettings.Format.IniFormat),
        profiles=ProfilesWorker(ProfileBook(config / "profiles.toml", access), application),
        new_jobs=lambda parent: JobsWorker(parent, child_command(home), known),
        attempts=attempts,
    )


def _on_qt_message(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
    """Say in a sentence why Qt gives up; without this it aborts with a core dump."""
    if kind == QtMsgType.QtFatalMsg:
        print(machine.no_display() if "platform plugin" in message else message, file=sys.stderr)
        sys.stderr.flush()
        os._exit(LACKS_SOMETHING)
    if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg):
        print(message, file=sys.stderr)
