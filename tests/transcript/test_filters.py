"""The filter language: what fits, and where a filter is written wrong."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.transcript.filters import LONGEST, FilterError, parsed


class Row:
    """A subject that has these texts."""

    def __init__(self, words="", **texts):
        self._texts = {"": (words,), **{name: (value,) for name, value in texts.items()}}

    def texts(self, name):
        return self._texts.get(name, ())


REFUSED = Row(
    "RespondToAuthChallenge, refused, CodeMismatchException", flow="User SRP", user="sms", profile="practice / all",
    error="CodeMismatchException Invalid code", op="RespondToAuthChallenge", status="400", note="seen on Monday",
)  # fmt: skip
CALLED = Row("InitiateAuth, replied, SMS_MFA", flow="User SRP", user="sms", challenge="SMS_MFA", op="InitiateAuth",
             status="200", marked="yes")  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "refused", "called"),
    [
        ("mismatch", True, False),
        ("MISMATCH refused", True, False),
        ("refused replied", False, False),
        ("~error", True, False),
        ("!~error", False, True),
        ("~error mismatch", True, False),
        ("~ERROR Mismatch", True, False),
        ("~error ^code.*code$", True, False),
        ('~error "invalid code"', True, False),
        ("~error 'code invalid'", False, False),
        ("~challenge sms", False, True),
        ("~flow srp & ~user sms", True, True),
        ("~flow srp & !~user sms", False, False),
        ("~error | ~challenge", True, True),
        ("~op respond", True, False),
        ('~op "respond|initiate"', True, True),
        ("~op respond|initiate", True, True),
        ("~status 4", True, False),
        ("~status 4..", True, False),
        ("~status 00", False, False),
        ('~status "2..|3.."', False, True),
        ("~status '40[03]'", True, False),
        ("~note monday", True, False),
        ("~note", True, False),
        ("~marked", False, True),
        ("~marked sms", False, True),
        ("~marked mismatch", False, False),
        ("~error & ~challenge | ~marked", False, True),
        ("~error & (~challenge | ~note)", True, False),
        ("!(~error | ~marked)", False, False),
        ("!!~error", True, False),
        ("~profile 'practice / all'", True, False),
        ("[", False, False),
        ("4.0", False, False),
        ('"refused, code"', True, False),
        (r'"say \"so\""', False, False),
    ],
)
def test_a_filter_says_what_fits(wanted, refused, called):
    fits = parsed(wanted)
    assert (fits(REFUSED), fits(CALLED)) == (refused, called)


@pytest.mark.parametrize("wanted", ["", "   ", "\t"])
def test_an_empty_filter_is_none(wanted):
    assert parsed(wanted) is None


def test_quotes_may_stand_inside_of_quotes():
    assert parsed(r'"say \"so\""')(Row('they say "so" here'))


@pytest.mark.parametrize(
    ("wanted", "problem", "at"),
    [
        ("~colour red", "term", 0),
        ("a & ~x", "term", 4),
        ("~", "term", 0),
        ("(a | b", "open", 0),
        ("a | (b", "open", 4),
        ("a)", "closed", 1),
        ("a | | b", "missing", 4),
        ("a &", "missing", 3),
        ("| a", "missing", 0),
        ("()", "missing", 1),
        ("!", "missing", 1),
        ("a & 'b", "quote", 4),
        ("~error [a", "regex", 7),
        ("~error 'x(a'", "regex", 8),
        ("~status [4", "regex", 8),
        ("~error '(?=a)'", "regex_kind", 8),
        ("~error a{9000}", "regex_long", 8),
        ("!" * 100 + "a", "deep", 50),
        ("(" * 100, "deep", 50),
        ("a" * 2000, "long", LONGEST),
    ],
)
def test_a_wrong_filter_says_where_it_is_wrong(wanted, problem, at):
    with pytest.raises(FilterError) as caught:
        parsed(wanted)
    assert (caught.value.problem, caught.value.at) == (problem, at)


@given(st.text(alphabet="~erro a|&!()'\"\\[*+{1}", max_size=40))
def test_whatever_is_typed_is_a_filter_or_says_where_it_is_none(wanted):
    wrong = -1
    try:
        fits = parsed(wanted)
    except FilterError as error:
        wrong, fits = error.at, None
    assert -1 <= wrong <= len(wanted)
    assert fits is None or fits(REFUSED) in (True, False)


@pytest.mark.parametrize("evil", ["(a+)+b", "(a|a)*b", "(a*)*b", "(a?){60}b", "(.*)*x(.*)*y", "a*a*a*a*a*a*b"])
def test_an_expression_that_never_ends_elsewhere_ends_here(evil):
    fits = parsed(f"~error '{evil}'")
    rows = [Row(error="a" * 3000)] * 50
    began = time.perf_counter()
    assert not any(fits(row) for row in rows)
    assert time.perf_counter() - began < 2.0
