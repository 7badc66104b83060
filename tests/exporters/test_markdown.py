"""The Markdown report: tables and fences that a server's text cannot break out of."""

import re
from dataclasses import replace

from app.exporters.markdown import markdown
from app.transcript.events import Called
from app.transcript.recording import Remark
from tests.helpers import sample_runs as sample
from tests.helpers.exports import hostile, recorded


def outside_of_code(written):
    """The lines of a report without its fences and code spans."""
    kept, fence = [], ""
    for line in written.split("\n"):
        ticks = re.match(r"`{3,}", line)
        if fence:
            fence = "" if line == fence else fence
        elif ticks:
            fence = ticks.group()
        else:
            kept.append(re.sub(r"(?<![`\\])(`+)(?!`).+?(?<!`)\1(?!`)", "", line))
    assert not fence, "a fence is not closed"
    return kept


def test_a_report_has_a_table_of_steps_the_diagram_and_each_call():
    lines = markdown(recorded(sample.wrong_code())).split("\n")
    assert lines[0] == "# `User SRP · <user-1> · practice / public-all`"
    assert "| 0.091 s | RespondToAuthChallenge | `SMS_MFA` | `PASSWORD_VERIFIER · password proof` | 121 ms |" in lines
    assert lines[lines.index("```mermaid") + 1] == "sequenceDiagram"
    assert "#### RespondToAuthChallenge · CodeMismatchException" in lines
    assert '    "SMS_MFA_CODE": "<code-1>"' in lines
    assert "- Error: `CodeMismatchException`" in lines


def test_what_a_person_noted_on_a_row_stands_in_its_line():
    (run,) = recorded(sample.wrong_code())
    called = [at for at, event in enumerate(run.events) if isinstance(event, Called)][1]
    noted = replace(run, marked=True, remarks=(Remark(event=called, note="late | *again*", marked=True),))
    lines = markdown([noted]).split("\n")
    (line,) = [line for line in lines if "late" in line and line.startswith("| ")]
    assert line.startswith("| 0.091 s | RespondToAuthChallenge |")
    assert "password proof; marked, note: late" in line
    assert len(re.findall(r"(?<!\\)\|", line)) == 6
    assert "- Marked: Yes" in lines


def test_nothing_that_a_server_says_is_markup():
    kept = outside_of_code(markdown(hostile()))
    for line in kept:
        prose = r"(?:#{1,4} |- |>|\*\*(?=.*\*\*$))?[\w .,:;·…()%'\\-]*(?:\*\*)?"
        assert re.fullmatch(rf"{prose}|[| :.,\w-]+", line), line
        assert not re.search(r"\w\.[a-z]|:\w", line), line


def test_every_row_of_the_table_has_its_five_cells():
    rows = [line for line in markdown(hostile()).split("\n") if line.startswith("| ")]
    assert len(rows) > 5
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == 6, row
