"""The inbox and its one button."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import QListView

from app.models.inbox import InboxModel
from app.runs.practice_client import Authenticator, InboxMessage
from tests.helpers.showing import button, showing, words
from widgets.inbox_panel import InboxPanel
from widgets.theme import apply_theme

POOL = "us-east-1_Practice1"


def message(code: str, at: float, medium: str = "SMS") -> InboxMessage:
    return InboxMessage(
        user_pool_id=POOL, medium=medium, destination="+15550100199", purpose="mfa", code=code, sent_at=at
    )


@pytest.fixture
def model():
    return InboxModel(lambda: 100.0)


@pytest.fixture
def panel(model, qtbot):
    made = InboxPanel(model)
    qtbot.addWidget(made)
    made.resize(380, 300)
    made.show()
    return made


def used(panel, qtbot) -> str:
    with qtbot.waitSignal(panel.code_wanted) as signal:
        button(panel, "Use code").click()
    return signal.args[0]


def test_an_empty_inbox_says_what_will_appear_and_has_no_button(panel):
    assert any("appear here" in each for each in words(panel))
    assert not showing(panel, QListView)
    assert not panel._button.isVisible()


def test_a_profile_elsewhere_is_told_that_its_messages_go_to_real_phones(panel):
    panel.set_practice(False)
    assert any("real phones" in each for each in words(panel))


def test_the_list_is_named_inbox_and_its_items_by_their_codes(panel, model):
    model.set_messages((message("482913", 81.0),))
    (found,) = showing(panel, QListView)
    spoken = QAccessible.queryAccessibleInterface(found)
    assert spoken.text(QAccessible.Text.Name) == "Inbox"
    assert "482913" in spoken.child(0).text(QAccessible.Text.Name)


def test_the_newest_code_is_used_unless_another_is_chosen(panel, model, qtbot):
    model.set_messages((message("111111", 50.0), message("222222", 60.0)))
    assert used(panel, qtbot) == "222222"
    model.set_messages((message("111111", 50.0), message("222222", 60.0), message("333333", 70.0)))
    assert used(panel, qtbot) == "333333"
    panel._list.setCurrentIndex(model.index(2))
    assert used(panel, qtbot) == "111111"


def test_the_chosen_authenticator_stays_chosen_when_its_code_changes(panel, model, qtbot):
    def codes(*shown: str) -> tuple[Authenticator, ...]:
        users = zip(("a", "b"), shown, strict=True)
        return tuple(Authenticator(user_pool_id=POOL, username=u, code=c, seconds_left=9) for u, c in users)

    model.set_authenticators(codes("111111", "222222"))
    panel._list.setCurrentIndex(model.index(1))
    model.set_authenticators(codes("333333", "444444"))
    assert used(panel, qtbot) == "444444"


def test_a_pending_challenge_chooses_the_code_that_answers_it(panel, model, qtbot):
    model.set_messages((message("111111", 50.0), message("222222", 60.0, "EMAIL")))
    panel.set_challenge("SMS_MFA")
    assert used(panel, qtbot) == "111111"
    model.set_messages((message("111111", 50.0), message("333333", 70.0), message("444444", 80.0, "EMAIL")))
    assert used(panel, qtbot) == "333333"


def test_the_button_stands_on_the_chosen_row_and_goes_out_of_sight_with_it(panel, model):
    model.set_messages(tuple(message(str(100000 + at), float(at)) for at in range(20)))
    showing(panel, QListView)
    first = panel._button.geometry().center().y()
    panel._list.setCurrentIndex(model.index(1))
    showing(panel, QListView)
    assert panel._button.geometry().center().y() > first
    panel._list.verticalScrollBar().setValue(panel._list.verticalScrollBar().maximum())
    assert not panel._button.isVisible()


def test_what_it_says_goes_away_by_itself(panel, qtbot):
    panel._hush.setInterval(50)
    panel.say("Code copied")
    assert "Code copied" in words(panel)
    qtbot.waitUntil(lambda: "Code copied" not in words(panel))


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [328, 388])
def test_the_button_covers_no_word_whatever_the_text_size(panel, model, qapp, monkeypatch, scale, width):
    theme = apply_theme(qapp)
    try:
        theme.set_scale(scale)
        panel.resize(width, 400)
        model.set_messages((message("482913", 81.0),))
        (found,) = showing(panel, QListView)
        written = painted_words(found, monkeypatch)
        button_place = panel._button.geometry().translated(-found.viewport().mapTo(panel, QPoint(0, 0)))
        assert "482913" in [words for words, _ in written]
        assert panel._button.isVisible()
        assert [words for words, place in written if place.intersects(button_place)] == []
    finally:
        theme.set_scale(1.0)


def painted_words(view: QListView, monkeypatch) -> list[tuple[str, QRect]]:
    """Paint a list and return each text with its place in the viewport."""
    real, written = QPainter.drawText, []

    def note(painter: QPainter, line: QRect, flags: int, words: str) -> None:
        written.append((words, painter.fontMetrics().boundingRect(line, flags, words)))
        real(painter, line, flags, words)

    with monkeypatch.context() as patch:
        patch.setattr(QPainter, "drawText", note)
        view.viewport().grab()
    return written


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_its_least_height_shows_one_row_whole(panel, model, qapp, qtbot, scale):
    theme = apply_theme(qapp)
    try:
        theme.set_scale(scale)
        model.set_messages(tuple(message(str(100000 + at), float(at)) for at in range(9)))
        (found,) = showing(panel, QListView)
        panel.resize(312, 100)
        qtbot.waitUntil(lambda: panel.resize(312, panel.minimumSizeHint().height()) or is_whole(found))
    finally:
        theme.set_scale(1.0)


def is_whole(view: QListView) -> bool:
    return view.viewport().height() >= view.sizeHintForRow(0)


def test_an_authenticator_that_is_being_set_up_is_chosen_once_it_is_there(panel, model, qtbot):
    other = Authenticator(user_pool_id=POOL, username="totp", code="111111", seconds_left=9)
    own = Authenticator(user_pool_id=POOL, username="plain", code="222222", seconds_left=9)
    model.set_messages((message("482913", 81.0),))
    model.set_authenticators((other,))
    model.set_user("plain")
    panel.set_challenge("VERIFY_SOFTWARE_TOKEN")
    assert used(panel, qtbot) == "111111"
    model.set_authenticators((other, own))
    assert used(panel, qtbot) == "222222"
    panel.findChild(QListView).setCurrentIndex(model.index(2))
    model.set_authenticators((own, other))
    assert used(panel, qtbot) == "111111"
