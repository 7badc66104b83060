"""What a tester does at the window, in the tester's words; built on what the accessibility bus shows."""

import re

from tests.helpers.waiting import wait_for
from tests.helpers.window import Window

OUTCOME = "Outcome"  # the accessible description of the outcome's label
HEADING = re.compile(r"^[^,]+, ")


class Desk:
    """Signs in through the window, one sign-in after the other."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.window.find("User SRP", role="list item", seconds=20.0)
        self.window.find("Practice pool running", seconds=20.0)

    def choose(self, profile: str, flow: str) -> None:
        """Choose a profile and a flow."""
        if not self.window.has(profile, role="combo box"):
            self.window.select("Profile", profile, role="combo box")
        self.window.select("Flow", flow, role="list")

    def fill(self, **fields: str) -> None:
        """Type into the credential form, by label; `_` stands for a space."""
        for name, value in fields.items():
            label = name.replace("_", " ").capitalize()
            self.window.type(label, value, role="password text" if "assword" in label else "text")

    def sign_in(self) -> None:
        """Press `Sign in`, on an empty timeline; what an earlier test left under way is cancelled."""
        if "sensitive" in self.window.ask("states", name="Cancel", role="push button"):
            self.window.press("Cancel")
            self.outcome()
        self.window.choose_menu("Run", "Clear timeline")
        wait_for(lambda: not self.outcomes(), "an empty timeline")
        self.window.press("Sign in")

    def outcome(self, seconds: float = 15.0) -> str:
        """Wait for the end of the sign-in and return what the outcome's label says."""
        return wait_for(self.outcomes, "the outcome", seconds)[0]

    def outcomes(self) -> list[str]:
        """Return what outcome labels are showing."""
        return [name for _, name, description in self.window.showing() if description == OUTCOME]

    def timeline(self) -> list[str]:
        """Return the accessible names of the timeline's rows."""
        return self.window.items("Timeline", role="list")

    def challenge(self, field: str, seconds: float = 15.0) -> None:
        """Wait for a challenge that has a field of this label."""
        self.window.find(field, role=None, seconds=seconds)
        self.window.find("Continue", role="push button", seconds=seconds)

    def answer(self, field: str, value: str, role: str = "text") -> None:
        """Type an answer; `go_on` sends it."""
        self.window.type(field, value, role=role)

    def go_on(self) -> None:
        """Press `Continue`."""
        self.window.press("Continue")

    def use_code(self, beginning: str) -> str:
        """Choose the inbox's item that speaks of `beginning`, press `Use code`, return the code."""
        item = wait_for(lambda: self._message(beginning), f"a message about {beginning}")
        self.window.select("Inbox", item, role="list")
        self.window.press("Use code")
        found = re.search(r"\d{6}", item)
        assert found, item
        return found.group()

    def _message(self, about: str) -> str:
        if not self.window.has("Inbox", role="list"):
            return ""
        return next((name for name in self.window.items("Inbox", role="list") if about in name), "")
