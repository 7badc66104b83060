"""The client secret of a profile: typed, hidden, and never shown again once the keyring has it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.profile_words import problem_words, warning_words
from app.profiles.normal import normalised
from app.profiles.profile import Profile
from app.profiles.typed import BLANK, Typed
from app.secret import Secret
from app.texts import text
from widgets.flowing import Flowing
from widgets.parts import button, column, label, name
from widgets.profiles.field import secret_line
from widgets.theme import SMALL
from widgets.wrapped import Wrapped

FIELD = "client_secret"


class SecretField(QWidget):
    """A line to type into where none is kept, else what is kept with `Replace` and `Remove`. `edited`: it differs."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._profile = BLANK
        self._replacing = self._forget = False
        self._inner = secret_line(FIELD)
        self._inner.edited.connect(self.edited)
        self._state = Wrapped()
        self._replace = button(text("profiles.replace"), press=self._press_replace)
        self._remove = button(text("profiles.remove"), press=self._press_remove)
        self._keep = button(text("profiles.keep"), press=self._press_keep)
        for each, key in ((self._replace, "replace"), (self._remove, "remove"), (self._keep, "keep")):
            name(each, f"{text(f'profiles.{key}')}: {self._inner.words}")
        self._below = Wrapped(size=SMALL, tone="muted")
        caption = label(self._inner.words, "muted", wrap=True)
        caption.setBuddy(self._inner.line)
        box = column(spacing=4)
        for part in (caption, self._state, self._inner, self._below, Flowing(self._replace, self._remove, self._keep)):
            box.addWidget(part)
        self.setLayout(box)

    @property
    def secret(self) -> Secret | None:
        """What was typed, without what is around it; None where nothing was."""
        found = normalised(FIELD, self._inner.typed())
        return Secret(found) if found and self._types() else None

    @property
    def forget_secret(self) -> bool:
        """Whether the one that is kept is to be removed."""
        return self._forget

    def show_profile(self, profile: Profile, typed: Typed) -> None:
        """Show what is kept for a profile, and what was typed about it."""
        self._profile = profile
        self._forget = typed.forget_secret
        self._replacing = typed.secret is not None and profile.has_secret
        self._inner.restore(typed.secret.reveal() if typed.secret is not None else "")
        self.judge({}, {})

    def judge(self, problems: dict[str, str], warnings: dict[str, str], *, moved: bool = False) -> None:
        """Say what is wrong or odd; `moved`: the profile is of another app client than the secret is."""
        kept = self._profile.has_secret
        types = self._types()
        self._inner.setVisible(types)
        self._state.setVisible(not types)
        self._state.setText(text(self._state_key(moved)))
        self._replace.setVisible(kept and not types)
        self._remove.setVisible(kept and not types and not self._forget and not moved)
        self._keep.setVisible(kept and (self._replacing or self._forget))
        problem, warning = problems.get(FIELD, ""), warnings.get(FIELD, "")
        words = problem_words(problem) if problem else warning_words(warning) if warning else ""
        words = words or (text("profile_field.client_secret.hint") if types else "")
        self._below.setText(words)
        self._below.set_tone("red" if problem else "amber" if warning else "muted")
        self._below.setVisible(bool(words))
        self._inner.mark(bool(problem))

    def restore(self, typed: str) -> None:
        """Put a secret into the line as if it were typed."""
        self._inner.restore(typed)
        self.edited.emit()

    def focus(self) -> None:
        """Put the cursor into the line, or onto the button that leads to it."""
        (self._inner.line if self._types() else self._replace).setFocus()

    def typed_text(self) -> str:
        """What stands in the line now, to be checked."""
        return self._inner.typed() if self._types() else ""

    def _types(self) -> bool:
        return self._replacing or not (self._profile.has_secret or self._profile.practice)

    def _state_key(self, moved: bool) -> str:
        if self._profile.practice:
            return "profiles.secret_practice" if self._profile.client_secret else "profiles.secret_none"
        if self._forget:
            return "profiles.secret_goes"
        return "profiles.secret_other_client" if moved else "profiles.secret_kept"

    def _press_replace(self) -> None:
        self._replacing, self._forget = True, False
        self.edited.emit()
        self._inner.line.setFocus()

    def _press_remove(self) -> None:
        self._forget = True
        self.edited.emit()
        self._keep.setFocus()

    def _press_keep(self) -> None:
        self._replacing = self._forget = False
        self._inner.restore("")
        self.edited.emit()
        self._replace.setFocus()
