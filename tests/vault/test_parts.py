"""Splitting and joining: whole or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.vault import parts


@given(st.text(max_size=600), st.integers(min_value=parts.HEAD_ROOM + 1, max_value=200))
def test_what_was_split_joins_to_the_same_within_the_limit(value, limit):
    pieces = parts.split(value, "0123456789abcdef", limit)
    assert all(len(piece) <= limit for piece in pieces)
    head = parts.read_head(pieces[0])
    assert parts.join(head, pieces[1:]) == value
    assert parts.is_head_of(pieces[0], "0123456789abcdef")


TAMPERINGS = [lambda rest: rest[:-1], lambda rest: [*rest, "x"], lambda rest: [rest[0][:-1], *rest[1:]]]


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_a_missing_an_additional_and_a_cut_part_give_nothing_at_all(tamper):
    pieces = parts.split("s" * 200, "g", 100)
    with pytest.raises(ValueError, match="whole"):
        parts.join(parts.read_head(pieces[0]), tamper(pieces[1:]))


@pytest.mark.parametrize("text", ["", "secret", "explorer1:g:1", "other:g:1:1:x", "explorer1:g:one:1:x"])
def test_what_is_no_head_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - whichever field is wrong
        parts.read_head(text)


def test_a_head_does_not_show_its_secret():
    assert "do-not-show" not in repr(parts.read_head(parts.split("do-not-show", "g", 100)[0]))
