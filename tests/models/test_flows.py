"""The list of flows."""

import pytest
from PySide6.QtCore import Qt

from app.auth.flows import FLOWS
from app.models.flows import FlowRole, FlowsModel

TITLES = ["User SRP", "User password", "Custom, SRP first", "Custom", "Choice", "Admin password", "Refresh"]


@pytest.fixture
def model(qtmodeltester):
    model = FlowsModel()
    qtmodeltester.check(model)
    return model


def column(model, role):
    return [model.index(row).data(role) for row in range(model.rowCount())]


def test_flows_are_named_by_their_titles_alone(model):
    assert column(model, Qt.ItemDataRole.DisplayRole) == TITLES
    assert column(model, Qt.ItemDataRole.AccessibleTextRole) == TITLES


def test_each_flow_has_the_names_of_cognito_and_amplify(model):
    cognito, amplify = column(model, FlowRole.AUTH_FLOW), column(model, FlowRole.AMPLIFY)
    assert (cognito[0], amplify[0]) == ("USER_SRP_AUTH", "userSRP")
    assert (cognito[2], amplify[2]) == ("CUSTOM_AUTH", "customWithSRP")
    assert (cognito[4], amplify[4]) == ("USER_AUTH", "userAuth")
    assert (cognito[5], amplify[5]) == ("ADMIN_USER_PASSWORD_AUTH", "")


def test_a_heading_stands_above_the_first_flow_of_each_group_only(model):
    headings = [bool(heading) for heading in column(model, FlowRole.GROUP)]
    assert headings == [True, False, False, False, False, True, True]


def test_nothing_is_off_while_the_app_client_is_unknown(model):
    assert column(model, FlowRole.OFF) == [""] * len(FLOWS)


def test_flows_that_the_app_client_refuses_say_what_would_allow_them(model, qtbot):
    with qtbot.waitSignal(model.dataChanged):
        model.set_client(("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"))
    off = column(model, FlowRole.OFF)
    assert off == ["", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_CUSTOM_AUTH",
                   "ALLOW_USER_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", ""]  # fmt: skip
    assert "off: ALLOW_CUSTOM_AUTH" in column(model, Qt.ItemDataRole.AccessibleDescriptionRole)[3]


def test_an_app_client_with_nothing_given_allows_the_three_of_the_default(model):
    model.set_client(())
    assert [not off for off in column(model, FlowRole.OFF)] == [True, False, True, True, False, False, True]


def test_a_flow_is_found_by_its_name_and_an_unknown_name_is_the_first(model):
    assert model.flow(model.row_of("custom")).name == "custom"
    assert model.row_of("from tomorrow") == 0


def test_what_a_sign_in_has_shown_counts_more_than_what_was_known():
    model = FlowsModel()
    row = model.row_of("user_password")
    model.set_seen({"ALLOW_USER_PASSWORD_AUTH": False})
    assert model.index(row).data(FlowRole.OFF) == "ALLOW_USER_PASSWORD_AUTH"
    model.set_client(("ALLOW_USER_SRP_AUTH",))
    model.set_seen({"ALLOW_USER_PASSWORD_AUTH": True})
    assert model.index(row).data(FlowRole.OFF) == ""
    model.set_seen({})
    assert model.index(row).data(FlowRole.OFF) == "ALLOW_USER_PASSWORD_AUTH"
