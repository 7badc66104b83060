"""The window as a whole, on the practice pool in its own process."""

import os
import signal
import sys

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from app.errors import VaultError, VaultTrouble
from app.profiles.profile import Profile
from app.secret import Secret
from app.transcript.events import Answered
from app.vault.vault import Entry
from tests.helpers.showing import button, showing, words
from tests.widgets.desk import Desk, SecureMemory
from widgets.theme import apply_theme

PATIENCE = 15_000  # milliseconds


def signed_in(desk: Desk, qtbot, user: str) -> None:
    qtbot.waitUntil(lambda: desk.outcome() == f"Signed in as {user}", timeout=PATIENCE)


def asked(desk: Desk, qtbot, challenge: str) -> None:
    qtbot.waitUntil(lambda: desk.panels.stage.challenge.asks == challenge, timeout=PATIENCE)


def use_code(desk: Desk, qtbot) -> None:
    challenge = desk.panels.stage.challenge
    model = desk.panels.models.inbox
    qtbot.waitUntil(lambda: model.row_for(challenge.asks) >= 0, timeout=PATIENCE)
    button(desk.panels.right.inbox, "Use code").click()
    button(challenge, "Continue").click()


def test_the_first_sign_in_is_one_click_from_a_fresh_install(desk, qtbot):
    button(desk.window, "Sign in as “plain”").click()
    signed_in(desk, qtbot, "plain")
    qtbot.waitUntil(lambda: [found.username for found in desk.vault.entries()] == ["plain"])
    qtbot.waitUntil(lambda: desk.panels.models.saved.rowCount() == 1)
    assert "The refresh token is in the keyring." in words(desk.panels.stage)


def test_the_offer_names_the_user_that_the_form_holds(desk, qtbot):
    (username, _) = showing(desk.panels.left.form, QLineEdit)
    username.clear()
    qtbot.keyClicks(username, "sms")
    assert button(desk.window, "Sign in as “sms”")


def test_nothing_is_offered_while_the_form_lacks_what_the_flow_needs(desk):
    assert button(desk.window, "Sign in as “plain”")
    desk.panels.left.flows.choose("refresh")
    assert not [each for each in showing(desk.panels.stage, QPushButton) if each.text().startswith("Sign in as")]
    desk.panels.left.flows.choose("custom")
    assert button(desk.window, "Sign in as “plain”")


def test_a_code_comes_from_the_inbox_with_a_click_and_continue_stays_with_the_person(desk, qtbot):
    desk.begin("sms")
    asked(desk, qtbot, "SMS_MFA")
    (code,) = showing(desk.panels.stage.challenge, QLineEdit)
    assert desk.window.focusWidget() is code
    use_code(desk, qtbot)
    signed_in(desk, qtbot, "sms")


def test_a_factor_is_set_up_in_the_middle_of_a_sign_in(desk, qtbot):
    desk.begin("enroll-mfa", profile="practice-mfa-required / public")
    asked(desk, qtbot, "MFA_SETUP")
    showing(desk.panels.stage.challenge, QRadioButton)[0].click()
    button(desk.panels.stage.challenge, "Continue").click()
    qtbot.waitUntil(lambda: "Key" in words(desk.panels.stage.challenge), timeout=PATIENCE)
    use_code(desk, qtbot)
    signed_in(desk, qtbot, "enroll-mfa")


def test_a_saved_sign_in_is_refreshed_under_its_own_profile(desk, qtbot):
    desk.begin("plain", profile="practice / confidential")
    signed_in(desk, qtbot, "plain")
    desk.panels.top.profiles.setCurrentIndex(0)
    qtbot.waitUntil(lambda: desk.panels.models.saved.rowCount() == 1)
    button(desk.panels.left.saved, "Refresh tokens").click()
    qtbot.waitUntil(lambda: len(desk.panels.models.timeline.runs) == 2)
    signed_in(desk, qtbot, "plain")
    assert desk.panels.top.profile.name == "practice / confidential"
    assert desk.panels.models.timeline.runs[1].started.flow == "refresh"


def test_a_refusal_names_itself_and_the_same_sign_in_can_be_begun_again(desk, qtbot):
    desk.begin("plain", "user_password", "practice / srp-only")
    qtbot.waitUntil(lambda: desk.outcome() == "InvalidParameterException", timeout=PATIENCE)
    assert "USER_PASSWORD_AUTH flow not enabled for this client" in words(desk.panels.stage)
    button(desk.panels.stage.outcome, "Sign in again").click()
    qtbot.waitUntil(lambda: len(desk.panels.models.timeline.runs) == 2)
    qtbot.waitUntil(lambda: desk.outcome() == "InvalidParameterException", timeout=PATIENCE)


