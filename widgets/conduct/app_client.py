"""Conducts the App client dialog: checks the app client with AWS, and remembers what sign-ins have shown of it."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.auth.flows import FLOWS
from app.diagnosis.messages import explain_end
from app.diagnosis.seen import NOTHING, Seen, seen, together
from app.errors import ProfileError
from app.profiles.facts import AWS, with_facts
from app.profiles.profile import Profile
from app.runs.app_client import CHECK, IAM, check_request, found_facts, known_of, place_of, refused_calls
from app.runs.sign_in import SignInRequest
from app.texts import text
from app.transcript.events import END, Ended, Event, Finished, Started
from app.workers.profiles import ProfilesWorker
from widgets.app_client.dialog import AppClientDialog
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor

DENIED = frozenset({"AccessDeniedException", "NotAuthorizedException"})  # these credentials may not
Key = tuple[str, str]  # of what was seen: profile id and app client id


class AppClientConductor(QObject):
    """The dialog is made once it is wanted. What was seen lasts until the window closes, or AWS says all."""

    def __init__(
        self, panels: Panels, sign_ins: SignInConductor, profiles: ProfilesWorker, window: QWidget
    ) -> None:
        super().__init__(sign_ins)
        self._panels = panels
        self._sign_ins = sign_ins
        self._profiles = profiles
        self._window = window
        self._dialog: AppClientDialog | None = None
        self._events: list[Event] = []  # of the run that is under way
        self._seen: dict[Key, Seen] = {}
        self._saving = ""  # the profile whose facts are being written
        self._said = ("", "", "text")  # of which profile the note in the dialog is, its words and tone
        panels.top.profile_chosen.connect(self._on_profile)
        panels.top.app_client.clicked.connect(self.open)
        panels.left.flows.change_wanted.connect(self.open_change)
        sign_ins.happened.connect(self._on_event)
        sign_ins.ended.connect(self._on_ended)
        sign_ins.asked.connect(self._on_asked)
        sign_ins.running_changed.connect(self._on_running)
        profiles.changed.connect(self._on_saved)
        profiles.failed.connect(self._on_not_saved)

    @Slot()
    def open(self) -> None:
        """Open the dialog, or bring it to the front."""
        dialog = self._dialog
        if dialog is None:
            dialog = self._dialog = AppClientDialog(self._window)
            dialog.check_wanted.connect(self._check)
        self._show()
        dialog.show()
        dialog.activateWindow()

    def close(self) -> None:
        """Close the dialog: the window does."""
        if self._dialog is not None:
            self._dialog.close()

    @Slot(str)
    def open_change(self, flow: str) -> None:
        """Open the dialog where it says how a flow, a key of FLOWS, is turned on."""
        self.open()
        if self._dialog is not None and flow in FLOWS:
            self._dialog.show_change(FLOWS[flow].needs)

    def check(self, profile: Profile, about: str = "") -> None:
        """Open the dialog for a profile and ask AWS at once; `about` is the refused run that this is to explain."""
        self._panels.top.want(profile.id)
        self.open()
        self._ask(about)

    @Slot()
    def _check(self) -> None:
        self._ask()

    def _ask(self, about: str = "") -> None:
        profile = self._panels.top.profile
        if profile is None or self._sign_ins.running:
            return
        self._say(profile.id, text("app_client.checking"))
        self._sign_ins.begin(check_request(profile, about))

    @Slot(object)
    def _on_profile(self, profile: Profile | None) -> None:
        """Mark the flows by what was seen, too; a note about another app client is of no use now."""
        self._panels.models.flows.set_seen(self._seen_of(profile).flows)
        self._show()

    @Slot(bool)
    def _on_running(self, running: bool) -> None:
        if self._dialog is not None:
            self._dialog.set_running(running)

    @Slot(object, object)
    def _on_event(self, request: SignInRequest, event: Event) -> None:
        self._events.append(event)
        if not isinstance(event, END):
            return
        found, self._events = seen(self._events), []
        if found != NOTHING:
            key = _key(request.profile)
            self._seen[key] = together(self._seen.get(key, NOTHING), found)
            self._on_profile(self._panels.top.profile)

    @Slot()
    def _on_asked(self) -> None:
        first = self._events[0] if self._events else None
        if isinstance(first, Started) and first.flow == CHECK:
            self._say(self._said[0], text("app_client.check_waits"))

    @Slot(object, object)
    def _on_ended(self, request: SignInRequest, event: Event) -> None:
        if request.flow != CHECK:
            return
        if isinstance(event, Finished):
            self._take(request, event)
        elif isinstance(event, Ended):
            self._say(request.profile.id, text("app_client.check_ended", what=explain_end(event).title), "red")

    def _take(self, request: SignInRequest, event: Finished) -> None:
        facts, refused = found_facts(event.findings), refused_calls(event.findings)
        profile = self._panels.models.profiles.find(request.profile.id)
        if facts and profile is not None:
            self._seen.pop(_key(profile), None)  # AWS knows it now, and knows it better
            self._keep(_checked(profile, facts, str(event.findings.get("secret", ""))))
        lines = [text("app_client.checked_practice" if request.profile.practice else "app_client.checked")]
        lines = lines if facts else []
        lines += [_refused(operation, code) for operation, code in refused.items()]
        if event.findings.get("secret") == "not_kept":
            lines.append(text("app_client.secret_not_kept"))
        self._say(request.profile.id, "\n".join(lines), "amber" if refused or len(lines) > 1 else "green")

    def _keep(self, profile: Profile) -> None:
        """Show it at once; one of the person's own goes into the file, too."""
        self._panels.models.profiles.replace(profile)
        if not profile.practice:
            self._saving = profile.id
            self._profiles.save(profile)

    @Slot(object)
    def _on_saved(self, _: tuple[Profile, ...]) -> None:
        self._saving = ""

    @Slot(object)
    def _on_not_saved(self, error: ProfileError) -> None:
        if self._saving:
            of_profile, self._saving = self._saving, ""
            self._say(of_profile, text("app_client.not_saved", problem=f"{error.field}: {error.problem}"), "amber")

    def _seen_of(self, profile: Profile | None) -> Seen:
        return self._seen.get(_key(profile), NOTHING) if profile is not None else NOTHING

    def _show(self) -> None:
        dialog, profile = self._dialog, self._panels.top.profile
        if dialog is None:
            return
        if profile is None:
            dialog.show_none()
        else:
            dialog.show_profile(profile.name, known_of(profile, self._seen_of(profile)), place_of(profile))
        self._show_note()
        dialog.set_running(self._sign_ins.running)

    def _say(self, profile_id: str, words: str, tone: str = "text") -> None:
        self._said = profile_id, words, tone
        self._show_note()

    def _show_note(self) -> None:
        """Show what was said last, where it is about the profile that the dialog shows."""
        (about, words, tone), profile = self._said, self._panels.top.profile
        if self._dialog is None:
            return
        if profile is not None and profile.id == about:
            self._dialog.say(words, tone)
        else:
            self._dialog.say("")


def _key(profile: Profile) -> Key:
    return profile.id, profile.client_id


def _checked(profile: Profile, facts: dict[str, object], secret: str) -> Profile:
    """Put a check's facts into a profile; where AWS did not let the app client be seen, what was known of it stays."""
    if "HasSecret" in facts:
        checked = with_facts(profile, facts, AWS)
    else:
        older = profile.facts if profile.facts_from == AWS else {}
        checked = replace(profile, facts={**older, **facts}, facts_from=AWS)
    has_secret = {"kept": True, "none": False}.get(secret, profile.has_secret)
    return checked if profile.practice else replace(checked, has_secret=has_secret)


def _refused(operation: str, code: str) -> str:
    if code in DENIED:
        return text("app_client.refused", operation=operation, code=code, action=IAM + operation)
    return text("app_client.refused_other", operation=operation, code=code)
