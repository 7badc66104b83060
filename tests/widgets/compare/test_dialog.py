"""The dialog Compare: what differs is marked and found, secrets stay masked, the runs can be chosen and swapped."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QListView, QPushButton

from app.models.comparison import ComparisonRole
from app.secret import MASK
from app.transcript.recording import Recording
from tests.helpers import sample_runs as sample
from tests.helpers.sample_runs import T0
from tests.helpers.showing import button, showing, words
from tests.transcript.test_compare import refresh
from widgets.clipboard import clipboard
from widgets.compare.dialog import CompareDialog
from widgets.compare.side import brought
from widgets.theme import apply_theme
from widgets.veil import veil

RIGHT = Recording(run_id="a", events=tuple(sample.signed_in()))
WRONG = Recording(run_id="b", events=tuple(sample.wrong_code(at=T0 + 60)))


@pytest.fixture
def dialog(qtbot, qapp):
    made = CompareDialog(None, lambda key: key == "a")
    qtbot.addWidget(made)
    made.offer([brought(each) for each in (refresh(), WRONG, RIGHT)])
    made.choose("a", "b")
    made.show()
    yield made
    veil().set_drawn(False)
    apply_theme(qapp).set_scale(1.0)


def listed(dialog) -> QListView:
    (found,) = [each for each in showing(dialog, QListView) if each.accessibleName() == "Comparison"]
    return found


def current(dialog):
    return listed(dialog).currentIndex().data(ComparisonRole.LINE)


def check(dialog, name) -> QCheckBox:
    (found,) = [each for each in showing(dialog, QCheckBox) if name in (each.text(), each.accessibleName())]
    return found


def test_it_says_both_runs_and_goes_to_the_first_difference(dialog):
    said = words(dialog)
    assert "Signed in" in said
    assert "CodeMismatchException" in said
    assert "13 differences" in said
    assert current(dialog).first
    assert "RespondToAuthChallenge · SMS_MFA · error" in said  # in full, below the list
    view = listed(dialog)
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_f7_goes_to_the_next_difference_and_with_shift_back(dialog, qtbot):
    first = listed(dialog).currentIndex().row()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F7)
    assert listed(dialog).currentIndex().row() > first
    qtbot.keyClick(dialog, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert listed(dialog).currentIndex().row() == first


def test_only_differences_leaves_the_rest_out(dialog):
    before = listed(dialog).model().rowCount()
    check(dialog, "Only differences").click()
    assert listed(dialog).model().rowCount() < before
    assert current(dialog).first


def test_secrets_are_masked_until_revealed_and_always_in_a_presentation(dialog):
    shown = listed(dialog).model()
    whole = lambda: "".join(str(shown.index(place, 0).data()) for place in range(shown.rowCount()))  # noqa: E731
    assert "482913" not in whole()
    assert MASK in whole()
    button(dialog, "Reveal").click()
    assert "482913" in whole()
    veil().set_drawn(True)
    assert "482913" not in whole()
    assert not button(dialog, "Reveal").isEnabled()


def test_the_runs_change_their_sides(dialog):
    button(dialog, "Swap").click()
    assert (dialog.left.run.key, dialog.right.run.key) == ("b", "a")
    assert current(dialog).left == "CodeMismatchException"


def test_another_run_is_chosen_from_its_list(dialog, qtbot):
    box = dialog.left.findChild(QComboBox)
    box.setCurrentIndex(box.findData("b"))
    box.activated.emit(box.currentIndex())
    assert "No difference" in words(dialog)
    assert not button(dialog, "Next difference").isEnabled()


def test_a_refresh_is_shown_by_its_tokens_and_on_demand_whole(dialog):
    dialog.choose("a", "refresh")
    titles = lambda: [listed(dialog).model().index(place, 0).data(ComparisonRole.LINE).title for place in range(2)]  # noqa: E731
    assert titles()[0] == "Tokens"
    check(dialog, "Only the tokens, before and after the refresh").click()
    assert titles()[0] == "Exchanges and questions"
    dialog.choose("a", "b")
    assert not [each for each in showing(dialog, QCheckBox) if "refresh" in each.accessibleName()]


def test_it_leads_to_the_account_where_a_run_has_both_id_token_and_user(dialog, qtbot):
    with qtbot.waitSignal(dialog.account_wanted) as signal:
        button(dialog, "ID token and GetUser").click()
    assert signal.args == ["a"]
    dialog.choose("b", "refresh")
    assert not [each for each in showing(dialog, QPushButton) if each.text() == "ID token and GetUser"]


def test_the_comparison_is_copied_as_markdown_without_secrets(dialog, qapp):
    button(dialog, "Copy as Markdown").click()
    copied = qapp.clipboard().text()
    assert copied.startswith("# Compare two runs")
    assert "482913" not in copied
    assert clipboard().seconds_left == 0


def test_what_happens_in_a_run_that_is_compared_is_compared_anew(dialog):
    assert current(dialog).title == "error"
    dialog.offer([brought(each) for each in (RIGHT, Recording(run_id="b", events=tuple(sample.signed_in())))])
    assert "No difference" in words(dialog)


def test_without_runs_it_says_what_to_do(dialog):
    dialog.offer([])
    assert "There is nothing to compare yet: sign in twice, or open transcripts." in words(dialog)
    assert not button(dialog, "Copy as Markdown").isEnabled()


@pytest.mark.parametrize(("scale", "size"), [(1.0, (960, 600)), (2.0, (960, 600)), (2.0, (1280, 800))])
def test_no_words_are_cut_off_at_their_side(dialog, qapp, scale, size):
    apply_theme(qapp).set_scale(scale)
    dialog.resize(*size)
    for each in showing(dialog, QPushButton):
        assert each.width() >= each.sizeHint().width(), each.text()
        assert 0 <= each.mapTo(dialog, each.rect().topRight()).x() < dialog.width(), each.text()
