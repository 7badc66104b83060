"""A short list keeps its choice while its rows come and go."""

import pytest

from app.models.short_list import Short, ShortListModel, ShortRole
from widgets.short_list import ShortList


def rows(*keys):
    return [Short(key=key, title=f"Row {key}") for key in keys]


@pytest.fixture
def listed(qtbot):
    model = ShortListModel()
    model.set_rows(rows("a", "b", "c"))
    made = ShortList(model, "Things", key=ShortRole.KEY, below=ShortRole.BELOW, right=ShortRole.RIGHT)
    qtbot.addWidget(made)
    made.rows = model
    return made


def chosen(listed):
    return listed.currentIndex().data(ShortRole.KEY)


def test_the_first_row_is_chosen_to_begin_with(listed):
    assert chosen(listed) == "a"


@pytest.mark.parametrize(("after", "then"), [(("c", "b"), "b"), (("x", "y"), "x"), ((), None)])
def test_what_was_chosen_stays_so_wherever_it_is_now_and_else_the_first_is(listed, after, then):
    listed.setCurrentIndex(listed.rows.index(1))
    listed.rows.set_rows(rows(*after))
    assert chosen(listed) == then
