"""A part of the page Account: a list of what was found, what to do where it is empty, buttons, a question."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from app.models.short_list import Short, ShortListModel, ShortRole
from app.texts import text
from widgets.confirm import Confirm
from widgets.details.parts import note
from widgets.flowing import Flowing
from widgets.parts import section
from widgets.short_list import ShortList


class Found:
    """A heading, a list or what to do where it is empty, its buttons, and the question before what cannot be undone."""

    def __init__(self, model: ShortListModel, what: str) -> None:
        self.model = model
        self._what = what
        self.list = ShortList(
            model, text(f"account.{what}"), key=ShortRole.KEY, below=ShortRole.BELOW, right=ShortRole.RIGHT
        )
        self.confirm = Confirm()
        self._empty = note("")

    def add_to(self, box: QVBoxLayout, *buttons: QPushButton) -> None:
        """Lay it out."""
        box.addWidget(section(text(f"account.{self._what}")))
        box.addWidget(self._empty)
        box.addWidget(self.list)
        box.addWidget(Flowing(*buttons))
        box.addWidget(self.confirm)

    def say(self, *, known: bool) -> None:
        """Say, where the list is empty, whether that is known."""
        some = self.model.rowCount() > 0
        self.list.setVisible(some)
        self.list.updateGeometry()
        self._empty.setVisible(not some)
        self._empty.setText(text(f"account.no_{self._what}" if known else f"account.unknown_{self._what}"))

    def chosen(self) -> Short | None:
        """The row that is chosen."""
        return self.model.short(self.list.currentIndex().row())
