"""The page SRP."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from app.secret import MASK
from tests.helpers import sample_handshakes as handshakes
from tests.helpers import sample_runs as sample
from tests.widgets.details.rows import rows_of
from widgets.clipboard import clipboard
from widgets.details.srp import SrpPage


@pytest.fixture
def page(qtbot):
    made = SrpPage()
    qtbot.addWidget(made)
    made.resize(380, 600)
    made.show()
    yield made
    clipboard().clear()


def words(page) -> list[str]:
    return [label.text() for label in page.widget().findChildren(QLabel)]


def press(page, name: str) -> None:
    found = [each for each in page.widget().findChildren(QPushButton) if name in (each.text(), each.accessibleName())]
    assert len(found) == 1, name
    found[0].click()


def test_until_there_is_a_handshake_it_says_what_fills_it(page):
    page.show_row(rows_of(sample.until_sms())[1])
    assert [each.startswith("No handshake yet") for each in words(page)] == [True]


def test_values_stand_masked_with_their_rules_until_one_button_reveals_them_all(page):
    row = rows_of(handshakes.proved())[2]
    page.show_row(row)
    assert {"x", "H(pad(salt) ‖ H(I ‖ “:” ‖ password)): as good as the password · 64 hex digits"} <= set(words(page))
    assert words(page).count(MASK) == 13
    press(page, "Reveal")
    assert MASK not in words(page)
    assert {"78" * 32, "5a" * 384} <= set(words(page))
    page.show_row(row)
    assert words(page).count(MASK) == 13


def test_each_value_is_copied_whole_and_counts_as_a_secret(page):
    page.show_row(rows_of(handshakes.proved())[2])
    press(page, "Copy message")
    assert QApplication.clipboard().text() == "6d" * 1600
    assert clipboard().seconds_left > 0


def test_what_it_saves_is_the_vector_and_only_its_owner_may_read_it(page, tmp_path, monkeypatch):
    chosen = tmp_path / "vector.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    page.show_row(rows_of(handshakes.proved())[2])
    assert any("With the password, or with x alone, anyone can sign in" in each for each in words(page))
    press(page, "Save as test vector …")
    assert json.loads(chosen.read_text("utf-8"))["values"]["x"] == "78" * 32
    assert "Saved as vector.json." in words(page)


def test_a_devices_handshake_warns_of_the_device(page):
    page.show_row(rows_of(handshakes.proved_twice())[4])
    assert any("can pass for this device" in each for each in words(page))


def test_nothing_is_written_when_the_person_takes_no_file(page, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page.show_row(rows_of(handshakes.proved())[2])
    press(page, "Save as test vector …")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_told_and_loses_nothing(page, tmp_path, monkeypatch):
    old = tmp_path / "vector.json"
    old.write_text("what was there", "utf-8")
    page.show_row(rows_of(handshakes.proved())[2])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.runs.keep_file.os.replace", full)
    page.save(old)
    assert "Not saved, and no file was changed: No space left on device" in words(page)
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [(old.name, "what was there")]


def test_a_folder_that_is_not_there_is_told(page, tmp_path):
    page.show_row(rows_of(handshakes.proved())[2])
    page.save(Path(tmp_path / "missing" / "vector.json"))
    assert any(each.startswith("Not saved, and no file was changed") for each in words(page))
