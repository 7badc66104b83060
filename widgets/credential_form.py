"""The fields that the chosen flow needs before its first call, and whether its refresh token is to be saved."""

from time import time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.auth.flows import FLOWS, first_ask
from app.auth.steps import Answer, Kind
from app.models.field_words import label_of
from app.models.kept_devices import kept_devices
from app.profiles.profile import Profile
from app.runs.practice_profiles import PracticeUser
from app.texts import text, text_or
from app.vault.vault import Entry
from widgets.fields import Editor, add_captioned, editor
from widgets.fields.lists import DeviceEditor
from widgets.fields.more import MoreOptions
from widgets.lock_meter import LockMeter
from widgets.parts import chain_focus, column, empty_layout, section
from widgets.pieces import Line
from widgets.practice_users import PracticeUsers
from widgets.save_box import SaveBox
from widgets.theme import SMALL
from widgets.user_links import UserLinks
from widgets.wrapped import Wrapped


class CredentialForm(QWidget):
    """Keeps what was typed while the person looks at other flows.

    `submitted`: Enter was pressed in a field; `changed`: a field has another value, or there are other fields.
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
        self._kept: tuple[Entry, ...] = ()  # what the vault holds
        self._wants_more = False  # the person opened More options
        self._users = PracticeUsers()
        self._users.chosen.connect(self._fill)
        self.changed.connect(self._offer_devices)
        self._fields = column(spacing=4)
        self._aws = Wrapped(tone="muted", size=SMALL)
        self.save_box = SaveBox()
        self.meter = LockMeter()
        self.links = UserLinks()
        self.setLayout(self._laid_out())

    def show_flow(self, flow: str) -> None:
        """Show the fields of a flow, given by its key in FLOWS."""
        self._remember()
        self._flow = flow
        empty_layout(self._fields)
        self._editors = []
        for field in first_ask(flow).fields:
            self._make(editor(field, label_of(field.name)))
        chain_focus(self._users.button, *self._lay_out_fields(), self.save_box, self.links)
        self.changed.emit()
        self._users.set_useful("password" in (of.field.name for of in self._editors))
        self.links.show_flow(flow, first_ask(flow).fields)
        self._show_aws()

    def show_profile(self, profile: Profile | None, users: tuple[PracticeUser, ...]) -> None:
        """Say whose AWS credentials sign, and offer these users.

        The first of them fills a form that is empty, or that still holds the one who filled it before.
        """
        self._profile = profile
        self._users.offer(users, practice=profile is not None and profile.practice)
        if self.username in ("", self._filled) and self.username not in {user.username for user in users}:
            self._filled = users[0].username if users else ""
            self.fill(username=self._filled, password=users[0].password if users else "")
        self._offer_devices()
        self._show_aws()

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Offer the devices among what the vault holds, where a flow can name one."""
        self._kept = entries
        self._offer_devices()

    def answer(self) -> Answer:
        """What is typed now, as the flow takes it."""
        return Answer(values={of.field.name: of.value() for of in self._editors}, at=time())

    def fill(self, **values: str) -> None:
        """Put values into fields by their names, also into those of other flows."""
        self._remember()
        self._typed |= values
        for of in self._editors:
            if of.field.name in values:
                of.restore(values[of.field.name])
        self.changed.emit()

    @property
    def typed(self) -> dict[str, Any]:
        """What is typed into the fields of all flows, by their names, as `fill` takes it."""
        self._remember()
        return dict(self._typed)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        if self._editors:
            self._editors[0].target().setFocus()

    @property
    def username(self) -> str:
        """The name that is typed."""
        self._remember()
        return str(self._typed.get("username", ""))

    def focus_password(self) -> None:
        """Put the cursor into the password, where there is one, else into the first field."""
        found = next((of for of in self._editors if of.field.kind == Kind.PASSWORD), None)
        if found is None:
            self.focus_first()
        else:
            found.target().setFocus()

    @property
    def ready(self) -> bool:
        """Whether every field that the flow needs is filled in."""
        return all(of.typed() for of in self._editors if of.field.required)

    def _laid_out(self) -> QVBoxLayout:
        box = column()
        box.addWidget(Line(section(text("credentials.heading")), self._users))
        box.addLayout(self._fields)
        box.addWidget(self.meter)
        box.addWidget(self._aws)
        box.addWidget(self.save_box)
        box.addWidget(self.links)
        return box

    def _make(self, made: Editor) -> None:
        if made.field.kind != Kind.CHOICE:
            made.submitted.connect(self.submitted)
        made.edited.connect(self.changed)
        self._editors.append(made)

    def _lay_out_fields(self) -> list[QWidget]:
        """Lay the fields out, those that are rarely needed behind More options; return all in the order of Tab."""
        plain = [made for made in self._editors if not made.field.advanced]
        for made in plain:
            add_captioned(self._fields, made, self._hint(made.field.name))
            self._fields.addSpacing(4)
        rare = [made for made in self._editors if made.field.advanced]
        more = MoreOptions(rare, opened=self._wants_more, hint=self._hint)
        more.toggled.connect(self._toggle_more)
        self._fields.addWidget(more)
        for made in self._editors:
            if made.field.name in self._typed:
                made.restore(self._typed[made.field.name])
        more.open_where_used()
        return [*plain, more]

    def _hint(self, field: str) -> str:
        return text_or(f"flow.{self._flow}.{field}_hint")

    def _toggle_more(self, shown: bool) -> None:
        self._wants_more = shown

    def _offer_devices(self) -> None:
        """Put the devices of the typed user first; the one that was chosen stays chosen."""
        for made in self._editors:
            if isinstance(made, DeviceEditor):
                made.show_devices(kept_devices(self._kept, self._profile, self.username))
                made.restore(self._typed.get(made.field.name))

    def _remember(self) -> None:
        self._typed |= {of.field.name: of.typed() for of in self._editors}

    def _fill(self, user: object) -> None:
        if isinstance(user, PracticeUser):
            self._filled = user.username
            self.fill(username=user.username, **({"password": user.password} if user.password else {}))

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
