"""Expressions are searched as Python's own engine searches them, but in time that grows only with the text."""

import re
import time

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
    ("pattern", "problem", "at"),
    [
        ("ab(", "regex", 0), ("a[b", "regex", 1), ("*", "regex", 0), ("xa{2,1}", "regex_long", 2),
        ("b(?=a)", "regex_kind", 1), (r"(a)\1", "regex_kind", 3), ("x" * 201, "regex_long", 200),
        ("a{1001}", "regex_long", 1), ("(a|b|c){900}x", "regex_long", 0),
    ],
)  # fmt: skip
def test_what_is_no_expression_or_none_of_these_is_refused(pattern, problem, at):
    with pytest.raises(PatternError) as caught:
        compiled(pattern)
    assert (caught.value.problem, caught.value.at) == (problem, at)


def test_an_expression_that_would_never_end_elsewhere_ends_here():
    began = time.process_time()
    assert not compiled("(a+)+(a|aa)*b")("a" * LONGEST_TEXT)
    assert time.process_time() - began < 5  # Python's own engine would take longer than the universe has


def test_a_long_repetition_is_found_in_thousands_of_texts_at_once():
    began, search = time.process_time(), compiled("a{1000}")
    assert all(search("a" * 2000) for _ in range(500))
    assert time.process_time() - began < 1.5


def test_only_the_beginning_of_a_long_text_is_looked_at():
    assert compiled("b+")("a" * (LONGEST_TEXT - 1) + "b")
    assert not compiled("b+")("a" * LONGEST_TEXT + "b")


def test_letters_of_all_languages_are_found_in_either_case():
    assert compiled("größe+")("GRÖßE")
    assert compiled("^日本.$")("日本語")


def test_half_a_character_does_no_harm():
    assert compiled("a.b")("a\ud800b")
    assert not compiled("\ud800x")("a")
