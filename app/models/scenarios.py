"""The scenarios of the open files as a list: each with the profile it will run with, and what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.exporters.checked import Checked, State
from app.models.figures import duration
from app.models.row_words import join
from app.profiles.profile import Profile
from app.runs.scenario import profile_for
from app.scenarios.judging import expected_name
from app.scenarios.scenario import Scenario, ScenarioError
from app.scenarios.words import problem_words
from app.texts import text, text_or

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LineRole = Qt.ItemDataRole.UserRole + 1
BelowRole = LineRole + 1
RightRole = LineRole + 2
MarkRole = LineRole + 3  # an icon's name and a colour's, or None


class Stage(StrEnum):
    """How far a scenario has come."""

    IDLE = "idle"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


MARKS = {
    State.PASSED: ("check", "green"), State.FAILED: ("cross", "red"), State.SKIPPED: ("minus", "amber"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A scenario of a file. `problem` says why it has no profile; `happened` how it ended where that was not expected.

    `instead` is the id of a profile that the person chose in place of the file's.
    """

    path: Path
    scenario: Scenario
    instead: str = ""
    profile: Profile | None = None
    problem: str = ""
    stage: Stage = Stage.IDLE
    checked: Checked | None = None
    happened: str = ""

    @property
    def key(self) -> str:
        """What tells it from all others: names differ within a file."""
        return f"{self.path}\n{self.scenario.name}"


class ScenariosModel(QAbstractListModel):
    """One row for each scenario, file by file in the order in which they were opened."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: dict[Path, tuple[Scenario, ...]] = {}
        self._lines: tuple[Line, ...] = ()
        self._profiles: tuple[Profile, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All rows."""
        return self._lines

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that are open."""
        return tuple(self._files)

    def show_file(self, path: Path, scenarios: Sequence[Scenario]) -> None:
        """Show the scenarios of a file, in place of what it had before; what is the same keeps its result."""
        if self._files.get(path) == tuple(scenarios):
            return
        before = {line.key: line for line in self._lines}
        self._files[path] = tuple(scenarios)
        self._rebuild(before)

    def close_files(self, paths: Iterable[Path]) -> None:
        """Take the scenarios of these files out of the list."""
        before = {line.key: line for line in self._lines}
        for path in paths:
            self._files.pop(path, None)
        self._rebuild(before)

    def restore(self, lines: Sequence[Line]) -> None:
        """Show lines again that were taken out: files, chosen profiles and results."""
        before = {line.key: line for line in (*self._lines, *lines)}
        for path in dict.fromkeys(line.path for line in lines):
            self._files[path] = tuple(line.scenario for line in lines if line.path == path)
        self._rebuild(before)

    def set_profiles(self, profiles: Sequence[Profile]) -> None:
        """Look for the scenarios' profiles among these."""
        self._profiles = tuple(profiles)
        self._replace({line.key: self._resolved(line) for line in self._lines})

    def use_profile(self, keys: Iterable[str], profile_id: str) -> None:
        """Use another profile for these scenarios; an empty id: the one that the file names."""
        wanted = set(keys)
        self._replace({
            line.key: self._resolved(replace(line, instead=profile_id)) for line in self._lines if line.key in wanted
        })  # fmt: skip

    def begin(self, keys: Iterable[str]) -> None:
        """Let these wait for their turn; what came of them before is forgotten."""
        wanted = set(keys)
        lines = [line for line in self._lines if line.key in wanted]
        self._replace({line.key: replace(line, stage=Stage.WAITING, checked=None, happened="") for line in lines})

    def run(self, key: str) -> None:
        """Say that a scenario is under way."""
        line = self._line(key)
        if line is not None and line.stage is not Stage.RUNNING:
            self._replace({key: replace(line, stage=Stage.RUNNING)})

    def end(self, key: str, checked: Checked, happened: str = "") -> None:
        """Show what came of a scenario."""
        line = self._line(key)
        if line is not None:
            self._replace({key: replace(line, stage=Stage.DONE, checked=checked, happened=happened)})

    def counts(self, keys: Iterable[str]) -> Mapping[State, int]:
        """Count what came of these scenarios, as far as they have ended."""
        wanted = set(keys)
        done = [line.checked.state for line in self._lines if line.key in wanted and line.checked is not None]
        return {state: done.count(state) for state in State}

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.scenario.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in (line.scenario.name, state_words(line), _below(line)) if part)
            case _ if role == LineRole:
                return line
            case _ if role == BelowRole:
                return _below(line)
            case _ if role == RightRole:
                return join(state_words(line), _time(line))
            case _ if role == MarkRole:
                return mark(line)
        return None

    def _line(self, key: str) -> Line | None:
        return next((line for line in self._lines if line.key == key), None)

    def _rebuild(self, before: Mapping[str, Line]) -> None:
        self.beginResetModel()
        found = [(path, scenario) for path, scenarios in self._files.items() for scenario in scenarios]
        self._lines = tuple(self._made(path, scenario, before) for path, scenario in found)
        self.endResetModel()

    def _made(self, path: Path, scenario: Scenario, before: Mapping[str, Line]) -> Line:
        """Return the line of a scenario: its result is good as long as the scenario is the same."""
        line = Line(path=path, scenario=scenario)
        earlier = before.get(line.key)
        if earlier is not None and earlier.scenario == scenario:
            line = earlier
        elif earlier is not None:
            line = replace(line, instead=earlier.instead)
        return self._resolved(line)

    def _resolved(self, line: Line) -> Line:
        if not self._profiles:
            return replace(line, profile=None, problem=text("scenarios.no_profiles"))
        try:
            return replace(line, profile=profile_for(line.scenario, self._profiles, line.instead), problem="")
        except ScenarioError as error:
            error.file = error.where = ""  # it stands beside the scenario itself
            return replace(line, profile=None, problem=problem_words(error))

    def _replace(self, changed: Mapping[str, Line]) -> None:
        lines = tuple(changed.get(line.key, line) for line in self._lines)
        rows = [row for row, (new, old) in enumerate(zip(lines, self._lines, strict=True)) if new != old]
        self._lines = lines
        if rows:
            self.dataChanged.emit(self.index(rows[0]), self.index(rows[-1]))


def state_words(line: Line) -> str:
    """Say how far a scenario has come, or what came of it."""
    if line.checked is not None:
        return line.checked.state.word
    if line.stage is Stage.IDLE:
        return text("scenarios.no_profile") if line.profile is None else ""
    return text(f"scenarios.stage.{line.stage.value}")


def mark(line: Line) -> tuple[str, str] | None:
    """Return the icon and the colour of what came of a scenario."""
    if line.checked is not None:
        return MARKS[line.checked.state]
    if line.stage is Stage.IDLE:
        return ("warning", "amber") if line.profile is None else None
    return ("waiting", "accent" if line.stage is Stage.RUNNING else "muted")


def _below(line: Line) -> str:
    profile = line.profile.name if line.profile is not None else line.scenario.profile
    flow = text_or(f"flow.{line.scenario.flow}.title", line.scenario.flow)
    expected = expected_name(line.scenario.expect)
    expects = text("scenarios.expects", end=text_or(f"scenarios.end.{expected}", expected))
    return join(flow, profile, expects, line.path.name)


def _time(line: Line) -> str:
    return duration(line.checked.seconds) if line.checked is not None and line.checked.recording is not None else ""
