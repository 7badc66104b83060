"""Conducts the practice pool: its profiles and users once it runs, its inbox, and what the chosen profile means."""

from PySide6.QtCore import QObject, QSettings, Signal, Slot

from app.profiles.profile import Profile
from app.runs.practice_client import Authenticator, InboxMessage
from app.runs.practice_profiles import PracticeUser, users_of
from app.texts import text
from app.workers.practice import PracticeWorker
from widgets.conduct.panels import Panels

NO_POOL = "none"  # no user pool has this id: the inbox of a profile elsewhere stays empty
PROFILE = "window/profile"


class PracticeConductor(QObject):
    """Remembers the profile that was chosen last. `over`: whether the practice pool has to be started to go on."""

    over = Signal(bool)

    def __init__(self, panels: Panels, practice: PracticeWorker, settings: QSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._panels = panels
        self._practice = practice
        self._settings = settings
        self._users: tuple[PracticeUser, ...] = ()
        self._offers = False
        self._late = False  # messages came that are not shown yet
        practice.started.connect(self._on_started)
        practice.failed.connect(self._on_failed)
        practice.died.connect(self._on_died)
        practice.was_reset.connect(self._on_reset)
        practice.inbox_changed.connect(self._on_messages)
        practice.authenticators_changed.connect(self._on_authenticators)
        panels.models.pace.waiting_changed.connect(self._on_waiting)
        panels.top.profile_chosen.connect(self._on_profile)
        panels.left.form.changed.connect(self._offer)
        panels.status.start_wanted.connect(self.start_again)
        panels.top.want(str(settings.value(PROFILE, "")))

    def catch_up(self) -> None:
        """Show how things are in a window that was opened when the pool was there already, or was over."""
        now = self._practice.now
        if now.profiles:
            self._on_started(now.profiles, now.users)
            self._on_messages(now.messages)
        elif now.ended:
            self._end("pool_died", now.ended)

    def remember(self) -> None:
        """Keep the chosen profile for the next start."""
        profile = self._panels.top.profile
        if profile is not None:
            self._settings.setValue(PROFILE, profile.id)

    @Slot()
    def start_again(self) -> None:
        """Start a practice pool that did not start, or that ended by itself."""
        self._panels.status.show_pool("pool_starting", "muted")
        self._panels.top.no_profile(text("status.pool_starting"))
        self.over.emit(False)
        self._practice.start()

    @Slot(object, object)
    def _on_started(self, profiles: tuple[Profile, ...], users: tuple[PracticeUser, ...]) -> None:
        self._users = users
        self._panels.models.profiles.set_practice(profiles)
        self._panels.left.saved.profiles_changed()
        self._panels.status.show_pool("pool_running", "green")
        self.over.emit(False)

    @Slot(str)
    def _on_failed(self, reason: str) -> None:
        self._end("pool_failed", reason)

    @Slot(str)
    def _on_died(self, reason: str) -> None:
        self._end("pool_died", reason)

    @Slot()
    def _on_reset(self) -> None:
        self._panels.right.inbox.say(text("inbox.was_reset"))

    @Slot(object)
    def _on_messages(self, messages: tuple[InboxMessage, ...]) -> None:
        if not self._panels.models.pace.waiting:  # else a code would be there before the step that sent it
            self._panels.models.inbox.set_messages(messages)
            self._late = False
        else:
            self._late = True

    @Slot(int)
    def _on_waiting(self, steps: int) -> None:
        if self._late and not steps:
            self._on_messages(self._practice.now.messages)

    @Slot(object)
    def _on_authenticators(self, found: tuple[Authenticator, ...]) -> None:
        self._panels.models.inbox.set_authenticators(found)

    @Slot(object)
    def _on_profile(self, profile: Profile | None) -> None:
        practice = profile is not None and profile.practice
        users = users_of(profile, self._users)
        self._panels.models.flows.set_client(profile.explicit_auth_flows if profile is not None else None)
        self._panels.models.inbox.set_pool(profile.user_pool_id if profile is not None and practice else NO_POOL)
        self._panels.left.form.show_profile(profile, users)
        self._panels.right.inbox.set_practice(practice or profile is None)
        self._offers = bool(users) and practice
        self._offer()

    def _end(self, how: str, reason: str) -> None:
        """Take away what was the pool's; what was chosen is chosen again once it is back."""
        self._panels.models.profiles.set_practice(())
        self._panels.models.inbox.set_messages(())
        self._panels.models.inbox.set_authenticators(())
        self._panels.left.saved.profiles_changed()
        self._panels.status.show_pool(how, "red", reason=reason)
        self._panels.top.no_profile(text("top_bar.none"))
        self.over.emit(True)

    @Slot()
    def _offer(self) -> None:
        """Offer the sign-in that the form is ready for, as long as nothing has run."""
        form = self._panels.left.form
        self._panels.stage.offer(form.username if self._offers and form.ready else "")
