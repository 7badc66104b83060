"""The rows that wait for the person: a question, an authenticator, a held call; and what then became of them."""

from app.models.row_words import join
from app.models.rows import Row, RowKind, Run, Tone, finish_waiting, waits_for
from app.texts import text
from app.transcript.events import (
    END,
    Answered,
    Asked,
    Called,
    Event,
    Held,
    PasskeyGiven,
    PasskeyMissed,
    PasskeyWanted,
    Released,
)
from app.transcript.exchanges import Exchange

# What became of it: the row's tone and icon.
LOOKS = {"sent": (Tone.GREEN, "check"), "edited": (Tone.ACCENT, "user"), "dropped": (Tone.AMBER, "stop")}


def waiting_row(run: Run, asked: Asked) -> Row:
    """Return the row of a question that waits for the person."""
    return Row(
        kind=RowKind.WAITING, run=run, at=asked.at, title=text("timeline.waiting"), chip=asked.name, tone=Tone.AMBER,
        detail=text("timeline.waiting_why"), icon="waiting", seconds=0.0, live=True, event=asked,
    )  # fmt: skip


def passkey_row(run: Run, wanted: PasskeyWanted) -> Row:
    """Return the row of an authenticator that is asked, and waits for the person in its own way."""
    chip = "WEB_AUTHN" if wanted.purpose == "get" else ""
    return Row(
        kind=RowKind.WAITING, run=run, at=wanted.at, title=text("timeline.passkey_wanted"), chip=chip, tone=Tone.AMBER,
        detail=waits_for(wanted), icon="waiting", seconds=0.0, live=True, event=wanted,
    )  # fmt: skip


def held_row(run: Run, held: Held) -> Row:
    """Return the row of a call that waits; its exchange has what would be sent, and number 0."""
    called = Called(at=held.at, number=0, operation=held.operation, params=held.params)
    return Row(
        kind=RowKind.HELD, run=run, at=held.at, title=text("timeline.held.waiting", operation=held.operation),
        detail=text("timeline.held.why"), tone=Tone.AMBER, icon="pause", seconds=0.0, live=True, event=held,
        exchange=Exchange(called=called),
    )  # fmt: skip


def finish_held(row: Row, end: Event) -> None:
    """Put into its row that it was sent, sent otherwise or dropped, or that the run ended first."""
    row.seconds, row.live = max(end.at - row.at, 0.0), False
    row.title = text("timeline.held.was", operation=row.exchange.called.operation if row.exchange else "")
    if not isinstance(end, Released):
        row.detail, row.tone, row.icon = text("timeline.held.never"), Tone.MUTED, "minus"
        return
    row.event = end
    row.tone, row.icon = LOOKS.get(end.outcome, (Tone.MUTED, "minus"))
    words = text(f"timeline.held.{end.outcome}") if end.outcome in LOOKS else end.outcome
    row.detail = join(words, ", ".join(end.changed))


def no_longer_waiting(run: Run, end: Event) -> list[Row]:
    """Finish the rows that wait for what an event brings, all of them at the end of the run; return them."""
    ends_all = isinstance(end, END)
    done: list[Row] = []
    if run.held is not None and (ends_all or isinstance(end, Released)):
        finish_held(run.held, end)
        done.append(run.held)
        run.held = None
    if run.waiting is not None and (ends_all or isinstance(end, Answered | Asked)):
        finish_waiting(run.waiting, end)
        done.append(run.waiting)
        run.waiting = None
    if run.authenticator is not None and (ends_all or isinstance(end, PasskeyGiven | PasskeyMissed)):
        finish_waiting(run.authenticator, end)
        done.append(run.authenticator)
        run.authenticator = None
    return done