def test_cancel_ends_a_challenge_at_once_and_the_next_sign_in_works(desk, qtbot):
    desk.begin("totp")
    asked(desk, qtbot, "SOFTWARE_TOKEN_MFA")
    qtbot.keyClick(desk.window.focusWidget(), Qt.Key.Key_Escape)
    assert desk.outcome() == "Cancelled"
    assert not desk.panels.stage.challenge.isVisible()
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")


def test_a_code_that_nothing_asks_for_goes_to_the_clipboard(desk, qtbot):
    desk.begin("sms")
    asked(desk, qtbot, "SMS_MFA")
    qtbot.waitUntil(lambda: desk.panels.models.inbox.row_for("SMS_MFA") >= 0, timeout=PATIENCE)
    desk.panels.top.cancel.click()
    desk.panels.right.inbox._list.setCurrentIndex(desk.panels.models.inbox.index(0))
    button(desk.panels.right.inbox, "Use code").click()
    assert len(QApplication.clipboard().text()) == 6


def test_reset_brings_the_seed_back_and_says_so(desk, qtbot):
    action(desk, "Reset practice pool").trigger()
    qtbot.waitUntil(lambda: any("as it was at first" in each for each in words(desk.panels.right)), timeout=PATIENCE)


def test_the_window_closes_at_once_while_a_challenge_waits(desk, qtbot):
    desk.begin("sms")
    asked(desk, qtbot, "SMS_MFA")
    assert desk.window.close()
    assert not desk.window.conductors.sign_ins.running


# ---- without a practice pool


@pytest.fixture
def bare(make_desk) -> Desk:
    return make_desk()


def action(desk: Desk, title: str) -> QAction:
    (found,) = [
        each
        for menu in desk.window.menuBar().actions()
        for each in menu.menu().actions()
        if each.text().replace("&", "") == title
    ]
    return found


def test_it_opens_while_the_practice_pool_starts_and_nothing_can_be_begun(bare):
    assert not bare.panels.top.sign_in.isEnabled()
    bare.window.conductors.sign_ins.sign_in()
    assert bare.panels.models.timeline.rowCount() == 0


def test_a_practice_pool_that_does_not_start_is_said_and_own_profiles_work_on(make_desk, qtbot):
    own = Profile(id="own", name="Own", user_pool_id="us-east-1_Own", client_id="c", endpoint_url="http://127.0.0.1:9")
    desk = make_desk(own, command=(sys.executable, "-c", "raise SystemExit(3)"))
    desk.services.practice.start()
    qtbot.waitUntil(lambda: any("did not start" in each for each in words(desk.panels.status)), timeout=PATIENCE)
    desk.begin("anybody", profile="Own")
    qtbot.waitUntil(lambda: bool(desk.outcome()), timeout=PATIENCE)
    assert not desk.outcome().startswith("Signed in")


def test_a_sign_in_begun_again_makes_the_same_choices_and_asks_only_for_what_is_new(desk, qtbot):
    desk.begin("choose-mfa")
    asked(desk, qtbot, "SELECT_MFA_TYPE")
    next(each for each in showing(desk.panels.stage.challenge, QRadioButton) if each.text() == "Text message").click()
    button(desk.panels.stage.challenge, "Continue").click()
    asked(desk, qtbot, "SMS_MFA")
    desk.panels.top.cancel.click()
    button(desk.panels.stage, "Sign in again").click()
    asked(desk, qtbot, "SMS_MFA")
    names = [each.name for each in desk.panels.models.timeline.runs[1].transcript.events if isinstance(each, Answered)]
    assert names == ["CREDENTIALS", "SELECT_MFA_TYPE"]


def test_a_practice_pool_that_died_is_started_again_and_the_same_sign_in_works(desk, qtbot):
    qtbot.keyClick(desk.panels.top.profiles, Qt.Key.Key_Down)
    desk.begin("plain", profile="practice / confidential")
    signed_in(desk, qtbot, "plain")
    os.kill(desk.services.practice._process.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: any("ended by itself" in each for each in words(desk.panels.status)), timeout=PATIENCE)
    assert not desk.panels.top.sign_in.isEnabled()
    assert desk.panels.models.inbox.rowCount() == 0
    assert not action(desk, "Reset practice pool").isEnabled()
    action(desk, "Start again").trigger()
    qtbot.waitUntil(desk.panels.top.sign_in.isEnabled, timeout=20_000)
    assert desk.panels.top.profile.name == "practice / confidential"
    assert not action(desk, "Start again").isEnabled()
    button(desk.panels.stage.outcome, "Sign in again").click()
    qtbot.waitUntil(lambda: len(desk.panels.models.timeline.runs) == 2)
    signed_in(desk, qtbot, "plain")


