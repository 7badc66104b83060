"""No secret of any flow or action is in a transcript file, and no name of a person unless it is to be kept."""

import html
import re

import pytest

from app.auth.actions import ACTIONS
from app.auth.flows import FLOWS
from app.exporters.formats import EXPORTERS
from app.transcript.files import dump, load
from app.transcript.recording import headline
from app.transcript.redaction import redact
from tests.helpers.evidence import hidden_in, spilled, tour

# Addresses, numbers, subs and device keys as the practice pool has them.
NAME = re.compile(r"[\w.-]+@[\w.-]+|\+[0-9]+|(?:us-east-1_)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

OWN_WORDS = {"clock"}  # an answer to a riddle, and also what a report says of the server's clock


@pytest.fixture(scope="module")
def travelled(running):
    """A tour through every flow."""
    return tour(running)


def names_of(travelled):
    person = travelled.person
    return [person.username, person.email, person.phone, person.given_name]


def test_the_tour_takes_every_flow_and_action_and_most_of_them_to_their_end(travelled):
    ends = {}
    for each in map(headline, travelled.recordings):
        ends.setdefault(each.flow, set()).add(each.outcome)
    assert set(ends) == set(FLOWS) | set(ACTIONS)
    bad = {name: found for name, found in ends.items() if not found & {"signed_in", "finished"}}
    assert not bad


def test_no_secret_can_be_read_in_a_file(travelled):
    hidden = hidden_in(travelled.recordings)
    assert len(hidden) > 250
    assert spilled(dump(travelled.recordings, redacted=False), hidden)
    assert spilled(dump(travelled.recordings), hidden) == []
    no_names = {each for each in hidden if not NAME.fullmatch(each)}
    assert len(no_names) > 200
    assert spilled(dump(travelled.recordings, keep_names=True), no_names) == []


def test_no_name_can_be_read_in_a_file(travelled):
    assert spilled(dump(travelled.recordings), names_of(travelled)) == []
    kept = dump(travelled.recordings, keep_names=True)
    assert spilled(kept, names_of(travelled)) == names_of(travelled)[:3]


@pytest.mark.parametrize("name", EXPORTERS)
def test_no_secret_and_no_name_can_be_read_in_an_export(travelled, name):
    written = EXPORTERS[name].export(redact(travelled.recordings))
    assert "RespondToAuthChallenge" in written
    hidden = hidden_in(travelled.recordings) | set(names_of(travelled))
    assert spilled(as_read(written), hidden - OWN_WORDS) == []


@pytest.mark.parametrize("name", EXPORTERS)
def test_names_that_are_kept_are_in_an_export(travelled, name):
    written = as_read(EXPORTERS[name].export(redact(travelled.recordings, keep_names=True)))
    assert travelled.person.username in written
    hidden = {each for each in hidden_in(travelled.recordings) if not NAME.fullmatch(each)}
    assert spilled(written, hidden - OWN_WORDS) == []


def as_read(written):
    """A file as it is, and as whoever opens it sees it."""
    return written + html.unescape(written) + re.sub(r"#(\d+);", lambda found: chr(int(found.group(1))), written)


def test_a_file_of_all_of_them_opens_and_is_as_it_was(travelled):
    redacted = redact(travelled.recordings)
    assert load(dump(travelled.recordings)) == redacted
    assert redact(redacted) == redacted
    assert load(dump(travelled.recordings, redacted=False)) == tuple(travelled.recordings)


def test_every_label_says_what_it_stands_for(travelled):
    kinds = set(re.findall(r"<([A-Za-z-]+)-\d+>", dump(travelled.recordings).decode()))
    assert {"password", "refresh-token", "session", "code", "client-secret", "totp-secret"} <= kinds
    assert "secret" not in kinds
