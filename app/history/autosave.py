"""Keeps runs as they go on, so that a crash takes at most a second of them: what is due to be written, and when."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from app.errors import TranscriptError
from app.history.store import History
from app.transcript.events import Event
from app.transcript.recording import Recording, Remark, remarked

PAUSE = 1.0  # seconds between two writings of a run that goes on
AGAIN = 30.0  # seconds until what the disk refused is tried again


class Autosave:
    """Holds the runs of this program, secrets and all, and writes them redacted. Belongs to one thread.

    `clock` is monotonic, in seconds.
    """

    def __init__(self, history: History, clock: Callable[[], float]) -> None:
        self._history = history
        self._clock = clock
        self._runs: dict[str, Recording] = {}
        self._own: set[str] = set()  # those that ran here, and are to be found in the history
        self._forgotten: set[str] = set()  # one that goes on does not come back by what happens next
        self._next: dict[str, float] = {}  # when a run may be written again
        self._dirty: set[str] = set()
        self._refused: set[str] = set()  # by the disk, the last time

    def add(self, run_id: str, events: Iterable[Event]) -> None:
        """Take events of a run in, in their order."""
        before = self._runs.get(run_id) or Recording(run_id=run_id, events=())
        self._runs[run_id] = replace(before, events=(*before.events, *events))
        if run_id not in self._forgotten:
            self._dirty.add(run_id)
            self._own.add(run_id)

    def put(self, recordings: Iterable[Recording]) -> None:
        """Take in runs that were opened: they can be saved and exported, and are not written to the history."""
        for recording in recordings:
            self._runs.setdefault(recording.run_id, recording)

    def annotate(self, run_id: str, remark: Remark) -> None:
        """Write a note on a run or a row of it, and mark it or not; what this run knows as a secret is masked in it."""
        if run_id in self._runs:
            self._runs[run_id] = remarked(self._runs[run_id], remark)
        if run_id in self._own:
            self._dirty.add(run_id)  # tried again later where the disk refuses it now
            self._save(run_id)
        else:
            self._history.annotate(run_id, remark)

    def forget(self, run_ids: Iterable[str]) -> None:
        """Remove runs from the history; on the timeline they are still there."""
        wanted = tuple(run_ids)
        self._forgotten |= set(wanted)
        self._dirty -= set(wanted)
        self._own -= set(wanted)
        self._history.remove(wanted)

    def recordings(self, run_ids: Iterable[str]) -> tuple[Recording, ...]:
        """Return runs in the order that is asked for, those of earlier starts out of the history."""
        found: list[Recording] = []
        for each in run_ids:
            found += [self._runs[each]] if each in self._runs else self._history.open([each])
        return tuple(found)

    def wait(self) -> float | None:
        """Return in how many seconds something has to be written; None where nothing has."""
        due = [self._due(each) for each in self._dirty]
        return max(min(due) - self._clock(), 0.0) if due else None

    def write(self, *, now: bool = False) -> bool:
        """Write what is due, or all that is not written yet; return whether a run came to its end by that.

        What the disk refuses is tried again later; TranscriptError where it refuses a run for the first time.
        """
        ended, trouble = False, None
        for run_id in [each for each in self._dirty if now or self._due(each) <= self._clock()]:
            known = run_id in self._refused
            try:
                self._save(run_id)
            except TranscriptError as error:
                trouble = trouble if known else error
                continue
            ended = ended or self._runs[run_id].end is not None
        if ended:
            self._history.tidy()
        if trouble is not None:
            raise trouble
        return ended

    def _save(self, run_id: str) -> None:
        try:
            self._history.save(self._runs[run_id])
        except TranscriptError:
            self._refused.add(run_id)
            self._next[run_id] = self._clock() + AGAIN
            raise
        self._dirty.discard(run_id)
        self._refused.discard(run_id)
        self._next[run_id] = self._clock() + PAUSE

    def _due(self, run_id: str) -> float:
        if self._runs[run_id].end is not None and run_id not in self._refused:
            return 0.0
        return self._next.get(run_id, 0.0)