def test_a_challenge_that_waits_while_the_practice_pool_dies_ends_with_words_and_the_next_sign_in_works(desk, qtbot):
    desk.begin("sms")
    asked(desk, qtbot, "SMS_MFA")
    os.kill(desk.services.practice._process.pid, signal.SIGKILL)
    again = desk.panels.status
    qtbot.waitUntil(lambda: "Start again" in [each.text() for each in showing(again, QPushButton)], timeout=PATIENCE)
    (code,) = showing(desk.panels.stage.challenge, QLineEdit)
    code.setText("123456")
    button(desk.panels.stage.challenge, "Continue").click()
    qtbot.waitUntil(lambda: not desk.window.conductors.sign_ins.running, timeout=PATIENCE)
    assert desk.outcome()
    button(again, "Start again").click()
    qtbot.waitUntil(desk.panels.top.sign_in.isEnabled, timeout=20_000)
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")


def test_a_keyring_that_fails_is_said_in_three_places_and_saving_is_off(make_desk, qtbot):
    class Locked(SecureMemory):
        def describe(self):
            raise VaultError(VaultTrouble.LOCKED)

        def entries(self):
            raise VaultError(VaultTrouble.LOCKED)

    desk = make_desk(vault=Locked())
    qtbot.waitUntil(lambda: "Keyring: locked" in words(desk.panels.status))
    assert any("Unlock it" in each for each in words(desk.panels.left.saved))
    assert not showing(desk.panels.left.form, QCheckBox)[0].isChecked()


def test_profiles_that_cannot_be_read_are_said_and_the_file_is_left_as_it_is(make_desk, qtbot, tmp_path):
    broken = "[[profile]]\nid = 7\n"
    (tmp_path / "profiles.toml").write_text(broken)
    desk = make_desk()
    qtbot.waitUntil(lambda: any("left as it is." in each and "$.profile[0].id" in each for each in words(desk.window)))
    assert (tmp_path / "profiles.toml").read_text() == broken


def test_a_client_secret_that_stays_in_memory_is_said(make_desk, qtbot):
    class Locked(SecureMemory):
        def keep(self, entry, secret):
            raise VaultError(VaultTrouble.LOCKED)

    desk = make_desk(vault=Locked())
    own = Profile(id="own", name="own", user_pool_id="us-east-1_Own", client_id="c")
    desk.services.profiles.save(own, Secret("hush"))
    qtbot.waitUntil(lambda: any("with the client secret (locked)" in each for each in words(desk.window)))
    qtbot.waitUntil(lambda: desk.panels.models.profiles.find("own") is not None)


def test_forgetting_removes_the_entry_from_the_vault_when_the_window_closes(make_desk, qtbot):
    vault = SecureMemory()
    entry = Entry(profile_id="p", profile_name="P", client_id="c", username="plain", flow="user_srp")
    vault.keep(entry, Secret("x"))
    desk = make_desk(vault=vault)
    qtbot.waitUntil(lambda: desk.panels.models.saved.rowCount() == 1)
    action(desk, "Forget all saved sign-ins").trigger()
    assert len(vault.entries()) == 1
    desk.window.close()
    qtbot.waitUntil(lambda: vault.entries() == [])


def test_size_columns_profile_text_size_and_colours_are_kept(make_desk, qapp):
    own = tuple(Profile(id=name, name=name, user_pool_id="us-east-1_Own", client_id="c") for name in ("a", "b"))
    theme = apply_theme(qapp)
    try:
        first = make_desk(*own)
        first.window.resize(790, 640)  # the offscreen screen is no larger
        first.window._columns.setSizes([220, 320, 250])
        first.panels.top.profiles.setCurrentIndex(1)
        action(first, "Larger text").trigger()
        first.window._choose_scheme(Qt.ColorScheme.Dark)
        QApplication.processEvents()
        sizes = first.window._columns.sizes()
        first.window.close()
        theme.set_scale(1.0)
        second = make_desk(*own)
        QApplication.processEvents()
        assert second.window.size() == QSize(790, 640)
        assert second.window._columns.sizes() == sizes
        assert second.panels.top.profile.name == "b"
        assert theme.scale == pytest.approx(1.1)
    finally:
        theme.set_scale(1.0)
        theme.set_scheme(Qt.ColorScheme.Unknown)


