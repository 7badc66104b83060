"""The row of a call that is held: that it waits for the person, and what then became of it."""

from app.models.rows import Row, RowKind, Run, Tone, finish_waiting
from app.texts import text
from app.transcript.events import END, Answered, Asked, Called, Event, Held, PasskeyGiven, PasskeyMissed, Released
from app.transcript.exchanges import Exchange

# What became of it: the row's tone and icon.
LOOKS = {"sent": (Tone.GREEN, "check"), "edited": (Tone.ACCENT, "user"), "dropped": (Tone.AMBER, "stop")}


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
    if not isinstance(end, Released):
        row.detail, row.tone, row.icon = text("timeline.unanswered_why"), Tone.MUTED, "minus"
        row.chip = row.word = text("timeline.held.never")
        return
    row.event = end
    row.tone, row.icon = LOOKS.get(end.outcome, (Tone.MUTED, "minus"))
    row.chip = row.word = text(f"timeline.held.{end.outcome}") if end.outcome in LOOKS else end.outcome
    row.detail = ", ".join(end.changed)


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
