"""A heading says which run its own is about, and leads there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QApplication

from app.models.timeline import RowRole, TimelineModel
from tests.helpers import sample_runs as sample
from widgets.theme import apply_theme
from widgets.timeline_view import TimelineView


@pytest.fixture
def model(qapp):
    made = TimelineModel(now=lambda: sample.T0 + 20)
    for event in sample.wrong_code():
        made.add("refused", event)
    made.add("looked", replace(sample.started("sms", "list_devices"), about="refused"))
    return made


@pytest.fixture
def view(qtbot, qapp, model):
    apply_theme(qapp)
    made = TimelineView(model)
    made.resize(700, 420)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    QApplication.processEvents()
    return made


def heading(view):
    """The heading of the run that is about the other one."""
    return view.model().index(view.model().rowCount() - 1, 0)


def link(view) -> QRectF:
    index = heading(view)
    view.scrollTo(index)
    return view._delegate.link(index.data(RowRole), QRectF(view.visualRect(index)))


def test_a_heading_says_which_run_its_own_is_about_and_how_that_ended(model):
    row = model.index(model.rowCount() - 1, 0).data(RowRole)
    assert row.about == "About User SRP · sms: CodeMismatchException"
    assert row.about in row.accessible


def test_a_run_that_is_about_none_says_nothing_of_it(model):
    assert model.index(0, 0).data(RowRole).about == ""


def test_a_click_on_the_words_goes_to_that_run(view, qtbot):
    where = link(view)
    assert view.current_row().run.run_id == "refused"
    view.setCurrentIndex(heading(view))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where.center().toPoint())
    assert view.currentIndex().row() == 0


def test_a_click_beside_the_words_only_chooses_the_heading(view, qtbot):
    where = link(view)
    beside = QPoint(round(where.right()) + 20, round(where.center().y()))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert view.currentIndex() == heading(view)


def test_enter_on_the_heading_goes_there_too(view, qtbot):
    view.setCurrentIndex(heading(view))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.currentIndex().row() == 0


def test_of_a_run_that_was_cleared_away_nothing_is_said(model):
    model.clear()
    assert model.index(0, 0).data(RowRole).about == ""