@pytest.mark.parametrize(
    "settings",
    [
        "[window]\ntext_scale=nan\ncolours=Pink\ncolumns=1\nright=two\ngeometry=@ByteArray(three)\nprofile=4\n",
        "[window]\ntext_scale=large\n",
        "[window]\ntext_scale=-5\ncolumns=@ByteArray()\n",
        "\0no settings at all[[[",
    ],
)
def test_settings_that_nobody_can_read_are_as_none(make_desk, qapp, tmp_path, settings):
    (tmp_path / "settings.ini").write_text(settings)
    try:
        window = make_desk().window
        assert window.width() > 600
        assert 0.75 <= apply_theme(qapp).scale <= 1.0
    finally:
        apply_theme(qapp).set_scale(1.0)


def test_the_keyboard_stays_in_the_timeline_once_an_answer_was_sent(desk, qtbot):
    desk.begin("sms")
    asked(desk, qtbot, "SMS_MFA")
    desk.window.activateWindow()
    (code,) = showing(desk.panels.stage.challenge, QLineEdit)
    qtbot.waitUntil(code.hasFocus)
    code.setText("000000")
    code.returnPressed.emit()  # a pressed key would reach a card that is disabled by then
    assert desk.panels.stage.timeline.hasFocus()
    qtbot.waitUntil(lambda: bool(desk.panels.stage.challenge.asks), timeout=PATIENCE)
    assert [line.hasFocus() for line in showing(desk.panels.stage.challenge, QLineEdit)] == [True]


def test_it_is_never_larger_than_the_screen_when_it_first_opens(bare):
    room = bare.window.screen().availableSize()
    assert bare.window.width() <= room.width()
    assert bare.window.height() <= room.height()


def test_icons_in_buttons_grow_with_the_text(bare, qapp):
    theme = apply_theme(qapp)
    forget = bare.panels.left.saved._forget
    before = forget.iconSize().height()
    try:
        theme.set_scale(2.0)
        assert forget.iconSize().height() > 1.5 * before
    finally:
        theme.set_scale(1.0)


def test_at_960_by_600_with_text_of_any_size_nothing_sticks_out(make_desk, qapp):
    theme = apply_theme(qapp)
    desk = make_desk()
    try:
        for scale in (1.0, 2.0):
            theme.set_scale(scale)
            desk.window.resize(960, 600)
            QApplication.processEvents()
            assert desk.window.size() == QSize(960, 600)
            sign_in = desk.panels.top.sign_in
            assert sign_in.mapTo(desk.window, sign_in.rect().topRight()).x() < desk.window.width()
            left = desk.panels.left
            assert left.widget().width() <= left.viewport().width()
            for line in showing(left, QLineEdit):
                assert line.mapTo(left.viewport(), line.rect().topRight()).x() < left.viewport().width()
    finally:
        theme.set_scale(1.0)


def test_tab_goes_through_the_window_from_top_to_bottom_and_left_to_right(desk, qtbot):
    desk.begin("sms")
    asked(desk, qtbot, "SMS_MFA")
    showing(desk.window, QWidget)
    desk.panels.left.flows.setFocus()
    names: list[str] = []
    while (focus := desk.window.focusWidget()).accessibleName() not in names:
        names.append(focus.accessibleName() or getattr(focus, "text", str)())
        desk.window.focusNextChild()
    wanted = ["Flow", "Practice users", "Username", "Password", "More options", "Save refresh token",
              "Filter", "Timeline", "Code", "Continue"]  # fmt: skip
    assert [name for name in names if name in wanted] == wanted


def test_copy_takes_the_text_or_the_row_that_has_the_keyboard(bare, qtbot):
    bare.window.activateWindow()
    bare.panels.left.flows.setFocus()
    qtbot.waitUntil(bare.panels.left.flows.hasFocus)
    action(bare, "Copy").trigger()
    assert QApplication.clipboard().text() == "User SRP"
    (username, _) = showing(bare.panels.left.form, QLineEdit)
    username.setText("plain")
    username.selectAll()
    username.setFocus()
    qtbot.waitUntil(username.hasFocus)
    action(bare, "Copy").trigger()
    assert QApplication.clipboard().text() == "plain"


def test_paste_code_puts_the_clipboard_into_the_pending_challenge(desk, qtbot):
    desk.begin("sms")
    asked(desk, qtbot, "SMS_MFA")
    QApplication.clipboard().setText("482 913")
    action(desk, "Paste code").trigger()
    assert [line.text() for line in showing(desk.panels.stage.challenge, QLineEdit)] == ["482913"]
