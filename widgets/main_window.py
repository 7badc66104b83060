"""The window: puts panels, models and conductors together, and keeps its shape between starts."""

from PySide6.QtCore import QByteArray, QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMainWindow, QSplitter, QWidget

from app.models.flows import FlowsModel
from app.models.inbox import InboxModel
from app.models.profiles import ProfilesModel
from app.models.saved import SavedModel
from app.models.timeline import TimelineModel
from app.texts import text
from widgets.about import About
from widgets.clipboard import clipboard, copy_selected
from widgets.columns import LeftColumn, RightColumn
from widgets.conduct.account import AccountConductor
from widgets.conduct.app_client import AppClientConductor
from widgets.conduct.drops import DropsConductor
from widgets.conduct.flow_choice import FlowChoiceConductor
from widgets.conduct.kept_tokens import KeptTokens
from widgets.conduct.panels import Models, Panels
from widgets.conduct.practice import PracticeConductor
from widgets.conduct.profiles import ProfilesConductor
from widgets.conduct.refusals import RefusalConductor
from widgets.conduct.sign_ins import SignInConductor
from widgets.conduct.sign_out import SignOutConductor
from widgets.conduct.transcripts import TranscriptsConductor
from widgets.conduct.user import UserConductor
from widgets.conduct.vault import VaultConductor
from widgets.menus import add_menu, add_schemes
from widgets.notice import Notice
from widgets.parts import column, fit_icon
from widgets.services import Services
from widgets.shortcuts import Shortcuts
from widgets.stage import Stage
from widgets.status_line import StatusLine
from widgets.theme import GRID, apply_theme
from widgets.top_bar import TopBar

FIRST_SIZE = QSize(1280, 800)
FIRST_LEFT, MORE_LEFT = 312, 72  # pixels; and how many more where the text is twice as large
GEOMETRY, COLUMNS, RIGHT, SCALE, SCHEME, TOOL = (
    "window/geometry", "window/columns", "window/right", "window/text_scale", "window/colours", "code/tool",
)  # fmt: skip
LARGER = 1.1


