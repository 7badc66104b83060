"""The dialog that lists what a filter can say."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from app.models.filter_words import help_rows
from app.texts import text
from widgets.parts import button, column
from widgets.theme import GRID, HEADING
from widgets.transcripts.room import scrolled
from widgets.wrapped import Wrapped

WIDTH, HEIGHT = 66 * GRID, 68 * GRID


class FilterHelp(QDialog):
    """Stays open beside the window while a filter is written."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("filter.help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        for place, (written, found) in enumerate(help_rows()):
            grid.addWidget(Wrapped(written, wire=True, tone="accent"), place, 0, Qt.AlignmentFlag.AlignTop)
            what = Wrapped(found)
            what.setAccessibleName(f"{written}: {found}")
            grid.addWidget(what, place, 1)
        box = column(spacing=12)
        box.setContentsMargins(0, 0, 2 * GRID, 0)  # the scroll bar's
        box.addWidget(Wrapped(text("filter.help"), size=HEADING, bold=True))
        box.addLayout(grid)
        box.addWidget(Wrapped(text("filter.what.values"), tone="muted"))
        box.addStretch(1)
        whole = column(margin=24, spacing=12)
        whole.addWidget(scrolled(box, text("filter.help")), 1)
        whole.addWidget(button(text("filter.close"), press=self.close), 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(whole)
        self.resize(WIDTH, HEIGHT)
