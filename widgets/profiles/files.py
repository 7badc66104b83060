"""Import and export in the Profiles dialog: which files, what is in them, what became of it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.errors import ProfileError
from app.models.imported import exported_words, imported_words
from app.models.profiles import ProfilesModel
from app.profiles.imported import Imported
from app.profiles.profile import Profile
from app.texts import text
from app.workers.profiles import ProfilesWorker
from widgets.file_dialog import ask_files
from widgets.parts import button
from widgets.profiles.exports import ExportPanel
from widgets.profiles.imports import ImportPreview


class ProfileFiles(QObject):
    """Shows its two panels in a stack, in place of what stands first in it.

    `imported` carries the ids of profiles that were saved, `said` a sentence and the name of its colour; `opened`: one
    of its panels is about to be shown.
    """

    opened = Signal()
    imported = Signal(object)
    said = Signal(str, str)

    def __init__(self, stack: QStackedWidget, model: ProfilesModel, worker: ProfilesWorker) -> None:
        super().__init__(stack)
        self._stack, self._model, self._worker = stack, model, worker
        self._reading = False
        self._saving: tuple[str, ...] = ()
        self._exporting: tuple[Path, int] | None = None  # where to, and how many
        self.preview, self.panel = ImportPreview(), ExportPanel()
        self.import_ = button(text("profiles.import"), press=self._ask_which)
        self.export = button(text("profiles.export"), press=self._choose)
        self.chosen: Callable[[], str] = str  # gives the id of the profile that is looked at
        for each in (self.preview, self.panel):
            stack.addWidget(each)
            each.left.connect(self.leave)
        self.preview.wanted.connect(self._save)
        self.panel.wanted.connect(self._export)
        worker.imported.connect(self._on_imported)
        worker.changed.connect(self._on_changed)
        worker.exported.connect(self._on_exported)

    def read(self, paths: Iterable[Path]) -> None:
        """Look what is in files, beside those that are shown already."""
        self._reading = True
        self._worker.read_files(dict.fromkeys((*self.preview.paths, *paths)))

    @Slot()
    def leave(self) -> None:
        """Go back to what stands first; what was read is forgotten, the files are as they were."""
        if self._stack.currentWidget() in (self.preview, self.panel):
            self._stack.setCurrentIndex(0)
        self.preview.clear()

    def failure(self, error: ProfileError) -> str:
        """Say what failed: an export, where it is about the file that was to be written."""
        exported = self._exporting is not None and error.field == str(self._exporting[0])
        key = "profile_export.failed" if exported else "profiles.problem"
        return text(key, problem=f"{error.field}: {error.problem}")

    def _ask_which(self) -> None:
        title, kinds = text("profile_import.pick_title"), text("profile_import.pick_kinds")
        ask_files(self._stack, title, kinds, self._picked)

    @Slot("QStringList")
    def _picked(self, paths: list[str]) -> None:
        self.read([Path(path) for path in paths])

    @Slot(object)
    def _on_imported(self, files: tuple[Imported, ...]) -> None:
        if self._reading:
            self._reading = False
            self._show(self.preview)
            self.preview.show_imported(files)

    @Slot(object)
    def _save(self, profiles: tuple[Profile, ...]) -> None:
        """Save what was chosen; the preview stays until it is in the file."""
        self._saving = tuple(each.id for each in profiles)
        self.preview.take.setEnabled(False)
        self._worker.save_all(profiles)

    @Slot(object)
    def _on_changed(self, profiles: tuple[Profile, ...]) -> None:
        if self._saving and {each.id for each in profiles}.issuperset(self._saving):
            saved, self._saving = self._saving, ()
            self.leave()
            self.imported.emit(saved)
            self.said.emit(imported_words(len(saved)), "green")

    def _show(self, what: QWidget) -> None:
        self.opened.emit()
        self._stack.setCurrentWidget(what)

    def _choose(self) -> None:
        self.preview.clear()
        self._show(self.panel)
        self.panel.show_profiles(self._model.profiles, self.chosen())

    @Slot(object, object)
    def _export(self, ids: tuple[str, ...], path: Path) -> None:
        self._exporting = (path, len(ids))
        self._worker.export(ids, path)

    @Slot(object)
    def _on_exported(self, path: Path) -> None:
        if self._exporting is not None and self._exporting[0] == path:
            count, self._exporting = self._exporting[1], None
            self.leave()
            self.said.emit(exported_words(count, path), "green")

    def on_failed(self) -> None:
        """Let the person try again."""
        if self._saving:
            self.preview.take.setEnabled(True)
        self._saving, self._exporting, self._reading = (), None, False
