"""The matrix as reports want it: a Markdown table of the grid, and its cells as checked scenarios. No Qt in here."""

import time
from collections.abc import Iterable, Sequence

from app.exporters.checked import Checked, Deviation
from app.exporters.checked import State as Outcome
from app.exporters.marks import row, words
from app.models.matrix_cells import Cell, State, look
from app.scenarios.judging import expected_name, judge
from app.texts import text

OUTCOMES = {State.PASSED: Outcome.PASSED, State.FAILED: Outcome.FAILED, State.SKIPPED: Outcome.SKIPPED}


def checked(cells: Iterable[Cell]) -> tuple[Checked, ...]:
    """Return the cells that have come to an end as checked scenarios; they are not redacted yet."""
    return tuple(_checked(cell) for cell in cells if cell.state in OUTCOMES)


def table(heads: Sequence[str], lines: Iterable[tuple[str, Sequence[Cell | None]]]) -> str:
    """Return a Markdown table: a line for each user, a column for each flow of each app client.

    What is not as expected is bold, and says what was.
    """
    top = [row(words(head) for head in (text("matrix.user"), *heads)), row("---" for _ in range(len(heads) + 1))]
    return "\n".join([*top, *(row((words(name), *map(_in_table, cells))) for name, cells in lines), ""])


def _in_table(cell: Cell | None) -> str:
    if cell is None or cell.state is State.IDLE:
        return ""
    shown = look(cell)
    if cell.state is State.FAILED:
        return f"**{words(shown.word)}**, {words(shown.below)}"
    return words(shown.word)


def _checked(cell: Cell) -> Checked:
    judgement = judge(cell.trial.scenario, cell.events)
    failed = cell.state is State.FAILED
    return Checked(
        name=cell.trial.scenario.name,
        file=text("matrix.title"),
        profile=cell.trial.profile.name,
        flow=cell.trial.flow,
        state=OUTCOMES[cell.state],
        at=cell.events[0].at if cell.events else time.time(),
        expected=expected_name(cell.trial.expected.expect),
        got="" if cell.state is State.SKIPPED else judgement.got,
        reason=cell.reason,
        deviations=tuple(
            Deviation(what=each.what, expected=each.expected, got=each.got) for each in judgement.differences if failed
        ),
        recording=cell.recording,
    )
