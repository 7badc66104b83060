"""The dialog of profiles: the list at the left, the editor of the chosen one at the right."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from app.errors import ProfileError, VaultError
from app.models.profiles import ProfilesModel
from app.runs.sign_in import SignInRequest
from app.texts import text
from app.workers.profiles import ProfilesWorker
from app.workers.sign_in import SignInRun
from widgets.flowing import Flowing
from widgets.notice import Notice
from widgets.parts import button, chain_focus, column, row
from widgets.profiles.bars import CloseBar, UndoBar
from widgets.profiles.editing import Editing
from widgets.profiles.editor import ProfileEditor
from widgets.profiles.files import ProfileFiles
from widgets.profiles.list import ProfileList
from widgets.profiles.picking import Picking
from widgets.theme import GRID
from widgets.wrapped import Wrapped

FIRST_SIZE, LEAST_SIZE = QSize(900, 680), QSize(560, 400)
StandardKey = QKeySequence.StandardKey
StartRun = Callable[[SignInRequest], SignInRun]


class ProfilesDialog(QDialog):
    """Non-modal; one for each window. Asks before something that was typed is lost.

    `created` carries the id of a new profile once it is saved; `left`: the dialog closed.
    """

    created = Signal(str)
    left = Signal()

    def __init__(
        self, model: ProfilesModel, worker: ProfilesWorker, start_run: StartRun, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("profiles.title"))
        self.setModal(False)
        self._model, self._worker = model, worker
        self.list = ProfileList()
        self.editor = ProfileEditor()
        self.right = QStackedWidget()  # the editor, or what is shown in its place
        self.right.addWidget(self.editor)
        self.picking = Picking(self.right, self.editor, start_run)
        self.notice = Notice(text("profiles.title"))
        self._undo, self._asks = UndoBar(), CloseBar()
        self._nothing = Wrapped(text("profiles.none_yet"), tone="muted")
        self.editing = Editing(model, worker, self.list, self.editor, self._undo)
        self.files = ProfileFiles(self.right, model, worker)
        self.files.chosen = lambda: self.list.current or ""
        self._buttons = {
            key: button(text(f"profiles.{key}"), press=do)
            for key, do in (("new", self.new), ("duplicate", self.editing.duplicate), ("delete", self.editing.delete))
        }
        self.top = column()  # above the list and the editor
        self.setLayout(self._laid_out())
        self._connect()
        files = (self.files.import_, self.files.export)
        chain_focus(self.list, self._undo, *self._buttons.values(), *files, self.right)
        self.setMinimumSize(LEAST_SIZE)
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize() - QSize(2 * GRID, 6 * GRID)))
        self.editing.refresh()

    def edit(self, profile_id: str, field: str = "") -> None:
        """Show a profile, with the cursor in a field."""
        self.files.leave()
        self.picking.leave()
        self.editing.show(profile_id)
        self.editor.focus(field)

    def new(self) -> None:
        """Begin a new profile, or go on with the one that is not saved yet."""
        self.files.leave()
        self.picking.leave()
        self._asks.hide()
        self.editing.new()

    def read(self, paths: Iterable[Path]) -> None:
        """Look what profiles are in files, and show it."""
        self.files.read(paths)

    def ask_to_close(self) -> bool:
        """Say whether nothing is lost by closing; else ask."""
        names = self.editing.unsaved
        if names:
            self._asks.ask(", ".join(names))
        return not names

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.picking.find_aws_profiles()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._asks.isHidden() and not self.ask_to_close():
            event.ignore()
            return
        self.editing.forget()
        self.files.leave()
        self._asks.hide()
        event.accept()
        self.left.emit()

    def reject(self) -> None:
        """Esc asks, too."""
        self.close()

    def changeEvent(self, event: QEvent) -> None:
        """Look again what the file says: another program may have changed it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._worker.load()

    def _laid_out(self) -> QVBoxLayout:
        left = column()
        left.addWidget(self.list, 1)
        left.addWidget(self._nothing)
        left.addWidget(self._undo)
        left.addWidget(Flowing(*self._buttons.values(), self.files.import_, self.files.export))
        both = row(spacing=2 * GRID)
        both.addLayout(left, 3)
        both.addWidget(self.right, 6)
        inner = column()
        inner.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        inner.addLayout(self.top)
        inner.addLayout(both, 1)
        box = column(spacing=0)
        box.addWidget(self.notice)
        box.addWidget(self._asks)
        box.addLayout(inner, 1)
        return box

    def _connect(self) -> None:
        self.editing.created.connect(self.created)
        self.editing.moved.connect(self._on_moved)
        self.editing.moved.connect(self.picking.follow)
        self.left.connect(self.picking.leave)
        self.editor.edited.connect(self._asks.hide)
        self.list.chosen.connect(self.files.leave)
        self.list.clicked.connect(self.files.leave)
        self.files.opened.connect(self.picking.leave)
        self.files.imported.connect(self._on_imported)
        self.files.said.connect(self.editor.say)
        self.list.chosen.connect(self._asks.hide)
        for keys, press in ((StandardKey.New, self.new), (StandardKey.Save, self.editor.save.click)):
            QShortcut(QKeySequence(keys), self).activated.connect(press)
        delete = QShortcut(QKeySequence(StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.editing.delete)
        self._asks.discard.connect(self.close)
        self._asks.stay.connect(self._asks.hide)
        self._worker.failed.connect(self._on_failed)
        self._worker.secret_trouble.connect(self._on_secret_trouble)

    def _on_moved(self) -> None:
        self._nothing.setVisible(not self.list.has_own)
        self._buttons["duplicate"].setEnabled(self.editing.can_copy)
        self._buttons["delete"].setEnabled(self.editing.can_delete)

    def _on_imported(self, ids: tuple[str, ...]) -> None:
        self.editing.show(ids[0])
        self.created.emit(ids[0])

    def _on_failed(self, error: ProfileError) -> None:
        self.notice.say(self.files.failure(error))
        self.files.on_failed()

    def _on_secret_trouble(self, error: VaultError) -> None:
        self.notice.say(text("profiles.secret_trouble", why=text(f"vault_trouble.{error.trouble}.short")))
