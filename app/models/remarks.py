"""Puts what a person noted where it belongs on the timeline."""

from app.models.rows import Run


def remark(run: Run, event: int, note: str, marked: bool) -> bool:
    """Put a note on the row that begins with an event of a run, and mark it or not; False where there is none."""
    row = next((row for row in run.rows if row.first == event), None)
    if row is not None:
        row.note, row.marked = note, marked
    return row is not None
