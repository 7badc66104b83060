"""A run that can be kept, handed on and opened again: its events as they stand, and what a person noted about it."""

from dataclasses import dataclass, replace

from app.transcript.events import END, Ended, Event, Finished, SignedIn, Started


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a person noted on one row of a run: on the event, counted from 0, that the row began with."""

    event: int
    note: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One run; profile, flow and user are in its first event, `Started`. An unfinished run has no end yet."""

    run_id: str
    events: tuple[Event, ...]
    note: str = ""  # what a person wrote about it
    marked: bool = False  # a person wants to find it again
    remarks: tuple[Remark, ...] = ()  # on its rows, in their order

    @property
    def started(self) -> Started | None:
        """The first event, where it is there."""
        first = self.events[0] if self.events else None
        return first if isinstance(first, Started) else None

    @property
    def end(self) -> SignedIn | Finished | Ended | None:
        """The last event, where the run has ended."""
        last = self.events[-1] if self.events else None
        return last if isinstance(last, END) else None


def remarks(recording: Recording) -> tuple[Remark, ...]:
    """Return all that was noted on a run: first on itself, as a remark on event 0, then on its rows."""
    own = Remark(event=0, note=recording.note, marked=recording.marked)
    return (*((own,) if own.note or own.marked else ()), *recording.remarks)


def remarked(recording: Recording, remark: Remark) -> Recording:
    """Return a run with a remark in place of what was noted on that event; event 0 is the run itself."""
    if remark.event == 0:
        return replace(recording, note=remark.note, marked=remark.marked)
    others = [each for each in recording.remarks if each.event != remark.event]
    found = [*others, remark] if remark.note or remark.marked else others
    return replace(recording, remarks=tuple(sorted(found, key=lambda each: each.event)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What stands above a run, as names: `outcome` is "signed_in", "finished", a wire code or reason, or ""."""

    profile: str
    flow: str
    user: str
    outcome: str
    seconds: float  # from the first to the last event


def headline(recording: Recording) -> Headline:
    """Return what a run was and what came of it; its words are in app/texts.py, for who may look them up."""
    started, events = recording.started, recording.events
    return Headline(
        profile=started.profile if started else "",
        flow=started.flow if started else "",
        user=started.user if started else "",
        outcome=_outcome(recording.end),
        seconds=max(events[-1].at - events[0].at, 0.0) if events else 0.0,
    )


def _outcome(end: SignedIn | Finished | Ended | None) -> str:
    match end:
        case SignedIn():
            return "signed_in"
        case Finished():
            return "finished"
        case Ended():
            return end.code or end.reason
    return ""
