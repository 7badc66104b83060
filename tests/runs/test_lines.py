"""Jobs and events as lines: they come out as they went in, secrets as secrets, and half a line is no line."""

import os
from dataclasses import replace

import pytest
from hypothesis import given, settings

from app.errors import TranscriptError
from app.runs.lines import end_line, event_line, heard, job_line, job_of, lines_from
from app.runs.scenario import PracticeAccess
from app.scenarios.scenario import Expectation
from app.secret import Secret
from app.transcript.reading import KINDS
from tests.helpers import sample_handshakes, sample_passkeys, sample_runs
from tests.helpers.jobs_of import PROFILE, job
from tests.scenarios.samples import scenarios
from tests.transcript.test_files import FILES, load

EVENTS = [
    *sample_runs.signed_in(), *sample_runs.wrong_code(), *sample_runs.no_answer(), *sample_handshakes.proved_twice(),
    *sample_passkeys.registered(), *sample_passkeys.missed(),
    *(event for path in FILES.glob("version_1*.cfx.json") for run in load(path.read_bytes()) for event in run.events),
]  # fmt: skip


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_comes_out_as_it_went_in(event):
    line = event_line("7", event)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    said = heard(line)
    assert (said.job_id, said.event) == ("7", event)


def test_nearly_every_kind_of_event_was_among_them():
    assert set(KINDS) - {type(event).__name__ for event in EVENTS} <= {"Finished", "Shown", "Ended"} | LATER


LATER = {"Held", "Released"}  # whoever adds these has their files tested where the kinds are


def test_the_secrets_of_an_event_are_masked_on_the_other_side():
    events = [heard(event_line("7", event)).event for event in sample_runs.signed_in()]
    (tokens,) = [event.tokens for event in events if type(event).__name__ == "TokensReceived"]
    assert isinstance(tokens.access_token, Secret)
    assert sample_runs.tokens().access_token.reveal() not in repr(events)


@given(scenario=scenarios())
@settings(max_examples=50)
def test_a_job_comes_out_as_it_went_in_but_for_what_only_judging_needs(scenario):
    profile = replace(PROFILE, client_secret=Secret("of the client"), facts={"a": {"b": [1, "c"]}}, usernames=("x",))
    practice = PracticeAccess(endpoint="http://127.0.0.1:1", token=Secret("token"))
    wanted = replace(job("7", profile=profile, practice=practice), scenario=scenario)
    line = job_line(wanted)
    assert line.count(b"\n") == 1
    assert job_of(line) == replace(wanted, scenario=replace(scenario, expect=Expectation(name=scenario.expect.name)))
    assert "of the client" not in repr(job_of(line))


def test_the_end_of_a_job_is_no_event():
    said = heard(end_line("7"))
    assert (said.job_id, said.event) == ("7", None)


@pytest.mark.parametrize(
    "line", [b"", b"stray", b"[]", b"{}", b'{"job": 7}', b'{"job": "7"}', b'{"job": "7", "event": {"kind": "New"}}']
)
def test_what_is_no_line_is_refused(line):
    with pytest.raises((ValueError, TranscriptError)):
        heard(line)


def test_lines_come_whole_however_they_were_written():
    reading, writing = os.pipe()
    try:
        for part in (b"a\nb", b"c\n", b"d\n\n", b"half"):
            os.write(writing, part)
        os.close(writing)
        assert [line for lines in lines_from(reading) for line in lines] == [b"a", b"bc", b"d", b""]
    finally:
        os.close(reading)
