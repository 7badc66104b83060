"""Notes and marks on rows: kept in files, masked like everything else, and never in the way of opening one."""

import json

import pytest

from app.errors import TranscriptError
from app.transcript.files import dump, load
from app.transcript.recording import Recording, Remark, remarked, remarks
from app.transcript.redaction import redact
from tests.helpers import sample_runs

EVENTS = tuple(sample_runs.wrong_code())
NOTED = Recording(
    run_id="r", events=EVENTS, note="the run", marked=True,
    remarks=(Remark(event=2, note="here"), Remark(event=7, marked=True)),
)  # fmt: skip


def test_what_is_noted_on_rows_is_read_back():
    assert load(dump([NOTED], redacted=False)) == (NOTED,)
    assert load(dump([NOTED]))[0].remarks == NOTED.remarks


def test_a_remark_replaces_the_one_before_and_an_empty_one_takes_it_away():
    changed = remarked(NOTED, Remark(event=2, note="there", marked=True))
    assert changed.remarks == (Remark(event=2, note="there", marked=True), Remark(event=7, marked=True))
    assert remarked(changed, Remark(event=2)).remarks == (Remark(event=7, marked=True),)
    assert remarked(NOTED, Remark(event=1, note="first")).remarks[0].event == 1


def test_a_remark_on_the_first_event_is_one_on_the_run():
    changed = remarked(NOTED, Remark(event=0, note="another"))
    assert (changed.note, changed.marked, changed.remarks) == ("another", False, NOTED.remarks)
    assert remarks(changed)[0] == Remark(event=0, note="another")
    assert remarks(remarked(NOTED, Remark(event=0))) == NOTED.remarks


def test_a_secret_in_a_note_becomes_its_label():
    code = next(event for event in EVENTS if type(event).__name__ == "Answered" and "SMS_MFA_CODE" in event.values)
    secret = code.values["SMS_MFA_CODE"].reveal()
    told = remarked(NOTED, Remark(event=2, note=f"they typed {secret} for sms@example.com"))
    (done,) = redact([told])
    assert done.remarks[0].note == "they typed <code-1> for <email-1>"
    assert secret.encode() not in dump([told])


def changed(change):
    top = json.loads(dump([NOTED]))
    change(top["runs"][0])
    return json.dumps(top).encode()


def test_a_file_without_remarks_opens():
    assert load(changed(lambda run: run.pop("remarks")))[0].remarks == ()


def test_a_remark_stays_with_its_event_where_an_earlier_one_is_of_a_kind_that_is_not_known_here():
    (run,) = load(changed(lambda run: run["events"].insert(1, {"kind": "Later", "at": 1})))
    assert [remark.event for remark in run.remarks] == [1, 6]
    (run,) = load(changed(lambda run: run["events"].__setitem__(2, {"kind": "Later", "at": 1})))
    assert [remark.event for remark in run.remarks] == [6]


def test_a_remark_on_what_is_not_there_is_left_out():
    (run,) = load(changed(lambda run: run["remarks"].append({"event": 900, "note": "lost"})))
    assert run.remarks == NOTED.remarks


@pytest.mark.parametrize(
    ("remark", "where"),
    [
        ("no list", "$.runs[0].remarks"),
        ([3], "$.runs[0].remarks[0]"),
        ([{"event": 0}], "$.runs[0].remarks[0].event"),
        ([{"event": True}], "$.runs[0].remarks[0].event"),
        ([{"event": 1, "note": 3}], "$.runs[0].remarks[0].note"),
        ([{"event": 1}, {"event": 2, "marked": "yes"}], "$.runs[0].remarks[1].marked"),
    ],
)
def test_a_remark_that_is_none_says_where(remark, where):
    with pytest.raises(TranscriptError) as caught:
        load(changed(lambda run: run.update(remarks=remark)))
    assert (caught.value.where, caught.value.problem) == (where, "wrong_type")
