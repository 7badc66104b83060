"""The timeline's model: rows for events, live counting, filtering."""

import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.auth.steps import Field, Kind
from app.models.rows import Row, Tone
from app.models.timeline import ExchangeRole, KindRole, RowRole, TimelineModel, TranscriptRole
from app.transcript.events import Answered, Asked, Ended, Removed, Saved
from tests.helpers import sample_passkeys as passkeys
from tests.helpers import sample_runs as sample


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = sample.T0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def model(qapp, clock):
    return TimelineModel(now=clock)


def play(model, run_id, events):
    for event in events:
        model.add(run_id, event)


def rows(model) -> list[Row]:
    return [model.index(place, 0).data(RowRole) for place in range(model.rowCount())]


def titles(model) -> list[str]:
    return [model.index(place, 0).data() for place in range(model.rowCount())]


SIGNED_IN = [
    "User SRP · sms", "InitiateAuth", "RespondToAuthChallenge", "You answered", "RespondToAuthChallenge",
    "Tokens received", "Refresh token saved", "Signed in",
]  # fmt: skip


def test_a_sign_in_is_a_heading_and_a_row_for_each_step(model):
    play(model, "a", sample.signed_in())
    assert titles(model) == SIGNED_IN
    heading = rows(model)[0]
    assert (heading.chip, heading.time_text, heading.detail) == ("Signed in", "19 s", "practice / public-all")


def test_the_model_keeps_the_rules_of_models_while_it_grows_and_shrinks(model, clock, qtmodeltester):
    qtmodeltester.check(model)
    play(model, "a", sample.signed_in())
    play(model, "b", sample.until_sms())
    clock.now += 5
    model.tick()
    model.clear()
    qtmodeltester.check(model)


def test_the_roles_give_row_kind_exchange_and_transcript(model):
    play(model, "a", sample.until_sms())
    index = model.index(2, 0)
    assert index.data(KindRole) == "exchange"
    assert index.data(ExchangeRole).outcome.challenge == "SMS_MFA"
    assert len(index.data(TranscriptRole).events) == 6
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "RespondToAuthChallenge, replied, SMS_MFA, 121 ms"


def test_what_a_server_said_is_no_markup_in_a_tool_tip(model):
    said = "<img src='http://127.0.0.1/x'><b>bold</b>"
    play(model, "a", sample.until_sms()[:2])
    model.add("a", sample.refused(1, "InitiateAuth", "NotAuthorizedException", said, sample.T0, 0.1))
    tip = model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert "&lt;img" in tip


def test_a_waiting_row_counts_and_tells_how_long_the_session_lasts(model, clock):
    play(model, "a", sample.until_sms())
    clock.now += 19.3
    model.tick()
    row = rows(model)[-1]
    assert (row.title, row.time_text, row.tone) == ("Waiting for you", "19 s", Tone.AMBER)
    assert row.detail == "session ends in about 2:40"
    clock.now += 200
    model.tick()
    assert row.detail == "the session has probably run out"
    assert rows(model)[0].time_text == "3:39"


def test_a_tick_repaints_only_what_counts(model, clock, qtbot):
    play(model, "a", sample.signed_in())
    play(model, "b", sample.until_sms())
    changed = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    clock.now += 1
    model.tick()
    first = len(SIGNED_IN)
    assert changed == [(first, first), (first + 3, first + 3)]


def test_time_is_kept_only_while_a_run_is_under_way(model, clock, qtbot):
    play(model, "a", sample.until_sms())
    clock.now += 7
    qtbot.waitUntil(lambda: rows(model)[-1].time_text == "6 s", timeout=5000)
    model.add("a", Ended(at=clock.now, reason="cancelled"))
    assert not model._clock.isActive()


def test_an_answer_stops_the_waiting_and_keeps_how_long_it_took(model):
    play(model, "a", sample.until_sms())
    assert model.waiting().row() == 3
    model.add("a", Answered(at=sample.T0 + 19.2, name="SMS_MFA", values={"SMS_MFA_CODE": "x"}))
    row = rows(model)[3]
    assert (row.title, row.detail, row.time_text) == ("You answered", "Code", "19 s")
    assert not model.waiting().isValid()


def test_an_answer_of_an_earlier_run_does_not_say_that_somebody_gave_it_now(model):
    play(model, "a", sample.until_sms())
    model.add("a", Answered(at=sample.T0 + 19.2, name="SMS_MFA", values={}, repeated=True))
    assert rows(model)[3].title == "Answered as before"


def test_what_is_asked_after_the_tokens_has_no_session_that_ends(model, clock):
    play(model, "a", sample.signed_in()[:-1])
    model.add("a", Asked(at=clock.now, name="NEW_DEVICE", fields=()))
    clock.now += 20
    model.tick()
    assert "session" not in rows(model)[-1].detail


def test_a_secret_that_is_kept_once_more_has_one_row_until_something_else_becomes_of_it(model):
    play(model, "a", sample.until_sms()[:1])
    saved = Saved(at=sample.T0, name="refresh_token", username="u")
    gone = Removed(at=sample.T0, name="refresh_token", count=1)
    play(model, "a", [saved, replace(saved, at=sample.T0 + 1), gone, saved])
    assert titles(model)[1:] == ["Refresh token saved", "Saved refresh token forgotten", "Refresh token saved"]


def test_the_same_question_asked_again_leaves_one_waiting_row(model):
    play(model, "a", sample.until_sms())
    model.add("a", sample.until_sms()[-1])
    assert [row.live for row in rows(model)[3:]] == [False, True]
    assert model.waiting().row() == 4


