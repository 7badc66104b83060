"""The page Passkey, and when its tab is there."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.secret import MASK
from tests.helpers import sample_passkeys as passkeys
from tests.helpers import sample_runs as sample
from tests.widgets.details.rows import rows_of
from widgets.details.account import AccountPage
from widgets.details.panel import DetailsPanel
from widgets.details.passkey import PasskeyPage

PLACE = 8


@pytest.fixture
def page(qtbot):
    made = PasskeyPage()
    qtbot.addWidget(made)
    made.resize(380, 600)
    made.show()
    return made


def words(page) -> list[str]:
    return [label.text() for label in page.widget().findChildren(QLabel)]


def test_without_an_authenticator_it_says_what_fills_it(page):
    page.show_row(rows_of(sample.signed_in())[1])
    assert [each.startswith("No authenticator was asked yet") for each in words(page)] == [True]


def test_members_stand_with_what_they_are_for_masked_until_revealed(page):
    row = rows_of(passkeys.signed_by_passkey())[2]
    page.show_row(row)
    assert {"allowCredentials", "180000", "the credential id: the public name of the passkey"} <= set(words(page))
    assert passkeys.CREDENTIAL_ID not in words(page)
    next(each for each in page.widget().findChildren(QPushButton) if each.text() == "Reveal").click()
    assert passkeys.CREDENTIAL_ID in words(page)
    assert MASK not in words(page)
    page.show_row(row)
    assert passkeys.CREDENTIAL_ID not in words(page)


def test_its_tab_is_there_only_for_a_run_that_has_to_do_with_a_passkey(qtbot):
    panel = DetailsPanel(AccountPage(lambda: (), ()))
    qtbot.addWidget(panel)
    panel.show()
    assert panel.tabText(PLACE) == "WebAuthn"
    assert not panel.isTabVisible(PLACE)
    panel.show_row(rows_of(passkeys.until_authenticator())[1])
    assert panel.isTabVisible(PLACE)
    panel.setCurrentIndex(PLACE)
    panel.show_row(rows_of(sample.signed_in())[1])
    assert panel.currentIndex() == PLACE, "who looks at it is not led away"
    panel.setCurrentIndex(0)
    panel.show_row(rows_of(sample.signed_in())[1])
    assert not panel.isTabVisible(PLACE)
