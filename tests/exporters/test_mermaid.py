"""Mermaid diagrams consist of lines of known form, whatever a server says."""

import re

import pytest

from app.exporters.mermaid import mermaid
from app.transcript.events import Ended
from tests.helpers import sample_runs as sample
from tests.helpers.exports import all_kinds, hostile, recorded

WHO = "person|authenticator|app|cognito|keyring"
LABEL = r"(?:[^\x00-\x7f]|[\w .,()/-]|#\d+;|<br/>)*"
LINE = re.compile(
    rf"    (?:(?:actor|participant) (?:{WHO}) as \w+"
    rf"|(?:{WHO})--?(?:>>|x)(?:{WHO}): {LABEL}"
    rf"|Note over (?:{WHO})(?:,(?:{WHO}))?: {LABEL})"
)


@pytest.mark.parametrize("recordings", [all_kinds(), hostile(), ()], ids=["all kinds", "hostile", "none"])
def test_every_line_is_of_a_known_form(recordings):
    first, *lines, last = mermaid(recordings).split("\n")
    assert (first, last) == ("sequenceDiagram", "")
    assert [line for line in lines if not LINE.fullmatch(line)] == []


def test_the_messages_come_in_the_order_of_the_clock():
    lines = [line.strip() for line in mermaid(recorded(sample.wrong_code())).split("\n")]
    assert lines[1:4] == ["actor person as Person", "participant app as App", "participant cognito as Cognito"]
    assert [re.split(r"<br/>|: ", line)[:2] for line in lines[5:12]] == [
        ["app->>cognito", "InitiateAuth"],
        ["cognito-->>app", "PASSWORD_VERIFIER · 84 ms"],
        ["app->>cognito", "RespondToAuthChallenge"],
        ["cognito-->>app", "SMS_MFA · 121 ms"],
        ["app->>person", "SMS_MFA"],
        ["person-->>app", "The person answered · 3.79 s"],
        ["app->>cognito", "RespondToAuthChallenge"],
    ]


def test_a_call_without_an_answer_ends_in_a_cross():
    assert "    cognito--xapp: no answer · 12 ms<br/>" in mermaid(recorded(sample.no_answer()))


def test_what_was_not_answered_is_no_answer_and_what_is_under_way_is_not_lost():
    waiting = sample.until_sms()
    assert "person-->>app" not in mermaid(recorded(waiting))
    assert "person--xapp: Not answered" in mermaid(recorded([*waiting, Ended(at=sample.T0 + 9, reason="cancelled")]))
    under_way = [sample.started(), sample.called(1, "GetUser", {}, sample.T0)]
    assert "app->>cognito: GetUser" in mermaid(recorded(under_way))
    cancelled = [*under_way, Ended(at=sample.T0 + 9, reason="cancelled")]
    assert "app-xcognito: GetUser" in mermaid(recorded(cancelled))
