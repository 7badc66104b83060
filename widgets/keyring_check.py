"""Keyring check: which keyring is in use, what it can do here, how long a value it takes, and why no better one."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QDialog, QGridLayout, QWidget

from app.errors import VaultTrouble
from app.models.keyring_words import KEEPABLE, candidate_words, report, step_words
from app.texts import text, text_or
from app.vault.check import STEPS, Candidate, Tried
from app.vault.vault import Backend
from app.workers.keyring_check import KeyringCheckWorker
from widgets.clipboard import clipboard
from widgets.flowing import Flowing
from widgets.parts import button, column, empty_layout, label, name, section
from widgets.pieces import IconBox
from widgets.scrolling import UpAndDown
from widgets.theme import GRID, HEADING
from widgets.wrapped import Wrapped

WIDTH, HEIGHT = 70 * GRID, 72 * GRID


class KeyringCheck(QDialog):
    """Begins to check as soon as it is open; can stay open beside the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("keyring_check.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._found: list[Backend | Tried | tuple[Candidate, ...]] = []
        self._headline = Wrapped(size=HEADING, bold=True)
        self._advice = Wrapped(tone="muted")
        self._steps = {step: _Step(step) for step in STEPS}
        self._others = column(spacing=GRID // 2)
        self._again = button(text("keyring_check.again"), press=self.check, icon_name="refresh")
        self._copy = button(text("keyring_check.copy"), press=self._copy_report, icon_name="copy")
        self._worker = KeyringCheckWorker(QApplication.instance())  # its thread may outlive the dialog
        self._worker.found.connect(self._take)
        self._worker.ended.connect(self._end)
        self.destroyed.connect(self._worker.retire)
        self._lay_out()
        self.resize(WIDTH, HEIGHT)
        self.check()

    def check(self) -> None:
        """Check anew."""
        self._found.clear()
        self._headline.setText(text("keyring_check.under_way"))
        self._headline.set_tone("text")
        self._advice.setText(text("keyring_check.what"))
        for step in self._steps.values():
            step.wait()
        empty_layout(self._others)
        for each in (self._again, self._copy):
            each.setEnabled(False)
        self._worker.start()

    @Slot(object)
    def _take(self, found: Backend | Tried | tuple[Candidate, ...]) -> None:
        self._found.append(found)
        if isinstance(found, Backend):
            self._headline.setText(found.name or text("keyring_check.none"))
        elif isinstance(found, Tried):
            self._steps[found.step].show_tried(found)
        else:
            for each in found:
                tone = "text" if each.verdict == "used" else "muted"
                self._others.addWidget(Wrapped(candidate_words(each), tone=tone))

    @Slot()
    def _end(self) -> None:
        trouble = self._trouble()
        backend = next((each for each in self._found if isinstance(each, Backend)), None)
        if trouble is None and backend is not None:
            self._headline.setText(text("keyring_check.good", name=backend.name))
            self._headline.set_tone("green")
            self._advice.setText(text("keyring_check.advice", characters=f"{KEEPABLE:,}"))
        else:
            reason = trouble or VaultTrouble.OTHER
            self._headline.setText(text(f"vault_trouble.{reason.value}.title"))
            self._headline.set_tone("amber")
            self._advice.setText(text_or(f"keyring_check.{reason.value}", text(f"vault_trouble.{reason.value}.what")))
        name(self._headline, self._headline.text(), text("keyring_check.result"))
        for each in (self._again, self._copy):
            each.setEnabled(True)

    def _trouble(self) -> VaultTrouble | None:
        return next((each.trouble for each in self._found if isinstance(each, Tried) and each.trouble), None) or next(
            (each.trouble for each in self._found if isinstance(each, Backend) and each.trouble), None
        )

    def _copy_report(self) -> None:
        clipboard().copy(report(self._found))

    def _lay_out(self) -> None:
        content = QWidget()
        box = column(margin=3 * GRID, spacing=GRID)
        box.addWidget(self._headline)
        box.addWidget(self._advice)
        box.addSpacing(GRID)
        box.addWidget(section(text("keyring_check.steps")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(2, 1)
        for place, step in enumerate(self._steps.values()):
            step.put_into(grid, place)
        box.addLayout(grid)
        box.addSpacing(GRID)
        box.addWidget(section(text("keyring_check.others")))
        box.addLayout(self._others)
        box.addStretch(1)
        content.setLayout(box)
        scroll = UpAndDown()
        scroll.setWidget(content)
        outer = column(spacing=0)
        outer.addWidget(scroll, 1)
        close = button(text("about.close"), "primary", press=self.close)
        below = Flowing(self._again, self._copy, close)
        foot = column(margin=2 * GRID)
        foot.addWidget(below)
        outer.addLayout(foot)
        self.setLayout(outer)


class _Step:
    """A row: how it ended by icon and word, and what that means."""

    def __init__(self, step: str) -> None:
        self._icon = IconBox()
        self._title = label(text(f"keyring_check.step_{step}"))
        self._said = Wrapped(tone="muted")

    def put_into(self, grid: QGridLayout, place: int) -> None:
        """Take a row of the grid."""
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._icon, place, 0, top)
        grid.addWidget(self._title, place, 1, top)
        grid.addWidget(self._said, place, 2)

    def wait(self) -> None:
        """Show that it has not ended yet."""
        self._icon.show_icon("waiting", "muted")
        self._said.setText("")

    def show_tried(self, tried: Tried) -> None:
        """Show how it ended."""
        if tried.skipped:
            self._icon.show_icon("minus", "muted")
        elif tried.trouble is not None:
            self._icon.show_icon("cross", "amber")
        else:
            self._icon.show_icon("check", "green")
        self._said.setText(step_words(tried))