class MainWindow(QMainWindow):
    """Composition only: behaviour is in the panels and their conductors. Closes at once, whatever is under way."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        clipboard()  # from now on it takes away what was copied out of a field that shows a secret
        self._theme = apply_theme(_application())
        self._models = _models(self)
        self._panels = _panels(self._models)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._notice = Notice()
        self._clock_notice = Notice(text("clock.notice"))
        self._panels.right.details.names.profile_of = self._models.profiles.find
        self._compose()
        self._sign_ins = SignInConductor(self._panels, services.start_run, self)
        tokens = KeptTokens(self._models.profiles, services.vault, self._sign_ins)
        self._vault = VaultConductor(self._panels, services.vault, tokens, self._sign_ins)
        self._sign_out = SignOutConductor(self._panels, services.vault, tokens, self._sign_ins)
        self._refusals = RefusalConductor(self._panels, services, self._clock_notice, self._sign_ins)
        self._remedies = self._refusals.remedies
        self._account = AccountConductor(self._panels, self._sign_ins)
        self._user = UserConductor(self._panels, self._sign_ins)
        self._profiles = ProfilesConductor(self._panels, services, self._notice, self._remedies, self)
        self.drops = DropsConductor(services.history, self._profiles.read, self)
        self.drops.watch(self, self._notice)
        self._profiles.made.connect(lambda dialog: self.drops.watch(dialog, dialog.notice))
        self._transcripts = TranscriptsConductor(self._panels, services.history, self._sign_ins, self._notice, self)
        FlowChoiceConductor(self._panels, self)
        self._app_client = AppClientConductor(self._panels, self._sign_ins, services.profiles, self)
        self._remedies.dialogs["check_client"] = self._app_client.check
        self._practice = PracticeConductor(self._panels, services.practice, services.settings, self)
        self._theme.changed.connect(self._fit_icons)
        self._restore()
        self._add_menus()
        self._sign_ins.running_changed.connect(self._show_running)
        self._sign_ins.asked.connect(services.practice.poll)  # the code should be there before the person looks
        self._show_running(False)
        self._panels.left.form.focus_first()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._profiles.may_close():
            event.ignore()
            return
        settings = self._services.settings
        settings.setValue(GEOMETRY, self.saveGeometry())
        settings.setValue(COLUMNS, self._columns.saveState())
        settings.setValue(RIGHT, self._panels.right.saveState())
        settings.setValue(TOOL, self._panels.right.details.code.tool)
        self._practice.remember()
        self._panels.left.saved.flush()
        self._sign_ins.stop()
        self._app_client.close()
        self._transcripts.close()
        event.accept()

    def _compose(self) -> None:
        panels = self._panels
        self.setWindowTitle(text("window.title"))
        for part in (panels.left, panels.stage, panels.right):
            self._columns.addWidget(part)
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(1)
        self._columns.setStretchFactor(1, 2)
        self._columns.setStretchFactor(2, 1)
        box = column(spacing=0)
        box.addWidget(panels.top)
        box.addWidget(self._notice)
        box.addWidget(self._clock_notice)
        box.addWidget(self._columns, 1)
        box.addWidget(panels.status)
        content = QWidget()
        content.setLayout(box)
        self.setCentralWidget(content)
        panels.stage.timeline.row_chosen.connect(panels.right.details.show_row)

    def _first_columns(self) -> list[int]:
        """The left column grows with the text, up to what the others can spare; the right one with the window."""
        total, more = self.width(), max(self._theme.scale - 1.0, 0.0)
        left = min(FIRST_LEFT + round(MORE_LEFT * more), max(FIRST_LEFT - round(3 * GRID * more), round(0.3 * total)))
        right = round(0.34 * total) - 6 * GRID
        return [left, max(total - left - right, 1), right]

    def _restore(self) -> None:
        settings = self._services.settings
        scale, scheme = settings.value(SCALE, 1.0, float), str(settings.value(SCHEME, ""))
        if scale != 1.0:
            self._theme.set_scale(float(scale))  # type: ignore[arg-type]
        if scheme in ("Light", "Dark"):
            self._theme.set_scheme(Qt.ColorScheme[scheme])
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize()))
        self._columns.setSizes(self._first_columns())
        self._panels.right.details.code.choose(str(settings.value(TOOL, "")))
        for key, restore in (
            (GEOMETRY, self.restoreGeometry),
            (COLUMNS, self._columns.restoreState),
            (RIGHT, self._panels.right.restoreState),
        ):
            kept = settings.value(key)
            if isinstance(kept, QByteArray):
                restore(kept)

    def _add_menus(self) -> None:
        panels, services = self._panels, self._services
        add_menu(self, "file", [*self._transcripts.rows(), None, ("quit", "Ctrl+Q", self.close)])
        add_menu(self, "profile", [
            ("profiles", "Ctrl+P", self._profiles.open), ("app_client", "", self._app_client.open),
        ])  # fmt: skip
        add_menu(self, "edit", [
            ("copy", "Ctrl+C", copy_selected),
            ("paste_code", "Ctrl+Shift+V", self._paste_code),
            ("filter", "Ctrl+F", panels.stage.filter.setFocus),
        ])  # fmt: skip
        _, self._run_actions = add_menu(self, "run", [
            ("sign_in", ["F5", "Ctrl+Return", "Ctrl+Enter"], self._sign_ins.sign_in),
            ("cancel", "Esc", self._sign_ins.cancel),
            None,
            ("clear", "Ctrl+K", panels.stage.clear),
            ("saved", "", panels.left.saved.forget_all),
        ])  # fmt: skip
        _, on_the_spot = add_menu(self, "user", self._user.rows())
        self._user.follow(on_the_spot)
        _, practice = add_menu(self, "practice", [
            ("start_pool", "", self._practice.start_again),
            ("reset", "Ctrl+Shift+R", services.practice.reset),
            ("inbox", "Ctrl+I", panels.right.inbox.take_focus),
        ])  # fmt: skip
        practice["start_pool"].setEnabled(False)
        self._practice.over.connect(practice["start_pool"].setEnabled)
        self._practice.over.connect(practice["reset"].setDisabled)
        view, _ = add_menu(self, "view", [
            ("larger", ["Ctrl++", "Ctrl+="], lambda: self._scale(self._theme.scale * LARGER)),
            ("smaller", "Ctrl+-", lambda: self._scale(self._theme.scale / LARGER)),
            ("normal", "Ctrl+0", lambda: self._scale(1.0)),
        ])  # fmt: skip
        add_schemes(view, str(services.settings.value(SCHEME, "Unknown")), self._choose_scheme)
        add_menu(self, "help", [
            ("shortcuts", "F1", lambda: self._show_once(Shortcuts)),
            ("keyring", "", self._check_keyring),
            ("about", "", lambda: self._show_once(About)),
        ])  # fmt: skip

    def _show_once(self, kind: type[QDialog]) -> None:
        dialog = self.findChild(kind) or kind(self)
        dialog.show()
        dialog.activateWindow()

    def _check_keyring(self) -> None:
        from widgets.keyring_check import KeyringCheck  # keyring takes its time, and most windows never check it

        self._show_once(KeyringCheck)

    def _show_running(self, running: bool) -> None:
        self._run_actions["cancel"].setEnabled(running)
        self._run_actions["sign_in"].setEnabled(not running)
        self._run_actions["clear"].setEnabled(not running)

    @Slot()
    def _fit_icons(self) -> None:
        for each in self.findChildren(QAbstractButton):
            fit_icon(each)

    def _scale(self, scale: float) -> None:
        self._theme.set_scale(scale)
        self._services.settings.setValue(SCALE, self._theme.scale)

    def _choose_scheme(self, scheme: Qt.ColorScheme) -> None:
        self._theme.set_scheme(scheme)
        self._services.settings.setValue(SCHEME, scheme.name)

    def _paste_code(self) -> None:
        self._panels.stage.challenge.put_code(QApplication.clipboard().text())


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def _models(parent: QMainWindow) -> Models:
    return Models(
        flows=FlowsModel(parent=parent),
        profiles=ProfilesModel(parent=parent),
        inbox=InboxModel(parent=parent),
        saved=SavedModel(parent=parent),
        timeline=TimelineModel(parent=parent),
    )


def _panels(models: Models) -> Panels:
    return Panels(
        models=models,
        top=TopBar(models.profiles),
        left=LeftColumn(models.flows, models.saved, lambda wanted: models.profiles.row_of(wanted) >= 0),
        stage=Stage(models.timeline),
        right=RightColumn(models.inbox, models.timeline),
        status=StatusLine(),
    )
