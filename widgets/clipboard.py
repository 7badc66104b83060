"""Copies to the clipboard; a secret is taken away again after a minute, or at the end, if it is still there."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from app.secret import Secret
from app.texts import text
from widgets.parts import Button

SECONDS = 60
# A property: what is copied out of a widget that has it is taken for a secret.
SHOWS_SECRET = "shows_secret"  # noqa: S105 - a name, not a password
HINT = "x-kde-passwordManagerHint"  # clipboard managers that know it do not remember what it goes with


class Clipboard(QObject):
    """The application's way to the clipboard; there is one, a child of the application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._held: Secret | None = None
        self._copying = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear)
        app.aboutToQuit.connect(self.clear)
        QApplication.clipboard().dataChanged.connect(self._changed)

    def copy(self, what: str | Secret) -> None:
        """Copy a text; a Secret is cleared after a minute."""
        data = QMimeData()
        data.setText(what.reveal() if isinstance(what, Secret) else what)
        self._held = what if isinstance(what, Secret) else None
        if self._held is None:
            self._timer.stop()
        else:
            data.setData(HINT, b"secret")
            self._timer.start(round(SECONDS * 1000))
        self._copying = True
        QApplication.clipboard().setMimeData(data)
        self._copying = False

    def clear(self) -> None:
        """Take the secret away, unless something else was copied since, here or in another program."""
        held, self._held = self._held, None
        self._timer.stop()
        board = QApplication.clipboard()
        if held is not None and _may_be_ours(board) and board.text() == held.reveal():
            board.clear()

    def _changed(self) -> None:
        """Take what Qt itself copied out of a widget that shows a secret for one."""
        board, focus = QApplication.clipboard(), QApplication.focusWidget()
        if self._copying or focus is None or not focus.property(SHOWS_SECRET) or not _may_be_ours(board):
            return
        self._held = Secret(board.text())
        self._timer.start(round(SECONDS * 1000))

    @property
    def seconds_left(self) -> float:
        """How long the copied secret stays; 0 where there is none."""
        return self._timer.remainingTime() / 1000 if self._timer.isActive() else 0.0


def _may_be_ours(board: QClipboard) -> bool:
    """Whether what is there may come from us: asked first where reading would mean waiting for another program."""
    return board.ownsClipboard() or QGuiApplication.platformName() not in ("xcb", "wayland")


def clipboard() -> Clipboard:
    """Return the application's clipboard."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    found = app.findChild(Clipboard, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, Clipboard) else Clipboard(app)


def copy_selected() -> None:
    """Copy what is selected where the keyboard is; a row may show a revealed secret, so it goes as one."""
    focus = QApplication.focusWidget()
    copy = getattr(focus, "copy", None)
    if callable(copy):
        copy()
    elif isinstance(focus, QAbstractItemView) and focus.currentIndex().isValid():
        clipboard().copy(Secret(str(focus.currentIndex().data() or "")))


class CopyButton(Button):
    """Copies what `what` returns when it is pressed, and says so for a moment; None copies nothing."""

    def __init__(self, words: str, what: Callable[[], str | Secret | None], parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._words, self._what = words, what
        self.setProperty("kind", "quiet")
        self.setAccessibleName(words)
        self._back = QTimer(self, singleShot=True, interval=1500)
        self._back.timeout.connect(lambda: self.setText(self._words))
        self.clicked.connect(self._copy)

    def _copy(self) -> None:
        what = self._what()
        if what is None:
            return
        clipboard().copy(what)
        self.setToolTip(text("details.copied_secret") if isinstance(what, Secret) else "")
        self.setMinimumWidth(self.width())  # the shorter or longer word must not move what stands beside it
        self.setText(text("details.copied"))
        self._back.start()
