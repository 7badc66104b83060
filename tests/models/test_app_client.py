"""What is known of an app client, as models: rows under headings, states in words, lines to copy."""

import pytest
from PySide6.QtCore import Qt

from app.diagnosis.app_client.auth_flows import State
from app.diagnosis.app_client.known import Known
from app.models.app_client import LOOKS, AppClientRole, AuthFlowsModel, SettingsModel, state_words
from app.texts import RESOURCES

KNOWN = Known(explicit_auth_flows=("ALLOW_USER_SRP_AUTH",), facts={"MfaConfiguration": "OFF"}, facts_from="aws")


@pytest.mark.parametrize("kind", [SettingsModel, AuthFlowsModel])
def test_models_keep_qts_rules(kind, qtmodeltester):
    model = kind()
    qtmodeltester.check(model)
    model.show_known(KNOWN)
    qtmodeltester.check(model)
    model.show_known(Known())
    qtmodeltester.check(model)


def test_settings_stand_under_the_names_of_their_groups_which_cannot_be_chosen():
    model = SettingsModel()
    model.show_known(KNOWN)
    headings = [
        model.index(row, 0).data() for row in range(model.rowCount()) if model.index(row, 0).data(AppClientRole.HEADING)
    ]
    assert headings == ["App client", "User pool"]
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
    assert model.setting(0) is None
    assert model.row_of("flows") == model.row_of("no such setting") == 1


def test_a_row_has_title_value_and_source_and_is_muted_while_unknown():
    model = SettingsModel()
    model.show_known(KNOWN)
    cells = {
        name: [model.index(model.row_of(name), column).data() for column in range(3)] for name in ("mfa", "tier")
    }
    assert cells["mfa"] == ["Second factor", "off: nobody is asked for a second factor", "AWS"]
    assert cells["tier"] == ["Feature plan", "unknown", "not known"]
    assert model.index(model.row_of("tier"), 1).data(AppClientRole.MUTED)
    assert not model.index(model.row_of("mfa"), 1).data(AppClientRole.MUTED)


def test_rows_are_copied_as_lines_of_cells_between_tabs():
    model = SettingsModel()
    model.show_known(Known(facts={"LambdaConfig": {"A": "f:function:a", "B": "f:function:b"}}, facts_from="x.json"))
    chosen = model.setting(model.row_of("triggers"))
    assert model.as_text([chosen]) == "Lambda triggers\tA: a; B: b\tx.json"
    assert len(model.as_text(model.settings()).splitlines()) == len(model.settings())


def test_a_value_is_spoken_with_its_state():
    model = AuthFlowsModel()
    model.show_known(KNOWN)
    index = model.index(model.row_of("ALLOW_USER_SRP_AUTH"))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "ALLOW_USER_SRP_AUTH, set"
    assert (index.data(AppClientRole.ICON), index.data(AppClientRole.COLOUR)) == ("check", "green")


def test_every_state_has_its_look_and_its_words():
    for state in State:
        icon, _ = LOOKS[state]
        assert (RESOURCES / "icons" / f"{icon}.svg").is_file()
        assert state_words(state)
