"""Sign-up, recovery and what follows them in a window: menu, links, cards, and the sign-in that is offered."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from app.secret import Secret
from app.transcript.events import SignedIn
from tests.widgets.test_accessible_names import check_names


def choose(desk, words):
    next(each for each in desk.window.findChildren(QAction) if each.text() == words).trigger()


def link(desk, words):
    return next(each for each in desk.panels.left.form.links.findChildren(QPushButton) if each.text() == words)


def card(desk, qtbot, asks, **values):
    """Fill a card in once it is there, and press Continue."""
    challenge = desk.panels.stage.challenge
    qtbot.waitUntil(lambda: challenge.asks == asks, timeout=10000)
    challenge.form.more.reveal()
    check_names(desk)
    for made in challenge.form.editors:
        if made.field.name in values:
            made.restore(values[made.field.name])
    challenge.form.go.click()


def sent_in_this_run(desk, asks):
    """Whether the code for this card was sent since the run began: the inbox has older ones, for other users."""
    inbox, run = desk.panels.models.inbox, desk.panels.models.timeline.runs[-1]
    found = inbox.key(inbox.row_for(asks))
    return bool(found) and float(found[-1]) >= run.transcript.events[0].at


def use_code(desk, qtbot, asks):
    """Wait until the inbox has the code of this card, use it and press Continue."""
    challenge, inbox = desk.panels.stage.challenge, desk.panels.right.inbox
    qtbot.waitUntil(lambda: challenge.asks == asks, timeout=10000)
    qtbot.waitUntil(lambda: sent_in_this_run(desk, asks), timeout=10000)
    check_names(desk)
    inbox._use()
    assert challenge.form.code_editor().typed()


def ends(desk, qtbot, words):
    qtbot.waitUntil(lambda: desk.outcome() == words, timeout=15000)


def offered(desk):
    go_on = desk.panels.stage.outcome._go_on
    return "" if go_on.isHidden() else go_on.text()


def sign_up(desk, qtbot):
    desk.panels.left.form.fill(username="jane", password="")
    link(desk, "Sign up").click()
    typed = {"username": "jane", "password": "Practice1!", "email": "jane@example.com"}
    card(desk, qtbot, "SIGN_UP", **typed)
    challenge = desk.panels.stage.challenge
    qtbot.waitUntil(lambda: challenge.form is not None and challenge.form.ask.refusal is not None, timeout=10000)
    card(desk, qtbot, "SIGN_UP", **{"userAttributes.given_name": "Jane"})
    use_code(desk, qtbot, "CONFIRM_SIGN_UP")
    desk.panels.stage.challenge.form.go.click()
    ends(desk, qtbot, "Signed up and confirmed")


def test_a_sign_up_leads_to_tokens_without_a_code(desk, qtbot):
    sign_up(desk, qtbot)
    assert offered(desk) == "Sign in without a code"
    check_names(desk)
    desk.panels.stage.outcome._go_on.click()
    ends(desk, qtbot, "Signed in as jane")
    assert desk.panels.left.flows.chosen_flow == "user_auth"
    assert offered(desk) == ""


def test_the_session_is_not_typed_into_the_form(desk, qtbot):
    sign_up(desk, qtbot)
    desk.panels.stage.outcome._go_on.click()
    ends(desk, qtbot, "Signed in as jane")
    assert desk.panels.left.form.answer().text("session") == ""


def test_a_sign_in_by_session_that_is_begun_again_asks_for_a_factor_for_the_session_is_spent(desk, qtbot):
    sign_up(desk, qtbot)
    desk.panels.stage.outcome._go_on.click()
    ends(desk, qtbot, "Signed in as jane")
    desk.window.conductors.sign_ins.sign_in_again()
    qtbot.waitUntil(lambda: desk.panels.stage.challenge.asks == "SELECT_CHALLENGE", timeout=10000)
    desk.panels.top.cancel.click()
    ends(desk, qtbot, "Cancelled")


def test_an_unconfirmed_user_is_confirmed_from_the_menu_and_the_refused_sign_in_goes_on(desk, qtbot):
    desk.begin("unconfirmed", "user_srp", "practice / defaults")
    ends(desk, qtbot, "UserNotConfirmedException")
    choose(desk, "Send the code &again")
    use_code(desk, qtbot, "CONFIRM_SIGN_UP")
    desk.panels.stage.challenge.form.go.click()
    ends(desk, qtbot, "Sign-up confirmed")
    assert offered(desk) == "Sign in again"
    desk.panels.stage.outcome._go_on.click()
    ends(desk, qtbot, "Signed in as unconfirmed")


def test_after_a_forgotten_password_the_new_one_is_to_be_typed(desk, qtbot):
    desk.panels.left.form.fill(username="plain", password="Practice1!")
    link(desk, "Forgot password?").click()
    use_code(desk, qtbot, "CONFIRM_FORGOT_PASSWORD")
    card(desk, qtbot, "CONFIRM_FORGOT_PASSWORD", Password="Practice2!")
    ends(desk, qtbot, "New password set")
    assert offered(desk) == "Sign in"
    check_names(desk)
    desk.panels.stage.outcome._go_on.click()
    form = desk.panels.left.form
    assert (form.username, form.answer().secret("password")) == ("plain", Secret(""))
    desk.begin("plain")
    ends(desk, qtbot, "NotAuthorizedException")
    form.fill(username="plain", password="Practice2!")
    desk.panels.top.sign_in.click()
    ends(desk, qtbot, "Signed in as plain")


def test_a_sign_up_that_waits_offers_no_sign_in(desk, qtbot):
    desk.panels.left.form.fill(username="unconfirmed", password="")
    choose(desk, "Send the code &again")
    qtbot.waitUntil(lambda: desk.panels.stage.challenge.asks == "CONFIRM_SIGN_UP", timeout=10000)
    desk.panels.top.cancel.click()
    ends(desk, qtbot, "Code sent again")
    assert offered(desk) == ""


def test_an_empty_name_is_asked_for(desk, qtbot):
    desk.panels.left.form.fill(username="", password="")
    choose(desk, "&Forgot password…")
    card(desk, qtbot, "USERNAME", username="plain")
    qtbot.waitUntil(lambda: desk.panels.stage.challenge.asks == "CONFIRM_FORGOT_PASSWORD", timeout=10000)
    assert "p***@e***" in desk.panels.stage.challenge.form.body
    desk.panels.top.cancel.click()
    ends(desk, qtbot, "Cancelled")


@pytest.mark.parametrize(("flow", "shown"), [("user_srp", True), ("user_auth", True), ("admin_password", False),
                                             ("refresh", False)])  # fmt: skip
def test_the_links_are_there_where_a_person_signs_in(desk, flow, shown):
    desk.panels.left.flows.choose(flow)
    assert desk.panels.left.form.links.isVisible() is shown


def test_nothing_begins_while_a_run_is_under_way(desk, qtbot):
    desk.begin("sms")
    qtbot.waitUntil(lambda: desk.panels.stage.challenge.asks == "SMS_MFA", timeout=10000)
    link(desk, "Forgot password?").click()
    assert desk.panels.stage.challenge.asks == "SMS_MFA"
    assert not next(each for each in desk.window.findChildren(QAction) if each.text() == "&Sign up…").isEnabled()
    desk.panels.top.cancel.click()
    ends(desk, qtbot, "Cancelled")


def test_the_events_of_a_sign_in_by_session_are_those_of_a_sign_in(desk, qtbot):
    sign_up(desk, qtbot)
    desk.panels.stage.outcome._go_on.click()
    ends(desk, qtbot, "Signed in as jane")
    run = desk.window._models.timeline.runs[-1]
    assert isinstance(run.transcript.events[-1], SignedIn)
    assert run.started.about == desk.window._models.timeline.runs[-2].run_id
