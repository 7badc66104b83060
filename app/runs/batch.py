"""What comes of many jobs while they run: their events and judgements, put together as reports want them."""

import time
from collections.abc import Sequence

from app.diagnosis.messages import explain_end
from app.exporters.checked import Checked, Deviation, State
from app.runs.scenario import Job
from app.scenarios.judging import Judgement, expected_name
from app.transcript.events import Ended, Event
from app.transcript.recording import Recording


class Batch:
    """Collects by job; belongs to one thread."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = {job.job_id: job for job in jobs}
        self._events: dict[str, list[Event]] = {}
        self._checked: dict[str, Checked] = {}

    def event(self, job_id: str, event: Event) -> None:
        """Take an event of a job."""
        self._events.setdefault(job_id, []).append(event)

    def end(self, job_id: str, judgement: Judgement) -> Checked:
        """Take the judgement of a job; return what is to be said of it."""
        deviations = tuple(
            Deviation(what=each.what, expected=each.expected, got=each.got) for each in judgement.differences
        )
        state = State.PASSED if judgement.passed else State.FAILED
        return self._put(job_id, state, got=judgement.got, deviations=deviations)

    def skip(self, job_id: str, reason: str) -> Checked:
        """Take why a job was skipped; return what is to be said of it."""
        return self._put(job_id, State.SKIPPED, reason=reason)

    def what_happened(self, job_id: str) -> str:
        """Say in a sentence how a job ended that was not as expected; Cognito's own words where it refused."""
        end = self._end(job_id)
        if isinstance(end, Ended) and end.reason == "refused":
            return " · ".join(part for part in (end.operation, end.code, end.message) if part)
        return explain_end(end).what if isinstance(end, Ended) else ""

    def what_to_try(self, job_id: str) -> str:
        """Say what helps; nothing where Cognito refused, since that has many causes."""
        end = self._end(job_id)
        return explain_end(end).try_ if isinstance(end, Ended) and end.reason != "refused" else ""

    @property
    def checked(self) -> tuple[Checked, ...]:
        """All that are done, in the order of the jobs."""
        return tuple(self._checked[job_id] for job_id in self._jobs if job_id in self._checked)

    def _end(self, job_id: str) -> Event | None:
        events = self._events.get(job_id)
        return events[-1] if events else None

    def _put(
        self, job_id: str, state: State, *, got: str = "", reason: str = "", deviations: tuple[Deviation, ...] = ()
    ) -> Checked:
        job, recording = self._jobs[job_id], self._recording(job_id)
        self._checked[job_id] = Checked(
            name=job.scenario.name,
            file=job.scenario.file,
            profile=job.profile.name,
            flow=job.scenario.flow,
            state=state,
            at=recording.events[0].at if recording else time.time(),
            expected=expected_name(job.scenario.expect),
            got=got,
            reason=reason,
            deviations=deviations,
            recording=recording,
        )
        return self._checked[job_id]

    def _recording(self, job_id: str) -> Recording | None:
        events = tuple(self._events.get(job_id, ()))
        if not events:
            return None
        found = Recording(run_id=job_id, events=events)
        return Recording(run_id=found.started.run_id, events=events) if found.started else found


