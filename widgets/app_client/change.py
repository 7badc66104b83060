"""The page Change: which flow is to be turned on, what that comes to, and the code that does it, to be copied."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from app.diagnosis.app_client.auth_flows import flows_of
from app.diagnosis.app_client.known import Known
from app.diagnosis.client_change import CHANGES, Change, Place, change, notes, offered
from app.texts import text
from widgets.clipboard import CopyButton
from widgets.fields.lists import CalmBox
from widgets.parts import column, empty_layout, label, name, row
from widgets.pieces import Column, Line
from widgets.scrolling import UpAndDown
from widgets.theme import GRID, SMALL, mono
from widgets.wrapped import Wrapped

LINES = 12  # of code that are always in sight
SCRIPTS = frozenset({"aws_cli", "boto3"})  # they make the change themselves; the others are deployed


class ChangePage(UpAndDown):
    """Shows one change in one language; nothing here is sent anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self._known = Known()
        self._place: Place | None = None
        self.flow = _box(text("app_client.which_flow"))
        self.language = _box(text("app_client.language"))
        for key in CHANGES:
            self.language.addItem(text(f"client_change.language.{key}"), key)
        self._notes = column(spacing=GRID)
        self._nothing = label(text("app_client.all_on"), "muted", wrap=True)
        self.code = _code()
        self.copy = CopyButton(text("app_client.copy_code"), self.code.toPlainText)
        self._choice = Line(
            _captioned(text("app_client.which_flow"), self.flow),
            _captioned(text("app_client.language"), self.language),
            room="even",
        )  # fmt: skip
        end = row()
        end.addWidget(self.copy)
        end.addStretch(1)
        box = column(spacing=12)
        box.setContentsMargins(0, 12, 0, GRID)
        for part in (self._nothing, self._choice):
            box.addWidget(part)
        box.addLayout(self._notes)
        box.addWidget(self.code, 1)
        box.addLayout(end)
        content = Column()
        content.setProperty("role", "panel")
        content.setLayout(box)
        self.setWidget(content)
        self.setAccessibleName(text("app_client.change_page"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.flow.currentIndexChanged.connect(self._draw)
        self.language.currentIndexChanged.connect(self._draw)

    def show_known(self, known: Known, place: Place | None) -> None:
        """Offer what is off now; the same flow stays chosen, where it is still to be turned on."""
        chosen = self.flow.currentData()
        self._known, self._place = known, place
        self.flow.blockSignals(True)
        self.flow.clear()
        for value in offered(known) if place is not None else ():
            self.flow.addItem(_title(value), value)
        self.flow.setCurrentIndex(max(self.flow.findData(chosen), 0) if self.flow.count() else -1)
        self.flow.blockSignals(False)
        self._draw()

    def choose(self, value: str) -> None:
        """Show the change for a value that begins with ALLOW_, where it is offered."""
        place = self.flow.findData(value)
        if place >= 0:
            self.flow.setCurrentIndex(place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "code"):
            _fit(self.code)

    def _change(self) -> Change | None:
        value = self.flow.currentData()
        return change(self._known, str(value), self._place) if value and self._place is not None else None

    def _draw(self) -> None:
        wanted, language = self._change(), str(self.language.currentData())
        empty_layout(self._notes)
        self._nothing.setVisible(wanted is None)
        self._choice.setVisible(wanted is not None)
        possible = wanted is not None and wanted.possible
        self.code.setVisible(possible)
        self.copy.setVisible(possible)
        if wanted is None:
            self.code.clear()
            return
        for words in notes(wanted):
            self._notes.addWidget(Wrapped(words))
        if possible:
            how = text("client_change.keeps" if language in SCRIPTS else "client_change.deploys")
            self._notes.addWidget(Wrapped(how, tone="muted"))
            self.code.setPlainText(CHANGES[language](wanted))
        else:
            self.code.clear()


def _title(value: str) -> str:
    titles = " / ".join(text(f"flow.{flow}.title") for flow in flows_of(value))
    return text("app_client.choice", flow=titles, value=value)


def _box(words: str) -> CalmBox:
    made = CalmBox()
    name(made, words)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    return made


def _captioned(words: str, of: QComboBox) -> QWidget:
    caption = label(words, "muted")
    caption.setBuddy(of)
    made = QWidget()
    box = column(spacing=GRID // 2)
    box.addWidget(caption)
    box.addWidget(of)
    made.setLayout(box)
    return made


def _code() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    _fit(made)
    name(made, text("app_client.code"))
    return made


def _fit(code: QPlainTextEdit) -> None:
    """Let the code show a few lines at whatever size the text is now; the page scrolls where there is no room."""
    code.setFont(mono(SMALL))
    code.setMinimumHeight(LINES * code.fontMetrics().lineSpacing() + 4 * GRID)
