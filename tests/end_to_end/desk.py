"""What a tester does at the window, in the tester's words; built on what the accessibility bus shows."""

import json
import re
from urllib.parse import urlencode
from urllib.request import urlopen

from tests.helpers.waiting import wait_for
from tests.helpers.window import Window

OUTCOME = "Outcome"  # the accessible description of the outcome's label
WHERE = re.compile(r"(\S+_\S+) · (127\.0\.0\.1:\d+)")  # what stands beside the profile


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

    def reset_pool(self) -> None:
        """Bring the practice pool's seed back."""
        self.window.choose_menu("Practice pool", "Reset practice pool")
        self.window.find("The practice pool is as it was at first.")

    def page(self, name: str) -> None:
        """Show a page of the details."""
        self.window.press(name, role="page tab")

    def pick(self, label: str, choice: str) -> None:
        """Choose an item of the combo box with this label, unless it is chosen already."""
        if not self.window.has(choice, role="combo box"):
            self.window.select(label, choice, role="combo box")

    def sign_in(self) -> None:
        """Press `Sign in`, on an empty timeline; what an earlier test left under way is cancelled."""
        self.give_up()
        self.window.choose_menu("Run", "Clear timeline")
        wait_for(lambda: not self.outcomes(), "an empty timeline")
        self.window.press("Sign in")

    def give_up(self) -> None:
        """Cancel what is under way, be it a run, a presentation or the tour."""
        for each in ("End presentation", "End tour"):
            if self.window.has(each, role="push button"):
                self.window.press(each)
        if self._is_enabled("Cancel"):
            self.window.press("Cancel")
            wait_for(lambda: not self._is_enabled("Cancel"), "the end of the run")

    def _is_enabled(self, button: str) -> bool:
        return "sensitive" in self.window.ask("states", name=button, role="push button")

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
        """Wait for a challenge that has a field of this label; a tab of the details is named Code as well."""
        self.window.find(field, role="text" if field == "Code" else None, seconds=seconds)
        self.window.find("Continue", role="push button", seconds=seconds)

    def answer(self, field: str, value: str, role: str = "text") -> None:
        """Type an answer; `go_on` sends it."""
        self.window.type(field, value, role=role)

    def go_on(self) -> None:
        """Press `Continue`."""
        self.window.press("Continue")

    def use_code(self, username: str) -> str:
        """Choose the newest message to this user in the inbox, press `Use code`, return the code that it filled in."""
        code = wait_for(lambda: self._newest_code(username), f"a message to {username}")
        return self._use(code)

    def use_authenticator(self, username: str) -> str:
        """Choose this user's authenticator in the inbox, press `Use code`, return the code that it filled in."""
        return self._use(f"authenticator of {username},")

    def _use(self, words: str) -> str:
        wait_for(lambda: self._choose_in_inbox(words), f"{words} in the inbox")
        self.window.press("Use code")
        return wait_for(lambda: self.window.text("Code", role="text"), "the code in its field")

    def _choose_in_inbox(self, words: str) -> str:
        """Choose the item with these words and return its name; empty where it is not there, or not any more."""
        if not self.window.has("Inbox", role="list"):
            return ""
        item = next((name for name in self.window.items("Inbox", role="list") if words in name), "")
        until_now = item.rpartition(",")[0] + "*"  # the seconds that it ends with go on, its code may change
        try:
            return self.window.select("Inbox", until_now, role="list") if item else ""
        except AssertionError:
            return ""

    def _newest_code(self, username: str) -> str:
        """Ask the practice pool itself: the list in the window may still show an earlier message only."""
        pool, host = self._where()
        asked = urlencode({"user_pool_id": pool, "username": username})
        with urlopen(f"http://{host}/practice/inbox?{asked}", timeout=5) as answer:
            messages = json.load(answer)["messages"]
        return str(messages[-1]["code"]) if messages else ""

    def endpoint(self) -> str:
        """The URL of the practice pool that the window has started."""
        return f"http://{self._where()[1]}"

    def _where(self) -> tuple[str, str]:
        """User pool and host of the chosen profile, as the window says."""
        found = (WHERE.fullmatch(name) for _, name, _ in self.window.showing())
        pool, host = next(match.groups() for match in found if match)
        return pool, host
