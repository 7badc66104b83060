"""The page Names: for each call of the chosen row's run, which name went where, and by what rule."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.diagnosis.names import NamesRow
from app.models.names import as_text, facts_of, names_of, rule_of, title_of
from app.models.rows import Row
from app.profiles.profile import Profile
from app.texts import text
from widgets.clipboard import CopyButton
from widgets.details.masked import page_card
from widgets.details.parts import Facts, Page, note
from widgets.parts import label, row
from widgets.theme import SMALL
from widgets.wrapped import Wrapped


class NamesPage(Page):
    """Shows names, which are no secrets. `profile_of` finds a run's profile by its id, for its client secret."""

    def __init__(self) -> None:
        super().__init__(text("details.names"))
        self.profile_of: Callable[[str], Profile | None] = lambda _: None
        self._rows: tuple[NamesRow, ...] = ()
        self.show_row(None)

    def show_row(self, row: Row | None) -> None:
        """Show the names of another row's run."""
        started = row.run.started if row is not None else None
        self._rows = names_of(row, self.profile_of(started.profile_id) if started is not None else None)
        if not self._rows:
            self.fill(note(text("names.empty")))
            return
        self.fill(self._top(), *map(_card, self._rows))

    def _top(self) -> QWidget:
        made = QWidget()
        line = row()
        line.addWidget(label(text("names.legend"), "small", wrap=True), 1)
        rows = self._rows
        copy = CopyButton(text("details.copy"), lambda: as_text(rows))
        copy.setAccessibleName(text("names.copy_name"))
        line.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        made.setLayout(line)
        return made


def _card(of: NamesRow) -> QWidget:
    card, inside = page_card()
    inside.addWidget(label(title_of(of), "strong", wrap=True))
    inside.addWidget(Facts(facts_of(of)))
    inside.addWidget(Wrapped(rule_of(of), tone="muted", size=SMALL))
    return card
