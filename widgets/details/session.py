"""The page Session: the chain of Session strings of a run, each with its age, its time left and what it is for."""

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.models.figures import countdown, duration, stopwatch
from app.models.overview import Fact
from app.models.rows import Row, Run, Tone
from app.models.session_chain import Chain, Link, State, Use, chain
from app.secret import Secret, readable
from app.texts import text
from widgets.clipboard import CopyButton
from widgets.details.masked import MaskedPage, page_card, value_line
from widgets.details.parts import Facts, note
from widgets.parts import button, column, label, row
from widgets.pieces import Line

HOUR = 3600
TONES = {
    State.FRESH: Tone.GREEN, State.UNDER_WAY: Tone.ACCENT, State.SPENT: Tone.MUTED, State.EXPIRED: Tone.AMBER,
    State.REFUSED: Tone.RED, State.UNKNOWN: Tone.AMBER,
}  # fmt: skip


class SessionPage(MaskedPage):
    """Shows the Sessions of the chosen row's run, and counts on. `now` is the clock of the events, in epoch seconds.

    `again`: the person wants the newest run once more; `newest` is its run_id, since an older one cannot be repeated.
    """

    again = Signal()

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        super().__init__(text("details.session"))
        self.newest = ""
        self._now = now
        self._run: Run | None = None
        self._chain = Chain()
        self._cards: list[_Card] = []
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self.tick)
        self.draw()

    def show_row(self, row: Row | None) -> None:
        """Show the Sessions of another row's run, masked again."""
        self._run = row.run if row else None
        self._chain = self._read()
        self.draw_masked()

    def tick(self) -> None:
        """Count on; what changed since is drawn anew."""
        before, self._chain = self._chain, self._read()
        if _shape(before) != _shape(self._chain):
            self.draw()
            return
        now = self._now()
        for card, link in zip(self._cards, self._chain.links, strict=True):
            card.count_on(link, now)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._run is not None:
            self.tick()
        self._keep_time()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def _read(self) -> Chain:
        return chain(self._run.transcript.events, self._now()) if self._run else Chain()

    def draw(self) -> None:
        focus = QApplication.focusWidget()
        held = focus is not None and self.isAncestorOf(focus)
        self._keep_time()
        self._cards = [_Card(link, self._now(), revealed=self.revealed) for link in self._chain.links]
        if not self._cards:
            self.fill(note(text("session.empty")))
            return
        self.fill(self.top(label(text("session.legend"), "small", wrap=True)), *self._cards, *self._bottom())
        if held:
            self.focus_reveal()

    def _bottom(self) -> list[QWidget]:
        repeatable = self._run is not None and self._run.run_id == self.newest
        if not repeatable or not (self._chain.broken or self._chain.over):
            return []
        again = button(text("session.again"), press=self.again.emit, icon_name="refresh")
        return [note(text("session.again_why")), Line(again, room="end")]

    def _keep_time(self) -> None:
        goes_on = self._run is not None and (self._chain.counts or not self._chain.over)
        if self.isVisible() and goes_on:
            self._clock.start()
        else:
            self._clock.stop()


class _Card(QWidget):
    """One Session."""

    def __init__(self, link: Link, now: float, *, revealed: bool) -> None:
        super().__init__()
        shown = readable(link.session, revealed=revealed)
        copy = CopyButton(text("details.copy"), lambda: link.session)
        copy.setAccessibleName(text("session.copy_name", number=link.number))
        self._facts = Facts(_facts(link, now))
        card, inside = page_card()
        top = row()
        top.addWidget(label(_title(link), "strong", wrap=True), 1)
        top.addWidget(copy)
        inside.addLayout(top)
        inside.addWidget(value_line(_title(link), shown, secret=isinstance(link.session, Secret), revealed=revealed))
        inside.addWidget(self._facts)
        layout = column()
        layout.addWidget(card)
        self.setLayout(layout)

    def count_on(self, link: Link, now: float) -> None:
        """Bring age and time left up to `now`."""
        for place, fact in enumerate(_facts(link, now)):
            self._facts.set_value(place, fact.value)


def _title(link: Link) -> str:
    return text("session.title", number=link.number)


def _facts(link: Link, now: float) -> list[Fact]:
    found = [
        Fact(label=text("session.state"), value=text(f"session.is.{link.state.value}"), tone=TONES[link.state]),
        Fact(label=text("session.brought_by"), value=_brought(link), wire=bool(link.brought_by)),
    ]
    found += [Fact(label=text("session.used_by"), value=_used(use), wire=True) for use in link.uses]
    found.append(Fact(label=text("session.age"), value=_age(link.age(now))))
    if link.state in (State.FRESH, State.UNDER_WAY):
        left = text("session.about" if link.assumed else "session.exactly", left=countdown(link.left(now)))
        found.append(Fact(label=text("session.left"), value=left))
    lasts = text("session.assumed" if link.assumed else "session.known", time=duration(link.lasts))
    return [*found, Fact(label=text("session.lasts"), value=lasts)]


def _age(seconds: float) -> str:
    return stopwatch(seconds) if seconds < HOUR else duration(seconds)


def _brought(link: Link) -> str:
    if not link.brought_by:
        return text("session.elsewhere")
    return " · ".join(part for part in (link.brought_by, link.challenge) if part)


def _used(use: Use) -> str:
    return " · ".join(part for part in (use.operation, use.challenge, use.refusal) if part)


def _shape(of: Chain) -> list[tuple[object, ...]]:
    """All of a chain that does not just count on."""
    return [(link.session, link.state, link.uses) for link in of.links] + [(of.over, of.broken)]
