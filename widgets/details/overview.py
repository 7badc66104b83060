"""The details' first page: the facts about the chosen row."""

from app.models.overview import facts
from app.models.rows import Row
from app.texts import text
from widgets.details.parts import Facts, Page, note
from widgets.theme import HEADING
from widgets.wrapped import Wrapped


class OverviewPage(Page):
    """Shows a row's facts, labelled."""

    def __init__(self) -> None:
        super().__init__(text("details.overview"))
        self.show_row(None)

    def show_row(self, row: Row | None) -> None:
        """Show another row, or none."""
        if row is None:
            self.fill(note(text("details.empty")))
        else:
            self.fill(Wrapped(row.title, size=HEADING, bold=True), Facts(facts(row)))
