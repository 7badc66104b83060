"""The list of flows on the left: as high as its rows, so that the column scrolls and not the list."""

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QSizePolicy, QToolTip

from app.models.flows import FlowRole, FlowsModel
from app.models.tips import plain_tip
from app.texts import text
from widgets.flow_delegate import FlowDelegate
from widgets.parts import follow_selection, name


class FlowPicker(QListView):
    """One flow is always chosen. `chosen` says its key in FLOWS whenever that changes, `change_wanted` that it is to be
    turned on for the app client, as the menu of a flow that is off offers."""

    chosen = Signal(str)
    change_wanted = Signal(str)

    def __init__(self, model: FlowsModel) -> None:
        self._flows = model  # Qt asks for the height as soon as the list is there
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(FlowDelegate(self))
        name(self, text("flow_list.name"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCurrentIndex(model.index(0))
        model.dataChanged.connect(self.fit)
        self.selectionModel().currentChanged.connect(self._current_changed)
        follow_selection(self)

    @property
    def chosen_flow(self) -> str:
        """The key in FLOWS of the chosen flow."""
        return str(self.currentIndex().data(FlowRole.NAME))

    def choose(self, flow: str) -> None:
        """Choose a flow by its key in FLOWS."""
        self.setCurrentIndex(self._flows.index(self._flows.row_of(flow)))

    def fit(self) -> None:
        """Take the height that the rows need at this width."""
        self.scheduleDelayedItemsLayout()
        self.setFixedHeight(self._height())

    def sizeHint(self) -> QSize:
        return QSize(240, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the column scrolls

    def viewportEvent(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            off = self.indexAt(event.pos()).data(FlowRole.OFF)
            QToolTip.showText(event.globalPos(), plain_tip(text("flow_list.off_tip", value=off)) if off else "", self)
            return True
        return bool(super().viewportEvent(event))  # type: ignore[arg-type]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        menu = self.menu_of(index)
        if menu is not None:
            menu.popup(event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center()))

    def menu_of(self, index: QModelIndex) -> QMenu | None:
        """Make the menu of a flow that is off; None for another."""
        if not index.data(FlowRole.OFF):
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        flow = str(index.data(FlowRole.NAME))
        menu.addAction(text("flow_list.how_to"), lambda: self.change_wanted.emit(flow))
        return menu

    def _height(self) -> int:
        return sum(self.sizeHintForRow(row) for row in range(self._flows.rowCount())) + 2 * self.frameWidth()

    def _current_changed(self, current: QModelIndex) -> None:
        self.chosen.emit(str(current.data(FlowRole.NAME)))
