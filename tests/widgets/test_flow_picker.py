"""The list of flows as the person sees and hears it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from app.models.flows import FlowsModel
from widgets.flow_picker import FlowPicker
from widgets.theme import apply_theme


@pytest.fixture
def model():
    return FlowsModel()


@pytest.fixture
def picker(model, qtbot):
    made = FlowPicker(model)
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show()
    return made


def test_screen_readers_hear_a_list_named_flow_with_titles_alone(picker):
    spoken = QAccessible.queryAccessibleInterface(picker)
    assert spoken.text(QAccessible.Text.Name) == "Flow"
    items = [spoken.child(place).text(QAccessible.Text.Name) for place in range(spoken.childCount())]
    assert items == ["User SRP", "User password", "Custom, SRP first", "Custom", "Choice", "Admin password", "Refresh"]


def test_the_first_flow_is_chosen_and_arrow_keys_choose_the_next(picker, qtbot):
    assert picker.chosen_flow == "user_srp"
    with qtbot.waitSignal(picker.chosen) as signal:
        qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert signal.args == ["user_password"]


def test_a_flow_that_is_off_can_be_chosen_all_the_same(picker, model):
    model.set_client(("ALLOW_USER_SRP_AUTH",))
    picker.choose("custom")
    assert picker.chosen_flow == "custom"


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [200, 300])
def test_every_row_is_in_sight_at_any_width_and_text_size(picker, model, qapp, qtbot, scale, width):
    theme = apply_theme(qapp)
    theme.set_scale(scale)
    try:
        model.set_client(("ALLOW_USER_SRP_AUTH",))
        picker.resize(width, picker.height())
        last = model.index(model.rowCount() - 1)
        qtbot.waitUntil(lambda: picker.viewport().rect().contains(picker.visualRect(last)))
        assert picker.verticalScrollBar().maximum() == 0
        assert picker.viewport().height() - picker.visualRect(last).bottom() < 8
    finally:
        theme.set_scale(1.0)


def test_it_gives_the_room_back_when_the_text_is_made_smaller_again(picker, qapp):
    before, theme = picker.height(), apply_theme(qapp)
    theme.set_scale(2.0)
    assert picker.height() > before
    theme.set_scale(1.0)
    assert picker.height() == before


def test_off_rows_need_more_room_where_the_chip_does_not_fit_beside_the_title(picker, model):
    before = picker.sizeHintForRow(1)
    picker.resize(200, 400)
    model.set_client(("ALLOW_USER_SRP_AUTH",))
    assert picker.sizeHintForRow(1) > before
