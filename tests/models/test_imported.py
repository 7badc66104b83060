"""What a file that was read comes to in words: pool, client, flow and second factor are always among them."""

import json
from pathlib import Path

import pytest

from app.models.imported import exported_words, file_notes, file_words, found_words, imported_words, profile_lines
from app.profiles.importing import read_file
from tests.profiles.sample_files import GEN2, NEWER, POOL, SETTINGS, TOML, mobile


@pytest.fixture
def read(tmp_path):
    def read(content, name="any.json"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return read_file(path)

    return read


def lines(imported):
    return {each.label: each.value for each in profile_lines(imported.profiles[0])}


def test_a_gen_2_file_names_no_flow_and_tells_its_second_factors(read):
    told = lines(read(GEN2))
    assert told["User pool"] == "eu-west-1_AbCdEf123"
    assert told["App client"] == "1example23456789abcdefghij"
    assert told["Region"] == "eu-west-1"
    assert told["Flow"] == "not said in the file"
    assert told["Second factor"] == "required: every user needs a second factor · text message, authenticator app"
    assert "Password policy" in told["Also in the file"]
    assert "Endpoint" not in told


def test_the_flow_stands_there_with_the_word_of_the_file(read):
    settings = {**SETTINGS, "authenticationFlowType": "USER_PASSWORD_AUTH"}
    assert lines(read(mobile(settings=settings)))["Flow"] == "User password (the file says USER_PASSWORD_AUTH)"


def test_a_migration_says_which_flow_the_file_names_and_which_is_taken(read):
    found = read(mobile(pool={**POOL, "MigrationEnabled": True}))
    assert lines(found)["Flow"] == "User password (the file says USER_SRP_AUTH)"
    assert any("MigrationEnabled" in note for note in file_notes(found))


def test_an_endpoint_is_shown_where_there_is_one(read):
    told = lines(read(NEWER, "config.js"))
    assert told["Endpoint"] == "http://localhost:9229"
    assert told["Second factor"] == "not said in the file"


def test_the_kind_or_the_one_problem_is_told(read):
    assert file_words(read(GEN2)) == "Amplify Gen 2 outputs"
    assert file_words(read("{", "broken.json")).startswith("The file is broken JSON")


def test_all_files_together_have_one_line(read):
    good, own, bad = read(GEN2), read(TOML, "own.toml"), read("", "empty.json")
    assert found_words([good]) == "One profile can be imported."
    assert found_words([good, own, bad]) == "2 profiles can be imported. Read: 3 files."
    assert found_words([bad]) == "There is nothing to import in this file."
    assert found_words([bad, bad]) == "There is nothing to import in these 2 files."


def test_what_was_done_is_said_in_one_line():
    assert exported_words(1, Path("mine.toml")) == "One profile was exported to mine.toml."
    assert exported_words(3, Path("mine.toml")) == "3 profiles were exported to mine.toml."
    assert imported_words(1) == "One profile was imported."
    assert imported_words(2) == "2 profiles were imported."
