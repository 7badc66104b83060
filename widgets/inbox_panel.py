"""The practice pool's inbox: codes that were "sent", and those that authenticators show."""

from PySide6.QtCore import QModelIndex, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from app.models.inbox import InboxModel, InboxRole
from app.texts import text
from widgets.parts import button, column, follow_selection, label, name, section
from widgets.row_delegate import GAP, RowDelegate
from widgets.theme import GRID

RIM = 4  # by this much the button is higher than the line that it stands in


class InboxPanel(QWidget):
    """`code_wanted` carries the code that the person wants to use. The newest is chosen until the person chooses."""

    code_wanted = Signal(str)

    def __init__(self, model: InboxModel) -> None:
        super().__init__()
        self._model = model
        self._challenge = ""
        self._kept: tuple[str, ...] = ()  # the row that was chosen, and the one on top, before the list changed
        self._top: tuple[str, ...] = ()
        self._best: tuple[str, ...] = ()  # and the one that fitted the challenge most
        self._list = _Inbox(model)
        self._button = button(text("inbox.use"), press=self._use)
        self._list.moved.connect(self._place)
        self._list.doubleClicked.connect(self._use)
        self._list.activated.connect(self._use)
        self._empty = label(text("inbox.empty"), "muted", wrap=True)
        self._said = label(role="small", wrap=True)
        self._said.hide()
        box = column(margin=16, spacing=GRID)
        box.addWidget(section(text("inbox.heading")))
        box.addWidget(self._empty)
        box.addWidget(self._list, 1)
        box.addWidget(self._said)
        box.addStretch(0)
        self.setLayout(box)
        self._button.setParent(self)
        QWidget.setTabOrder(self._list, self._button)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(model.tick)
        self._clock.start()
        self._hush = QTimer(self, interval=4000, singleShot=True)
        self._hush.timeout.connect(self._said.hide)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._choose)
        self._choose()

    def set_practice(self, practice: bool) -> None:
        """Say whether the chosen profile is one of the practice pool's."""
        self._empty.setText(text("inbox.empty" if practice else "inbox.not_practice"))

    def set_challenge(self, challenge: str) -> None:
        """Choose the code that most likely answers this challenge; an empty name when none waits."""
        self._challenge = challenge
        row = self._model.row_for(challenge)
        if row >= 0:
            self._list.setCurrentIndex(self._model.index(row))

    def say(self, words: str) -> None:
        """Say something for some seconds."""
        self._said.setText(words)
        self._said.show()
        self._hush.start()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self._list.setFocus()

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()  # which takes the heading for one line, however narrow it is
        layout = self.layout()
        return least.expandedTo(QSize(0, layout.minimumHeightForWidth(self.width()) if layout is not None else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _place(self) -> None:
        place = self._list.free_place(self._button.sizeHint())
        self._button.setVisible(place.isValid() and self._model.rowCount() > 0)
        self._button.setGeometry(place.translated(self._list.pos()))
        self._button.raise_()

    def _remember(self) -> None:
        self._kept = self._model.key(self._list.currentIndex().row())
        self._top = self._model.key(0)
        self._best = self._model.key(self._model.row_for(self._challenge))

    def _choose(self) -> None:
        found = self._model.rowCount()
        self._list.setVisible(found > 0)
        self._empty.setVisible(found == 0)
        kept = self._model.row_of(self._kept)
        fresh = found > 0 and self._model.key(0) != self._top
        wanted = self._model.row_for(self._challenge)
        better = self._model.key(wanted) != self._best  # such as an authenticator that has just been set up
        row = 0 if fresh and not self._challenge else max(kept, 0)
        if wanted >= 0 and (fresh or better or kept < 0):
            row = wanted
        if found:
            self._list.setCurrentIndex(self._model.index(row))
        self._place()

    def _use(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            self.code_wanted.emit(str(index.data(InboxRole.CODE)))


class _Inbox(QListView):
    """Leaves room for one button on the chosen row, and says when that row has another place.

    The button is no child of the list: a list tells screen readers of its rows only.
    """

    moved = Signal()

    def __init__(self, model: InboxModel) -> None:
        super().__init__()
        self._rows = RowDelegate(self, below=InboxRole.SUBTITLE, lead=InboxRole.CODE, outlined=True)
        self.setModel(model)
        self.setItemDelegate(self._rows)
        follow_selection(self)
        name(self, text("inbox.name"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.verticalScrollBar().valueChanged.connect(self.moved)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, max(self.sizeHintForRow(0), 20) + 2)  # one row is always whole

    def free_place(self, wanted: QSize) -> QRect:
        """Where a button of this size belongs, in the list's coordinates; empty where the row is out of sight."""
        current = self.currentIndex()
        rect = self.visualRect(current).adjusted(0, 0, 0, -GAP) if current.isValid() else QRect()
        self._leave_free(QSize(wanted.width() + GRID, wanted.height() - RIM))
        height = min(wanted.height(), rect.height() - GRID)
        middle = (rect.height() - height) // 2 + 1
        top = rect.top() + (min(GRID - RIM // 2, middle) if self._rows.stacks(current) else middle)
        place = QRect(rect.right() - wanted.width() - GRID, top, wanted.width(), height)
        place.translate(self.viewport().pos())
        return place if rect.isValid() and self.viewport().geometry().contains(place) else QRect()

    def _leave_free(self, room: QSize) -> None:
        if room != self._rows.reserve:
            self._rows.reserve = room
            self.scheduleDelayedItemsLayout()  # rows that stack are as high as the button
            self.updateGeometry()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self.moved.emit()

    def doItemsLayout(self) -> None:
        super().doItemsLayout()
        self.updateGeometry()
        self.moved.emit()
