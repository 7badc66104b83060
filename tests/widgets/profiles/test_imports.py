"""The preview of an import: says what each file holds, offers the client secret for the keyring, saves nothing."""

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from app.models.profile_words import import_problem_words
from app.profiles.importing import read_file
from app.secret import Secret
from app.texts import text
from tests.helpers.showing import button, showing, words
from tests.profiles.sample_files import GEN2, POOL, TOML, mobile
from widgets.profiles.imports import ImportPreview
from widgets.theme import apply_theme

HUSH = "hush-hush-hush-hush-hush-1"


class Preview:
    """The preview and what it says."""

    def __init__(self, widget, around):
        self.widget, self.around = widget, around
        self.wanted, self.left = [], []
        widget.wanted.connect(self.wanted.append)
        widget.left.connect(lambda: self.left.append(True))

    def boxes(self):
        return {each.accessibleName(): each for each in showing(self.widget, QCheckBox)}


@pytest.fixture
def preview(qtbot, qapp):
    apply_theme(qapp)
    around, made = QWidget(), ImportPreview()
    box = QVBoxLayout()
    box.addWidget(made)
    around.setLayout(box)
    around.resize(640, 480)
    qtbot.addWidget(around)
    around.show()
    return Preview(made, around)


@pytest.fixture
def read(tmp_path):
    def read(content, name):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return read_file(path)

    return read


def with_secret(read):
    return read(mobile(pool={**POOL, "AppClientSecret": HUSH}), "amplifyconfiguration.json")


def test_it_names_file_kind_pool_client_region_flow_and_second_factor(preview, read):
    preview.widget.show_imported((read(GEN2, "amplify_outputs.json"),))
    shown = words(preview.widget)
    for told in (
        "One profile can be imported.", "amplify_outputs.json", "Amplify Gen 2 outputs", "eu-west-1_AbCdEf123",
        "1example23456789abcdefghij", "eu-west-1", "not said in the file",
        "required: every user needs a second factor · text message, authenticator app",
    ):  # fmt: skip
        assert told in shown


def test_what_is_left_out_is_said(preview, read):
    settings = {"OAuth": {"WebDomain": "x"}, "authenticationFlowType": "CUSTOM_AUTH"}
    preview.widget.show_imported((read(mobile(settings=settings), "a.json"),))
    assert text("import_note.hosted_ui") in words(preview.widget)
    assert text("import_note.custom_auth") in words(preview.widget)


def test_import_gives_the_profiles_and_nothing_before_it_is_pressed(preview, read):
    found = read(GEN2, "amplify_outputs.json")
    preview.widget.show_imported((found,))
    assert preview.wanted == []
    button(preview.widget, "Import profile").click()
    assert preview.wanted == [found.profiles]


def test_a_client_secret_is_offered_for_the_keyring_and_never_shown(preview, read):
    preview.widget.show_imported((with_secret(read),))
    (name,) = preview.boxes()
    assert name.startswith("Keep the client secret of")
    assert not any(HUSH in shown for shown in words(preview.widget))
    button(preview.widget, "Import profile").click()
    assert preview.wanted[0][0].client_secret == Secret(HUSH)


def test_a_client_secret_can_be_left_out(preview, read):
    found = with_secret(read)
    preview.widget.show_imported((found,))
    (keep,) = preview.boxes().values()
    keep.click()
    assert text("profile_import.secret_left") in words(preview.widget)
    button(preview.widget, "Import profile").click()
    assert preview.wanted == [(replace(found.profiles[0], client_secret=None),)]


def test_of_several_profiles_some_can_be_left_out(preview, read):
    found = (read(GEN2, "amplify_outputs.json"), read(TOML, "own.toml"))
    preview.widget.show_imported(found)
    assert button(preview.widget, "Import 2 profiles")
    preview.boxes()["Import “A”"].click()
    button(preview.widget, "Import profile").click()
    assert preview.wanted == [found[0].profiles]
    preview.boxes()[f"Import “{found[0].profiles[0].name}”"].click()
    assert not preview.widget.take.isEnabled()


def test_a_choice_stays_where_another_file_comes_to_it(preview, read):
    one, other = with_secret(read), read(TOML, "own.toml")
    preview.widget.show_imported((one,))
    next(iter(preview.boxes().values())).click()
    assert preview.widget.paths == (one.path,)
    preview.widget.show_imported((one, other))
    button(preview.widget, "Import 2 profiles").click()
    assert [each.client_secret for each in preview.wanted[0]] == [None, None]


def test_the_secret_of_a_profile_that_is_left_out_is_not_asked_about(preview, read):
    preview.widget.show_imported((with_secret(read), read(TOML, "own.toml")))
    boxes = preview.boxes()
    take = next(box for name, box in boxes.items() if name.startswith("Import “Amplify"))
    keep = next(box for name, box in boxes.items() if name.startswith("Keep"))
    take.click()
    assert not keep.isEnabled()


def test_a_bad_file_has_its_sentence_and_the_good_one_beside_it_is_imported(preview, read, tmp_path):
    folder, good = read_file(tmp_path), read(TOML, "own.toml")
    preview.widget.show_imported((folder, good))
    assert import_problem_words(folder.problem) in words(preview.widget)
    button(preview.widget, "Import profile").click()
    assert preview.wanted == [good.profiles]


def test_where_nothing_can_be_imported_it_only_closes(preview, read):
    preview.widget.show_imported((read("<html>", "page.html"),))
    assert not preview.widget.take.isVisible()
    assert preview.widget.leave.hasFocus()
    button(preview.widget, "Close preview").click()
    assert preview.left == [True]


def test_enter_imports_and_escape_does_not(preview, read, qtbot):
    preview.widget.show_imported((read(TOML, "own.toml"),))
    qtbot.waitUntil(preview.widget.take.hasFocus)
    qtbot.keyClick(preview.widget.take, Qt.Key.Key_Return)
    assert len(preview.wanted) == 1
    qtbot.keyClick(preview.widget.take, Qt.Key.Key_Escape)
    assert (len(preview.wanted), preview.left) == (1, [True])


def test_what_stands_in_a_file_is_shown_as_it_is(preview, read):
    markup = "<b>&bold</b>"
    preview.widget.show_imported((read(TOML.replace('"A"', f'"{markup}"'), "a&b.toml"), read(GEN2, "b.json")))
    assert f"Import “{markup}”" in preview.boxes()
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in showing(preview.widget, QLabel))


def test_it_lets_go_of_what_it_showed(preview, read):
    preview.widget.show_imported((with_secret(read),))
    preview.widget.clear()
    assert preview.widget.paths == ()
    assert preview.boxes() == {}


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_wider_than_a_small_window(preview, read, qapp, scale):
    theme = apply_theme(qapp)
    theme.set_scale(scale)
    try:
        preview.widget.show_imported((with_secret(read), read(TOML, "own.toml"), read("", "x" * 100 + ".json")))
        for each in showing(preview.widget, QWidget):
            around = each.parentWidget()
            assert each.geometry().right() <= around.rect().right(), (each, each.geometry(), around.rect())
    finally:
        theme.set_scale(1.0)
