"""The page of the triggers' calls: a list that grows at its top, and what the chosen one was given and answered."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QTabWidget, QWidget

from app.models.trigger_calls import BelowRole, CallRole, TimeRole, TriggerCallsModel
from app.runs.trigger_desk import TriggerCall
from app.texts import text
from widgets.details.body import BodyPage
from widgets.parts import button, column, follow_selection, name
from widgets.pieces import Line
from widgets.practice.halves import Halves
from widgets.row_delegate import RowDelegate
from widgets.theme import GRID
from widgets.wrapped import Wrapped


class CallsPage(QWidget):
    """`try_wanted` carries the TriggerCall whose event is to be tried. The newest is shown until another is chosen."""

    try_wanted = Signal(object)

    def __init__(self, model: TriggerCallsModel) -> None:
        super().__init__()
        self._model = model
        self._shown: TriggerCall | None = None
        self._newest = True  # the top row is chosen, and stays it
        self._list = _list(model)
        self._what = Wrapped(bold=True)
        self._failure = Wrapped(tone="red")
        self._event = BodyPage(text("triggers.event"), lambda _: None, lambda _: "")
        self._response = BodyPage(text("triggers.response"), lambda _: None, lambda _: "")
        self._try = button(text("triggers.try_event"), press=self._want_try)
        self._try.setAutoDefault(False)
        self._lay_out()
        self._list.selectionModel().currentChanged.connect(self._choose)
        model.rowsInserted.connect(self._follow)
        model.modelReset.connect(self._follow)
        self._draw()

    def _lay_out(self) -> None:
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        tabs.tabBar().setExpanding(False)
        tabs.addTab(self._event, text("triggers.event"))
        tabs.addTab(self._response, text("triggers.response"))
        below = QWidget()
        inside = column(spacing=GRID)
        inside.setContentsMargins(0, GRID, 0, 0)
        for part in (Line(self._what, self._try), self._failure):
            inside.addWidget(part)
        inside.addWidget(tabs, 1)
        below.setLayout(inside)
        box = column()
        box.addWidget(Halves(self._list, below, 34))
        self.setLayout(box)

    def _follow(self) -> None:
        if self._newest and self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(0, 0))
        self._draw()

    def _choose(self) -> None:
        self._newest = self._list.currentIndex().row() <= 0
        self._draw()

    def _draw(self) -> None:
        call = self._list.currentIndex().data(CallRole)
        if call is self._shown and call is not None:
            return
        self._shown = call if isinstance(call, TriggerCall) else None
        self._try.setEnabled(self._shown is not None)
        if self._shown is None:
            self._what.setText(text("triggers.no_calls"))
            self._failure.hide()
            for page in (self._event, self._response):
                page.show_body(None, "", text("triggers.no_call"))
            return
        self._draw_call(self._shown)

    def _draw_call(self, call: TriggerCall) -> None:
        self._what.setText(f"{call.trigger} · {call.function}")
        place = text("triggers.at", place=call.place) if call.place else ""
        self._failure.setText("\n".join(part for part in (call.failure, place) if part))
        self._failure.setVisible(bool(call.failure))
        self._event.show_body(call.event, call.source, "")
        self._response.show_body(call.response, text("triggers.answered_line"), text("triggers.no_response"))

    def _want_try(self) -> None:
        if self._shown is not None:
            self.try_wanted.emit(self._shown)


def _list(model: TriggerCallsModel) -> QListView:
    made = QListView()
    made.setModel(model)
    made.setItemDelegate(RowDelegate(made, below=BelowRole, right=TimeRole))
    name(made, text("triggers.list"))
    made.setMouseTracking(True)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setMinimumHeight(10 * GRID)
    follow_selection(made)
    return made
