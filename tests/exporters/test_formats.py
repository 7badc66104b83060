"""All exporters alike: any run can be exported, hostile ones too, and a secret that slipped through stays masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exporters.formats import EXPORTERS
from app.secret import MASK
from app.transcript.events import Ended, Fetched, PasskeyGiven, PasskeyMissed, PasskeyWanted, Removed
from app.transcript.recording import Recording
from tests.helpers import sample_runs as sample
from tests.helpers.exports import all_kinds, hostile, recorded

EACH = pytest.mark.parametrize("name", EXPORTERS)


@EACH
def test_every_kind_of_run_can_be_exported(name):
    written = EXPORTERS[name].export(all_kinds())
    for word in ("CodeMismatchException", "RespondToAuthChallenge"):
        assert word in written


@EACH
def test_no_run_at_all_and_one_without_events_can_be_exported(name):
    export = EXPORTERS[name].export
    assert export([])
    assert export([Recording(run_id="r", events=())]) == export([])


@EACH
def test_a_hostile_server_stops_no_export_and_the_file_can_be_written(name):
    written = EXPORTERS[name].export(hostile())
    assert written.encode("utf-8")
    for invisible in ("\x00", "\x1b", "\u202e", "\u2028"):
        assert invisible not in written


@EACH
@given(words=st.text())
def test_whatever_a_server_says_can_be_exported(name, words):
    assert EXPORTERS[name].export(hostile(words)).encode("utf-8")


@EACH
def test_the_same_runs_make_the_same_file(name):
    assert EXPORTERS[name].export(all_kinds()) == EXPORTERS[name].export(all_kinds())


@EACH
def test_a_run_that_was_not_redacted_still_shows_no_secret(name):
    runs = [Recording(run_id="r", events=tuple(sample.signed_in())), *hostile()]
    written = EXPORTERS[name].export(runs)
    for secret in ("482913", sample.SESSION[:40], sample.tokens().access_token.reveal()[-40:], "9c" * 20):
        assert secret not in written
    if name in ("har", "html", "markdown"):
        assert MASK in written or MASK.encode("unicode_escape").decode() in written


@EACH
def test_moments_that_no_calendar_has_can_be_exported(name):
    for at in (-1e18, 1e18):
        assert EXPORTERS[name].export(recorded(sample.signed_in(at=at)))


def test_files_are_told_apart_by_their_suffixes_and_every_kind_has_a_name():
    assert {each.suffix for each in EXPORTERS.values()} == {".html", ".har", ".md", ".xml", ".svg", ".mmd"}
    assert len({each.title for each in EXPORTERS.values()}) == len(EXPORTERS)


LATER = [
    Removed(at=sample.T0 + 1, name="refresh_token", count=1, reason="a_later_trouble"),
    PasskeyWanted(at=sample.T0 + 1, purpose="sign", authenticator="software", origin="o", rp_id="r"),
    PasskeyGiven(at=sample.T0 + 1, purpose="sign", authenticator="software", credential={}),
    PasskeyMissed(at=sample.T0 + 1, purpose="sign", authenticator="software", trouble="later", detail=""),
    Fetched(at=sample.T0 + 1, url="http://[::1/", seconds=0.1),
]


@EACH
@pytest.mark.parametrize("event", LATER, ids=lambda event: type(event).__name__)
def test_words_of_a_later_program_stop_no_export(name, event):
    wanted = PasskeyWanted(at=sample.T0, purpose="sign", authenticator="software", origin="o", rp_id="r")
    run = recorded([sample.started(), wanted, event, Ended(at=sample.T0 + 2, reason="cancelled")])
    assert EXPORTERS[name].export(run)
