"""Files in the window: dropped, picked or broken; imported with their client secret, exported without it."""

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.auth.vault_names import CLIENT_SECRET
from app.models.profile_words import import_problem_words
from app.profiles.imported import Said
from app.profiles.profile import Profile
from app.profiles.store import ProfilesFile, load
from app.texts import text
from tests.helpers.drags import Drag, middle, of_addresses, of_files, of_text
from tests.helpers.showing import button, words
from tests.profiles.sample_files import GEN2, POOL, mobile
from widgets.profiles.dialog import ProfilesDialog

HUSH = "hush-hush-hush-hush-hush-1"
OWN = Profile(id="own", name="mine", user_pool_id="us-east-1_Example1", client_id="own", aws_profile="me")


@pytest.fixture
def window(make_desk, qtbot):
    """A window with one profile of one's own; its practice pool is not needed."""
    return make_desk(OWN)


@pytest.fixture
def outputs(tmp_path):
    return written(tmp_path / "amplify_outputs.json", GEN2)


@pytest.fixture
def mobile_file(tmp_path):
    return written(tmp_path / "amplifyconfiguration.json", mobile(pool={**POOL, "AppClientSecret": HUSH}))


def written(path, content):
    path.write_text(json.dumps(content))
    path.chmod(0o444)
    return path


def dialog_of(desk):
    return desk.window.findChild(ProfilesDialog)


def preview_of(desk, qtbot, files):
    """Wait until so many files are shown; return the preview."""
    qtbot.waitUntil(lambda: dialog_of(desk) is not None and dialog_of(desk).files.preview.isVisible())
    preview = dialog_of(desk).files.preview
    qtbot.waitUntil(lambda: len(preview.paths) == files)
    return preview


def drop(desk, *paths):
    assert Drag(desk.window, of_files(paths)).drop(middle(desk.panels.stage)).isAccepted()


def own(desk):
    return [each for each in desk.panels.models.profiles.profiles if not each.practice]


def test_a_file_dropped_on_the_window_is_shown_imported_and_chosen(window, qtbot, outputs):
    before = (outputs.read_bytes(), outputs.stat().st_mtime_ns)
    drop(window, outputs)
    preview = preview_of(window, qtbot, 1)
    assert "eu-west-1_AbCdEf123" in words(preview)
    assert own(window) == [OWN]
    button(preview, "Import profile").click()
    qtbot.waitUntil(lambda: len(own(window)) == 2)
    made = own(window)[-1]
    qtbot.waitUntil(lambda: window.panels.top.profile == made)
    dialog = dialog_of(window)
    assert not preview.isVisible()
    assert dialog.editor.profile == made
    assert text("profile_import.done_one") in words(dialog)
    assert (outputs.read_bytes(), outputs.stat().st_mtime_ns) == before


def test_the_client_secret_of_a_file_goes_to_the_vault_and_into_no_file(window, qtbot, mobile_file, tmp_path):
    drop(window, mobile_file)
    button(preview_of(window, qtbot, 1), "Import profile").click()
    qtbot.waitUntil(lambda: len(own(window)) == 2)
    assert own(window)[-1].has_secret
    assert [(each.name, each.profile_id) for each in window.vault.entries()] == [(CLIENT_SECRET, own(window)[-1].id)]
    assert HUSH not in (tmp_path / "profiles.toml").read_text()


def test_a_client_secret_that_is_left_out_is_kept_nowhere(window, qtbot, mobile_file):
    drop(window, mobile_file)
    preview = preview_of(window, qtbot, 1)
    qtbot.mouseClick(preview._cards[0].parts[0]._secret, Qt.MouseButton.LeftButton)
    button(preview, "Import profile").click()
    qtbot.waitUntil(lambda: len(own(window)) == 2)
    assert not own(window)[-1].has_secret
    assert list(window.vault.entries()) == []


def test_a_file_dropped_on_the_dialog_comes_to_those_that_are_shown(window, qtbot, outputs, mobile_file):
    drop(window, outputs)
    preview_of(window, qtbot, 1)
    Drag(dialog_of(window), of_files([mobile_file])).drop(middle(dialog_of(window).files.preview))
    preview = preview_of(window, qtbot, 2)
    button(preview, "Import 2 profiles").click()
    qtbot.waitUntil(lambda: len(own(window)) == 3)
    assert text("profile_import.done", count=2) in words(dialog_of(window))


def test_a_file_in_a_text_field_of_the_dialog_is_imported_and_no_text(window, qtbot, outputs):
    window.panels.top.edit_profiles.click()
    dialog = dialog_of(window)
    dialog.edit("own", "name")
    field = dialog.focusWidget()
    Drag(dialog, of_files([outputs])).drop(middle(field))
    preview_of(window, qtbot, 1)
    assert dialog.editor.draft["name"] == "mine"


