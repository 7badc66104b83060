"""The line below the flow list: which flow is in force where one is configured, and the way back to that one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.flow_in_force import Configured, in_force
from app.texts import text
from widgets.flowing import Flowing
from widgets.parts import button, column
from widgets.theme import GRID
from widgets.wrapped import Wrapped


class FlowInForce(QWidget):
    """Hidden where nothing is configured. `back_wanted`: the configured flow is to be in force again."""

    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._says = Wrapped(tone="muted")
        self._back = Flowing(button(text("flow_in_force.back"), "quiet", press=self.back_wanted.emit))
        box = column(spacing=GRID // 2)
        box.addWidget(self._says)
        box.addWidget(self._back)
        self.setLayout(box)
        self.hide()

    def show_flow(self, chosen: str, configured: Configured | None) -> None:
        """Say which flow is in force: the chosen one or, where it is the same, the configured one."""
        words = in_force(chosen, configured)
        self._says.setText(words)
        self._back.setVisible(configured is not None and chosen != configured.flow)
        self.setVisible(bool(words))
