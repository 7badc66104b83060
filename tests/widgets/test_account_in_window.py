"""The page Account in the window, on the practice pool in its own process."""

from PySide6.QtWidgets import QListView

from app.models.account import account_of
from tests.helpers.showing import button, showing, words
from tests.widgets.desk import Desk
from tests.widgets.test_accessible_names import check_names
from tests.widgets.test_main_window import PATIENCE, signed_in


def open_account(desk: Desk):
    details = desk.panels.right.details
    details.setCurrentWidget(details.account)
    return details.account


def finished(desk: Desk, qtbot, words: str) -> None:
    qtbot.waitUntil(lambda: desk.outcome() == words, timeout=PATIENCE)


def test_a_passkey_is_registered_listed_and_deleted_beside_the_sign_in(desk, qtbot):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    page = open_account(desk)
    check_names(desk)
    button(page, "Register passkey").click()
    finished(desk, qtbot, "Passkey registered")
    (passkeys,) = showing(page, QListView)
    assert (passkeys.accessibleName(), passkeys.model().rowCount()) == ("Passkeys", 1)
    button(page, "Delete passkey").click()
    check_names(desk)
    button(page, "Delete the passkey").click()
    finished(desk, qtbot, "Passkey deleted")
    assert any(each.startswith("This user has no passkey yet") for each in words(page))
    runs = desk.panels.models.timeline.runs
    assert [run.started.flow for run in runs] == ["user_srp", "register_passkey", "delete_passkey"]
    assert {run.started.about for run in runs[1:]} == {runs[0].run_id}


def test_the_sign_in_that_was_made_before_an_action_is_what_sign_in_again_means(desk, qtbot):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    button(open_account(desk), "Show factors").click()
    finished(desk, qtbot, "First factors listed")
    assert any(each.startswith("First factors: ") for each in words(desk.panels.right.details.account))
    desk.window.conductors.sign_ins.sign_in_again()
    signed_in(desk, qtbot, "plain")
    desk.window.conductors.sign_ins.repeat()
    signed_in(desk, qtbot, "plain")
    flows = [run.started.flow for run in desk.panels.models.timeline.runs]
    assert flows == ["user_srp", "user_auth_factors", "user_srp", "user_srp"]


def test_an_action_can_be_repeated_with_the_same_token(desk, qtbot):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    button(open_account(desk), "List passkeys").click()
    finished(desk, qtbot, "Passkeys listed")
    button(desk.panels.stage.outcome, "Run again").click()
    qtbot.waitUntil(lambda: len(desk.panels.models.timeline.runs) == 3 and desk.outcome() == "Passkeys listed")
    first, *actions = desk.panels.models.timeline.runs
    assert {run.started.about for run in actions} == {first.run_id}
    assert account_of([first, *actions], actions[1].rows[0]).run_id == first.run_id
