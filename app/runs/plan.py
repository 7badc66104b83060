"""What is to be run: the scenarios of files, each with its profile, and the practice pool where one needs it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.errors import ProfileError, SignInError
from app.profiles.profile import Profile
from app.profiles.store import load
from app.runs import practice_process
from app.runs.practice_profiles import practice_profiles
from app.runs.scenario import Job, PracticeAccess, inbox_of, profile_for
from app.scenarios.reading import read
from app.scenarios.scenario import Scenario, ScenarioError
from app.scenarios.words import problem_words
from app.secret import Secret
from app.texts import text


class Wrong(Exception):
    """What was given cannot be run; `said` has a line for each thing that is wrong."""

    def __init__(self, *said: str) -> None:
        super().__init__("\n".join(said))
        self.said = said


class Lacking(Wrong):
    """What was given is right, and this machine cannot run it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Jobs in the order of the files."""

    jobs: tuple[Job, ...]


@contextmanager
def planned(files: Sequence[Path], instead: str, profiles_file: Path) -> Iterator[Plan]:
    """Read all files before anything is run; the practice pool that they need runs as long as the context lasts.

    `instead` is a profile for all of them. Raises Wrong with everything that is wrong, or Lacking.
    """
    scenarios = _scenarios(files)
    try:
        own = load(profiles_file)
    except ProfileError as error:
        raise Wrong(f"{error.field}: {error.problem}") from error
    if _without(scenarios, own, instead):
        with _practice() as (practice, access):
            profiles = (*own, *practice)
            wrong = _without(scenarios, profiles, instead)
            if wrong:
                raise Wrong(*dict.fromkeys(map(problem_words, wrong)))
            yield Plan(jobs=_jobs(scenarios, profiles, instead, access))
    else:
        yield Plan(jobs=_jobs(scenarios, own, instead, None))


def _scenarios(files: Sequence[Path]) -> tuple[Scenario, ...]:
    found: list[Scenario] = []
    wrong: list[str] = []
    for path in files:
        try:
            found += read(path.read_bytes(), str(path))
        except OSError as error:
            wrong.append(text("run.cannot_read", file=path, reason=error.strerror or error))
        except ScenarioError as error:
            wrong += map(problem_words, (error, *error.others))
    if wrong:
        raise Wrong(*wrong)
    return tuple(found)


def _without(scenarios: Sequence[Scenario], profiles: Sequence[Profile], instead: str) -> list[ScenarioError]:
    """Return why scenarios have no profile."""
    wrong = []
    for scenario in scenarios:
        try:
            profile_for(scenario, profiles, instead)
        except ScenarioError as error:
            if instead:
                error.file = "--profile"
                error.where = ""
            wrong.append(error)
    return wrong


def _jobs(
    scenarios: Sequence[Scenario], profiles: Sequence[Profile], instead: str, access: PracticeAccess | None
) -> tuple[Job, ...]:
    jobs = []
    for number, scenario in enumerate(scenarios, 1):
        profile = profile_for(scenario, profiles, instead)
        inbox = inbox_of(profile, access)
        jobs.append(Job(job_id=str(number), scenario=scenario, profile=profile, practice=inbox))
    return tuple(jobs)


@contextmanager
def _practice() -> Iterator[tuple[tuple[Profile, ...], PracticeAccess]]:
    """Run a practice pool of our own."""
    try:
        process, token = practice_process.begin()
    except OSError as error:
        raise Lacking(text("run.no_practice", reason=error.strerror or error)) from error
    try:
        try:
            announced = practice_process.announcement(process)
            profiles = practice_profiles(announced)
        except (SignInError, ValueError, LookupError, TypeError) as error:
            raise Lacking(text("run.no_practice", reason=error)) from error
        yield profiles, PracticeAccess(endpoint=announced["endpoint"], token=Secret(token))
    finally:
        practice_process.see_off(process)
