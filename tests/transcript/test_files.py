"""Transcript files: what is written can be read again, by later versions too; what is damaged says where."""

import copy
import json
from dataclasses import fields, replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Fault, TranscriptError
from app.secret import Secret
from app.texts import has_text
from app.transcript.events import Failed, Finished
from app.transcript.files import dump, load
from app.transcript.reading import DEEPEST, KINDS, LARGEST_FILE, event_of
from app.transcript.recording import headline
from app.transcript.redaction import redact
from tests.helpers import sample_handshakes, sample_passkeys, sample_runs
from tests.transcript.test_redaction import recording

FILES = Path(__file__).parent / "files"
RUNS = [
    recording(events, note)
    for events, note in (
        (sample_runs.signed_in(), "the first"),
        (sample_runs.wrong_code(), ""),
        (sample_runs.no_answer(), "Ł"),
        (sample_handshakes.proved_twice(), ""),
        (sample_passkeys.registered(), ""),
    )
]


def finished(findings):
    """A run that found this."""
    return recording([sample_runs.started(), Finished(at=sample_runs.T0, findings=findings)])


def damaged(change):
    """The content of a file of which one thing is changed."""
    top = json.loads(dump(RUNS))
    change(top)
    return json.dumps(top).encode()


def refused(content):
    """The place that reading it complains of, and why."""
    with pytest.raises(TranscriptError) as caught:
        load(content)
    assert has_text(f"transcript_problem.{caught.value.problem}")
    return caught.value.where, caught.value.problem


def test_a_file_brings_the_redacted_runs_back():
    assert load(dump(RUNS)) == redact(RUNS)


def test_a_file_with_secrets_brings_the_runs_back_with_their_secrets():
    marked = [replace(each, marked=True) for each in RUNS]
    assert load(dump(marked, redacted=False)) == tuple(marked)


@pytest.mark.parametrize("path", sorted(FILES.glob("version_1*.cfx.json")), ids=lambda path: path.name)
def test_a_file_of_version_1_opens_for_ever(path):
    runs = load(path.read_bytes())
    first = headline(runs[0])
    assert (first.profile, first.flow, first.outcome) == ("practice / public-all", "user_srp", "signed_in")
    assert runs[0].note == "for the ticket"
    assert load(dump(runs, redacted=False)) == runs


def test_the_example_files_have_an_event_of_nearly_every_kind():
    kinds = {
        type(event).__name__ for path in FILES.glob("*.json") for run in load(path.read_bytes()) for event in run.events
    }
    assert set(KINDS) - kinds == {"Finished", "Shown"} - kinds


def test_what_a_server_sent_comes_back_whatever_it_was():
    odd = MappingProxyType({
        "$secret": "no secret", "$": MappingProxyType({"$$": (1, None, True, 1.5)}), "huge": 10**30, "half": "\ud800",
        "none": float("nan"),
    })  # fmt: skip
    (found,) = load(dump([finished(odd)], redacted=False))
    assert found.events[1].findings == {
        "$secret": "no secret", "$": {"$$": (1, None, True, 1.5)}, "huge": str(10**30), "half": "\ufffd", "none": "nan",
    }  # fmt: skip


def test_a_header_that_is_not_known_to_be_harmless_comes_back_as_a_secret():
    failed = Failed(at=sample_runs.T0, number=1, operation="InitiateAuth", fault=Fault.SERVER, detail="", seconds=1.0,
                    headers=MappingProxyType({"set-cookie": Secret("a=b")}), body=Secret("<html>"))  # fmt: skip
    run = recording([sample_runs.started(), failed])
    assert load(dump([run], redacted=False)) == (run,)
    (done,) = load(dump([run]))
    assert (done.events[1].headers, done.events[1].body) == ({"set-cookie": "<header-1>"}, "<body-1>")


def test_members_and_events_of_a_later_program_are_left_out():
    def later(top):
        top["signature"] = "x"
        top["runs"][0]["colour"] = "red"
        top["runs"][0]["events"][0]["weather"] = {"rain": True}
        top["runs"][0]["events"].insert(1, {"kind": "Dreamt", "of": "sheep"})
        top["runs"][2]["events"][2]["fault"] = "moon"
        asked = next(each for each in top["runs"][0]["events"] if each["kind"] == "Asked")
        asked["fields"][0]["kind"] = "thought"

    found, known = load(damaged(later)), redact(RUNS)
    assert found[1] == known[1]
    assert [type(event) for event in found[0].events] == [type(event) for event in known[0].events]
    assert found[2].events[2].fault is Fault.OTHER


