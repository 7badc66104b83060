"""The page Flows: the values of ExplicitAuthFlows, each with its state; beside them what to know of the chosen one."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.diagnosis.app_client.auth_flows import ExplainedValue
from app.diagnosis.app_client.known import Known
from app.diagnosis.client_change import offered
from app.models.app_client import LOOKS, AppClientRole, AuthFlowsModel, state_words
from app.texts import text
from widgets.flowing import Flowing
from widgets.icons import paint_icon
from widgets.parts import button, column, empty_layout, follow_selection, name, row
from widgets.pieces import Column, IconBox
from widgets.scrolling import UpAndDown
from widgets.theme import BODY, GRID, HEADING, SMALL, colors, font, mono
from widgets.wrapped import Wrapped

Index = QModelIndex | QPersistentModelIndex
PAD = 6
MOST = 0.56  # of the width, for the names


class AuthFlowsPage(QWidget):
    """`change_wanted` carries the value that is to be turned on."""

    change_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.model = AuthFlowsModel(self)
        self._offered: tuple[str, ...] = ()
        self.list = _list(self.model)
        self._value = Wrapped(wire=True, size=HEADING)
        self._icon = IconBox()
        self._state = Wrapped(bold=True)
        self._rules = column(spacing=GRID)
        self.how = button(text("app_client.how_to"), press=self._want)
        about = UpAndDown()
        about.setAccessibleName(text("app_client.about_value"))
        about.setWidget(self._about())
        self._both = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.list, about):
            self._both.addWidget(part)
        self._both.setChildrenCollapsible(False)
        self._both.setStretchFactor(0, 2)
        self._both.setStretchFactor(1, 3)
        self._shared = False  # whether the width was shared out; from then on the person may
        box = column(spacing=0)
        box.addWidget(self._both)
        self.setLayout(box)
        self.list.selectionModel().currentChanged.connect(lambda current: self._tell(current.row()))

    def show_known(self, known: Known) -> None:
        """Show what is known now; the same value stays chosen."""
        chosen = self.list.currentIndex().data()
        self._offered = offered(known)
        self.model.show_known(known)
        self.choose(str(chosen or ""))

    def choose(self, value: str) -> None:
        """Show what there is to say about a value."""
        self.list.setCurrentIndex(self.model.index(self.model.row_of(value)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shared:
            self._shared = True
            self._share()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._shared:
            self._share()

    def _share(self) -> None:
        """Let the names be read whole, as long as they leave the words about them room."""
        wide = self._both.width()
        names = min(_wanted_width(self.model) + self.list.verticalScrollBar().sizeHint().width(), round(wide * MOST))
        self._both.setSizes([names, wide - names])

    def _about(self) -> Column:
        state = row(spacing=GRID)
        state.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        box = QVBoxLayout()
        box.setContentsMargins(2 * GRID, GRID + PAD, GRID, GRID)
        box.setSpacing(GRID + 4)
        box.addWidget(self._value)
        box.addLayout(state)
        box.addLayout(self._rules)
        box.addWidget(Flowing(self.how))
        box.addStretch(1)
        content = Column()
        content.setLayout(box)
        return content

    def _tell(self, place: int) -> None:
        value = self.model.value(place)
        if value is None:
            return
        icon, colour = LOOKS[value.state]
        self._value.setText(value.name)
        self._icon.show_icon(icon, colour)
        self._state.setText(state_words(value.state))
        self._state.set_tone(colour)
        empty_layout(self._rules)
        for words in (*value.sentences, *_lets_through(value)):
            self._rules.addWidget(Wrapped(words))
        self.how.setVisible(value.name in self._offered)

    def _want(self) -> None:
        value = self.model.value(self.list.currentIndex().row())
        if value is not None:
            self.change_wanted.emit(value.name)


def _wanted_width(model: AuthFlowsModel) -> int:
    """The width of a row in which no name is cut."""
    words = QFontMetrics(mono(BODY))
    names = (str(model.index(row).data()) for row in range(model.rowCount()))
    return max(map(words.horizontalAdvance, names), default=0) + QFontMetrics(font(BODY)).height() + 4 * GRID


def _lets_through(value: ExplainedValue) -> list[str]:
    titles = ", ".join(text(f"flow.{flow}.title") for flow in value.flows)
    return [text("app_client.lets_through", flows=titles)] if titles else []


def _list(model: AuthFlowsModel) -> QListView:
    made = QListView()
    made.setModel(model)
    made.setItemDelegate(_Values(made))
    name(made, text("app_client.list"))
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setResizeMode(QListView.ResizeMode.Adjust)
    made.setMouseTracking(True)
    made.setMinimumWidth(26 * GRID)
    follow_selection(made)
    return made


def value_font(value: str, room: int) -> QFont:
    """Return the face for a value: one with no room for it is written smaller before it is cut."""
    fits = QFontMetrics(mono(BODY)).horizontalAdvance(value) <= room
    return mono(BODY) if fits else mono(SMALL)


class _Values(QStyledItemDelegate):
    """Paints a value: the icon of its state, its name as on the wire, its state in words below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        height = QFontMetrics(mono(BODY)).height() + QFontMetrics(font(SMALL)).height() + 2 * PAD
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = colors()
        room = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hover:
            painter.setPen(look.accent if option.state & QStyle.StateFlag.State_HasFocus else Qt.PenStyle.NoPen)
            painter.setBrush(look.accent_soft if chosen else look.window)
            painter.drawRoundedRect(room, 6, 6)
        side = QFontMetrics(font(BODY)).height()
        ink = getattr(look, str(index.data(AppClientRole.COLOUR)))
        icon = QRectF(room.left() + GRID, room.top() + PAD, side, side)
        paint_icon(painter, str(index.data(AppClientRole.ICON)), ink.name(), icon)
        words = room.adjusted(2 * GRID + side, PAD, -GRID, -PAD)
        value = str(index.data())
        painter.setFont(value_font(value, int(words.width())))
        painter.setPen(look.muted if index.data(AppClientRole.MUTED) else look.text)
        cut = painter.fontMetrics().elidedText(value, Qt.TextElideMode.ElideMiddle, int(words.width()))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignTop), cut)
        painter.setFont(font(SMALL))
        painter.setPen(ink)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignBottom), str(index.data(AppClientRole.STATE)))
        painter.restore()
