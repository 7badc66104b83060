"""The page Explain, and the pages themselves."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTextBrowser

from app.texts import RESOURCES, explanation
from tests.helpers import sample_runs as sample
from tests.widgets.details.rows import rows_of
from widgets.details.explain import ExplainPage
from widgets.theme import apply_theme

PAGES = sorted(path.stem for path in (RESOURCES / "texts" / "explain").glob("*.md"))


@pytest.fixture
def page(qtbot):
    made = ExplainPage()
    qtbot.addWidget(made)
    made.resize(380, 600)
    made.show()
    return made


def shown(page) -> str:
    return page.findChild(QTextBrowser).toPlainText()


def picks(page) -> list[str]:
    return [button.text() for button in page.findChildren(QPushButton) if button.isVisible()]


def test_the_row_decides_which_page_is_open_and_buttons_open_the_others(page, qtbot):
    page.show_row(rows_of(sample.until_sms())[2])
    assert shown(page).startswith("PASSWORD_VERIFIER")
    assert picks(page) == ["PASSWORD_VERIFIER", "SMS_MFA", "User SRP"]
    next(button for button in page.findChildren(QPushButton) if button.text() == "User SRP").click()
    assert shown(page).startswith("User SRP")


def test_a_screen_reader_turns_a_button_without_a_click_and_its_page_opens(page):
    page.show_row(rows_of(sample.until_sms())[2])
    next(button for button in page.findChildren(QPushButton) if button.text() == "SMS_MFA").toggle()
    assert shown(page).startswith("SMS_MFA")


def test_one_page_needs_no_buttons(page):
    page.show_row(rows_of(sample.signed_in())[0])
    assert picks(page) == []
    assert shown(page).startswith("User SRP")


def test_a_row_without_a_page_says_so(page):
    page.show_row(rows_of(sample.until_sms())[1])
    page.show_row(rows_of([sample.started(flow="tomorrow")])[0])
    assert shown(page) == "There is no page about this row."
    assert picks(page) == []


def test_links_never_open_by_themselves(page):
    browser = page.findChild(QTextBrowser)
    assert not browser.openLinks()
    assert not browser.openExternalLinks()


def test_a_page_follows_the_scheme(page, qapp):
    theme = apply_theme(qapp)
    page.show_row(rows_of(sample.until_sms())[2])
    theme.set_scheme(Qt.ColorScheme.Light)
    light = page.grab().toImage()
    theme.set_scheme(Qt.ColorScheme.Dark)
    dark = page.grab().toImage()
    theme.set_scheme(Qt.ColorScheme.Unknown)
    assert light.pixelColor(370, 590).lightness() > 200 > 60 > dark.pixelColor(370, 590).lightness()
    assert shown(page).startswith("PASSWORD_VERIFIER")


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_short_has_a_title_and_no_address(name):
    page = explanation(name)
    assert page.startswith("# ")
    assert 60 < len(page.split()) < 420
    assert not re.search(r"https?://|\]\(", page)


def test_the_flow_pages_name_amplifys_flow_and_what_switches_it_on():
    expected = {
        "user_srp": ("userSRP", "ALLOW_USER_SRP_AUTH"),
        "user_password": ("userPassword", "ALLOW_USER_PASSWORD_AUTH"),
        "custom_srp": ("customWithSRP", "ALLOW_CUSTOM_AUTH"),
        "custom": ("customWithoutSRP", "ALLOW_CUSTOM_AUTH"),
        "admin_password": ("ADMIN_NO_SRP_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"),
        "refresh": ("REFRESH_TOKEN_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"),
    }
    for name, words in expected.items():
        assert all(f"`{word}`" in explanation(name) for word in words), name
