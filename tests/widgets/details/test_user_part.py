"""The part User of the page Account."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStyleOptionViewItem, QTreeView

from app.models.timeline import RowRole, TimelineModel
from app.models.user_attributes import UserAttributesModel, compare
from app.secret import MASK, Secret
from app.texts import text
from app.transcript.events import Finished, Started
from tests.helpers import sample_runs as sample
from tests.helpers.showing import button, showing, words
from tests.models.test_user_attributes import ATTRIBUTES, token
from widgets.clipboard import SHOWS_SECRET
from widgets.details.account import AccountPage
from widgets.details.user_part import AttributesTable

READ = {"Username": "sms", "UserAttributes": (*ATTRIBUTES, {"Name": "given_name", "Value": Secret("Now")})}


class Stand:
    """The page at a timeline with sign-ins."""

    def __init__(self, page, model):
        self.page, self.model, self.wanted = page, model, []
        page.wanted.connect(lambda action, values, account: self.wanted.append((action, values, account.run_id)))

    def choose(self, run):
        self.page.show_row(self.model.index(self.model.runs[run].first_row, 0).data(RowRole))

    def read(self, about="r"):
        started = Started(at=1.0, run_id="g", flow="get_user", profile="P", profile_id="p", user="", about=about)
        self.model.add("g", started)
        self.model.add("g", Finished(at=2.0, findings=READ))
        self.page.refresh()

    @property
    def table(self):
        (found,) = showing(self.page, QTreeView)
        return found


@pytest.fixture
def stand(qtbot):
    model = TimelineModel(now=lambda: 0.0)
    page = AccountPage(lambda: model.runs, ("software",))
    qtbot.addWidget(page)
    page.resize(380, 700)
    page.show()
    for run in ("r", "s"):
        for event in sample.signed_in():
            model.add(run, event)
    made = Stand(page, model)
    made.choose(0)
    return made


def test_before_the_user_was_read_it_says_how_to(stand):
    assert any(each.startswith("Read the user") for each in words(stand.page))
    assert showing(stand.page, QTreeView) == []


def test_the_buttons_ask_for_their_actions(stand):
    for each in ("Read user", "Change password", "MFA preference", "Set up authenticator app"):
        button(stand.page, each).click()
    names = ["get_user", "change_password", "mfa_preference", "enrol_totp"]
    assert stand.wanted == [(action, {}, "r") for action in names]


def test_what_was_read_stands_beside_the_id_token_masked(stand):
    stand.read()
    model = stand.table.model()
    tokens = next(run.transcript.tokens for run in stand.model.runs if run.run_id == "r")
    expected = compare("sms", READ["UserAttributes"], tokens.id_token)
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert names == [row.name for row in expected]
    assert model.index(names.index("email"), 1).data() == MASK
    assert stand.table.accessibleName() == "User attributes"


def test_values_are_revealed_by_a_click_and_masked_again_with_another_account(stand):
    stand.read()
    button(stand.page, text("details.reveal")).click()
    email = next(stand.table.model().index(row, 1) for row in range(9)
                 if stand.table.model().index(row, 0).data() == "email")  # fmt: skip
    assert email.data() == "new@example.com"
    assert stand.table.property(SHOWS_SECRET) is True
    stand.choose(1)
    stand.choose(0)
    assert email.data() == MASK
    assert button(stand.page, text("details.reveal"))


def test_how_a_row_compares_has_a_word_and_an_icon(qtbot):
    model = UserAttributesModel()
    model.show(compare("jane", ATTRIBUTES, token()))
    table = AttributesTable(model)
    qtbot.addWidget(table)
    option = QStyleOptionViewItem()
    table.itemDelegate().initStyleOption(option, model.index(2, 3))
    assert option.text == "differs"
    assert not option.icon.isNull()


def test_another_account_was_not_read(stand):
    stand.read()
    stand.choose(1)
    assert showing(stand.page, QTreeView) == []


def test_nothing_can_be_asked_while_a_run_is_under_way(stand):
    stand.page.set_running(True)
    assert not any(each.isEnabled() for each in showing(stand.page, QPushButton))


def test_the_table_is_as_high_as_its_rows_and_scrolls_sideways_nowhere(stand):
    stand.read()
    table = stand.table
    assert table.verticalScrollBar().maximum() == 0
    assert table.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert table.header().length() <= table.viewport().width()


def test_where_values_have_no_room_the_chosen_row_has_them_below(stand):
    stand.read()
    table = stand.table
    stand.page.resize(220, 700)
    assert [table.isColumnHidden(column) for column in range(4)] == [False, True, True, False]
    row = next(row for row in range(9) if table.model().index(row, 0).data() == "email")
    table.setCurrentIndex(table.model().index(row, 0))
    assert any(f"GetUser: {MASK}" in line for line in words(stand.page))
    button(stand.page, text("details.reveal")).click()
    said = next(line for line in words(stand.page) if line.startswith("Attribute: email"))
    assert "GetUser: new@example.com" in said
    assert said.endswith("Compared: differs")
    stand.page.resize(700, 700)
    assert not any(table.isColumnHidden(column) for column in range(4))


def test_the_first_attribute_that_differs_is_said_in_full_before_one_is_chosen(stand):
    stand.read()
    said = next(line for line in words(stand.page) if line.startswith("Attribute: "))
    assert said.endswith("Compared: differs")
    stand.table.setCurrentIndex(stand.table.model().index(0, 0))
    stand.page.refresh()
    assert stand.table.currentIndex().row() == 0
