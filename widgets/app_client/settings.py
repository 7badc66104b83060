"""The page Settings: a table of what is known and from where; below it, what the chosen setting is about."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPalette, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.diagnosis.app_client.known import Known
from app.models.app_client import FROM, SETTING, VALUE, AppClientRole, SettingsModel
from app.texts import text
from widgets.clipboard import CopyButton, clipboard
from widgets.flowing import Flowing
from widgets.parts import column, follow_selection, frame, name
from widgets.theme import BODY, GRID, SMALL, colors, font
from widgets.wrapped import Wrapped

Index = QModelIndex | QPersistentModelIndex
PAD_X, PAD_Y = GRID, 6  # around the words of a cell
SHARES = {SETTING: 0.24, FROM: 0.2}  # of the table's width; the value has the rest


class SettingsPage(QWidget):
    """What is shown can be copied as lines with tabs: a row by Ctrl+C, all by a button."""

    def __init__(self) -> None:
        super().__init__()
        self.model = SettingsModel(self)
        self.table = _Table(self.model)
        self._note = Wrapped(tone="muted")
        self._note.setAccessibleName(text("app_client.about"))
        row = CopyButton(text("app_client.copy_row"), self._chosen_text)
        whole = CopyButton(text("app_client.copy_all"), lambda: self.model.as_text(self.model.settings()))
        about = frame("card")
        inside = column(spacing=GRID // 2)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.addWidget(self._note)
        about.setLayout(inside)
        box = column(spacing=GRID)
        box.setContentsMargins(0, GRID, 0, 0)
        box.addWidget(self.table, 1)
        box.addWidget(about)
        box.addWidget(Flowing(row, whole))
        self.setLayout(box)
        self.table.selectionModel().currentChanged.connect(self._tell)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.table, context=Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(lambda: clipboard().copy(self._chosen_text()))

    def show_known(self, known: Known) -> None:
        """Show what is known now; the same setting stays chosen."""
        chosen = self.model.setting(self.table.currentIndex().row())
        self.model.show_known(known)
        self.table.setCurrentIndex(self.model.index(self.model.row_of(chosen.name if chosen else ""), SETTING))
        self.table.fit()
        if chosen is None:
            self.table.scrollToTop()  # above the first setting stands its group's name

    def _chosen_text(self) -> str:
        chosen = self.model.setting(self.table.currentIndex().row())
        return self.model.as_text([chosen] if chosen else [])

    def _tell(self, current: QModelIndex) -> None:
        setting = self.model.setting(current.row())
        self._note.setText(setting.note if setting else "")


class _Table(QTableView):
    """Rows as high as their words; the columns share the width, and nothing scrolls sideways."""

    def __init__(self, model: SettingsModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        name(self, text("app_client.table"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        follow_selection(self)

    def fit(self) -> None:
        """Share the width out, and take the heights that the words then need."""
        wide = self.viewport().width()
        for place, share in SHARES.items():
            self.setColumnWidth(place, round(wide * share))
        self.setColumnWidth(VALUE, wide - sum(self.columnWidth(place) for place in SHARES))
        self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class _Cells(QStyledItemDelegate):
    """Headings small and bold, what is not known muted."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words at the column's width, of which the style sheet takes the padding."""
        self.initStyleOption(option, index)
        room = QRect(0, 0, max(self._view.columnWidth(index.column()) - 2 * PAD_X - GRID, 5 * GRID), 10_000)
        words = QFontMetrics(option.font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), option.text)
        return QSize(room.width(), words.height() + 2 * PAD_Y)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        heading = bool(index.data(AppClientRole.HEADING))
        option.font = font(SMALL if heading else BODY, bold=heading)
        ink = colors().muted if index.data(AppClientRole.MUTED) or index.column() == FROM else colors().text
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
                option.palette.setColor(group, role, ink)
        if heading:
            option.text = option.text.upper()
        option.displayAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
