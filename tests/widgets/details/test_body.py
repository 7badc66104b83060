"""The pages Request and Response."""

import time
from types import MappingProxyType

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QTreeView

from app.secret import MASK, Secret
from tests.helpers import sample_runs as sample
from tests.widgets.details.rows import rows_of
from widgets.clipboard import clipboard
from widgets.details.body import request_page, response_page


@pytest.fixture
def show(qtbot):
    def make(page, row):
        qtbot.addWidget(page)
        page.resize(380, 500)
        page.show()
        page.show_row(row)
        return page

    yield make
    QApplication.clipboard().clear()


def press(page, name: str) -> QPushButton:
    found = next(
        button for button in page.findChildren(QPushButton) if name in (button.text(), button.accessibleName())
    )
    found.click()
    return found


def tree_words(page) -> str:
    tree = page.findChild(QTreeView)
    model, words = tree.model(), []

    def walk(parent):
        for place in range(model.rowCount(parent)):
            index = model.index(place, 0, parent)
            words.append(index.data())
            walk(index)

    walk(tree.rootIndex())
    return "\n".join(words)


def text_words(page) -> str:
    return page.findChild(QPlainTextEdit).toPlainText()


def said(page) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def test_a_response_is_a_tree_with_its_session_masked(show):
    page = show(response_page(), rows_of(sample.until_sms())[2])
    assert page.findChild(QTreeView).isVisible()
    assert 'ChallengeName: "SMS_MFA"' in tree_words(page)
    assert f"Session: {MASK} 1,543 characters" in tree_words(page)
    assert said(page) == ["200 OK · 121 ms · 1.9 kB"]


def test_it_is_also_a_text(show):
    page = show(response_page(), rows_of(sample.until_sms())[2])
    press(page, "Text")
    assert page.findChild(QPlainTextEdit).isVisible()
    assert '"ChallengeName": "SMS_MFA"' in text_words(page)
    assert sample.SESSION not in text_words(page)


def test_reveal_shows_the_secrets_in_both_and_another_row_masks_them_again(show):
    rows = rows_of(sample.until_sms())
    page = show(response_page(), rows[2])
    press(page, "Reveal")
    assert sample.SESSION[:20] in tree_words(page)
    press(page, "Text")
    assert sample.SESSION in text_words(page)
    press(page, "Mask")
    assert sample.SESSION not in text_words(page)
    press(page, "Reveal")
    page.show_row(rows[1])
    page.show_row(rows[2])
    assert not page.revealed
    assert sample.SESSION not in text_words(page)


def test_reveal_and_text_work_for_a_screen_reader_which_turns_them_without_a_click(show):
    rows = rows_of(sample.until_sms())
    page = show(response_page(), rows[2])
    as_text, reveal = (each for each in page.findChildren(QPushButton) if each.isCheckable())
    reveal.toggle()
    assert sample.SESSION[:20] in tree_words(page)
    assert reveal.text() == "Mask"
    as_text.toggle()
    assert sample.SESSION in text_words(page)
    page.show_row(rows[1])
    assert not page.revealed
    page.show_row(rows[2])
    assert sample.SESSION not in text_words(page)
    assert sample.SESSION[:20] not in tree_words(page)


def test_a_masked_copy_stays_and_a_revealed_one_counts_as_a_secret(show):
    page = show(response_page(), rows_of(sample.until_sms())[2])
    press(page, "Copy")
    assert MASK in QApplication.clipboard().text()
    assert clipboard().seconds_left == 0
    press(page, "Reveal")
    press(page, "Copy")
    assert sample.SESSION in QApplication.clipboard().text()
    assert clipboard().seconds_left > 0
    clipboard().clear()


def test_a_body_without_secrets_has_nothing_to_reveal(show):
    page = show(response_page(), rows_of(sample.wrong_code())[4])
    reveal = next(button for button in page.findChildren(QPushButton) if button.text() == "Reveal")
    assert not reveal.isEnabled()


@pytest.mark.parametrize(
    ("make", "place", "words"),
    [
        (request_page, 0, "This row is no call: choose one that is to see its request."),
        (response_page, 0, "This row is no call: choose one that is to see its request."),
        (response_page, 1, "There was no reply to this call."),
    ],
)
def test_where_there_is_nothing_it_says_why(show, make, place, words):
    page = show(make(), rows_of(sample.no_answer())[place])
    assert said(page) == [words]
    assert not any(button.isVisible() for button in page.findChildren(QPushButton))


def test_a_call_under_way_has_a_request_and_no_response_yet(show):
    row = rows_of(sample.until_sms()[:2])[1]
    assert said(show(response_page(), row)) == ["Nothing has come back yet."]
    assert "AuthFlow" in tree_words(show(request_page(), row))


def test_without_a_row_it_says_what_will_be_here(show):
    assert said(show(request_page(), None)) == ["Choose a row of the timeline to see what was sent and what came back."]


def test_what_answered_but_is_no_cognito_is_masked_whole(show):
    events = sample.no_answer()[:2]
    html = Secret("<html><body>Sign in to the hotel's network</body></html>")
    page = show(response_page(), rows_of([*events, sample.replied(1, "InitiateAuth", html, sample.T0, 0.1)])[1])
    assert "hotel" not in tree_words(page)
    press(page, "Reveal")
    press(page, "Text")
    assert text_words(page) == html.reveal()


@pytest.mark.parametrize("body", [
    pytest.param({"Message": "x" * 5_000_000}, id="one value"),
    pytest.param({f"Key{number}": "x" * 100 for number in range(45_000)}, id="many members"),
    pytest.param({"List": tuple(range(700_000))}, id="a long list"),
])  # fmt: skip
def test_five_megabytes_do_not_stop_the_window(show, body):
    events = sample.no_answer()[:2]
    row = rows_of([*events, sample.replied(1, "InitiateAuth", MappingProxyType(body), sample.T0, 0.1)])[1]
    page = show(response_page(), None)
    start = time.perf_counter()
    page.show_row(row)
    page.grab()
    press(page, "Text")
    page.grab()
    assert time.perf_counter() - start < 8.0  # laid out whole it would take minutes
    assert len(text_words(page)) <= 100_000
    assert any(words.startswith("Only the first 100,000 characters") for words in said(page))


def test_what_a_server_sends_is_never_markup(show):
    hostile = "<img src='http://127.0.0.1:9/x'><a href='http://127.0.0.1:9/'>click</a>"
    events = sample.no_answer()[:2]
    row = rows_of([*events, sample.replied(1, "InitiateAuth", {"Message": hostile}, sample.T0, 0.1)])[1]
    page = show(response_page(), row)
    assert "<img" in tree_words(page)
    assert not QPixmap(page.grab()).isNull()
    press(page, "Text")
    assert "<img" in text_words(page)
