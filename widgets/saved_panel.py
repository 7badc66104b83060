"""The saved sign-ins: new tokens with one, forget one or all; forgetting can be undone for some seconds."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.errors import VaultTrouble
from app.models.saved import SavedModel, SavedRole
from app.texts import text
from app.vault.vault import Backend, Entry
from widgets.flowing import Flowing
from widgets.parts import button, column, frame, label, row, section
from widgets.short_list import ShortList
from widgets.wrapped import Wrapped

UNDO_SECONDS = 8


class SavedPanel(QWidget):
    """`refresh_wanted` and `sign_out_wanted` carry an Entry, `forget_wanted` the ids of entries, once they are gone."""

    refresh_wanted = Signal(object)
    sign_out_wanted = Signal(object)
    forget_wanted = Signal(object)

    def __init__(self, model: SavedModel, has_profile: Callable[[str], bool]) -> None:
        super().__init__()
        self._model = model
        self._has_profile = has_profile
        self._going: tuple[Entry, ...] = ()
        self._left = 0
        self._list = ShortList(
            model, text("saved.heading"), key=SavedRole.KEY, below=SavedRole.SUBTITLE, right=SavedRole.AGO
        )
        self._list.selectionModel().currentChanged.connect(self._enable)
        self._empty = label(text("saved.empty"), "muted", wrap=True)
        self._trouble = label(role="warn", wrap=True)
        self._gone = label(text("saved.profile_gone"), "small", wrap=True)
        self._refresh = button(text("saved.refresh"), press=self.refresh, icon_name="refresh")
        self._sign_out = button(text("saved.sign_out"), press=self._ask_sign_out, icon_name="stop")
        self._forget = button(text("saved.forget"), press=self._forget_one, icon_name="trash")
        self._going_words = Wrapped(tone="muted")
        self._undo_bar = self._laid_out_undo()
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._count_down)
        self.setLayout(self._laid_out())
        model.modelReset.connect(self._show)
        self._show()

    def show_backend(self, backend: Backend) -> None:
        """Say what is wrong with the keyring, where something is."""
        self._say("" if backend.trouble is None else backend.trouble.value)

    def show_trouble(self, trouble: VaultTrouble) -> None:
        """Say why the keyring did not do what it was asked to."""
        self._say(trouble.value)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show what the vault holds; an entry that was saved anew is not forgotten after all."""
        saved_at = {entry.entry_id: entry.saved_at for entry in entries}
        self._going = tuple(entry for entry in self._going if saved_at.get(entry.entry_id, 0.0) <= entry.saved_at)
        if not self._going:
            self._end_going()
        self._model.set_entries(entries, frozenset(entry.entry_id for entry in self._going))

    def forget_all(self) -> None:
        """Forget every saved sign-in that shows, after the seconds in which it can be undone."""
        self._set_going(self._model.rows())

    def flush(self) -> None:
        """Forget at once what is about to be forgotten: the window closes."""
        going, self._going = self._going, ()
        self._end_going()
        if going:
            self.forget_wanted.emit(tuple(entry.entry_id for entry in going))

    def _laid_out(self) -> QVBoxLayout:
        box = column()
        box.addWidget(section(text("saved.heading")))
        for part in (self._trouble, self._empty, self._list, self._gone):
            box.addWidget(part)
        box.addWidget(Flowing(self._refresh, self._sign_out, self._forget))
        box.addWidget(self._undo_bar)
        return box

    def _laid_out_undo(self) -> QFrame:
        bar = frame("card")
        line = row(margin=8)
        line.addWidget(self._going_words, 1)
        line.addWidget(button(text("saved.undo"), "quiet", press=self._undo))
        bar.setLayout(line)
        bar.setVisible(False)
        return bar

    def _say(self, trouble: str) -> None:
        self._trouble.setVisible(bool(trouble))
        if trouble:
            self._trouble.setText(text(f"vault_trouble.{trouble}.title") + ". " + text(f"vault_trouble.{trouble}.what"))

    def _show(self) -> None:
        found = self._model.rowCount()
        self._list.setVisible(found > 0)
        self._list.updateGeometry()
        self._empty.setVisible(found == 0)
        for each in (self._refresh, self._sign_out, self._forget):
            each.setVisible(found > 0)
        self._enable()

    def _current(self) -> Entry | None:
        return self._model.entry(self._list.currentIndex().row())

    def _enable(self) -> None:
        entry = self._current()
        known = entry is not None and self._has_profile(entry.profile_id)
        for each in (self._refresh, self._sign_out):
            each.setEnabled(entry is not None and entry.trouble is None and known)
        self._forget.setEnabled(entry is not None)
        self._gone.setVisible(entry is not None and entry.trouble is None and not known)

    def profiles_changed(self) -> None:
        """Look again whether the profile of the chosen sign-in is there."""
        self._enable()

    def refresh(self) -> None:
        """Ask for new tokens with the chosen saved sign-in."""
        entry = self._current()
        if entry is not None:
            self.refresh_wanted.emit(entry)

    def refresh_row(self, row: int) -> None:
        """Choose a saved sign-in, and ask for new tokens with it."""
        self._list.setCurrentIndex(self._model.index(row))
        self.refresh()

    def _ask_sign_out(self) -> None:
        entry = self._current()
        if entry is not None:
            self.sign_out_wanted.emit(entry)

    def _forget_one(self) -> None:
        entry = self._current()
        if entry is not None:
            self._set_going((entry,))

    def _set_going(self, entries: tuple[Entry, ...]) -> None:
        if not entries:
            return
        self.flush()
        self._going = entries
        self._left = UNDO_SECONDS
        self._model.hide(frozenset(entry.entry_id for entry in entries))
        self._undo_bar.setVisible(True)
        self._clock.start()
        self._say_going()

    def _undo(self) -> None:
        self._going = ()
        self._end_going()
        self._model.hide(frozenset())

    def _end_going(self) -> None:
        self._clock.stop()
        self._undo_bar.setVisible(False)

    def _count_down(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.flush()
        else:
            self._say_going()

    def _say_going(self) -> None:
        if len(self._going) == 1:
            words = text("saved.forgotten", username=self._going[0].username, seconds=self._left)
        else:
            words = text("saved.forgotten_many", count=len(self._going), seconds=self._left)
        self._going_words.setText(words)
