"""What can be done about a user who cannot sign in yet, as calm links under the credentials."""

from functools import partial

from PySide6.QtCore import Signal

from app.auth.flows import FLOWS
from app.auth.steps import Field
from app.texts import text
from widgets.flowing import Flowing
from widgets.parts import button

LINKS = ("sign_up", "forgot_password")  # keys of ACTIONS


class UserLinks(Flowing):
    """`wanted` carries the name of an action."""

    wanted = Signal(str)

    def __init__(self) -> None:
        links = {action: button(text(f"credentials.{action}"), "quiet") for action in LINKS}
        super().__init__(*links.values())
        for action, link in links.items():
            link.clicked.connect(partial(self.wanted.emit, action))

    def show_flow(self, flow: str, fields: tuple[Field, ...]) -> None:
        """Show them where they make sense: where a person types who they are, and signs in without AWS keys."""
        names = {field.name for field in fields}
        self.setVisible(FLOWS[flow].group == "client" and "username" in names)
