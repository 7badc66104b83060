"""A file that a person asked for."""

import os
import stat

import pytest

from app.runs.keep_file import write_private


def test_it_holds_the_text_and_belongs_to_its_owner_alone(tmp_path):
    path = tmp_path / "vector.json"
    write_private(path, "{“x”}")
    assert path.read_text("utf-8") == "{“x”}"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_text_takes_the_place_of_the_old_one_whole(tmp_path):
    path = tmp_path / "vector.json"
    write_private(path, "old and longer")
    write_private(path, "new")
    assert path.read_text("utf-8") == "new"
    assert [each.name for each in tmp_path.iterdir()] == ["vector.json"]


def test_a_text_that_cannot_be_written_leaves_the_old_one_and_nothing_else(tmp_path):
    path = tmp_path / "vector.json"
    write_private(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_private(path, "half of a pair: \ud83d")
    assert path.read_text("utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["vector.json"]
