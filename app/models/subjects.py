"""What a filter is asked about: a row of the timeline, or a run of the history."""

from collections.abc import Callable, Mapping, Sequence

from app.history.store import Entry
from app.models.rows import Row, RowKind
from app.texts import text_or
from app.transcript.events import Asked, Ended, Failed, HttpAnswer, Refused, Replied
from app.transcript.filters import WORDS

Read = Callable[[Row], Sequence[str]]
YES = ("yes",)  # what a term without values has where it fits


class RowSubject:
    """A row; flow, user and profile are its run's, so that those terms choose whole runs, as does a run's remark."""

    def __init__(self, row: Row) -> None:
        self._row = row

    def texts(self, name: str) -> Sequence[str]:
        """Return what the row has of a term."""
        return _OF_ROW[name](self._row)


class EntrySubject:
    """A run of the history; `words` are those that its list shows."""

    def __init__(self, entry: Entry, words: str) -> None:
        self._entry = entry
        self._words = words

    def texts(self, name: str) -> Sequence[str]:
        """Return what the run has of a term."""
        return (self._words,) if name == WORDS else _OF_ENTRY[name](self._entry)


def _run(row: Row) -> Row:
    return row.run.rows[0] if row.run.rows else row


def _flow(flow: str) -> Sequence[str]:
    return flow, text_or(f"flow.{flow}.title", flow)


def _of_started(member: str) -> Read:
    return lambda row: (getattr(row.run.started, member),) if row.run.started else ()


def _error(row: Row) -> Sequence[str]:
    outcome = row.exchange.outcome if row.exchange else row.event
    match outcome:
        case Refused():
            return (f"{outcome.code} {outcome.message}",)
        case Failed():
            return (f"{outcome.fault} {row.word} {row.detail}",)
        case Ended():
            return (f"{outcome.code or outcome.reason} {outcome.message} {row.word}",)
        case Asked():
            return (outcome.refusal,)
    return ()


def _challenge(row: Row) -> Sequence[str]:
    if row.kind is RowKind.WAITING:
        return (row.chip,)
    if row.exchange is None:
        return ()
    answers = row.exchange.called.params.get("ChallengeName")
    outcome = row.exchange.outcome
    return (answers if isinstance(answers, str) else "", outcome.challenge if isinstance(outcome, Replied) else "")


def _operation(row: Row) -> Sequence[str]:
    return (row.exchange.called.operation,) if row.exchange else ()


def _status(row: Row) -> Sequence[str]:
    outcome = row.exchange.outcome if row.exchange else None
    return (str(outcome.status),) if isinstance(outcome, HttpAnswer | Failed) and outcome.status else ()


_OF_ROW: Mapping[str, Read] = {
    WORDS: lambda row: (f"{row.accessible} {row.detail}",),
    "flow": lambda row: _flow(row.run.flow),
    "user": _of_started("user"),
    "profile": _of_started("profile"),
    "error": _error,
    "challenge": _challenge,
    "op": _operation,
    "status": _status,
    "note": lambda row: (row.note, _run(row).note),
    "marked": lambda row: YES if row.marked or _run(row).marked else (),
}

_OF_ENTRY: Mapping[str, Callable[[Entry], Sequence[str]]] = {
    "flow": lambda entry: _flow(entry.headline.flow),
    "user": lambda entry: (entry.headline.user,),
    "profile": lambda entry: (entry.headline.profile,),
    "error": lambda entry: entry.errors,
    "challenge": lambda entry: entry.challenges,
    "op": lambda entry: entry.operations,
    "status": lambda entry: entry.statuses,
    "note": lambda entry: (entry.note, *(remark.note for remark in entry.remarks)),
    "marked": lambda entry: YES if entry.marked or any(remark.marked for remark in entry.remarks) else (),
}
