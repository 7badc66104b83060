"""Transcript files: what is written can be read again; what is damaged says where."""

from app.transcript.files import dump, load
from app.transcript.redaction import redact
from tests.helpers import sample_handshakes, sample_passkeys, sample_runs
from tests.transcript.test_redaction import recording

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


def test_a_file_brings_the_redacted_runs_back():
    assert load(dump(RUNS)) == redact(RUNS)


def test_a_file_with_secrets_brings_the_runs_back_with_their_secrets():
    assert load(dump(RUNS, redacted=False)) == tuple(RUNS)
