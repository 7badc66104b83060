"""The page Explain: what a flow or a challenge is, in our own words; nothing of a server's ever gets here."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from app.models.pages import Page, pages
from app.models.rows import Row
from app.texts import text
from widgets.details.document import dress
from widgets.parts import button
from widgets.theme import GRID


class ExplainPage(QWidget):
    """Shows one of the pages that belong to the chosen row; where there are several, buttons pick one."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: list[Page] = []
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._picked)  # not clicked: a screen reader turns a button without a click
        self._picks = QWidget()
        self._bar = QHBoxLayout(self._picks)
        self._bar.setContentsMargins(2 * GRID, GRID, GRID, 0)
        self._bar.setSpacing(GRID // 2)
        self._browser = QTextBrowser()
        self._browser.setAccessibleName(text("details.page_name", what=text("details.explain")))
        self._browser.setOpenLinks(False)
        self._browser.document().setDocumentMargin(GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._picks)
        layout.addWidget(self._browser, 1)
        self.show_row(None)

    def show_row(self, row: Row | None) -> None:
        """Show the pages of another row, or none."""
        found = pages(row) if row else []
        if found and found == self._pages:
            return
        self._pages = found
        for old in self._group.buttons():
            self._group.removeButton(old)
            old.hide()
            old.deleteLater()
        while self._bar.count():
            self._bar.takeAt(0)
        for place, page in enumerate(found):
            pick = button(page.title, "quiet")
            pick.setCheckable(True)
            pick.setAccessibleName(text("details.page_name", what=page.title))  # a flow of that name may be showing
            self._group.addButton(pick, place)
            self._bar.addWidget(pick)
        self._bar.addStretch(1)
        self._picks.setVisible(len(found) > 1)
        self._arrange()
        if found:
            self._group.button(0).setChecked(True)
        else:
            self._open(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the buttons one below the other where they do not fit beside each other."""
        wanted = sum(each.sizeHint().width() + GRID for each in self._group.buttons()) + 2 * GRID
        beside = wanted <= self.width()
        self._bar.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _picked(self, place: int, on: bool) -> None:
        if on:
            self._open(place)

    def _open(self, place: int) -> None:
        if not self._pages:
            self._browser.setPlainText(text("details.no_page"))
            return
        self._browser.setMarkdown(self._pages[place].markdown)
        dress(self._browser.document())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self._pages:
            self._open(self._group.checkedId())
