"""Presentation: nothing secret can be shown, what happens is shown at a pace, and all is as before when it ends."""

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from app.models.rows import RowKind
from app.texts import text
from app.workers.pace import BY_STEP
from tests.helpers.showing import button, showing, words
from tests.widgets.test_accessible_names import check_names
from tests.widgets.test_main_window import PATIENCE, signed_in
from widgets.challenges.totp_setup import QrCode
from widgets.veil import veil


def present(desk):
    conductor = desk.window.conductors.presentation
    conductor.begin()
    return conductor


def rows_of(desk):
    return [row for run in desk.panels.models.timeline.runs for row in run.rows]


def test_it_masks_what_was_revealed_and_reveals_nothing_more(desk, qtbot):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    details = desk.panels.right.details
    for name in ("tokens", "request"):
        pages = {details.tabText(at): details.widget(at) for at in range(details.count())}
        page = pages[text(f"details.{name}")]
        details.setCurrentWidget(page)
        button(page, "Reveal").click()
        conductor = present(desk)
        assert not page.revealed
        assert not button(page, "Reveal").isEnabled()
        conductor.end()
        assert button(page, "Reveal").isEnabled()


def test_a_typed_password_cannot_be_looked_at(desk):
    lines = {each.accessibleName(): each for each in desk.panels.left.form.findChildren(QLineEdit)}
    password = lines["Password"]
    (eye,) = password.actions()
    eye.setChecked(True)
    present(desk)
    assert password.echoMode() == QLineEdit.EchoMode.Password
    assert not eye.isVisible()


def test_the_key_of_an_authenticator_is_not_shown(desk, qtbot):
    conductor = present(desk)
    desk.panels.models.pace.set_seconds(0.0)
    desk.begin("enroll-mfa", profile="practice-mfa-required / public")
    qtbot.waitUntil(lambda: desk.panels.stage.timeline.card is desk.panels.stage.challenge, timeout=PATIENCE)
    choose_totp(desk, qtbot)
    card = desk.panels.stage.challenge
    assert not any(code.isVisible() for code in card.findChildren(QrCode))
    assert text("challenge.MFA_SETUP.veiled") in words(card)
    conductor.end()
    assert all(code.isVisible() for code in card.findChildren(QrCode))


def choose_totp(desk, qtbot) -> None:
    """Go on until the key of the authenticator app is there."""
    card = desk.panels.stage.challenge

    def there() -> bool:
        if card.findChildren(QrCode):
            return True
        for each in showing(card, QPushButton):  # none while a call is under way
            if each.text() == "Continue":
                each.click()
        return False

    qtbot.waitUntil(there, timeout=PATIENCE)


def test_text_is_larger_and_comes_back_to_its_size(desk):
    before = desk.window.font().pointSizeF()
    conductor = present(desk)
    assert desk.window.font().pointSizeF() > before
    conductor.end()
    assert desk.window.font().pointSizeF() == before


def test_the_text_size_that_is_chosen_meanwhile_is_kept_without_what_the_presentation_adds(desk):
    conductor = present(desk)
    before = desk.window.font().pointSizeF()
    look = desk.window._look()
    look.larger()
    assert desk.window.font().pointSizeF() > before
    assert desk.services.settings.value("window/text_scale", 1.0, float) == pytest.approx(1.1)
    conductor.end()
    assert desk.window._theme.scale == pytest.approx(1.1)
    look.normal()


def test_step_by_step_the_timeline_waits_for_the_key_and_the_sign_in_does_not(desk, qtbot):
    conductor = present(desk)
    desk.panels.models.pace.set_seconds(BY_STEP)
    desk.begin("plain")
    qtbot.waitUntil(lambda: desk.panels.models.pace.waiting >= 4, timeout=PATIENCE)  # it is over behind
    assert [row.kind for row in rows_of(desk)] == [RowKind.HEADING]
    (step,) = (each for each in showing(desk.window, QPushButton) if each.text().startswith("Next step ("))
    step.click()
    assert len(rows_of(desk)) == 2
    check_names(desk)
    conductor.end()
    signed_in(desk, qtbot, "plain")


def test_a_code_is_in_the_inbox_no_sooner_than_the_step_that_sent_it_is_shown(desk, qtbot):
    present(desk)
    pace, inbox = desk.panels.models.pace, desk.panels.models.inbox
    pace.set_seconds(BY_STEP)
    there = len(desk.services.practice.now.messages)
    desk.begin("sms")
    qtbot.waitUntil(lambda: len(desk.services.practice.now.messages) > there, timeout=PATIENCE)
    qtbot.waitUntil(lambda: pace.waiting == 6, timeout=PATIENCE)  # two calls and replies, the proof, the question
    for _ in range(6):
        assert inbox.row_for("SMS_MFA") == -1
        pace.next()
    qtbot.waitUntil(lambda: inbox.row_for("SMS_MFA") >= 0, timeout=PATIENCE)
    qtbot.waitUntil(lambda: desk.panels.stage.timeline.card is desk.panels.stage.challenge, timeout=PATIENCE)


def test_the_keys_of_the_next_step_are_nobody_s_while_none_waits(desk):
    conductor = present(desk)
    assert not conductor._next.isEnabled()
    conductor._pace.set_seconds(BY_STEP)
    conductor._pace.put(lambda: None)
    assert conductor._next.isEnabled()


def test_closing_the_window_ends_the_presentation(desk):
    present(desk)
    desk.window.close()
    assert not veil().drawn
