"""Conducts the guided tour: it presses what a person would press, and notices what the person did by hand."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.models.inbox import InboxRole
from app.models.tour import CODE, STATIONS, Attempt, Station, Tour
from app.runs.sign_in import SignInRequest
from app.texts import text
from app.transcript.events import END, Event
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor
from widgets.menus import Row
from widgets.tour.card import TourCard
from widgets.tour.ring import Ring

FIRST = next(station.attempt for station in STATIONS if station.attempt)  # signs in before there is anything to refresh
Act = Callable[[], object]


class TourConductor(QObject):
    """`acts` are what can be done at a station that is no sign-in, by the names that the stations give them."""

    def __init__(
        self, panels: Panels, sign_ins: SignInConductor, card: TourCard, acts: Mapping[str, Act], window: QWidget
    ) -> None:
        super().__init__(window)
        self._panels, self._sign_ins, self._card, self._acts = panels, sign_ins, card, acts
        self._ring = Ring(window)
        self._rings: dict[str, QWidget] = {
            "flows": panels.left.flows, "sign_in": panels.top.sign_in, "timeline": panels.stage,
            "details": panels.right.details, "inbox": panels.right.inbox, "saved": panels.left.saved,
            "profiles": panels.top.edit_profiles,
        }  # fmt: skip
        self._tour: Tour | None = None
        self._before: tuple[str, str, dict[str, Any]] | None = None  # profile, flow, and what was typed
        self._own: set[tuple[str, str]] = set()  # the profiles and user names that the tour found or chose
        self._known: set[tuple[str, ...]] = set()  # the inbox before the sign-in: an old code is no answer
        self._given: set[tuple[str, ...]] = set()  # codes with what they are about: each is good for one use
        self._waits = False  # for a code that has not come yet
        card.do_wanted.connect(self._do)
        card.next_wanted.connect(self._next)
        card.back_wanted.connect(self._back)
        card.end_wanted.connect(self.end)
        panels.stage.tour_wanted.connect(self.begin)
        panels.top.profile_chosen.connect(self._offer)
        panels.models.inbox.modelReset.connect(self._code_came)
        panels.models.inbox.dataChanged.connect(self._code_came)  # an authenticator's next one
        panels.models.saved.modelReset.connect(self._offer)
        sign_ins.happened.connect(self._on_event)
        sign_ins.asked.connect(self._offer)
        sign_ins.running_changed.connect(self._offer)

    def rows(self) -> list[Row | None]:
        """What the menu offers."""
        return [("tour", "", self.begin)]

    @Slot()
    def begin(self) -> None:
        """Begin at the first station, wherever the tour was."""
        if self._tour is None:
            profile, left = self._panels.top.profile, self._panels.left
            self._before = (profile.id if profile else "", left.flows.chosen_flow, left.form.typed)
            self._own = {self._chosen()}
        self._tour = Tour()
        self._card.show()
        self._show()

    @Slot()
    def end(self) -> None:
        """Go away, and put back what the form held before, unless the person has gone on to something else."""
        if self._tour is None:
            return
        self._tour = None
        self._waits = False
        self._card.hide()
        self._ring.put_around(None)
        if self._before is not None and self._chosen() in self._own:
            profile, flow, typed = self._before
            self._panels.top.want(profile)
            self._panels.left.flows.choose(flow)
            self._panels.left.form.fill(**typed)

    @Slot()
    def _next(self) -> None:
        if self._tour is None or self._tour.last:
            self.end()
            return
        self._go(1)

    @Slot()
    def _back(self) -> None:
        self._go(-1)

    def _go(self, by: int) -> None:
        if self._tour is not None:
            self._tour.go(by)
            self._waits = False
            self._show()

    def _show(self) -> None:
        tour = self._tour
        if tour is None:
            return
        self._card.show_station(tour.station.name, tour.place, len(STATIONS))
        self._ring.put_around(self._rings.get(tour.station.ring))
        self._offer()
        self._card.take_focus()

    @Slot()
    def _offer(self) -> None:
        """Offer what can be done now."""
        tour = self._tour
        if tour is None:
            return
        station, running = tour.station, self._sign_ins.running
        attempt = self._attempt(station)
        asks = self._panels.stage.challenge.asks
        if running and asks in station.answers:
            self._card.offer(text("tour.answer"), enabled=not self._waits)
        elif attempt is not None or station.act:
            words = "sign_in_first" if station.act and attempt is not None else "do_again" if tour.done else "do"
            self._card.offer(text(f"tour.{words}"), enabled=self._can(attempt))
        else:
            self._card.offer("")
        self._say(tour, attempt)

    def _say(self, tour: Tour, attempt: Attempt | None) -> None:
        """Say how this stop stands."""
        if attempt is not None and not self._sign_ins.running and self._row_of(attempt) < 0:
            self._card.say(text("tour.no_pool"), "amber")
        elif self._waits:
            self._card.say(text("tour.waits"), "muted")
        elif tour.done:
            self._card.say(text("tour.done"))
        else:
            nothing_saved = tour.station.act and attempt is not None
            self._card.say(text("tour.nothing_saved") if nothing_saved else "", "amber")

    def _attempt(self, station: Station) -> Attempt | None:
        """Return the sign-in that a stop can begin: its own, or one that brings the token that it needs."""
        return FIRST if station.until and self._saved_row() < 0 else station.attempt

    def _saved_row(self) -> int:
        """Return the row of a saved sign-in of the practice pool, or -1: the tour touches no other."""
        profiles, saved = self._panels.models.profiles, self._panels.models.saved
        for row, entry in enumerate(saved.rows()):
            profile = profiles.find(entry.profile_id)
            if entry.trouble is None and profile is not None and profile.practice:
                return row
        return -1

    def _can(self, attempt: Attempt | None) -> bool:
        return not self._sign_ins.running and (attempt is None or self._row_of(attempt) >= 0)

    def _row_of(self, attempt: Attempt) -> int:
        return self._panels.top.profiles.findText(attempt.profile)

    @Slot()
    def _do(self) -> None:
        tour = self._tour
        if tour is None:
            return
        if self._sign_ins.running:
            self._answer()
        elif (attempt := self._attempt(tour.station)) is not None:
            self._sign_in(attempt)
        elif tour.station.until:
            self._panels.left.saved.refresh_row(self._saved_row())
        elif tour.station.act:
            self._acts[tour.station.act]()
            tour.note()
            self._offer()

    def _sign_in(self, attempt: Attempt) -> None:
        """Choose and type what a person would, and press the button."""
        found = self._panels.top.profiles.itemData(self._row_of(attempt))
        if found is None:
            return
        inbox = self._panels.models.inbox
        self._known = {inbox.key(row) for row in range(inbox.rowCount()) if inbox.key(row)[0] != "TOTP"}
        self._panels.top.want(found.id)
        self._panels.left.flows.choose(attempt.flow)
        self._panels.left.form.fill(username=attempt.user, password=attempt.password)
        self._own.add(self._chosen())
        self._sign_ins.sign_in()

    def _chosen(self) -> tuple[str, str]:
        """Return the profile's id and the user name that stand in the window."""
        profile = self._panels.top.profile
        return profile.id if profile is not None else "", self._panels.left.form.username

    def _answer(self) -> None:
        challenge, tour = self._panels.stage.challenge, self._tour
        if tour is None or challenge.asks not in tour.station.answers:
            return
        answer = tour.answer_to(challenge.asks)
        self._waits = answer == CODE
        if self._waits:
            self._code_came()
            self._offer()
        else:
            challenge.give(answer)

    @Slot()
    def _code_came(self) -> None:
        """Give the code that was sent in this sign-in, once it is there."""
        if not self._waits:
            return
        inbox, challenge = self._panels.models.inbox, self._panels.stage.challenge
        row = inbox.row_for(challenge.asks)
        code = str(inbox.index(row).data(InboxRole.CODE)) if row >= 0 else ""
        about = (*inbox.key(row), code)
        if code and inbox.key(row) not in self._known and about not in self._given:
            self._waits = False
            self._given.add(about)
            challenge.give(code)

    @Slot(object, object)
    def _on_event(self, request: SignInRequest, event: Event) -> None:
        if self._tour is None:
            return
        self._tour.take(request.flow, request.credentials.text("username"), event)
        if isinstance(event, END):
            self._waits = False
            self._offer()
