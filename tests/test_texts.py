"""Texts by key, and pages by a name that may be a server's word."""

import pytest

from app.texts import RESOURCES, explanation, has_text, text, text_or


def test_a_key_gives_its_text():
    assert text("flow.user_srp.title") == "User SRP"


def test_values_are_filled_in_whatever_they_and_their_names_are():
    assert text("challenge.SMS_MFA.body", CODE_DELIVERY_DESTINATION="+1{x}") == "Cognito sent a code to +1{x}."
    named_like_the_parameter = {"key": "k", "CODE_DELIVERY_DESTINATION": 7, "self": "s"}
    assert text("challenge.SMS_MFA.body", **named_like_the_parameter) == "Cognito sent a code to 7."


@pytest.mark.parametrize(
    "key", ["", ".", "flow", "flow.user_srp", "flow.user_srp.title.more", "no.such", "flow..title"]
)
def test_what_has_no_text_is_a_key_error(key):
    assert not has_text(key)
    with pytest.raises(KeyError):
        text(key)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../en",
        "../../texts/en",
        "/etc/passwd",
        "a\0b",
        "x" * 5_000,
        "ß" * 200,
        "C:\\x",
        "user_srp.md",
        "%2e%2e",
    ],
)
def test_no_name_reaches_another_file_or_fails(name):
    assert explanation(name) == ""


def test_a_page_is_found_by_its_name():
    pages = sorted((RESOURCES / "texts" / "explain").glob("*.md"))
    assert pages
    for page in pages:
        assert explanation(page.stem) == page.read_text("utf-8")


def test_where_a_servers_word_has_no_text_something_else_is_said():
    assert text_or("flow.user_srp.title", "user_srp") == "User SRP"
    assert (text_or("flow.tomorrow.title", "tomorrow"), text_or("flow.tomorrow.title")) == ("tomorrow", "")
