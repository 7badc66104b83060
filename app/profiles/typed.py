"""What a person typed about a profile and has not saved: only what differs, so that nobody else's change is undone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.profiles.draft import draft_of
from app.profiles.normal import normalised
from app.profiles.profile import Profile
from app.secret import Secret

BLANK = Profile(id="", name="", user_pool_id="", client_id="")  # what a new profile begins as


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """`fields`: texts by the names of a draft; a `secret` is to be kept, or the one that is kept forgotten."""

    fields: Mapping[str, str] = field(default_factory=dict)
    secret: Secret | None = None
    forget_secret: bool = False

    def __bool__(self) -> bool:
        return bool(self.fields) or self.secret is not None or self.forget_secret

    def draft(self, profile: Profile) -> dict[str, str]:
        """Return all fields of the profile with what was typed in their places."""
        return {**draft_of(profile), **self.fields}

    def since(self, earlier: "Typed") -> "Typed":
        """Return what was typed after an earlier moment."""
        later = {name: value for name, value in self.fields.items() if earlier.fields.get(name) != value}
        if (self.secret, self.forget_secret) == (earlier.secret, earlier.forget_secret):
            return Typed(fields=later)
        return replace(self, fields=later)


def typed_in(profile: Profile, texts: Mapping[str, str]) -> dict[str, str]:
    """Return those texts of a form that would change the profile; blanks around a value do not."""
    saved = draft_of(profile)
    return {name: value for name, value in texts.items() if normalised(name, value) != normalised(name, saved[name])}
