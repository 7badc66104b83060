"""Expressions are searched as Python's own engine searches them, but in time that grows only with the text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.transcript.patterns import LONGEST_TEXT, PatternError, compiled

atoms = st.sampled_from(["a", "b", "B", ".", "[ab]", "[^a]", r"\d", r"\w", r"\b", "^", "$", "1", "_", " ", "[a-c1]"])


def grown(inner):
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "*?"])).map(lambda two: f"({two[0]}){two[1]}"),
    )


@settings(max_examples=300)
@given(st.recursive(atoms, grown, max_leaves=6), st.lists(st.text(alphabet="abB1_ ", max_size=8), max_size=4))
def test_it_finds_what_pythons_own_engine_finds(pattern, texts):
    ours, theirs = compiled(pattern), re.compile(pattern, re.IGNORECASE)
    for text in texts:
        assert ours(text) == bool(theirs.search(text)), (pattern, text)


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("(", "regex"), ("[a", "regex"), ("*", "regex"), ("a{2,1}", "regex"), ("(?=a)", "regex_kind"),
        (r"(a)\1", "regex_kind"), ("(?>a)", "regex_kind"), ("a++", "regex_kind"), ("(?s).", "regex_kind"),
        ("(?-i:a)b*", "regex_kind"), ("x" * 201, "regex_long"), ("(a{20}){100}", "regex_long"),
        ("a{401,}", "regex_long"), ("(" * 150 + ")" * 150, "regex_long"),
    ],
)  # fmt: skip
def test_what_is_no_expression_or_none_of_these_is_refused(pattern, problem):
    with pytest.raises(PatternError) as caught:
        compiled(pattern)
    assert caught.value.problem == problem


def test_only_the_beginning_of_a_long_text_is_looked_at():
    assert compiled("b+")("a" * (LONGEST_TEXT - 1) + "b")
    assert not compiled("b+")("a" * LONGEST_TEXT + "b")
    assert not compiled("b")("a" * LONGEST_TEXT + "b")


def test_what_is_remembered_of_a_search_does_not_grow_for_ever():
    found = compiled("(a|b)*a(a|b){8}x")
    for place in range(3000):
        found("".join("ab"[place >> bit & 1] for bit in range(12)))
    assert found("ba" + "b" * 8 + "x")
