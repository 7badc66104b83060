"""Open transcripts by double-click: what would be written for that, whether it is there, and two buttons."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.runs.double_click import COMMAND, Opener, Status
from app.texts import text
from app.workers.double_click import DoubleClickWorker
from widgets.flowing import Flowing
from widgets.parts import button, column, empty_layout, name, section
from widgets.scrolling import UpAndDown
from widgets.theme import GRID, HEADING
from widgets.wrapped import Wrapped

WIDTH, HEIGHT = 70 * GRID, 56 * GRID
TONES = {Opener.NOBODY: "text", Opener.THIS: "green", Opener.OTHER: "amber"}


class DoubleClick(QDialog):
    """Looks how things are as soon as it is open; can stay open beside the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("double_click.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._headline = Wrapped(size=HEADING, bold=True)
        self._trouble = Wrapped(tone="amber")
        self._lacks = Wrapped(tone="amber")
        self._files = column(spacing=GRID // 2)
        self._set_up = button(text("double_click.set_up"), "primary", press=self._do_set_up)
        self._remove = button(text("double_click.remove"), press=self._do_remove, icon_name="trash")
        self._worker = DoubleClickWorker(QApplication.instance())  # its thread may outlive the dialog
        self._worker.told.connect(self._show)
        self._worker.failed.connect(self._show_trouble)
        self.destroyed.connect(self._worker.retire)
        self._lay_out()
        self.resize(WIDTH, HEIGHT)
        self._wait()
        self._worker.look()

    def _do_set_up(self) -> None:
        self._wait()
        self._worker.set_up()

    def _do_remove(self) -> None:
        self._wait()
        self._worker.remove()

    def _wait(self) -> None:
        self._trouble.hide()
        self._set_up.setEnabled(False)
        self._remove.setEnabled(False)

    @Slot(object)
    def _show(self, found: Status) -> None:
        self._headline.setText(text(f"double_click.{found.opener.value}"))
        self._headline.set_tone(TONES[found.opener])
        name(self._headline, self._headline.text(), text("double_click.state"))
        self._lacks.setText(text("double_click.lacks", packages=" ".join(found.packages)))
        self._lacks.setVisible(bool(found.packages))
        empty_layout(self._files)
        for path in found.paths:
            self._files.addWidget(Wrapped(str(path), wire=True))
        self._set_up.setEnabled(True)  # also again: a package may have come meanwhile that reads the files
        self._remove.setEnabled(found.opener is not Opener.NOBODY)

    @Slot(str)
    def _show_trouble(self, why: str) -> None:
        self._trouble.setText(text("double_click.trouble", why=why))
        self._trouble.show()

    def _lay_out(self) -> None:
        content = QWidget()
        box = column(margin=3 * GRID, spacing=GRID)
        for part in (self._headline, self._trouble, self._lacks, Wrapped(text("double_click.what"), tone="muted")):
            box.addWidget(part)
        box.addSpacing(GRID)
        box.addWidget(section(text("double_click.files")))
        box.addLayout(self._files)
        box.addSpacing(GRID)
        box.addWidget(section(text("double_click.starts")))
        box.addWidget(Wrapped(" ".join(COMMAND), wire=True))
        box.addStretch(1)
        content.setLayout(box)
        scroll = UpAndDown()
        scroll.setWidget(content)
        self._trouble.hide()
        self._lacks.hide()
        foot = column(margin=2 * GRID)
        foot.addWidget(Flowing(self._set_up, self._remove, button(text("about.close"), press=self.close)))
        outer = column(spacing=0)
        outer.addWidget(scroll, 1)
        outer.addLayout(foot)
        self.setLayout(outer)
