"""The fields that the chosen flow needs before its first call, and whether its refresh token is to be saved."""

from time import time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.auth.flows import FLOWS, first_ask
from app.auth.steps import Answer, Kind
from app.errors import VaultTrouble
from app.profiles.profile import Profile
from app.runs.practice_profiles import PracticeUser
from app.texts import has_text, text
from app.vault.vault import Backend
from widgets.fields import Editor, add_captioned, editor, label_of
from widgets.parts import button, chain_focus, column, empty_layout, label, name, row, section
from widgets.pieces import Line
from widgets.theme import SMALL
from widgets.wrapped import Wrapped


class CredentialForm(QWidget):
    """Keeps what was typed while the person looks at other flows.

    `submitted`: Enter was pressed in a field; `changed`: a field has another value.
    """

    submitted = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._typed: dict[str, Any] = {}
        self._filled = ""  # the name that a practice user put in
        self._editors: list[Editor] = []
        self._profile: Profile | None = None
        self._flow = ""
        self._users = _PracticeUsers()
        self._users.chosen.connect(self._fill)
        self._fields = column(spacing=4)
        self._aws = Wrapped(tone="muted", size=SMALL)
        self.save_box = _SaveBox()
        self.setLayout(self._laid_out())

    def show_flow(self, flow: str) -> None:
        """Show the fields of a flow, given by its key in FLOWS."""
        self._remember()
        self._flow = flow
        empty_layout(self._fields)
        self._editors = []
        for field in first_ask(flow).fields:
            self._add(editor(field, label_of(field.name)))
        chain_focus(self._users.button, *self._editors, self.save_box)
        self._users.set_useful("password" in (of.field.name for of in self._editors))
        self._show_aws()

    def show_profile(self, profile: Profile | None, users: tuple[PracticeUser, ...]) -> None:
        """Say whose AWS credentials sign, and offer these users of a practice pool.

        The first of them fills a form that is empty, or that holds a practice user of another user pool.
        """
        self._profile = profile
        self._users.offer(users)
        if self.username == self._filled and self.username not in {user.username for user in users}:
            self._fill(users[0]) if users else self.fill(username="", password="")
        self._show_aws()

    def answer(self, **more: str) -> Answer:
        """What is typed now, as the flow takes it, with what else is to go along."""
        values = {of.field.name: of.value() for of in self._editors}
        return Answer(values={**values, **more}, at=time())

    def fill(self, **values: str) -> None:
        """Put values into fields by their names, also into those of other flows."""
        self._remember()
        self._typed |= values
        for of in self._editors:
            if of.field.name in values:
                of.restore(values[of.field.name])
        self.changed.emit()

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        if self._editors:
            self._editors[0].target().setFocus()

    @property
    def username(self) -> str:
        """The name that is typed."""
        self._remember()
        return str(self._typed.get("username", ""))

    def _laid_out(self) -> QVBoxLayout:
        box = column()
        box.addWidget(Line(section(text("credentials.heading")), self._users))
        box.addLayout(self._fields)
        box.addWidget(self._aws)
        box.addWidget(self.save_box)
        return box

    def _add(self, made: Editor) -> None:
        key = f"flow.{self._flow}.{made.field.name}_hint"
        add_captioned(self._fields, made, text(key) if has_text(key) else "")
        self._fields.addSpacing(4)
        if made.field.name in self._typed:
            made.restore(self._typed[made.field.name])
        if made.field.kind != Kind.CHOICE:
            made.submitted.connect(self.submitted)
        made.edited.connect(self.changed)
        self._editors.append(made)

    def _remember(self) -> None:
        self._typed |= {of.field.name: of.typed() for of in self._editors}

    def _fill(self, user: object) -> None:
        if isinstance(user, PracticeUser):
            self._filled = user.username
            self.fill(username=user.username, password=user.password)

    def _show_aws(self) -> None:
        needed = bool(self._flow) and FLOWS[self._flow].group == "aws"
        self._aws.setVisible(needed)
        if self._profile is None or not needed:
            return
        if self._profile.practice:
            self._aws.setText(text("credentials.aws_practice"))
        elif self._profile.aws_profile:
            self._aws.setText(text("credentials.aws_profile", profile=self._profile.aws_profile))
        else:
            self._aws.setText(text("credentials.aws_default"))


class _PracticeUsers(QWidget):
    """A button with the practice pool's users, each with what it shows."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._menu = QMenu(self)
        self.button: QPushButton = button(text("credentials.practice_users"), "quiet", icon_name="user")
        self.button.setMenu(self._menu)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        box = row()
        box.addWidget(self.button)
        self.setLayout(box)
        self._useful = True
        self.setVisible(False)

    def set_useful(self, useful: bool) -> None:
        """Hide the button where a practice user's name and password are not asked for."""
        self._useful = useful
        self.setVisible(useful and not self._menu.isEmpty())

    def offer(self, users: tuple[PracticeUser, ...]) -> None:
        """Show these users in the menu; without any, no button."""
        self._menu.clear()
        for user in users:
            words = text("credentials.practice_user", username=user.username, shows=user.shows) if user.shows else ""
            action = self._menu.addAction(words or user.username)
            action.setData(user)
            action.triggered.connect(self._picked)
        self.set_useful(self._useful)

    def _picked(self) -> None:
        action = self.sender()
        self.chosen.emit(action.data() if action is not None else None)  # type: ignore[attr-defined]


class _SaveBox(QWidget):
    """The check box for the refresh token, and under it where it goes, or why it cannot go there."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QCheckBox(text("credentials.save"))
        self._where = label(role="small", wrap=True)
        self._where.setContentsMargins(26, 0, 0, 0)
        lines = column(spacing=0)
        lines.addWidget(self._box)
        lines.addWidget(self._where)
        self.setLayout(lines)
        self.show_backend(None)

    @property
    def save(self) -> bool:
        """Whether the refresh token is to be saved. A box that is off for want of a keyring was not the person's wish:
        the attempt is made, and its refusal says what is missing."""
        return self._box.isChecked() or not self._box.isEnabled()

    def show_backend(self, backend: Backend | None) -> None:
        """Be on where the keyring is secure, else off with the reason; None while it has not answered."""
        secure = backend is not None and backend.secure
        if secure != self._box.isEnabled():
            self._box.setChecked(secure)
        self._box.setEnabled(secure)
        self._where.setText(_where(backend))
        name(self._box, self._box.text(), self._where.text())

    def show_trouble(self, trouble: VaultTrouble) -> None:
        """Say why it cannot go there, where the keyring could not even say what it is."""
        if not self._box.isEnabled():
            self._where.setText(text("credentials.save_off", reason=text(f"vault_trouble.{trouble.value}.title")))
            name(self._box, self._box.text(), self._where.text())


def _where(backend: Backend | None) -> str:
    if backend is None:
        return text("credentials.save_unknown")
    if backend.secure:
        return text("credentials.save_where", name=backend.name)
    trouble = backend.trouble.value if backend.trouble is not None else "other"
    return text("credentials.save_off", reason=text(f"vault_trouble.{trouble}.title"))
