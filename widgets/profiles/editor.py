"""The editor of a profile: every field with what is wrong with it under it, and the buttons that save or take back."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.auth.flows import FLOWS
from app.profiles.checks import problems, warnings
from app.profiles.normal import normalised
from app.profiles.profile import REGION, Profile
from app.profiles.regions import known_regions
from app.profiles.typed import BLANK, Typed, typed_in
from app.texts import text
from widgets.fields import add_captioned
from widgets.fields.more import MoreOptions
from widgets.parts import button, chain_focus, column, name
from widgets.pieces import Column, Line
from widgets.profiles.field import ProfileField, flow_list, label_of, line, suggesting
from widgets.profiles.secret import FIELD as SECRET
from widgets.profiles.secret import SecretField
from widgets.scrolling import UpAndDown, bring_into_sight
from widgets.theme import GRID
from widgets.wrapped import Wrapped

PICKED = ("user_pool_id", "client_id", "region")  # what lists in AWS offer
RARE = ("ca_bundle", "proxy", "connect_seconds", "read_seconds")
NOTHING = Typed()


class ProfileEditor(QWidget):
    """Shows one profile, and what was typed about it.

    Signals:
        edited: the person, or `put`, changed a field.
        pick_wanted: a field, one of PICKED, is to be chosen from what is there in AWS.
        save_wanted, revert_wanted: the buttons.
        browse_wanted: a file is to be chosen for a field, `ca_bundle`.
    """

    edited = Signal()
    pick_wanted = Signal(str)
    save_wanted = Signal()
    revert_wanted = Signal()
    browse_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._profile: Profile | None = None
        self._names: Collection[str] = ()
        self._touched: set[str] = set()
        self._file_problems: dict[str, str] = {}  # of the CA bundle, by its path
        self._aws_profiles = suggesting("aws_profile")
        self.fields = {made.field.name: made for made in self._make()}
        self.secret = SecretField()
        self._more = MoreOptions([self.fields[each] for each in RARE], of=text("profiles.more"))
        self._says = Wrapped(tone="muted")
        self.save = button(text("profiles.save"), "primary", press=self.save_wanted.emit)
        self.revert = button(text("profiles.revert"), press=self.revert_wanted.emit)
        self._scroll = UpAndDown()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        self._content = self._laid_out_fields()
        self._scroll.setWidget(self._content)
        box = column()
        box.addWidget(self._scroll, 1)
        box.addWidget(Line(self._says, self.revert, self.save))
        self.setLayout(box)
        for made in self.fields.values():
            made.edited.connect(self._on_edited)
            made.submitted.connect(self._on_submitted)
        self.secret.edited.connect(self._on_edited)
        self.show_profile(None)

    @property
    def profile(self) -> Profile | None:
        """The profile that is shown, as it is saved."""
        return self._profile

    @property
    def names(self) -> Collection[str]:
        """The names of the other profiles."""
        return self._names

    @property
    def draft(self) -> dict[str, str]:
        """What stands in the fields, by their names; without the client secret."""
        return {field: made.typed() for field, made in self.fields.items()}

    @property
    def typed(self) -> Typed:
        """What differs from the profile as it is saved."""
        if self._profile is None or self._profile.practice:
            return NOTHING
        fields = typed_in(self._profile, self.draft)
        return Typed(fields=fields, secret=self.secret.secret, forget_secret=self.secret.forget_secret)

    @property
    def problems(self) -> dict[str, str]:
        """The keys of what keeps the draft from being saved, by field."""
        found = problems({**self.draft, SECRET: self.secret.typed_text()}, self._names)
        if bundle := self._file_problems.get(self.draft["ca_bundle"], ""):
            found.setdefault("ca_bundle", bundle)
        order = list(self.fields)
        return dict(sorted(found.items(), key=lambda one: order.index("client_id" if one[0] == SECRET else one[0])))

    def show_profile(self, profile: Profile | None, typed: Typed = NOTHING, names: Collection[str] = ()) -> None:
        """Show a profile with what was typed about it; `names` are those of the other profiles."""
        if profile is None or self._profile is None or profile.id != self._profile.id:
            self._touched = set(typed.fields)
        self._profile, self._names = profile, names
        shown = profile or BLANK
        for field, value in typed.draft(shown).items():
            made = self.fields[field]
            value = ", ".join(value.split("\n")) if field == "usernames" else value
            if made.typed() != value:
                made.restore(value)
        self.secret.show_profile(shown, typed)
        self._content.setEnabled(profile is not None and not profile.practice)
        self._more.open_where_used()
        self._judge()

    def put(self, **values: str) -> None:
        """Put values into fields as if they were typed."""
        for field, value in values.items():
            self.fields[field].restore(value)
            self._touched.add(field)
        self._on_edited()

    def offer_aws_profiles(self, names: Collection[str]) -> None:
        """Offer the names of the AWS profiles on this machine."""
        self._aws_profiles.suggest(names)

    def ca_bundle_checked(self, path: str, problem: str) -> None:
        """Take what was found in a CA bundle, the key of its problem or an empty string."""
        self._file_problems[path] = problem
        self._judge()

    def focus(self, field: str = "") -> None:
        """Put the cursor into a field, into the name without one."""
        made = self.fields.get(field) or self.fields["name"]
        if field == SECRET:
            self.secret.focus()
            bring_into_sight(self.secret)
            return
        if self._more.holds(made):
            self._more.reveal()
        made.target().setFocus()
        bring_into_sight(made)

    def say(self, words: str, tone: str = "muted") -> None:
        """Say this beside the buttons, until something is typed."""
        self._says.setText(words)
        self._says.set_tone(tone)
        name(self._says, words)

    def _make(self) -> list[ProfileField]:
        """Make all fields but the secret, in the order of the form."""
        region = suggesting("region")
        region.suggest(["", *known_regions()])
        browse = button(text("profiles.browse"), press=lambda: self.browse_wanted.emit("ca_bundle"))
        return [
            ProfileField(line("name")),
            ProfileField(line("user_pool_id"), self._pick("user_pool_id")),
            ProfileField(line("client_id"), self._pick("client_id")),
            ProfileField(region, self._pick("region")),
            ProfileField(line("endpoint_url")),
            ProfileField(self._aws_profiles),
            ProfileField(flow_list("default_flow", FLOWS)),
            ProfileField(line("usernames")),
            ProfileField(line("ca_bundle"), browse),
            *(ProfileField(line(field)) for field in RARE[1:]),
        ]

    def _pick(self, field: str) -> QPushButton:
        made = button(text("profiles.pick"), press=lambda: self.pick_wanted.emit(field))
        name(made, text("profiles.pick_of", field=label_of(field)))
        return made

    def _laid_out_fields(self) -> QWidget:
        content = Column()
        box: QVBoxLayout = column(spacing=4)
        box.setContentsMargins(0, 0, GRID, 0)
        order: list[QWidget] = []
        for field, made in self.fields.items():
            if field not in RARE:
                add_captioned(box, made)
                box.addSpacing(GRID)
                order.append(made)
            if field == "client_id":
                box.addWidget(self.secret)
                box.addSpacing(GRID)
                order.append(self.secret)
        box.addWidget(self._more)
        box.addStretch(1)
        content.setLayout(box)
        chain_focus(order[0], *order, self._more)
        return content

    def _on_edited(self) -> None:
        made = self.sender()
        if isinstance(made, ProfileField):
            self._touched.add(made.field.name)
        self.say("")
        self._judge()
        self.edited.emit()

    def _on_submitted(self) -> None:
        if self.save.isEnabled():
            self.save_wanted.emit()

    def _judge(self) -> None:
        """Say under each field what is wrong; what is only missing yet, not before the person was there."""
        draft, wrong = self.draft, self.problems if self._profile is not None else {}
        odd = warnings({**draft, SECRET: self.secret.typed_text()})
        in_id = normalised("user_pool_id", draft["user_pool_id"]).partition("_")[0]
        read = text("profile_field.region.read", region=in_id) if REGION.match(in_id) else ""
        self.fields["region"].say(read or text("profile_field.region.hint"))
        for field, made in self.fields.items():
            problem = wrong.get(field, "")
            quiet = problem.endswith("_missing") and field not in self._touched
            made.judge("" if quiet else problem, odd.get(field, ""))
        moved = bool({"client_id", "user_pool_id"} & self.typed.fields.keys())
        self.secret.judge(wrong, odd, moved=moved)
        self._enable(wrong)

    def _enable(self, wrong: dict[str, str]) -> None:
        changed, new = bool(self.typed), self._profile is not None and not self._profile.id
        self.save.setEnabled(changed and not wrong)
        self.revert.setEnabled(changed or new)
        if self._profile is not None and self._profile.practice:
            self.say(text("profiles.read_only"))
        elif wrong and (changed or new):
            self.say(text("profiles.look_at", fields=", ".join(label_of(field) for field in wrong)))
        elif changed:
            self.say(text("profiles.changed"))
