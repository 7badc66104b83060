"""The text of a held call: what stands for its secrets, what can be done with that, and what is no call's members."""

import json

import pytest

from app.models.held_call import EditProblem, HeldText
from app.secret import Secret
from app.texts import text

PARAMS = {
    "AuthFlow": "USER_PASSWORD_AUTH",
    "AuthParameters": {"USERNAME": "plain", "PASSWORD": Secret('pass"word\n'), "AGAIN": Secret('pass"word\n')},
    "Session": Secret("session"),
}


@pytest.fixture
def held():
    return HeldText(PARAMS)


def test_marks_stand_for_secrets_the_same_for_the_same(held):
    shown = json.loads(held.masked())
    assert shown["AuthParameters"] == {"USERNAME": "plain", "PASSWORD": "••1••", "AGAIN": "••1••"}
    assert shown["Session"] == "••2••"


def test_unchanged_text_is_no_edit_masked_or_revealed(held):
    assert held.read(held.masked()) is None
    assert held.read(held.reveal(held.masked())) is None
    assert held.mask(held.reveal(held.masked())) == held.masked()


def test_what_was_typed_stays_when_secrets_are_revealed_and_masked(held):
    typed = held.masked().replace("plain", "Zoë “x”")
    assert held.mask(held.reveal(typed)) == typed
    assert held.read(typed)["AuthParameters"]["USERNAME"] == "Zoë “x”"


def test_a_mark_is_its_secret_wherever_it_stands(held):
    typed = held.masked().replace('"••2••"', '"••1••x"')
    assert held.read(typed)["Session"] == Secret('pass"word\nx')


def test_a_secret_that_is_typed_out_is_still_a_secret(held):
    typed = held.masked().replace('"plain"', '"session"')
    assert held.read(typed)["AuthParameters"]["USERNAME"] == Secret("session")


@pytest.mark.parametrize(("typed", "line"), [('{"a": }', 1), ('{\n  "a": 1,\n}', 2), ("", 1)])
def test_what_is_no_json_says_where(typed, line, held):
    with pytest.raises(EditProblem) as caught:
        held.read(typed)
    assert caught.value.line in (line, line + 1)
    assert caught.value.words


@pytest.mark.parametrize("typed", ["[]", '"text"', "5", "[" * 100_000, "1" * 5000, '{"a": "••9••"}', '{"a": "••0••"}'])
def test_what_is_no_calls_members_is_said_as_it_is_to_be_read(typed, held):
    with pytest.raises(EditProblem) as caught:
        held.read(typed)
    assert caught.value.words
    assert "{{" not in caught.value.words
    assert "session" not in str(caught.value)


def test_what_stands_too_deep_is_said_and_nothing_breaks(held):
    for depth in (70, 700, 100_000):
        with pytest.raises(EditProblem) as problem:
            held.read('{"a":' + "[" * depth + "]" * depth + "}")
        assert problem.value.words == text("hold.too_much")
