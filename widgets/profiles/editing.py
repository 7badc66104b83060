"""What is typed, saved, copied, deleted and taken back in the dialog of profiles: between list, editor and file."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app.errors import ProfileError
from app.models.profiles import ProfilesModel
from app.profiles.draft import with_draft
from app.profiles.profile import Profile
from app.profiles.store import new_id
from app.profiles.typed import BLANK, Typed
from app.texts import text
from app.workers.profiles import ProfilesWorker
from widgets.profiles.bars import UndoBar
from widgets.profiles.editor import NOTHING, ProfileEditor
from widgets.profiles.list import ProfileList

NEW = BLANK.id  # stands for the new profile until it is saved


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What is on its way to the file: the profile, whose row it has, and what was typed at that moment."""

    profile: Profile
    row: str
    typed: Typed


class Editing(QObject):
    """What was typed about each profile is kept while the person looks at others.

    `created` carries the id of a new profile once it is saved; `moved`: another one is shown, or others are there.
    """

    created = Signal(str)
    moved = Signal()

    def __init__(
        self, model: ProfilesModel, worker: ProfilesWorker, shown: ProfileList, editor: ProfileEditor, undo: UndoBar
    ) -> None:
        super().__init__(editor)
        self._model, self._worker = model, worker
        self._list, self._editor, self._undo = shown, editor, undo
        self._typed: dict[str, Typed] = {}  # what is not saved, by the profile's id
        self._saving: Saving | None = None
        self._wanted = ""  # a copy that is on its way to the file
        self._of_practice = False  # it is of a practice profile, whose address is this start's
        self._deleting: tuple[str, str] = ("", "")  # id and name of what is on its way out, or was deleted last
        shown.chosen.connect(self.show)
        editor.edited.connect(self._on_edited)
        editor.save_wanted.connect(self.save)
        editor.revert_wanted.connect(self.revert)
        editor.browse_wanted.connect(self._browse)
        undo.undo_wanted.connect(self._take_back)
        model.modelReset.connect(self.refresh)
        model.dataChanged.connect(self.refresh)
        worker.changed.connect(self._on_changed)
        worker.saved.connect(self._on_written)
        worker.removed.connect(self._on_removed)
        worker.failed.connect(self._on_failed)
        worker.ca_bundle_checked.connect(editor.ca_bundle_checked)

    @property
    def can_copy(self) -> bool:
        """Whether a profile is shown that is saved."""
        return self._editor.profile is not None and self._editor.profile.id != NEW

    @property
    def can_delete(self) -> bool:
        """Whether one of the person's own is shown."""
        return self._editor.profile is not None and not self._editor.profile.practice

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The names of the profiles about which something was typed that is not saved."""
        self._remember()
        return tuple(
            typed.draft(profile)["name"] or text("profiles.new_profile")
            for key, typed in self._typed.items()
            if typed and (profile := self._find(key)) is not None
        )

    def new(self) -> None:
        """Begin a new profile, or go on with the one that is not saved yet."""
        self._typed.setdefault(NEW, NOTHING)
        self.show(NEW)
        self._editor.focus("name")

    def forget(self) -> None:
        """Forget all that was typed and not saved."""
        self._typed.clear()
        self._editor.show_profile(None)

    def _find(self, key: str) -> Profile | None:
        return BLANK if key == NEW and NEW in self._typed else self._model.find(key)

    def _remember(self) -> None:
        """Keep what stands in the editor."""
        profile = self._editor.profile
        if profile is None:
            return
        typed = self._editor.typed
        if typed or profile.id == NEW:
            self._typed[profile.id] = typed
        else:
            self._typed.pop(profile.id, None)

    def show(self, key: str) -> None:
        """Show a profile with what was typed about it."""
        self._remember()
        self._editor.say("")
        self._put_into_editor(key)
        self._fill(key)

    def _put_into_editor(self, key: str | None) -> None:
        profile = self._find(key) if key is not None else None
        others = [each.name for each in self._model.profiles if profile is None or each.id != profile.id]
        self._editor.show_profile(profile, self._typed.get(key or "", NOTHING), others)

    def _fill(self, chosen: str | None) -> None:
        own = [each for each in self._model.profiles if not each.practice]
        new = [BLANK] if NEW in self._typed else []
        practice = [each for each in self._model.profiles if each.practice]
        unsaved = {key for key, typed in self._typed.items() if typed or key == NEW}
        self._list.show_profiles([*own, *new, *practice], unsaved, chosen)
        self.moved.emit()

    def refresh(self) -> None:
        """Show the profiles as they are now; what was typed stays."""
        self._remember()
        profile = self._editor.profile
        key = profile.id if profile is not None and self._find(profile.id) is not None else self._list.current
        if key is None or self._find(key) is None:
            key = next((each.id for each in sorted(self._model.profiles, key=lambda each: each.practice)), None)
        self._put_into_editor(key)
        self._fill(key)

    def _on_edited(self) -> None:
        self._remember()
        self._fill(self._editor.profile.id if self._editor.profile is not None else None)
        path = self._editor.draft["ca_bundle"]
        if path:
            self._worker.check_ca_bundle(path)

    def save(self) -> None:
        """Write what stands in the editor."""
        profile = self._editor.profile
        if profile is None or self._saving is not None:
            return
        typed = self._editor.typed
        wanted = with_draft(profile, self._editor.draft)
        if profile.id == NEW:
            wanted = replace(wanted, id=new_id(wanted.name, [each.id for each in self._model.profiles]))
        self._saving = Saving(profile=wanted, row=profile.id, typed=typed)
        self._editor.say(text("profiles.saving"))
        self._worker.save(wanted, typed.secret, typed.forget_secret)

    def revert(self) -> None:
        """Forget what was typed about the profile that is shown."""
        profile = self._editor.profile
        if profile is None:
            return
        self._typed.pop(profile.id, None)
        self._editor.show_profile(None)
        self._editor.say("")
        self._put_into_editor(profile.id if profile.id != NEW else None)
        self.refresh()

    def duplicate(self) -> None:
        """Write a copy of the profile that is shown, and show that."""
        profile = self._editor.profile
        if profile is not None and profile.id != NEW:
            self._of_practice = profile.practice
            self._wanted = self._worker.duplicate(profile, self._copy_name(profile.name))

    def _copy_name(self, name: str) -> str:
        taken = {each.name.casefold() for each in self._model.profiles}
        found, number = text("profiles.copy_of", name=name), 2
        while found.casefold() in taken:
            found, number = text("profiles.copy_number", name=name, number=number), number + 1
        return found

    def delete(self) -> None:
        """Take the profile that is shown out of the file; it can be had back."""
        profile = self._editor.profile
        if profile is None or profile.practice:
            return
        if profile.id == NEW:
            self.revert()
            return
        self._remember()
        self._deleting = (profile.id, profile.name)
        self._worker.remove([profile.id])

    def _take_back(self) -> None:
        self._wanted = self._deleting[0]
        self._worker.undo(self._wanted)

    def _on_removed(self, _: tuple[str, ...]) -> None:
        self._undo.show_deleted(self._deleting[1])

    def _browse(self, field: str) -> None:
        path, _ = QFileDialog.getOpenFileName(self._editor, text(f"profile_field.{field}.label"))
        if path:
            self._editor.put(**{field: path})

    def _on_changed(self, profiles: tuple[Profile, ...]) -> None:
        """A profile that was taken back is shown; nothing can be taken back that is there."""
        there = {each.id for each in profiles}
        if self._deleting[0] in there:
            self._undo.hide()
        if self._wanted in there:
            wanted, self._wanted = self._wanted, ""
            self.show(wanted)
            self._editor.focus("name")
            if self._of_practice:
                self._of_practice = False
                self._editor.say(text("profiles.copy_of_practice"), "amber")

    def _on_written(self, profile_id: str) -> None:
        saving = self._saving
        if saving is not None and saving.profile.id == profile_id:
            self._saving = None
            self._on_saved(saving)

    def _on_saved(self, saving: Saving) -> None:
        shown = self._editor.profile
        self._remember()
        later = self._typed.pop(saving.row, NOTHING).since(saving.typed)
        if later:
            self._typed[saving.profile.id] = later
        if shown is not None and shown.id == saving.row:
            self._editor.show_profile(None)
            self._put_into_editor(saving.profile.id)
            self._fill(saving.profile.id)
            self._editor.say(text("profiles.saved"), "green")
        else:
            self.refresh()
        if saving.row == NEW:
            self.created.emit(saving.profile.id)

    def _on_failed(self, _: ProfileError) -> None:
        self._saving, self._wanted = None, ""
        self.refresh()