@pytest.mark.parametrize(
    ("change", "where", "problem"),
    [
        (lambda top: top.update(version=2), "$.version", "newer"),
        (lambda top: top.update(version="1"), "$.version", "wrong_type"),
        (lambda top: top.update(version=True), "$.version", "wrong_type"),
        (lambda top: top.update(format="har"), "$.format", "other_format"),
        (lambda top: top.update(runs={}), "$.runs", "wrong_type"),
        (lambda top: top["runs"].insert(0, 7), "$.runs[0]", "wrong_type"),
        (lambda top: top["runs"][1].update(events=[]), "$.runs[1].events", "not_started"),
        (lambda top: top["runs"][1]["events"].pop(0), "$.runs[1].events", "not_started"),
        (lambda top: top["runs"][1].update(run_id="x"), "$.runs[1].run_id", "other_run"),
        (lambda top: top["runs"][1].update(note=None), "$.runs[1].note", "wrong_type"),
        (lambda top: top["runs"][1].update(marked=1), "$.runs[1].marked", "wrong_type"),
        (lambda top: top["runs"][0]["events"][2].update(at="now"), "$.runs[0].events[2].at", "wrong_type"),
        (lambda top: top["runs"][0]["events"][2].update(at=1e300), "$.runs[0].events[2].at", "out_of_range"),
        (lambda top: top["runs"][0]["events"][2].update(seconds=-1), "$.runs[0].events[2].seconds", "out_of_range"),
        (lambda top: top["runs"][0]["events"][2].update(kind=3), "$.runs[0].events[2].kind", "wrong_type"),
        (lambda top: top["runs"][0]["events"][2].pop("operation"), "$.runs[0].events[2]", "wrong_type"),
        (lambda top: top["runs"][0]["events"][2].update(headers=[]), "$.runs[0].events[2].headers", "wrong_type"),
        (lambda top: top["runs"][0]["events"][2]["headers"].update(a=1), "$.runs[0].events[2].headers.a", "wrong_type"),
        (lambda top: top["runs"][0]["events"][1].update(params=[]), "$.runs[0].events[1].params", "wrong_type"),
        (
            lambda top: top["runs"][0]["events"][1]["params"].update(ClientId={"$secret": 1}),
            "$.runs[0].events[1].params.ClientId.$secret",
            "wrong_type",
        ),
        (
            lambda top: top["runs"][0]["events"][-3]["tokens"].update(access_token=None),
            "$.runs[0].events[9].tokens.access_token",
            "wrong_type",
        ),
        (
            lambda top: top["runs"][0]["events"][5]["fields"][0].update(choices="ab"),
            "$.runs[0].events[5].fields[0].choices",
            "wrong_type",
        ),
    ],
)
def test_what_is_damaged_says_where(change, where, problem):
    assert refused(damaged(change)) == (where, problem)


def test_what_is_no_transcript_at_all_says_so():
    assert refused(b"") == ("$", "no_json")
    assert refused(b"\xff\xfe{") == ("$", "no_json")
    assert refused(dump(RUNS)[:-30]) == ("$", "no_json")
    assert refused(b"[]") == ("$", "wrong_type")
    assert refused(b"{}") == ("$.format", "other_format")
    assert refused(b" " * (LARGEST_FILE + 1)) == ("$", "too_large")
    assert refused(b"[" * 1_000_000) == ("$", "too_deep")


def test_a_body_that_is_nested_without_end_is_refused():
    def deep(top):
        inner = top["runs"][0]["events"][1]["params"]
        for _ in range(DEEPEST + 1):
            inner["a"] = inner = {}

    where, problem = refused(damaged(deep))
    assert problem == "too_deep"
    assert where.startswith("$.runs[0].events[1].params.a.a")


WRONG = st.sampled_from([None, True, -1, 1e308, "", "x", [], [1], {}, {"$secret": "s"}, {"$secret": []}, [[]] * 3])


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_whatever_is_damaged_it_opens_or_says_where(data):
    top = copy.deepcopy(json.loads(dump(RUNS, redacted=False)))
    place = top
    while True:
        keys = list(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.integers(0, 5)) == 0:
            break
        place = place[key]
    place[key] = data.draw(WRONG)
    content = json.dumps(top).encode()
    try:
        opened = load(content)
    except TranscriptError:
        assert refused(content)[0].startswith("$")
        return
    assert redact(redact(opened)) == redact(opened)
    assert load(dump(opened)) == redact(opened)
    members = [getattr(each, name.name) for run in opened for each in run.events for name in fields(each)]
    assert not [each for each in members if each and isinstance(each, dict | list)]


MAPPINGS = [
    ("Called", {"at": 1.0, "number": 1, "operation": "X"}, "params"),
    ("Finished", {"at": 1.0}, "findings"),
    ("Shown", {"at": 1.0, "name": "x"}, "values"),
    ("Answered", {"at": 1.0, "name": "X"}, "values"),
    ("Failed", {"at": 1.0, "number": 1, "operation": "X", "fault": "timeout", "detail": "", "seconds": 0.1}, "headers"),
]


@pytest.mark.parametrize(("kind", "members", "name"), MAPPINGS)
def test_a_secret_where_members_are_looked_into_is_said_with_its_place(kind, members, name):
    with pytest.raises(TranscriptError) as caught:
        event_of({"kind": kind, **members, name: {"$secret": "x"}}, "$.event")
    assert (caught.value.where, caught.value.problem) == (f"$.event.{name}", "wrong_type")
