"""The facts on disk: atomic files, damaged ones reported beside the others, and what the disk refuses."""

import os
import stat

import pytest

from app.errors import VaultError, VaultTrouble
from app.vault.index import Index, record_of
from tests.vault.contract import entry


@pytest.fixture
def index(tmp_path):
    """An empty index."""
    return Index(tmp_path / "data")


def save(index, one):
    with index.held():
        index.write(one.entry_id, record_of(one, "service", []))


def test_a_record_comes_back_as_it_was(index):
    save(index, entry("漢字"))
    assert index.read(entry("漢字").entry_id).entry() == entry("漢字")


@pytest.mark.parametrize("damage", [b"", b"{", b'{"version": 1}', b"\xff\xfe", b"[]", b"null"])
def test_a_damaged_file_is_reported_and_the_others_are_still_listed(index, tmp_path, damage):
    save(index, entry("whole"))
    save(index, entry("damaged"))
    (tmp_path / "data" / "saved" / f"{entry('damaged').entry_id}.json").write_bytes(damage)
    listed = {found.entry_id: found for found in index.entries()}
    assert listed[entry("whole").entry_id] == entry("whole")
    assert listed[entry("damaged").entry_id].trouble is VaultTrouble.BROKEN_ENTRY


def test_a_record_under_the_name_of_another_is_damage(index, tmp_path):
    save(index, entry("one"))
    folder = tmp_path / "data" / "saved"
    os.rename(folder / f"{entry('one').entry_id}.json", folder / f"{entry('two').entry_id}.json")
    assert [found.trouble for found in index.entries()] == [VaultTrouble.BROKEN_ENTRY]


def test_files_are_for_the_person_alone(index, tmp_path):
    save(index, entry())
    folder = tmp_path / "data" / "saved"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / f"{entry().entry_id}.json").stat().st_mode) == 0o600


def test_an_unfinished_file_of_a_killed_program_is_not_listed_and_does_not_hinder(index, tmp_path):
    save(index, entry())
    (tmp_path / "data" / "saved" / f"{entry().entry_id}.new").write_bytes(b'{"half')
    assert index.entries() == [entry()]
    save(index, entry(saved_at=5.0))
    assert index.entries() == [entry(saved_at=5.0)]


def test_a_folder_that_cannot_be_used_is_trouble_with_the_disk(tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    index = Index(tmp_path / "data")
    with pytest.raises(VaultError) as listing:
        index.entries()
    with pytest.raises(VaultError) as saving:
        save(index, entry())
    assert {listing.value.trouble, saving.value.trouble} == {VaultTrouble.DISK}


def test_an_id_cannot_lead_out_of_the_folder(index):
    with pytest.raises(VaultError) as caught:
        index.read("../../elsewhere")
    assert caught.value.trouble is VaultTrouble.MISSING


def test_half_a_surrogate_pair_is_refused_and_nothing_is_written(index):
    with pytest.raises(VaultError) as caught:
        save(index, entry("half \ud800"))
    assert caught.value.trouble is VaultTrouble.OTHER
    assert index.entries() == []