def test_what_was_typed_about_a_profile_stays_while_files_are_looked_at(window, qtbot, outputs):
    window.panels.top.edit_profiles.click()
    dialog = dialog_of(window)
    dialog.edit("own")
    dialog.editor.put(name="typed")
    drop(window, outputs)
    button(preview_of(window, qtbot, 1), "Import nothing").click()
    assert dialog.editor.isVisible()
    assert dialog.editor.draft["name"] == "typed"
    assert own(window) == [OWN]


def test_a_folder_and_a_broken_file_get_their_sentences(window, qtbot, tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    folder = tmp_path / "folder"
    folder.mkdir()
    drop(window, folder, broken)
    shown = words(preview_of(window, qtbot, 2))
    assert text("import_problem.folder") in shown
    assert import_problem_words(Said(key="json", values={"line": "1", "column": "2"})) in shown


def test_an_address_gets_a_sentence_and_text_nothing(window):
    Drag(window.window, of_text("hello")).drop(middle(window.panels.stage))
    assert not window.window._strips.notice.isVisible()
    Drag(window.window, of_addresses(["https://example.com/a.json"])).drop(middle(window.panels.stage))
    assert window.window._strips.notice.words == text("profile_import.remote")
    assert window.window._strips.notice.isVisible()
    assert dialog_of(window) is None


def test_files_are_picked_with_the_button(window, qtbot, outputs):
    window.panels.top.edit_profiles.click()
    button(dialog_of(window), "Import…").click()
    picker = dialog_of(window).findChild(QFileDialog)
    picker.setDirectory(str(outputs.parent))
    picker.selectFile(outputs.name)
    picker.accept()
    preview_of(window, qtbot, 1)


def test_another_row_leaves_the_preview(window, qtbot, outputs):
    drop(window, outputs)
    preview = preview_of(window, qtbot, 1)
    dialog = dialog_of(window)
    dialog.new()
    assert not preview.isVisible()
    assert preview.paths == ()
    assert dialog.editor.isVisible()


def test_picking_from_aws_ends_where_files_are_shown(window, qtbot, outputs):
    window.panels.top.edit_profiles.click()
    dialog = dialog_of(window)
    dialog.edit("own")
    dialog.editor.pick_wanted.emit("region")
    qtbot.waitUntil(dialog.picking.picker.isVisible)
    with qtbot.waitSignal(dialog.picking.picker.left):
        Drag(dialog, of_files([outputs])).drop(middle(dialog.list))
    button(preview_of(window, qtbot, 1), "Import nothing").click()
    assert dialog.editor.isVisible()


def test_an_import_that_cannot_be_saved_says_why_and_can_be_tried_again(window, qtbot, outputs, tmp_path):
    file, whole = tmp_path / "profiles.toml", (tmp_path / "profiles.toml").read_text()
    drop(window, outputs)
    preview = preview_of(window, qtbot, 1)
    file.write_text("[[profile]\n")
    preview.take.click()
    qtbot.waitUntil(dialog_of(window).notice.isVisible)
    assert preview.isVisible()
    file.write_text(whole)
    qtbot.waitUntil(preview.take.isEnabled)
    preview.take.click()
    qtbot.waitUntil(lambda: len(load(file)) == 2)


def test_an_export_has_what_was_ticked_and_nothing_personal(window, qtbot, tmp_path):
    other = replace(OWN, id="other", name="other")
    window.services.profiles.save(other)
    qtbot.waitUntil(lambda: len(own(window)) == 2)
    window.panels.top.edit_profiles.click()
    dialog = dialog_of(window)
    dialog.edit("own")
    button(dialog, "Export…").click()
    assert dialog.files.panel.chosen == ("own",)
    dialog.files.panel.save_to(str(tmp_path / "shared.toml"))
    qtbot.waitUntil(lambda: text("profile_export.done_one", name="shared.toml") in words(dialog))
    assert load(tmp_path / "shared.toml") == (replace(OWN, aws_profile=""),)


def test_an_export_that_fails_is_told_and_the_choice_stays(window, qtbot, tmp_path):
    window.panels.top.edit_profiles.click()
    dialog = dialog_of(window)
    button(dialog, "Export…").click()
    dialog.files.panel.save_to(str(tmp_path / "profiles.toml"))
    qtbot.waitUntil(dialog.notice.isVisible)
    assert dialog.notice.words.startswith("The profiles were not exported.")
    assert dialog.files.panel.isVisible()
    assert ProfilesFile(tmp_path / "profiles.toml").load() == (OWN,)
