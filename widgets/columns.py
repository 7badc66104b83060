"""The left column (flows, credentials, saved sign-ins) and the right one (details, and under them the inbox)."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from app.models.flows import FlowsModel
from app.models.inbox import InboxModel
from app.models.saved import SavedModel
from app.models.timeline import TimelineModel
from app.runs.passkeys import authenticators
from widgets.credential_form import CredentialForm
from widgets.details.account import AccountPage
from widgets.details.panel import DetailsPanel
from widgets.flow_in_force import FlowInForce
from widgets.flow_picker import FlowPicker
from widgets.inbox_panel import InboxPanel
from widgets.parts import column
from widgets.pieces import Column
from widgets.saved_panel import SavedPanel
from widgets.scrolling import UpAndDown
from widgets.theme import GRID


class LeftColumn(UpAndDown):
    """Scrolls as a whole; nothing in it is ever cut off at its side."""

    def __init__(self, flows: FlowsModel, saved: SavedModel, has_profile: Callable[[str], bool]) -> None:
        super().__init__()
        self.flows = FlowPicker(flows)
        self.in_force = FlowInForce()
        self.form = CredentialForm()
        self.saved = SavedPanel(saved, has_profile)
        self.flows.chosen.connect(self.form.show_flow)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._content())
        self.form.show_flow(self.flows.chosen_flow)

    def sizeHint(self) -> QSize:
        return QSize(39 * GRID, 600)

    def minimumSizeHint(self) -> QSize:
        return QSize(25 * GRID, 100)

    def _content(self) -> Column:
        content = Column()
        content.setProperty("role", "panel")
        box = column(spacing=2 * GRID)
        box.setContentsMargins(0, 2 * GRID, 0, 2 * GRID)
        box.addWidget(self.flows)
        box.addLayout(_indented(self.in_force))
        box.addLayout(_indented(self.form))
        box.addLayout(_indented(self.saved))
        box.addStretch(1)
        content.setLayout(box)
        return content


class RightColumn(QSplitter):
    """Details above, inbox below."""

    def __init__(self, inbox: InboxModel, timeline: TimelineModel) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.details = DetailsPanel(AccountPage(lambda: timeline.runs, authenticators()))
        self.inbox = InboxPanel(inbox)
        below = QFrame()
        below.setProperty("role", "panel")
        box = column()
        box.addWidget(self.inbox)
        below.setLayout(box)
        self.addWidget(self.details)
        self.addWidget(below)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 1)
        self.setSizes([430, 270])


def _indented(part: QWidget) -> QVBoxLayout:
    box = column()
    box.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
    box.addWidget(part)
    return box
