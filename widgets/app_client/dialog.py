"""The App client dialog: three pages about the chosen profile's app client, and a button that asks AWS about it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.diagnosis.app_client.known import Known
from app.diagnosis.app_client.settings import settings
from app.diagnosis.client_change import Place
from app.texts import text
from widgets.app_client.change import ChangePage
from widgets.app_client.flows import AuthFlowsPage
from widgets.app_client.settings import SettingsPage
from widgets.parts import button, column, label, name
from widgets.pieces import Line
from widgets.theme import GRID, HEADING
from widgets.wrapped import Wrapped

FIRST_SIZE, LEAST_SIZE = QSize(900, 640), QSize(560, 400)


class AppClientDialog(QDialog):
    """Stays open beside the window and follows the profile that is chosen there. `check_wanted`: AWS is to be asked."""

    check_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("app_client.title"))
        self.setModal(False)
        self._has_profile = False
        self._heading = Wrapped(size=HEADING, bold=True)
        self._count = Wrapped(tone="muted")
        self.says = Wrapped()  # what became of the last check
        name(self.says, "")
        self.check = button(text("app_client.check"), "primary", press=self.check_wanted.emit)
        self.check.setToolTip(text("app_client.check_tip"))
        self.check.setAutoDefault(False)
        self.settings, self.flows, self.change = SettingsPage(), AuthFlowsPage(), ChangePage()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setExpanding(False)
        for page, key in ((self.settings, "settings"), (self.flows, "flows"), (self.change, "change")):
            self.tabs.addTab(page, text(f"app_client.{key}"))
        self._pages = QStackedWidget()
        self._pages.addWidget(_nothing())
        self._pages.addWidget(self.tabs)
        self.setLayout(self._laid_out())
        self.flows.change_wanted.connect(self.show_change)
        self.resize(self._first_size(parent))
        self.setMinimumSize(LEAST_SIZE.boundedTo(self.size()))
        self.say("")
        self.tabs.setFocus()

    def show_profile(self, profile: str, known: Known, place: Place) -> None:
        """Show what is known of a profile's app client; `profile` is its name."""
        self._has_profile = True
        self._heading.setText(text("app_client.heading", profile=profile))
        self._count.setText(_count(known))
        self.settings.show_known(known)
        self.flows.show_known(known)
        self.change.show_known(known, place)
        self._pages.setCurrentIndex(1)

    def show_none(self) -> None:
        """Say that no profile is chosen."""
        self._has_profile = False
        self._heading.setText(text("app_client.title"))
        self._count.setText("")
        self._pages.setCurrentIndex(0)

    def show_change(self, value: str) -> None:
        """Show how a value that begins with ALLOW_ is turned on."""
        self.change.choose(value)
        self.tabs.setCurrentWidget(self.change)
        self.change.flow.setFocus()

    def say(self, words: str, tone: str = "text") -> None:
        """Say what a check does or did; `tone` names a colour of the theme."""
        self.says.setText(words)
        self.says.set_tone(tone)
        name(self.says, words)
        self.says.setVisible(bool(words))

    def set_running(self, running: bool) -> None:
        """Nothing can be asked while a run is under way."""
        self.check.setEnabled(self._has_profile and not running)

    def _laid_out(self) -> QVBoxLayout:
        box = column(spacing=GRID)
        box.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        top = Line(self._heading, self.check)
        box.addWidget(top)
        box.addWidget(self._count)
        box.addWidget(self.says)
        box.addWidget(self._pages, 1)
        return box

    @staticmethod
    def _first_size(parent: QWidget) -> QSize:
        """As large as it is meant to be, but no larger than the screen."""
        room = parent.screen().availableSize()
        return FIRST_SIZE.boundedTo(QSize(room.width() - 2 * GRID, room.height() - 6 * GRID))


def _count(known: Known) -> str:
    rows = settings(known)
    count = sum(row.known for row in rows)
    if count == len(rows):
        return text("app_client.known_all")
    if known.described:
        return text("app_client.known_count", known=count, all=len(rows))
    return f"{text('app_client.known_count', known=count, all=len(rows))} {text('app_client.known_how')}"


def _nothing() -> QWidget:
    made = QWidget()
    box = column()
    box.addWidget(label(text("app_client.no_profile"), "muted", wrap=True), 0, Qt.AlignmentFlag.AlignTop)
    made.setLayout(box)
    return made
