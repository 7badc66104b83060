"""The list: following the newest, choosing, filtering, and the card among the rows."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.models.rows import RowKind
from app.models.timeline import TimelineModel
from app.transcript.events import Answered, Ended
from tests.helpers import sample_runs as sample
from widgets.theme import apply_theme
from widgets.timeline_view import TimelineView


@pytest.fixture
def model(qapp):
    return TimelineModel(now=lambda: sample.T0 + 20)


@pytest.fixture
def stage(qtbot, qapp, model):
    """The view between two other fields, as it stands in the window."""
    apply_theme(qapp)
    holder = QWidget()
    layout = QVBoxLayout(holder)
    holder.before, holder.view, holder.after = QLineEdit(), TimelineView(model), QPushButton("after")
    for widget in (holder.before, holder.view, holder.after):
        layout.addWidget(widget)
    holder.resize(592, 420)
    qtbot.addWidget(holder)
    holder.show()
    qtbot.waitExposed(holder)
    return holder


@pytest.fixture
def view(stage):
    return stage.view


def card() -> QWidget:
    made = QWidget()
    made.setAccessibleName("Challenge")
    layout = QVBoxLayout(made)
    made.field, made.go = QLineEdit(), QPushButton("Continue")
    for widget in (QLabel("Text message code"), made.field, made.go):
        layout.addWidget(widget)
    return made


def play(model, run_id, events):
    for event in events:
        model.add(run_id, event)


def settle(qtbot, view):
    """Let delayed layouts happen."""
    qtbot.waitUntil(lambda: QApplication.processEvents() is None and view.viewport().isVisible())
    for _ in range(5):
        QApplication.processEvents()


def shown(view) -> list[str]:
    return [view.model().index(place, 0).data() for place in range(view.model().rowCount())]


def bottom_of(view, place) -> int:
    return view.visualRect(view.model().index(place, 0)).bottom()


def names_below(interface) -> list[str]:
    found = [interface.text(QAccessible.Text.Name)]
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None:
            found += names_below(child)
    return found


def test_the_list_has_its_name_and_its_rows_are_named_whole(view, model):
    play(model, "a", sample.until_sms())
    names = names_below(QAccessible.queryAccessibleInterface(view))
    assert names[0] == "Timeline"
    assert "RespondToAuthChallenge, replied, SMS_MFA, 121 ms" in names


def test_the_newest_exchange_is_current_until_the_person_chooses_another(view, model):
    told = []
    view.row_chosen.connect(lambda row: told.append(row.title if row else None))
    play(model, "a", sample.until_sms())
    assert view.current_row().exchange.outcome.challenge == "SMS_MFA"
    view.setCurrentIndex(view.model().index(1, 0))
    play(model, "a", sample.signed_in()[6:])
    assert view.current_row().title == "InitiateAuth"
    play(model, "b", sample.no_answer())
    assert view.current_row().title == "InitiateAuth"
    assert view.current_row().run.run_id == "b"
    assert told[0] == "User SRP · sms"


def test_the_chosen_row_is_told_again_when_its_reply_comes_but_not_for_each_second(view, model, qtbot):
    told = []
    view.row_chosen.connect(told.append)
    play(model, "a", sample.until_sms()[:2])
    before = len(told)
    model.tick()
    assert len(told) == before
    play(model, "a", sample.until_sms()[2:3])
    qtbot.waitUntil(lambda: len(told) == before + 1)
    assert told[-1].exchange.outcome is not None


def test_what_comes_together_is_told_of_once_and_then_as_it_is_in_the_end(view, model, qtbot):
    told = []
    view.row_chosen.connect(told.append)
    for number in range(20):
        play(model, f"{number}", sample.until_sms())
    assert len(told) < 20
    qtbot.waitUntil(lambda: told[-1] is view.current_row())
    view.setCurrentIndex(view.model().index(1, 0))
    assert told[-1] is view.current_row()  # a person sees at once what was chosen


def test_it_scrolls_with_the_newest_unless_the_person_scrolled_away(view, model, qtbot):
    bar = view.verticalScrollBar()
    for number in range(6):
        play(model, f"early {number}", sample.wrong_code())
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    bar.setValue(40)
    play(model, "early 5", sample.wrong_code())
    model.add("late", sample.started())
    view.setCurrentIndex(view.model().index(1, 0))
    bar.setValue(40)
    high = bar.maximum()
    play(model, "late", sample.wrong_code()[1:])
    qtbot.waitUntil(lambda: bar.maximum() > high)
    assert bar.value() == 40


def test_a_new_run_brings_the_view_back_to_the_newest(view, model, qtbot):
    bar = view.verticalScrollBar()
    for number in range(6):
        play(model, f"early {number}", sample.wrong_code())
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    bar.setValue(0)
    play(model, "new", sample.wrong_code())
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())


def test_a_filter_shows_what_contains_it(view, model):
    play(model, "a", sample.wrong_code())
    view.set_filter("mismatch")
    assert shown(view) == ["User SRP · sms", "RespondToAuthChallenge", "CodeMismatchException"]
    view.set_filter("no such thing")
    assert shown(view) == []


def test_the_card_stands_right_under_the_row_that_waits(view, model, qtbot):
    play(model, "a", sample.until_sms())
    made = card()
    view.show_card(made)
    settle(qtbot, view)
    row = view.visualRect(view.model().index(3, 0))
    top = (
        made.mapTo(view.parentWidget(), QPoint(0, 0)).y() - view.viewport().mapTo(view.parentWidget(), QPoint(0, 0)).y()
    )
    text = view.itemDelegate().height(
        view.model().index(3, 0).data(int(Qt.ItemDataRole.UserRole) + 1), view.viewport().width()
    )
    assert top == row.top() + text
    assert top + made.height() <= row.bottom() + 1
    assert made.isVisible()
    assert view.card is made


def test_the_card_is_there_for_screen_readers(stage, view, model, qtbot):
    play(model, "a", sample.until_sms())
    made = card()
    made.field.setAccessibleName("Code")
    view.show_card(made)
    names = names_below(QAccessible.queryAccessibleInterface(stage))
    assert names.count("Code") == 1
    assert "Challenge" in names


def test_a_card_that_grows_pushes_its_row_larger(view, model, qtbot):
    play(model, "a", sample.until_sms())
    made = card()
    view.show_card(made)
    settle(qtbot, view)
    before = view.visualRect(view.model().index(3, 0)).height()
    refusal = QLabel("Invalid code\nor auth state\nfor the user.")
    made.layout().addWidget(refusal)
    qtbot.waitUntil(lambda: view.visualRect(view.model().index(3, 0)).height() > before + 20)


def test_the_card_scrolls_along_and_keeps_the_focus_out_of_sight(view, model, qtbot):
    for number in range(4):
        play(model, f"early {number}", sample.wrong_code())
    play(model, "a", sample.until_sms())
    made = card()
    view.show_card(made)
    made.field.setFocus()
    settle(qtbot, view)
    assert made.field.hasFocus()
    assert not made.visibleRegion().isEmpty()
    view.verticalScrollBar().setValue(0)
    settle(qtbot, view)
    assert made.visibleRegion().isEmpty()
    assert made.field.hasFocus()
    made.go.setFocus()
    settle(qtbot, view)
    assert not made.go.visibleRegion().isEmpty()


def test_tab_goes_from_the_list_into_the_card_and_on(stage, view, model, qtbot):
    play(model, "a", sample.until_sms())
    made = card()
    view.show_card(made)
    view.setFocus()
    order = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    assert order == [made.field, made.go, stage.after]


def test_keys_in_the_card_do_not_move_the_list(view, model, qtbot):
    play(model, "a", sample.until_sms())
    made = card()
    view.show_card(made)
    made.field.setFocus()
    current = view.currentIndex().row()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_PageUp, Qt.Key.Key_I):
        qtbot.keyClick(made.field, key)
    assert view.currentIndex().row() == current


def test_the_wheel_over_the_card_scrolls_the_list(view, model, qtbot):
    for number in range(6):
        play(model, f"early {number}", sample.wrong_code())
    play(model, "a", sample.until_sms())
    made = card()
    view.show_card(made)
    settle(qtbot, view)
    bar = view.verticalScrollBar()
    before = bar.value()
    turn = QWheelEvent(
        QPointF(5, 5), made.mapToGlobal(QPointF(5, 5)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(made.parentWidget(), turn)  # where Qt takes it from a card that does not want it
    assert bar.value() < before


def test_a_card_that_is_taken_away_leaves_no_room_behind_and_is_not_destroyed(view, model, qtbot):
    play(model, "a", sample.until_sms())
    settle(qtbot, view)
    before = bottom_of(view, 3)
    made = card()
    view.show_card(made)
    settle(qtbot, view)
    assert bottom_of(view, 3) > before
    view.show_card(None)
    settle(qtbot, view)
    assert bottom_of(view, 3) == before
    assert not made.isVisible()
    assert made.field.text() == ""
    made.deleteLater()


def test_without_a_question_the_card_stands_under_the_last_row(view, model, qtbot):
    play(model, "a", sample.until_sms())
    made = card()
    view.show_card(made)
    model.add("a", Answered(at=sample.T0 + 1, name="SMS_MFA", values={}))
    model.add("a", Ended(at=sample.T0 + 2, reason="cancelled"))
    settle(qtbot, view)
    last = view.model().rowCount() - 1
    assert view.model().index(last, 0).data() == "Cancelled"
    heights = [view.visualRect(view.model().index(place, 0)).height() for place in (3, last)]
    assert heights[1] > heights[0]


def test_a_filter_never_hides_the_row_that_holds_the_card(view, model, qtbot):
    play(model, "a", sample.until_sms())
    made = card()
    view.show_card(made)
    view.set_filter("no such thing")
    settle(qtbot, view)
    kinds = [view.model().index(place, 0).data(int(Qt.ItemDataRole.UserRole) + 2) for place in range(2)]
    assert kinds == [RowKind.HEADING.value, RowKind.WAITING.value]
    assert not made.visibleRegion().isEmpty()


def test_the_card_fits_between_the_edges_at_twice_the_text_size(view, model, qtbot, qapp):
    theme = apply_theme(qapp)
    theme.set_scale(2.0)
    try:
        play(model, "a", sample.until_sms())
        made = card()
        view.show_card(made)
        settle(qtbot, view)
        assert made.width() <= view.viewport().width() - 16
        assert made.height() >= made.minimumSizeHint().height()
    finally:
        theme.set_scale(1.0)


def test_of_a_card_higher_than_the_list_the_beginning_is_shown_first(qtbot, model, view):
    play(model, "a", sample.wrong_code())
    high = card()
    high.setMinimumHeight(900)
    view.show_card(high)
    settle(qtbot, view)
    last = view.visualRect(view.model().index(view.model().rowCount() - 1, 0))
    assert 0 <= last.top() < view.viewport().height() / 2


def test_a_card_that_grows_under_the_keyboard_stays_where_it_is(qtbot, model, view):
    play(model, "a", sample.wrong_code())
    grows = card()
    view.show_card(grows)
    settle(qtbot, view)
    grows.go.setFocus()
    settle(qtbot, view)
    before = grows.go.mapTo(view.window(), QPoint(0, 0))
    grows.setMinimumHeight(grows.height() + 600)
    grows.layout().addStretch(1)
    settle(qtbot, view)
    assert grows.go.mapTo(view.window(), QPoint(0, 0)) == before
