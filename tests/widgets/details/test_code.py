"""The page Code: a row's sign-in as a script, copied, saved, in the tool that was picked."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPlainTextEdit

from app.exporters.scripts import TOOLS
from app.runs.sign_in import SignInRequest
from app.texts import text
from tests.helpers import sample_runs as sample
from tests.helpers.runs_of import profile_at, request_for
from tests.helpers.showing import button, showing
from tests.widgets.details.rows import rows_of
from widgets.details.code import CodePage
from widgets.theme import apply_theme


@pytest.fixture
def page(qtbot, qapp):
    apply_theme(qapp)
    made = CodePage()
    qtbot.addWidget(made)
    made.resize(420, 600)
    made.show()
    request = request_for("http://127.0.0.1:1", flow="user_srp")
    made.scripts.remember(
        SignInRequest(profile=profile_at("http://127.0.0.1:1"), flow="user_srp", credentials=request.credentials,
                      save=False, run_id="r")
    )  # fmt: skip
    return made


def script(page) -> str:
    return page.findChild(QPlainTextEdit).toPlainText()


def said(page) -> list[str]:
    return [each.text() for each in showing(page, QLabel)]


def test_a_sign_in_stands_there_in_each_tool(page):
    page.show_row(rows_of(sample.signed_in())[0])
    box = page.findChild(QComboBox)
    assert [box.itemText(place) for place in range(box.count())] == [tool.title for tool in TOOLS.values()]
    for name, tool in TOOLS.items():
        page.choose(name)
        assert page.tool == name
        assert script(page).startswith(("#", "//"))
        assert page.findChild(QPlainTextEdit).accessibleName() == text("code.text_name", tool=tool.title)


def test_without_a_sign_in_the_page_says_what_comes_here(page):
    for row in (None, rows_of([sample.started()])[0], rows_of([sample.started(flow="list_devices")])[0]):
        page.show_row(row)
        assert showing(page, QPlainTextEdit) == []
        assert text("code.empty") in said(page)


def test_a_run_of_which_the_profile_is_not_known_has_no_script(page):
    made = CodePage()
    made.show_row(rows_of(sample.signed_in())[0])
    assert script(made) == ""
    made.deleteLater()


def test_where_a_tool_has_no_way_the_page_says_why(page):
    events = [sample.started(flow="refresh"), *sample.signed_in()[1:]]
    page.show_row(rows_of(events)[0])
    assert script(page)
    page.choose("amplify_js")
    assert showing(page, QPlainTextEdit) == []
    assert text("code.cannot.amplify_js.refresh") in said(page)


def test_copy_takes_the_whole_script(page):
    page.show_row(rows_of(sample.signed_in())[0])
    button(page, text("code.copy")).click()
    assert QGuiApplication.clipboard().text() == script(page)


def test_save_asks_where_and_a_shells_script_can_be_run(page, tmp_path, qtbot):
    page.show_row(rows_of(sample.signed_in())[0])
    page.choose("curl")
    button(page, text("code.save")).click()
    dialog = page.findChild(QFileDialog)
    assert dialog.isVisible()
    assert [name.rsplit("/", 1)[-1] for name in dialog.selectedFiles()] == ["sign-in-curl.sh"]
    target = tmp_path / "mine.sh"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    assert target.read_text("utf-8") == script(page)
    assert os.name == "nt" or os.access(target, os.X_OK)
    assert text("code.saved", name="mine.sh") in said(page)


def test_what_could_not_be_saved_is_said(page, tmp_path):
    page.show_row(rows_of(sample.signed_in())[0])
    page.save_to(str(tmp_path / "nowhere" / "mine.sh"))
    assert text("code.not_saved", reason="No such file or directory") in said(page)


def test_an_event_that_changes_nothing_leaves_the_text_where_it_was_scrolled_to(page):
    rows = rows_of(sample.signed_in())
    page.show_row(rows[0])
    bar = page.findChild(QPlainTextEdit).verticalScrollBar()
    bar.setValue(20)
    page.show_row(rows[2])
    assert bar.value() == 20


def test_comments_step_back_in_both_themes(page, qapp):
    theme = apply_theme(qapp)
    page.show_row(rows_of(sample.signed_in())[0])
    colours = []
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        theme.set_scheme(scheme)
        block = page.findChild(QPlainTextEdit).document().findBlockByNumber(1)
        (found,) = block.layout().formats()
        assert (found.start, found.length) == (0, len(block.text()))
        colours.append(found.format.foreground().color().name())
    theme.set_scheme(Qt.ColorScheme.Unknown)
    assert colours[0] != colours[1]
