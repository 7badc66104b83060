"""Why a refresh was refused: the proven cause, or those that remain, each with its check; and a button to find out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.diagnosis.verdict import Cause, Verdict
from app.texts import text
from widgets.flowing import Flowing
from widgets.parts import button, column, empty_layout
from widgets.theme import GRID
from widgets.wrapped import Wrapped

REVOKED = "revoked"


class VerdictBox(QWidget):
    """Hidden until there is a verdict. `examine_wanted`: AWS is to be asked, which reads and spends nothing."""

    examine_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._says = Wrapped(bold=True)
        self._causes = column(spacing=GRID)
        self._find: QPushButton = button(
            text("refusal.find"), press=self.examine_wanted.emit, icon_name="search"
        )
        self._how = Wrapped(text("refusal.find_how"), tone="muted")
        box = column()
        box.addWidget(self._says)
        box.addWidget(self._how)
        box.addWidget(Flowing(self._find))
        box.addLayout(self._causes)  # below the button, for there may be many
        self.setLayout(box)
        self.hide()

    def show_verdict(self, verdict: Verdict, *, examined: bool) -> None:
        """Show a verdict; `examined` says that AWS was asked already."""
        empty_layout(self._causes)
        self._says.setText(verdict.says)
        for place, cause in enumerate(verdict.causes, 1):
            self._causes.addWidget(_cause(cause, 0 if verdict.proven is not None else place))
        for part in (self._find, self._how):
            part.setVisible(not examined and _aws_may_tell_more(verdict))
        self.show()

    def clear(self) -> None:
        """Show nothing."""
        empty_layout(self._causes)
        self.hide()


def _aws_may_tell_more(verdict: Verdict) -> bool:
    """Whether something is open: which cause it is, or what revoked the token (a disabled user's tokens all are)."""
    return verdict.proven is None or verdict.proven.name == REVOKED


def _cause(cause: Cause, place: int) -> QWidget:
    """Return one cause; its place among those that remain, or 0 where it is proven."""
    lines = column(spacing=2)
    lines.addWidget(Wrapped(text("refusal.ranked", place=place, what=cause.what) if place else cause.what))
    if place:
        lines.addWidget(Wrapped(text("refusal.check", check=cause.check), tone="muted"))
    else:
        lines.addWidget(Wrapped(text("outcome.try", try_=cause.try_)))
    made = QWidget()
    made.setLayout(lines)
    return made
