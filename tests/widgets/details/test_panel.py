"""The tabs together."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QTreeView, QWidget

from tests.helpers import sample_runs as sample
from tests.widgets.details.rows import rows_of
from widgets.details.account import AccountPage
from widgets.details.panel import DetailsPanel
from widgets.theme import apply_theme

TABS = [
    "Overview", "Request", "Response", "Tokens", "Account", "SRP", "Session", "Names", "WebAuthn", "Explain", "Code",
]  # fmt: skip


@pytest.fixture
def panel(qtbot, qapp):
    apply_theme(qapp)
    made = DetailsPanel(AccountPage(lambda: (), ("software",)))
    qtbot.addWidget(made)
    made.resize(380, 600)
    made.show()
    return made


def test_the_tabs_have_their_names(panel):
    assert [panel.tabText(place) for place in range(panel.count())] == TABS


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_at_its_smallest_the_chosen_tab_is_in_sight_whole_beside_the_arrows(panel, qapp, scale):
    theme = apply_theme(qapp)
    try:
        theme.set_scale(scale)
        panel.resize(panel.minimumWidth(), 400)
        bar = panel.tabBar()
        arrows = [each for each in bar.findChildren(QToolButton) if each.isVisible()]
        assert len(arrows) == 2
        for place in range(panel.count()):
            panel.setCurrentIndex(place)
            assert bar.tabRect(place).left() >= 0
            assert bar.tabRect(place).right() <= min(each.x() for each in arrows)
    finally:
        theme.set_scale(1.0)


def test_only_the_page_in_sight_is_filled_until_another_is_looked_at(panel):
    panel.show_row(rows_of(sample.signed_in())[2])
    assert panel.widget(2).findChild(QTreeView).model().rowCount() == 0
    panel.setCurrentIndex(2)
    assert panel.widget(2).findChild(QTreeView).model().rowCount() == 3


def test_the_overview_shows_the_row(panel):
    panel.show_row(rows_of(sample.wrong_code())[4])
    texts = [label.text() for label in panel.widget(0).findChildren(QLabel)]
    assert {"RespondToAuthChallenge", "400 Bad Request", "CodeMismatchException", sample.REQUEST_ID} <= set(texts)


@pytest.mark.parametrize("place", range(len(TABS)))
@pytest.mark.parametrize(
    "events", [sample.signed_in(), sample.no_answer(), []], ids=["signed in", "no answer", "nothing"]
)
def test_no_control_that_takes_the_focus_is_without_a_name(panel, place, events):
    rows = rows_of(events)
    panel.show_row(rows[1] if rows else None)
    panel.setCurrentIndex(place)
    for widget in panel.currentWidget().findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget


@pytest.mark.parametrize("place", range(len(TABS)))
def test_a_buttons_name_occurs_once_among_what_is_showing(panel, place):
    panel.show_row(rows_of(sample.signed_in())[2])
    panel.setCurrentIndex(place)
    names = [
        QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
        for button in panel.findChildren(QPushButton)
        if button.isVisible()
    ]
    assert len(names) == len(set(names))


def visible(panel) -> list[str]:
    return [panel.tabText(place) for place in range(panel.count()) if panel.isTabVisible(place)]


def test_tabs_that_few_runs_have_something_for_are_there_only_where_one_has(panel):
    assert set(TABS) - set(visible(panel)) == {"SRP", "Session", "Names", "WebAuthn"}
    panel.show_row(rows_of(sample.signed_in())[2])
    assert "Session" in visible(panel)
    panel.show_row(rows_of(sample.no_answer())[1])
    assert "Session" not in visible(panel)


def test_a_rare_tab_that_is_looked_at_stays_until_it_is_left_for_another_row(panel):
    panel.show_row(rows_of(sample.signed_in())[2])
    panel.setCurrentIndex(TABS.index("Session"))
    panel.show_row(rows_of(sample.no_answer())[1])
    assert panel.tabText(panel.currentIndex()) == "Session"
    panel.setCurrentIndex(0)
    panel.show_row(rows_of(sample.no_answer())[0])
    assert "Session" not in visible(panel)


def test_the_chosen_tab_stays_in_sight_when_rare_ones_come_before_it(panel):
    panel.show_row(rows_of(sample.no_answer())[1])
    panel.setCurrentIndex(TABS.index("Names"))
    panel.show_row(rows_of(sample.signed_in())[2])
    assert "Session" in visible(panel)
    bar = panel.tabBar()
    arrows = [each for each in bar.findChildren(QToolButton) if each.isVisible()]
    assert bar.tabRect(TABS.index("Names")).right() <= min((each.x() for each in arrows), default=bar.width())