def test_a_cancelled_run_leaves_nothing_that_waits(model):
    play(model, "a", sample.until_sms()[:4])
    model.add("a", Ended(at=sample.T0 + 1, reason="cancelled"))
    assert not any(row.live for row in rows(model))
    assert rows(model)[2].word == "given up"
    assert rows(model)[0].chip == "Cancelled"


def test_events_after_the_end_are_dropped(model):
    play(model, "a", sample.signed_in())
    play(model, "a", sample.until_sms()[1:])
    assert titles(model) == SIGNED_IN


def test_the_credentials_are_no_row_of_the_timeline(model):
    play(model, "a", sample.until_sms()[:1])
    asked = sample.until_sms()[-1]
    model.add("a", type(asked)(at=sample.T0, name="CREDENTIALS", fields=()))
    assert titles(model) == ["User SRP · sms"]


def test_a_late_event_of_an_earlier_run_goes_under_its_own_heading(model, qtmodeltester):
    play(model, "a", sample.until_sms("first"))
    play(model, "b", sample.until_sms("second"))
    model.add("a", Ended(at=sample.T0 + 1, reason="cancelled"))
    found = titles(model)
    assert found.index("Cancelled") == 4
    assert found[5] == "User SRP · second"
    assert model.waiting().row() == 8
    qtmodeltester.check(model)


def test_clearing_keeps_the_run_that_is_under_way(model):
    play(model, "a", sample.signed_in())
    play(model, "b", sample.until_sms())
    play(model, "c", sample.no_answer())
    model.clear()
    assert titles(model)[0] == "User SRP · sms"
    assert model.waiting().row() == 3
    assert model.rowCount() == 4
    play(model, "d", sample.no_answer())
    assert model.rowCount() == 7


def test_the_bars_of_a_run_share_one_scale(model):
    play(model, "a", sample.signed_in())
    run = rows(model)[0].run
    assert run.longest == pytest.approx(0.121)
    assert run.at_cognito == pytest.approx(0.303)
    assert run.calls == 3


def test_an_event_costs_the_same_after_a_thousand_others(model):
    for number in range(300):
        play(model, str(number), sample.no_answer())
    changed = []
    model.dataChanged.connect(lambda first, last: changed.append(last.row() - first.row()))
    play(model, "last", sample.signed_in())
    assert max(changed) < len(SIGNED_IN)


def test_an_authenticator_that_is_asked_waits_like_a_question_and_tells_what_it_did(model, clock):
    play(model, "a", passkeys.until_authenticator())
    row = rows(model)[-1]
    assert (row.title, row.chip, row.live) == ("Waiting for the authenticator", "WEB_AUTHN", True)
    assert model.waiting().row() == 2
    clock.now += 10
    model.tick()
    assert row.time_text == "9 s"
    assert row.detail == "Practice authenticator · practice.example · session ends in about 2:50"
    model.add("a", passkeys.given())
    assert (row.title, row.detail, row.time_text) == (
        "The authenticator signed", "Practice authenticator · practice.example", "1.00 s",
    )  # fmt: skip
    assert not model.waiting().isValid()


def test_an_authenticator_that_asks_for_its_pin_goes_on_waiting_beneath_the_question(model):
    pin = Asked(at=sample.T0 + 0.2, name="PIN", fields=(Field(name="pin", kind=Kind.PASSWORD),))
    play(model, "a", [*passkeys.until_authenticator(), pin])
    authenticator, question = rows(model)[2:]
    assert (authenticator.live, question.live, model.waiting().row()) == (True, True, 3)
    model.add("a", Answered(at=sample.T0 + 0.9, name="PIN", values={"pin": "x"}))
    assert (authenticator.live, model.waiting().row()) == (True, 2)
    model.add("a", passkeys.given())
    assert (authenticator.title, question.title) == ("The authenticator signed", "You answered")


def test_an_authenticator_that_gives_nothing_says_why(model):
    play(model, "a", passkeys.missed("timeout"))
    row, end = rows(model)[2:]
    assert (row.title, row.detail, row.tone) == (
        "No passkey given", "nobody touched it in time · 30 s", Tone.RED,
    )  # fmt: skip
    assert end.title == rows(model)[0].chip == "No passkey"
    assert end.detail == row.detail


def test_an_action_that_did_what_it_was_for_says_so_in_its_heading_and_its_last_row(model):
    play(model, "a", passkeys.registered())
    assert titles(model) == ["Register passkey", "The authenticator made a passkey", "Passkey registered"]
    assert (rows(model)[0].chip, rows(model)[0].tone) == ("Passkey registered", Tone.GREEN)


def test_where_the_profile_knows_how_long_a_session_lasts_the_rest_is_exact(model, clock):
    first, *rest = sample.until_sms()
    play(model, "a", [replace(first, session_seconds=300.0), *rest])
    clock.now += 20
    model.tick()
    assert rows(model)[-1].detail == "session ends in 4:40"
    clock.now += 300
    model.tick()
    assert rows(model)[-1].detail == "the session has run out"


def effort(model, run_id):
    """How many functions of Python are called for the events of a run."""
    calls = []
    sys.setprofile(lambda _, what, __: calls.append(what) if what == "call" else None)
    try:
        play(model, run_id, sample.signed_in())
    finally:
        sys.setprofile(None)
    return len(calls)


def test_an_event_costs_the_same_whatever_stands_above_it(qapp, clock):
    alone, among_many = TimelineModel(now=clock), TimelineModel(now=clock)
    for number in range(200):
        play(among_many, f"r{number}", sample.signed_in())
    assert effort(among_many, "last") == effort(alone, "last")
