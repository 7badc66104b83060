"""The page Tokens."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.auth.tokens import TokenSet
from app.secret import MASK, Secret
from app.transcript.events import Replied, TokensReceived
from tests.helpers import sample_runs as sample
from tests.widgets.details.rows import rows_of
from widgets.clipboard import clipboard
from widgets.details.tokens import TokensPage


@pytest.fixture
def page(qtbot):
    made = TokensPage(now=lambda: sample.T0 + 60)
    qtbot.addWidget(made)
    made.resize(380, 600)
    made.show()
    yield made
    clipboard().clear()


def words(page) -> list[str]:
    return [label.text() for label in page.widget().findChildren(QLabel)]


def press(page, name: str) -> None:
    found = [each for each in page.widget().findChildren(QPushButton) if name in (each.text(), each.accessibleName())]
    assert len(found) == 1, name
    found[0].click()


def test_claims_are_decoded_with_times_that_people_read(page):
    page.show_row(rows_of(sample.signed_in())[2])
    shown = words(page)
    assert {"Access token", "ID token", "Refresh token", "aws.cognito.signin.user.admin", "RS256"} <= set(shown)
    assert any(text.endswith("· in 59:00 min") for text in shown)
    assert "1,709 characters, encrypted by Cognito: only Cognito can read it." in shown


def test_tokens_and_personal_claims_are_masked_until_revealed(page):
    row = rows_of(sample.signed_in())[2]
    access = sample.tokens().access_token.reveal()
    page.show_row(row)
    assert access not in words(page)
    assert "sms@example.com" not in words(page)
    press(page, "Reveal")
    assert access in words(page)
    assert "sms@example.com" in words(page)
    page.show_row(row)
    assert access not in words(page)
    assert words(page).count(MASK) >= 3


@pytest.mark.parametrize(
    ("button", "copied"),
    [
        ("Copy: Access token", sample.tokens().access_token.reveal()),
        ("Copy: ID token", sample.tokens().id_token.reveal()),
        ("Copy: Refresh token", sample.tokens().refresh_token.reveal()),
        ("Copy as header: Access token", f"Authorization: Bearer {sample.tokens().access_token.reveal()}"),
    ],
    ids=lambda value: value[:28],
)
def test_each_token_is_copied_by_a_click_and_counts_as_a_secret(page, button, copied):
    page.show_row(rows_of(sample.signed_in())[0])
    press(page, button)
    assert QApplication.clipboard().text() == copied
    assert clipboard().seconds_left > 0


def test_before_there_are_tokens_it_says_so(page):
    page.show_row(rows_of(sample.until_sms())[2])
    assert words(page) == ["No tokens yet: a sign-in that ends well shows them here, decoded."]
    page.show_row(None)
    assert len(words(page)) == 1


def test_an_access_token_that_is_no_jwt_is_shown_without_claims(page):
    odd = TokensReceived(at=sample.T0, tokens=TokenSet(access_token=Secret("opaque")))
    page.show_row(rows_of([sample.started(), odd])[0])
    assert "This token is no JWT: 6 characters." in words(page)
    assert "Claims" not in words(page)


def test_how_long_a_token_lasts_is_counted_by_the_servers_clock(page):
    ahead = [
        replace(each, server_date=each.server_date + 1200) if isinstance(each, Replied) else each
        for each in sample.signed_in()
    ]
    page.show_row(rows_of(ahead)[2])
    lasts = [each for each in words(page) if "· in 3" in each]
    assert lasts, words(page)
    assert all(each.endswith(("in 39:00 min", "in 38:59 min", "in 39:01 min")) for each in lasts)
