"""The left of the matrix: which app clients, flows and users, and the rules that keep users from being locked out."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.profiles.profile import Profile
from app.runs.jobs import Rules
from app.runs.matrix import FLOWS_OF_MATRIX, MatrixUser, practice_testers
from app.runs.matrix_kept import Chosen
from app.runs.practice_profiles import PracticeUser
from app.texts import text
from widgets.fields.lists import CalmBox
from widgets.matrix.checks import Check, Checks
from widgets.matrix.new_user import NewUser
from widgets.parts import button, column, label, name, section
from widgets.theme import GRID
from widgets.transcripts.room import scrolled
from widgets.wrapped import Wrapped

WORKERS, PAUSES, BUDGETS = (1, 2, 4, 8), (0.0, 1.0, 2.0, 5.0, 30.0), (1, 2, 3, 4)
FIRST_FLOWS = ("user_srp", "user_password", "user_auth")
NOT_AT_FIRST = ("legacy", "totp", "device", "device-opt-in")  # they depend on what was before, or wait for codes


class Setup(QFrame):
    """What is chosen. `changed`: the grid is another one now."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._profiles: tuple[Profile, ...] = ()
        self._practice: tuple[PracticeUser, ...] = ()
        self._own: tuple[MatrixUser, ...] = ()
        self._first: tuple[str, ...] = ()  # profiles that were ticked in an earlier start
        self._clients = Checks(text("matrix.clients"))
        self._flows = Checks(text("matrix.flows"))
        self._users = Checks(text("matrix.users"))
        self._new = NewUser()
        self._forget = button(text("matrix.forget_own"), "quiet", press=self._forget_own)
        self._forget.setAutoDefault(False)
        self._workers = _choice("workers", (None, *WORKERS), _workers_words)
        self._pause = _choice("pause", (None, *PAUSES), _pause_words)
        self._budget = _choice("budget", BUDGETS, lambda count: text("matrix.budget_is", count=count))
        self._flows.show_checks(
            (Check(key=flow, words=text(f"flow.{flow}.title"), tip=text(f"flow.{flow}.summary"))
             for flow in FLOWS_OF_MATRIX), FIRST_FLOWS,
        )  # fmt: skip
        self.setLayout(self._laid_out())
        self._budget.setCurrentIndex(BUDGETS.index(Rules().budget))
        self._forget.hide()
        self._clients.changed.connect(self._fit)
        for each in (self._flows, self._users):
            each.changed.connect(self.changed)
        self._new.added.connect(self._add)

    def offer(self, profiles: Sequence[Profile], practice: Iterable[PracticeUser], first: str) -> None:
        """Offer these profiles and practice users; the profile `first` is ticked where nothing was restored."""
        self._profiles, self._practice = tuple(profiles), tuple(practice)
        self._clients.show_checks((Check(key=each.id, words=each.name) for each in profiles), self._first or (first,))
        self._fit()

    def restore(self, chosen: Chosen) -> None:
        """Choose what was chosen in an earlier start."""
        self._own, self._first = chosen.own, chosen.profiles
        self._clients.tick(chosen.profiles)
        self._flows.tick(chosen.flows)
        self._users.tick(chosen.users, chosen.left_out)
        for box, value in ((self._workers, chosen.workers), (self._pause, chosen.pause), (self._budget, chosen.budget)):
            box.setCurrentIndex(max(box.findData(value), 0))

    @property
    def chosen(self) -> Chosen:
        """What is chosen, to be kept."""
        return Chosen(
            profiles=self._clients.ticked, flows=self.flows, users=self._users.ticked,
            left_out=self._users.left_out, own=self._own,
            workers=self.workers, pause=self.rules.pause, budget=self.rules.budget,
        )  # fmt: skip

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """The app clients to sign in to."""
        wanted = set(self._clients.ticked)
        return tuple(each for each in self._profiles if each.id in wanted)

    @property
    def flows(self) -> tuple[str, ...]:
        """The flows, as keys of FLOWS."""
        return self._flows.ticked

    @property
    def users(self) -> tuple[MatrixUser, ...]:
        """Who is to sign in."""
        wanted = set(self._users.ticked)
        return tuple(user for user in self._known() if _key(user) in wanted)

    @property
    def workers(self) -> int | None:
        """How many sign-ins at once; None for as many as suit the machine."""
        found: int | None = self._workers.currentData()
        return found

    @property
    def rules(self) -> Rules:
        """What keeps users from being locked out."""
        return Rules(pause=self._pause.currentData(), budget=self._budget.currentData())

    def set_running(self, running: bool) -> None:
        """Nothing can be changed while sign-ins are under way."""
        for each in (self._clients, self._flows, self._users, self._new, self._forget):
            each.setDisabled(running)
        for box in (self._workers, self._pause, self._budget):
            box.setDisabled(running)

    def _known(self) -> tuple[MatrixUser, ...]:
        return (*practice_testers(self._practice, self.profiles), *self._own)

    def _fit(self) -> None:
        """Show the users whom the chosen app clients may know."""
        known = self._known()
        pools = {each.user_pool_id: each.name.partition(" / ")[0] for each in self._profiles if each.practice}
        shows = {(each.user_pool_id, each.username): each.shows for each in self._practice}
        twice = [user.name for user in known]
        checks = []
        for user in known:
            pool = pools.get(user.user_pool_id, text("matrix.own"))
            words = f"{user.name} · {pool}" if twice.count(user.name) > 1 or not user.user_pool_id else user.name
            tip = shows.get((user.user_pool_id, user.name), "")
            checks.append(Check(key=_key(user), words=words, tip=tip, spoken=text("matrix.user_is", name=words)))
        first = (_key(user) for user in known if user in self._own or user.name not in NOT_AT_FIRST)
        self._users.show_checks(checks, first)
        self._forget.setVisible(bool(self._own))
        self.changed.emit()

    def _add(self, user: MatrixUser) -> None:
        """One of the same name takes the place of the one before."""
        self._own = (*(each for each in self._own if each.name != user.name), user)
        self._fit()

    def _forget_own(self) -> None:
        self._own = ()
        self._fit()

    def _laid_out(self) -> QVBoxLayout:
        box = column(margin=2 * GRID, spacing=2 * GRID)
        for part in (self._clients, self._flows, self._users, self._forget, self._new, self._rules()):
            box.addWidget(part)
        box.addStretch(1)
        whole = column(spacing=0)
        whole.addWidget(scrolled(box, text("matrix.chosen")))
        return whole

    def _rules(self) -> QWidget:
        inner = column(spacing=4)
        inner.addWidget(section(text("matrix.rules")))
        for key, box in (("workers", self._workers), ("pause", self._pause), ("budget", self._budget)):
            caption = label(text(f"matrix.{key}"), "muted", wrap=True)
            caption.setBuddy(box)
            inner.addWidget(caption)
            inner.addWidget(box)
        inner.addWidget(Wrapped(text("matrix.lock_out"), tone="muted"))
        made = QWidget()
        made.setLayout(inner)
        return made


def _key(user: MatrixUser) -> str:
    return f"{user.user_pool_id} {user.name}"


def _choice(key: str, values: Sequence[float | None], words: Callable[[float | None], str]) -> CalmBox:
    made = CalmBox()
    name(made, text(f"matrix.{key}"))
    for value in values:
        made.addItem(words(value), value)
    return made


def _workers_words(count: float | None) -> str:
    return text("matrix.workers_usual") if count is None else f"{count:g}"


def _pause_words(seconds: float | None) -> str:
    if seconds is None:
        return text("matrix.pause_usual")
    return text("matrix.pause_is", seconds=f"{seconds:g}") if seconds else text("matrix.pause_none")
