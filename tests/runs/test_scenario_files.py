"""A scenario is put into a file: a new one, or one that a person has written and that stays as it is."""

import os
from pathlib import Path

import pytest

from app.runs.scenario_files import add
from app.scenarios.reading import read
from app.scenarios.scenario import Scenario, ScenarioError

FIRST = Scenario(name="first", profile="practice / public-all", flow="user_srp", user="plain")
SECOND = Scenario(name="second", profile="practice / public-all", flow="user_password", user="sms")
OWN = """# Ours. Do not touch.
version = 1

[[scenario]]
name = "ours"   # with a comment
profile = "p"
flow = "user_srp"
"""


def test_a_new_file_is_begun(tmp_path: Path):
    path = tmp_path / "new.toml"
    assert add(path, FIRST) == 1
    assert [each.name for each in read(path.read_bytes(), "new.toml")] == ["first"]


def test_one_more_goes_to_the_end_and_what_was_written_stays(tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text(OWN)
    assert add(path, FIRST) == 2
    assert add(path, SECOND) == 3
    assert path.read_text().startswith(OWN.rstrip())
    assert [each.name for each in read(path.read_bytes(), "own.toml")] == ["ours", "first", "second"]


@pytest.mark.parametrize("content", ["# Ours.\n", "version = 1\n", "\n\n"])
def test_a_file_in_which_none_is_yet_gets_its_first(tmp_path: Path, content):
    path = tmp_path / "own.toml"
    path.write_text(content)
    assert add(path, FIRST) == 1
    assert path.read_text().startswith(content.rstrip())


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('scenario = [{ name = "a", profile = "p", flow = "user_srp" }]', "not_listed"),
        (OWN.replace("ours", "first"), "name_twice"), ("no toml [", "no_toml"), ("a = 1", "unknown"),
    ],
)
def test_what_cannot_be_is_refused_and_the_file_is_as_it_was(tmp_path: Path, content, problem):
    path = tmp_path / "own.toml"
    path.write_text(content)
    with pytest.raises(ScenarioError) as refused:
        add(path, FIRST)
    assert refused.value.problem.startswith(problem)
    assert path.read_text() == content


def test_a_folder_that_takes_no_file_is_said(tmp_path: Path):
    with pytest.raises(ScenarioError) as refused:
        add(tmp_path / "nowhere" / "new.toml", FIRST)
    assert (refused.value.problem, refused.value.detail) == ("unwritable", os.strerror(2))


def test_a_folder_in_place_of_a_file_is_said(tmp_path: Path):
    with pytest.raises(ScenarioError) as refused:
        add(tmp_path, FIRST)
    assert refused.value.problem == "unreadable"
