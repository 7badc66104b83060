"""The page Names."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.auth.client import AppClient
from app.auth.secret_hash import secret_hash
from app.profiles.profile import Profile
from app.secret import Secret
from tests.helpers import sample_runs as sample
from tests.widgets.details.rows import rows_of
from widgets.details.names import NamesPage

SUB = "34c84488-e0e1-70ae-d2ee-991ad1a898c8"
CLIENT = {"user_pool_id": "us-east-1_Practice1", "client_id": "confidential", "client_secret": Secret("s3cret")}


@pytest.fixture
def page(qtbot):
    made = NamesPage()
    qtbot.addWidget(made)
    made.resize(380, 600)
    made.show()
    return made


def words(page) -> list[str]:
    return [label.text() for label in page.widget().findChildren(QLabel)]


def named(page) -> list[str]:
    return [label.accessibleName() for label in page.widget().findChildren(QLabel) if label.accessibleName()]


def with_hash(over: str) -> list:
    """A sign-in by password of an app client with a secret, its hash over this name."""
    digest = secret_hash(AppClient(**CLIENT), over)
    params = {"AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": "sms", "SECRET_HASH": digest}}
    return [sample.started("sms"), sample.called(1, "InitiateAuth", params, sample.T0)]


def test_each_call_says_what_was_typed_what_went_and_what_came_back(page):
    page.show_row(rows_of(sample.signed_in())[2])
    assert "1  InitiateAuth · USER_SRP_AUTH" in words(page)
    assert {"Typed: sms", "Sent: sms", f"Came back: {SUB}", f"sub: {SUB}"} <= set(named(page))


def test_each_call_has_the_sentence_of_its_rule(page):
    page.show_row(rows_of(sample.signed_in())[2])
    assert any("hash is over it as typed" in each for each in words(page))
    assert any("the name that Cognito gave back" in each for each in words(page))


def test_over_which_name_a_secret_hash_was_is_computed_again_where_the_secret_is_known(page):
    page.profile_of = lambda _: Profile(id="p", name="p", **CLIENT)
    page.show_row(rows_of(with_hash("sms"))[1])
    assert "Secret hash: sms (computed again)" in named(page)


def test_a_hash_over_another_name_is_told(page):
    page.profile_of = lambda _: Profile(id="p", name="p", **CLIENT)
    page.show_row(rows_of(with_hash("sms@example.com"))[1])
    assert "Secret hash: none of these names, or another secret" in named(page)


def test_without_the_secret_the_name_is_the_one_that_the_rule_asks_for(page):
    page.show_row(rows_of(with_hash("sms"))[1])
    assert "Secret hash: sms (by the rule)" in named(page)


def test_all_of_it_is_copied_as_text(page):
    page.show_row(rows_of(sample.signed_in())[2])
    (copy,) = page.widget().findChildren(QPushButton)
    assert copy.accessibleName() == "Copy the names"
    copy.click()
    assert QApplication.clipboard().text().startswith("1  InitiateAuth · USER_SRP_AUTH\n  Typed: sms\n  Sent: sms\n")


def test_before_any_call_it_says_what_will_be_here(page):
    page.show_row(None)
    assert [each.startswith("No names yet") for each in words(page)] == [True]
