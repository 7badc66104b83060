"""What stands where the list will be: that AWS is being asked, why nothing came, or what an empty list means."""

import re

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from app.diagnosis.messages import Explained
from app.texts import text
from widgets.clipboard import clipboard
from widgets.flowing import Flowing
from widgets.parts import button, column, name
from widgets.theme import GRID
from widgets.wrapped import Wrapped

COMMAND = re.compile(r"“(aws [^”]+)”")  # as the texts quote one that is to be run


class PickSays(QWidget):
    """Says one thing at a time; a command that its words name can be copied."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._body, self._try = Wrapped(bold=True), Wrapped(), Wrapped()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        name(self._busy, text("pick.progress"))
        self._commands = [button("", press=self._copy, icon_name="copy") for _ in range(3)]
        box = column()
        for part in (self._title, self._busy, self._body, self._try, Flowing(*self._commands)):
            box.addWidget(part)
        box.addSpacing(GRID)
        self.setLayout(box)

    @property
    def words(self) -> str:
        """All that it says."""
        return "\n".join(each.text() for each in (self._title, self._body, self._try) if each.text())

    def wait(self, words: str) -> None:
        """Say what is being done."""
        self._say(words)
        self._busy.show()

    def go_on_waiting(self, words: str) -> None:
        """Say how far it is, without telling a screen reader each time."""
        self._body.setText(words)
        self._body.setVisible(bool(words))

    def explain(self, end: Explained, *, refused: bool) -> None:
        """Say how asking ended; the wire name of what AWS `refused` with comes first."""
        title, body = (end.title, f"{end.what} {end.why}") if refused else (end.what, end.why)
        self._say(title, body, end.try_, tone="red")

    def note(self, title: str, body: str = "", *, tone: str = "text") -> None:
        """Say anything else."""
        self._say(title, body, tone=tone)

    def _say(self, title: str, body: str = "", action: str = "", *, tone: str = "text") -> None:
        self._busy.hide()
        self._title.set_tone(tone)
        for part, words in ((self._title, title), (self._body, body), (self._try, action)):
            part.setText(words)
            name(part, words)
            part.setVisible(bool(words))
        commands = dict.fromkeys(COMMAND.findall(action))
        for made, command in zip(self._commands, [*commands, "", "", ""], strict=False):
            made.setVisible(bool(command))
            made.setText(text("pick.copy", command=command) if command else "")
            made.setProperty("command", command)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.words))

    def _copy(self) -> None:
        command = self.sender().property("command")
        if command:
            clipboard().copy(str(command))
