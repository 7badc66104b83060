"""The pages Request and Response: a body as a tree or as text, its secrets masked until they are revealed."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.models.json_text import LONGEST, as_text, secrets_in
from app.models.json_tree import JsonTree, KeyRole, Kind, KindRole, ValueRole
from app.models.overview import status_line
from app.models.rows import Row
from app.secret import Secret
from app.texts import text
from widgets.clipboard import SHOWS_SECRET, CopyButton
from widgets.details.parts import note
from widgets.parts import button, label, row
from widgets.pieces import Elided
from widgets.theme import GRID, SMALL, colors, mono
from widgets.veil import Reveal

Index = QModelIndex | QPersistentModelIndex
INKS = {Kind.TEXT: "green", Kind.NUMBER: "amber", Kind.SECRET: "muted", Kind.BRANCH: "muted"}


class BodyPage(QWidget):
    """Shows one body of the chosen row: `body` picks it, `missing` says why there is none."""

    def __init__(self, name: str, body: Callable[[Row], object], missing: Callable[[Row | None], str]) -> None:
        super().__init__()
        self._body_of, self._missing = body, missing
        self._body: object = None
        self._model = JsonTree(self)
        self._line = Elided("", "small")
        self._as_text = button(text("details.as_text"), "quiet")
        self._reveal = Reveal()
        self._copy = CopyButton(text("details.copy"), self._copied)
        self._tree = _tree(self._model, text("details.tree_name", what=name))
        self._text = _text_view(text("details.text_name", what=name))
        self._cut = label(role="small", wrap=True)
        self._nothing = note("")
        self._views = QStackedWidget()
        self._lay_out()
        self.show_row(None)

    def show_row(self, row: Row | None) -> None:
        """Show another row, or none; what was revealed is masked again."""
        body, line = (self._body_of(row), status_line(row)) if row else (None, "")
        self.show_body(body, line, self._missing(row))

    def show_body(self, body: object, line: str, missing: str) -> None:
        """Show a sealed body under a line of words, or say why it is missing; what was revealed is masked again."""
        self._body = body
        self._reveal.setChecked(False)
        self._line.setText(line)
        self._nothing.setText(missing)
        for each in (self._line, self._as_text, self._reveal, self._copy):
            each.setVisible(self._body is not None)
        self._reveal.setEnabled(secrets_in(self._body) > 0)
        self._model.set_body(self._body)
        self._tree.expandToDepth(1)
        self._draw()

    @property
    def revealed(self) -> bool:
        """Whether secrets are readable now."""
        return self._reveal.isChecked()

    def _lay_out(self) -> None:
        for tool, turned in ((self._as_text, self._draw), (self._reveal, self._toggle)):
            tool.setCheckable(True)
            tool.toggled.connect(turned)  # not clicked: a screen reader turns it without a click
        self._reveal.covered.connect(self._cover)
        bar = row(spacing=2)
        bar.addWidget(self._line, 1)
        for tool in (self._as_text, self._reveal, self._copy):
            bar.addWidget(tool)
        bar.setContentsMargins(2 * GRID, GRID, GRID, GRID // 2)
        empty = QWidget()
        inside = QVBoxLayout(empty)
        inside.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        inside.addWidget(self._nothing)
        inside.addStretch(1)
        for view in (empty, self._tree, self._text):
            self._views.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._views, 1)
        self._cut.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.addWidget(self._cut)

    def _toggle(self) -> None:
        self._model.set_revealed(self.revealed)
        self._text.setProperty(SHOWS_SECRET, self.revealed)
        self._draw()

    def _cover(self) -> None:
        self._reveal.setChecked(False)

    def _draw(self) -> None:
        self._reveal.say(revealed=self.revealed)
        self._cut.hide()
        if self._body is None:
            self._text.clear()
            self._views.setCurrentIndex(0)
        elif self._as_text.isChecked():
            shown = as_text(self._body, revealed=self.revealed)
            self._text.setPlainText(shown.text)
            self._cut.setText(text("details.cut", shown=f"{LONGEST:,}"))
            self._cut.setVisible(shown.cut)
            self._views.setCurrentIndex(2)
        else:
            self._text.clear()
            self._views.setCurrentIndex(1)

    def _copied(self) -> str | Secret | None:
        if self._body is None:
            return None
        whole = as_text(self._body, revealed=self.revealed, longest=None).text
        return Secret(whole) if self.revealed and secrets_in(self._body) else whole


class _Values(QStyledItemDelegate):
    """Paints `name value` in the monospace face, elided."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        metrics = QFontMetricsF(mono(SMALL))
        wanted = metrics.horizontalAdvance(f"{index.data(KeyRole)} {index.data(ValueRole)}"[:400])
        return QSize(round(wanted) + 2 * GRID, round(metrics.height()) + GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = colors()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, look.accent_soft)
        face = mono(SMALL)
        metrics = QFontMetricsF(face)
        room = QRectF(option.rect).adjusted(GRID / 2, 0, -GRID / 2, 0)
        painter.setFont(face)
        painter.setPen(look.accent)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        key = metrics.elidedText(str(index.data(KeyRole)), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags, key)
        room.setLeft(room.left() + metrics.horizontalAdvance(key + " "))
        painter.setPen(getattr(look, INKS[Kind(index.data(KindRole))]))
        value = str(index.data(ValueRole))[:2000]
        painter.drawText(room, flags, metrics.elidedText(value, Qt.TextElideMode.ElideRight, max(room.width(), 0)))
        painter.restore()


def _tree(model: JsonTree, name: str) -> QTreeView:
    tree = QTreeView()
    tree.setAccessibleName(name)
    tree.setModel(model)
    tree.setItemDelegate(_Values(tree))
    tree.setHeaderHidden(True)
    tree.setIndentation(2 * GRID)
    tree.setUniformRowHeights(True)
    tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return tree


def _text_view(name: str) -> QPlainTextEdit:
    view = QPlainTextEdit()
    view.setAccessibleName(name)
    view.setReadOnly(True)
    view.setProperty("flat", True)
    view.setTabChangesFocus(True)
    view.setFont(mono(SMALL))
    return view


def request_page() -> BodyPage:
    """Make the page of what was sent."""
    return BodyPage(text("details.request"), lambda row: row.exchange and row.exchange.called.params, _no_request)


def response_page() -> BodyPage:
    """Make the page of what came back."""
    return BodyPage(text("details.response"), _reply_of, _no_response)


def _reply_of(row: Row) -> object:
    return row.exchange.outcome.body if row.exchange and row.exchange.outcome else None


def _no_request(row: Row | None) -> str:
    return text("details.no_request" if row else "details.empty")


def _no_response(row: Row | None) -> str:
    if row is None:
        return text("details.empty")
    if row.exchange is None:
        return text("details.no_request")
    return text("details.no_response" if row.exchange.outcome is None else "details.no_body")
