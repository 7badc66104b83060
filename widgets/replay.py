"""The dialog Replay: with which profile a finished sign-in is done again, and what its transcript left out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.models.field_words import label_of
from app.models.profiles import ProfilesModel
from app.profiles.profile import Profile
from app.runs.replay import Known, known_credentials, replay_of, wanted_fields
from app.secret import Secret
from app.texts import text
from app.transcript.recording import Recording
from widgets.fields import Editor, add_captioned, editor
from widgets.fields.lists import CalmBox
from widgets.flowing import Flowing
from widgets.parts import button, column, empty_layout, label, name
from widgets.theme import GRID, HEADING
from widgets.transcripts.room import scrolled
from widgets.wrapped import Wrapped

WIDTH, HEIGHT = 60 * GRID, 60 * GRID


class ReplayDialog(QDialog):
    """`wanted` carries the request; stays open beside the window until it begins."""

    wanted = Signal(object)

    def __init__(self, profiles: ProfilesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("replay.title"))
        self._recording: Recording | None = None
        self._editors: list[Editor] = []
        self._what = Wrapped(tone="muted")
        self._profiles = CalmBox()
        self._profiles.setModel(profiles)
        name(self._profiles, text("replay.profile"))
        self._fields = column(spacing=4)
        self._said = Wrapped(tone="amber")
        self._go = button(text("replay.go"), "primary", press=self._want)
        self.setLayout(self._laid_out())
        self.resize(WIDTH, HEIGHT)

    def offer(self, recording: Recording | None, what: str, profile: Profile | None) -> None:
        """Offer a run, named so, with this profile at first; None where there is none to replay."""
        self._recording = recording
        self._what.setText(text("replay.what", what=what) if recording else text("replay.nothing"))
        self._go.setEnabled(recording is not None)
        row = self._profiles.model().row_of(profile.id) if profile is not None else 0  # type: ignore[attr-defined]
        self._profiles.setCurrentIndex(max(row, 0))
        self.say("")
        self._make_fields()

    def say(self, words: str) -> None:
        """Say why it cannot begin."""
        self._said.setText(words)
        self._said.setVisible(bool(words))

    @property
    def profile(self) -> Profile | None:
        """The profile that is chosen."""
        found = self._profiles.currentData()
        return found if isinstance(found, Profile) else None

    def _make_fields(self) -> None:
        empty_layout(self._fields)
        self._editors = []
        started = self._recording.started if self._recording is not None else None
        if self._recording is None or started is None:
            return
        known = known_credentials(self._recording)
        for field in wanted_fields(started.flow):
            made = editor(field, label_of(field.name))
            add_captioned(self._fields, made)
            made.restore(_plain(known.get(field.name, "")))
            made.submitted.connect(self._want)
            self._editors.append(made)
        empty = next((made for made in self._editors if made.is_empty()), None)
        (empty.target() if empty else self._go).setFocus()

    def _typed(self) -> Known:
        return {made.field.name: made.value() for made in self._editors}

    def _want(self) -> None:
        if self._recording is None:
            return
        if self.profile is None:
            self.say(text("replay.no_profile"))
        else:
            self.wanted.emit(replay_of(self._recording, self.profile, self._typed()))

    def _laid_out(self) -> QVBoxLayout:
        caption = label(text("replay.profile"), "muted")
        caption.setBuddy(self._profiles)
        box = column(spacing=12)
        box.addWidget(Wrapped(text("replay.title"), size=HEADING, bold=True))
        box.addWidget(self._what)
        box.addWidget(caption)
        box.addWidget(self._profiles)
        box.addLayout(self._fields)
        box.addWidget(Wrapped(text("replay.how"), tone="muted"))
        box.addStretch(1)
        whole = column(margin=24, spacing=12)
        whole.addWidget(scrolled(box, text("replay.title")), 1)
        whole.addWidget(self._said)
        whole.addWidget(Flowing(self._go, button(text("replay.close"), press=self.close)))
        return whole


def _plain(value: str | Secret) -> str:
    return value.reveal() if isinstance(value, Secret) else value
