"""Which runs of the timeline can be compared, under which titles, and which one a run is best compared with."""

from collections.abc import Sequence

from app.auth.flows import FLOWS
from app.models.figures import local_time
from app.models.row_words import join
from app.models.rows import Run
from app.transcript.claims_compared import refreshed_from
from app.transcript.recording import Recording


def as_recording(run: Run) -> Recording:
    """Return what happened in a run so far."""
    return Recording(run_id=run.run_id, events=tuple(run.transcript.events))


def title_of(run: Run) -> str:
    """Name a run: flow, user, what came of it, and the time of day at which it began."""
    head = run.rows[0]
    return join(head.title, head.word, local_time(head.at)[11:19])


def run_before(runs: Sequence[Run], run: Run) -> Run | None:
    """Return the run to compare with: the sign-in that a refresh goes on from, else the last of its kind and user.

    `runs` are the timeline's, oldest first. None where nothing like it ran before.
    """
    earlier = list(runs[: runs.index(run)]) if run in runs else []
    origin = sign_in_of(earlier, run)
    if origin is not None:
        return origin
    alike = [each for each in earlier if _kind(each) == _kind(run) and _user(each) == _user(run)]
    return alike[-1] if alike else None


def sign_in_of(earlier: Sequence[Run], run: Run) -> Run | None:
    """Return the run whose tokens a refresh has refreshed; None where it is no refresh, or none is known."""
    found = refreshed_from(as_recording(run), [as_recording(each) for each in earlier])
    return next((each for each in earlier if found is not None and each.run_id == found.run_id), None)


def pair_to_compare(runs: Sequence[Run], current: Run | None) -> tuple[Run, Run] | None:
    """Return the runs to begin with: what the current one, or the last, is best compared with, and that one."""
    if not runs:
        return None
    right = current if current is not None and current in runs else runs[-1]
    place = list(runs).index(right)
    left = run_before(runs, right) or (runs[place - 1] if place else None)
    if left is not None:
        return left, right
    return (right, runs[1]) if len(runs) > 1 else (right, right)


def _kind(run: Run) -> str:
    """All sign-ins are of one kind, whatever their flows: one that fails is compared with one that did not."""
    return "sign_in" if run.flow in FLOWS else run.flow


def _user(run: Run) -> str:
    return run.started.user if run.started else ""
