"""Jobs for tests, from a scenario's name, user and profile alone; and what `run_jobs` told of them."""

import threading

from app.profiles.profile import Profile
from app.runs.jobs import Told
from app.runs.scenario import Job
from app.scenarios.scenario import Expectation, From, Scenario, Source
from app.secret import Secret

PROFILE = Profile(
    id="local", name="local", user_pool_id="us-east-1_Local", client_id="client", endpoint_url="http://127.0.0.1:1",
    practice=True,
)  # fmt: skip


def job(name, user="plain", *, profile=PROFILE, expect=None, password="Practice1!", flow="user_password", **more):
    """A job whose id is its scenario's name."""
    answers = {"CREDENTIALS": ({"password": Source(kind=From.LITERAL, value=Secret(password))},)}
    scenario = Scenario(
        name=name, profile=profile.name, flow=flow, user=user, answers=answers, expect=expect or Expectation(), file="f"
    )
    return Job(job_id=name, scenario=scenario, profile=profile, **more)


class Heard:
    """What was told, in order: (job, event), (job, judgement), (job, reason)."""

    def __init__(self):
        self.events, self.ends, self.skips, self.threads = [], [], [], set()

    @property
    def told(self):
        """For `run_jobs`."""
        return Told(on_event=self._event, on_end=self._end, on_skip=self._skip)

    def of(self, job_id):
        """The events of a job."""
        return [event for its, event in self.events if its == job_id]

    def ended(self, job_id):
        """The judgement of a job."""
        (found,) = [judgement for its, judgement in self.ends if its == job_id]
        return found

    def _event(self, job_id, event):
        self.events.append((job_id, event))
        self.threads.add(threading.current_thread())

    def _end(self, job_id, judgement):
        self.ends.append((job_id, judgement))

    def _skip(self, job_id, reason):
        self.skips.append((job_id, reason))
