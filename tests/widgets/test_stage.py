"""The middle of the window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from app.auth.steps import Ask, Field, Kind
from app.models.timeline import TimelineModel
from app.transcript.events import Asked, Ended, Finished, Saved, SignedIn, TokensReceived
from tests.helpers.sample_runs import started, tokens
from tests.helpers.showing import button, showing
from widgets.first_offer import FirstOffer
from widgets.stage import Stage
from widgets.theme import apply_theme

ASK = Ask(name="SMS_MFA", fields=(Field(name="SMS_MFA_CODE", kind=Kind.CODE),))


@pytest.fixture
def stage(qtbot):
    made = Stage(TimelineModel())
    qtbot.addWidget(made)
    made.resize(600, 700)
    made.show()
    return made


def test_an_empty_timeline_offers_the_sign_in_that_fills_it(stage, qtbot):
    stage.offer("plain")
    with qtbot.waitSignal(stage.first_wanted):
        button(stage, "Sign in as “plain”").click()


def test_the_offer_is_gone_once_something_ran_and_back_when_all_is_cleared(stage):
    stage.offer("plain")
    stage.begin()
    stage.take("r", started())
    stage.offer("plain")
    assert not showing(stage, QPushButton)
    stage.take("r", Ended(at=1.0, reason="cancelled"))
    stage.clear()
    assert button(stage, "Sign in as “plain”")


def test_a_challenge_takes_the_cursor_and_gives_it_to_the_timeline_when_answered(stage, qtbot):
    stage.begin()
    stage.take("r", started())
    stage.ask(ASK)
    code = next(each for each in showing(stage.challenge, QLineEdit))
    qtbot.waitUntil(code.hasFocus)
    stage.answered()
    assert stage.timeline.hasFocus()
    assert not stage.challenge.isVisible()


def test_the_end_puts_the_outcome_in_the_place_of_the_challenge(stage):
    stage.begin()
    stage.take("r", started())
    stage.ask(ASK)
    stage.take("r", TokensReceived(at=2.0, tokens=tokens()))
    stage.take("r", Saved(at=2.0, name="refresh_token", username="sms"))
    stage.take("r", SignedIn(at=2.0, username="sms"))
    QApplication.processEvents()
    assert stage.timeline.card is stage.outcome
    assert stage.outcome.headline() == "Signed in as sms"
    assert button(stage.outcome, "Copy ID token")


def test_the_next_run_begins_without_the_outcome_of_the_last(stage):
    stage.begin()
    stage.take("r", started())
    stage.take("r", Ended(at=1.0, reason="cancelled"))
    stage.begin()
    assert stage.timeline.card is None


def test_the_filter_is_named_and_filters(stage):
    stage.begin()
    stage.take("r", started())
    assert stage.filter.accessibleName() == "Filter"
    stage.filter.setText("nothing has this")
    assert stage.timeline.model().rowCount() == 0


@pytest.mark.parametrize(("width", "height", "scale"), [(600, 700, 1.0), (358, 400, 2.0), (320, 460, 2.0)])
def test_the_offer_stands_below_the_words_of_the_empty_timeline_and_within_it(stage, qapp, width, height, scale):
    theme = apply_theme(qapp)
    try:
        theme.set_scale(scale)
        stage.resize(width, height)
        stage.offer("a name that is far longer than any button could be wide" * 3)
        (offer,) = showing(stage, FirstOffer)
        words = [where for where, _, _ in stage.timeline._empty_lines()]
        place = offer.geometry()
        below = stage.timeline.viewport().mapTo(stage, words[-1].bottomLeft()).y()
        assert place.top() > below
        assert stage.timeline.geometry().contains(place)
    finally:
        theme.set_scale(1.0)


def test_of_a_card_that_is_too_high_the_field_and_continue_are_seen(stage, qapp, qtbot):
    theme = apply_theme(qapp)
    try:
        theme.set_scale(2.0)
        stage.resize(358, 430)
        stage.activateWindow()
        stage.take("r", started())
        stage.take("r", Asked(at=1.0, name="SMS_MFA", fields=("SMS_MFA_CODE",)))
        stage.ask(ASK)
        (code,) = showing(stage, QLineEdit)[1:]
        seen = stage.timeline.viewport()

        def is_seen(control) -> bool:
            top = seen.mapFromGlobal(control.mapToGlobal(QPoint(0, 0))).y()
            return top >= 0 and top + control.height() <= seen.height()

        qtbot.waitUntil(lambda: is_seen(code) and is_seen(button(stage, "Continue")))
    finally:
        theme.set_scale(1.0)


def test_the_challenge_counts_the_sessions_own_length_where_the_profile_knows_it(stage):
    stage.begin()
    stage.take("r", replace(started(), session_seconds=900.0))
    assert stage.challenge.session_seconds == 900.0
    stage.take("r", Ended(at=1.0, reason="cancelled"))
    stage.take("s", started())
    assert stage.challenge.session_seconds is None


def test_the_end_of_an_action_is_named_by_what_it_did(stage):
    stage.begin()
    stage.take("r", started(flow="list_passkeys"))
    stage.take("r", Finished(at=1.0, findings={}))
    assert stage.outcome.headline() == "Passkeys listed"
