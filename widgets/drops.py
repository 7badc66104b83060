"""Files that are dropped on a window: a hint over the window while they hang above it, then their paths.

What is no file goes on to the fields below, which take text as they always do.
"""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDropEvent, QPainter, QPaintEvent, QPen, QWindow
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from app.texts import text
from widgets.parts import column, frame
from widgets.theme import GRID, HEADING, colors
from widgets.wrapped import Wrapped

DRAGS = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})
# Never a move: whoever drags a file that was moved deletes it at its old place.
HARMLESS = (Qt.DropAction.CopyAction, Qt.DropAction.LinkAction)
MOST = 50  # files that are read at a time


class DropTarget(QObject):
    """Makes a window take files. `dropped` carries their Paths, a tuple; `refused` says why something was not taken.

    It looks at what comes to the whole window before the fields in it do: a text field would take a file's address.
    """

    dropped = Signal(object)
    refused = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.hint = DropHint(window)
        window.installEventFilter(self)
        self._watch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._window:
            if kind in (QEvent.Type.Show, QEvent.Type.WinIdChange):
                self._watch()
            elif kind == QEvent.Type.Resize:
                self.hint.fit()
        elif kind in DRAGS and isinstance(event, QDropEvent):
            return self._over(event)
        elif kind == QEvent.Type.DragLeave:
            self.hint.hide()
        return False

    def _watch(self) -> None:
        handle: QWindow | None = self._window.windowHandle()  # there is none before the window was shown
        if handle is not None:
            handle.installEventFilter(self)

    def _over(self, event: QDropEvent) -> bool:
        """Handle what hangs above the window or falls; False where it is for the fields."""
        urls = event.mimeData().urls()
        files = _files(urls)
        action = next((each for each in HARMLESS if each & event.possibleActions()), None)
        if not urls or action is None or not (files or not self._takes_text(event.position().toPoint())):
            self.hint.hide()
            return False
        event.setDropAction(action)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self.hint.hide()
            self._take(files)
        else:
            self.hint.show_files(len(files))
        return True

    def _take(self, files: tuple[Path, ...]) -> None:
        if not files:
            self.refused.emit(text("profile_import.remote"))
            return
        self.dropped.emit(files[:MOST])
        if len(files) > MOST:
            self.refused.emit(text("profile_import.too_many", count=len(files), most=MOST))

    def _takes_text(self, place: QPoint) -> bool:
        under = self._window.childAt(place)
        while under is not None and not isinstance(under, QLineEdit | QPlainTextEdit | QTextEdit):
            under = under.parentWidget()
        return under is not None and under.isEnabled() and not under.isReadOnly()


class DropHint(QWidget):
    """Lies over a window, says what a drop would do, and lets everything through to what is below."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = Wrapped(size=HEADING, bold=True, tone="accent")
        self._more = Wrapped()
        self._card = frame("card")
        inner = column(margin=3 * GRID)
        inner.addWidget(self._words)
        inner.addWidget(self._more)
        self._card.setLayout(inner)
        box = column()
        box.addWidget(self._card, 0, Qt.AlignmentFlag.AlignCenter)
        self.setLayout(box)
        self.hide()

    @property
    def words(self) -> str:
        """What it says, or said last."""
        return self._words.text()

    def show_files(self, count: int) -> None:
        """Say what becomes of so many files; of none, that there is nothing here to be read."""
        drop = text("profile_import.drop_one") if count == 1 else text("profile_import.drop_many", count=count)
        self._words.setText(drop if count else text("profile_import.drop_remote"))
        self._words.set_tone("accent" if count else "amber")
        self._more.setText(text("profile_import.drop_untouched" if count else "profile_import.drop_remote_how"))
        self.fit()
        self.show()
        self.raise_()

    def fit(self) -> None:
        """Cover the window."""
        self.setGeometry(self._window.rect())
        line = max(each.fontMetrics().horizontalAdvance(each.text()) for each in (self._words, self._more))
        self._card.setFixedWidth(min(round(1.3 * line) + 8 * GRID, self.width() - 6 * GRID))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = colors()
        veil = QColor(look.panel)
        veil.setAlphaF(0.75)
        painter.fillRect(self.rect(), veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.accent, 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(GRID, GRID, -GRID, -GRID), GRID, GRID)


def _files(urls: list[QUrl]) -> tuple[Path, ...]:
    """Return the files and folders of this computer, each once."""
    return tuple(dict.fromkeys(Path(url.toLocalFile()) for url in urls if url.isLocalFile() and url.toLocalFile()))
