"""A Secret shows itself to nobody who does not ask for it by name."""

import copy
import json
import logging
import pickle
import traceback

import pytest

from app.secret import MASK, Secret, readable

HIDDEN = Secret("hunter2")


@pytest.mark.parametrize(
    "show",
    [repr, str, "{}".format, "{!r}".format, "{:>20}".format, lambda s: f"{s}", lambda s: "%s" % s, lambda s: repr([s])],  # noqa: UP031
)
def test_no_way_of_printing_shows_it(show):
    assert "hunter2" not in show(HIDDEN)
    assert MASK in show(HIDDEN)


def test_reveal_does():
    assert HIDDEN.reveal() == "hunter2"


@pytest.mark.parametrize("write", [pickle.dumps, copy.deepcopy, copy.copy])
def test_it_cannot_be_pickled_or_copied_away(write):
    with pytest.raises(TypeError):
        write(HIDDEN)


def test_it_is_no_json():
    with pytest.raises(TypeError):
        json.dumps({"password": HIDDEN})


def test_it_has_no_attributes_to_look_through():
    assert not hasattr(HIDDEN, "__dict__")
    with pytest.raises(TypeError):
        vars(HIDDEN)


def test_two_of_the_same_value_are_equal_and_hash_alike():
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert len({Secret("a"), Secret("a"), Secret("b")}) == 2
    assert Secret("a") != "a"
    assert Secret("\ud800") == Secret("\ud800")
    assert Secret("ä€😀") == Secret("ä€😀")


def test_its_length_is_known_and_an_empty_one_is_false():
    assert len(HIDDEN) == 7
    assert not Secret("")


@pytest.mark.logs("password is")
def test_neither_log_nor_traceback_shows_it(caplog):
    logging.getLogger("test").warning("the password is %s %r", HIDDEN, {"password": HIDDEN})
    assert "hunter2" not in caplog.text
    assert "hunter2" not in traceback_of_a_failure_with(HIDDEN)


def traceback_of_a_failure_with(secret):
    try:
        raise ValueError(secret)
    except ValueError as error:
        return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())


def test_a_value_is_readable_but_for_a_secret_that_is_not_revealed():
    assert [readable(value, revealed=False) for value in ("open", HIDDEN)] == ["open", MASK]
    assert [readable(value, revealed=True) for value in ("open", HIDDEN)] == ["open", HIDDEN.reveal()]
