"""The details beside the timeline: pages about the chosen row, each filled when it is looked at."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from app.models.names import has_names
from app.models.passkey_parts import ceremony_of
from app.models.rows import Row
from app.models.session_chain import has_session
from app.models.srp_values import handshake_of
from app.texts import text
from widgets.details.account import AccountPage
from widgets.details.body import BodyPage, request_page, response_page
from widgets.details.code import CodePage
from widgets.details.explain import ExplainPage
from widgets.details.names import NamesPage
from widgets.details.overview import OverviewPage
from widgets.details.passkey import PasskeyPage
from widgets.details.session import SessionPage
from widgets.details.srp import SrpPage
from widgets.details.tokens import TokensPage
from widgets.theme import GRID

Shows = (
    OverviewPage | BodyPage | TokensPage | AccountPage | SrpPage | SessionPage | NamesPage | PasskeyPage | ExplainPage
    | CodePage
)
WIDEST, NARROWEST = 45 * GRID, 39 * GRID
# Pages that most runs have nothing for: their tabs are there only where the chosen row's run has.
RARE: dict[str, Callable[[Row | None], bool]] = {
    "srp": lambda row: handshake_of(row) is not None,
    "session": lambda row: row is not None and has_session(row.run.transcript.events),
    "names": has_names,
    "passkey": lambda row: bool(ceremony_of(row)),
}


class DetailsPanel(QTabWidget):
    """Tabs from Overview to Code, the rare ones only where they show something.

    Events that come fast fill the page in sight only.
    """

    def __init__(self, account: AccountPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.account = account
        self._row: Row | None = None
        self._stale: set[int] = set()
        self.session = SessionPage()
        self.names = NamesPage()
        self.code = CodePage()
        self.tokens = TokensPage()
        named: dict[str, Shows] = {
            "overview": OverviewPage(),
            "request": request_page(),
            "response": response_page(),
            "tokens": self.tokens,
            "account": account,
            "srp": SrpPage(),
            "session": self.session,
            "names": self.names,
            "passkey": PasskeyPage(),
            "explain": ExplainPage(),
            "code": self.code,
        }
        self._names = tuple(named)
        self._pages = tuple(named.values())
        self.setAccessibleName(text("details.name"))
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.tabBar().setExpanding(False)
        for name, page in named.items():
            self.addTab(page, text(f"details.{name}"))
        self._rare = {list(named).index(name): has for name, has in RARE.items()}
        self._show_rare()
        self.currentChanged.connect(self._fill)
        self._be_wide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._be_wide()

    def _be_wide(self) -> None:
        """Keep all tabs in sight; where the text is so large that this takes too much room, leave it to the arrows."""
        wanted = self.tabBar().sizeHint().width()
        self.setMinimumWidth(wanted if wanted <= WIDEST else NARROWEST)

    def show_page(self, name: str) -> None:
        """Bring a page to the front, by the key of its title among the texts."""
        self.setCurrentIndex(self._names.index(name))

    def show_row(self, row: Row | None) -> None:
        """Show another row of the timeline, or the same one after something happened to it."""
        self._row = row
        self._stale = set(range(len(self._pages)))
        self._show_rare()
        self._fill(self.currentIndex())

    def _show_rare(self) -> None:
        """Show the tabs of rare pages that have something; the one that is looked at stays."""
        changed = False
        for place, has in self._rare.items():
            shown = place == self.currentIndex() or has(self._row)
            if shown != self.isTabVisible(place):
                self.setTabVisible(place, shown)
                changed = True
        if changed:  # the bar brings its current tab into sight only when it is resized
            bar = self.tabBar()
            QApplication.sendEvent(bar, QResizeEvent(bar.size(), bar.size()))

    def _fill(self, place: int) -> None:
        self._show_rare()  # a screen reader can choose a tab that is not to be seen
        if place in self._stale:
            self._stale.discard(place)
            self._pages[place].show_row(self._row)
