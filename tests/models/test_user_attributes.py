"""A user's attributes, as GetUser has them, beside the ID token's claims."""

import jwt
import pytest
from PySide6.QtCore import Qt

from app.models.user_attributes import AttributeRole, Compared, UserAttributesModel, compare
from app.secret import MASK, Secret

CLAIMS = {
    "iss": "i", "aud": "a", "exp": 9, "iat": 1, "token_use": "id", "jti": "j", "cognito:groups": ["testers"],
    "cognito:username": "jane", "sub": "s-1", "email": "old@example.com", "email_verified": True,
    "address": {"formatted": "1 Road"}, "updated_at": 1700000000, "practice_trigger": "TokenGeneration",
}  # fmt: skip
ATTRIBUTES = [
    {"Name": "sub", "Value": "s-1"}, {"Name": "email", "Value": Secret("new@example.com")},
    {"Name": "email_verified", "Value": "true"}, {"Name": "address", "Value": "1 Road"},
    {"Name": "updated_at", "Value": "1700000000"}, {"Name": "custom:tier", "Value": "gold"},
]  # fmt: skip
COMPARED = {
    "Username": "same", "sub": "same", "email": "differs", "email_verified": "same", "address": "same",
    "updated_at": "same", "custom:tier": "only_user", "practice_trigger": "only_token",
}  # fmt: skip


def token(claims=CLAIMS):
    return Secret(jwt.encode(claims, "k" * 32))


def rows():
    return compare("jane", ATTRIBUTES, token())


@pytest.fixture
def model(qapp):
    made = UserAttributesModel()
    made.show(rows())
    return made


def words(model, row, role=Qt.ItemDataRole.DisplayRole):
    return [model.index(row, column).data(role) for column in range(model.columnCount())]


def test_each_attribute_is_compared_with_its_claim_whatever_its_kind():
    assert {row.name: row.compared.value for row in rows()} == COMPARED


def test_claims_about_the_token_are_no_attributes():
    assert {row.name for row in rows()}.isdisjoint({"iss", "aud", "exp", "iat", "token_use", "jti", "cognito:groups"})


def test_what_may_be_personal_is_a_secret():
    kept = {row.name: isinstance(row.user, Secret) for row in rows() if row.user is not None}
    assert kept == {"Username": False, "sub": False, "email": True, "email_verified": False, "address": True,
                    "updated_at": False, "custom:tier": True}  # fmt: skip


@pytest.mark.parametrize("attributes", [None, "x", 3, [None, {}, {"Name": 3}]])
def test_attributes_that_are_none_are_left_out(attributes):
    assert [row.compared for row in compare("", attributes, None)] == []


def test_without_an_id_token_all_stand_alone():
    assert {row.compared for row in compare("jane", ATTRIBUTES, None)} == {Compared.ONLY_USER}


def test_the_table_is_a_good_model(model, qtmodeltester):
    qtmodeltester.check(model)
    UserAttributesModel().show([])


def test_values_are_masked_until_they_are_revealed_and_how_they_compare_is_not(model, qtbot):
    assert words(model, 2) == ["email", MASK, MASK, "differs"]
    assert model.index(2, 1).data(AttributeRole.MASKED) is True
    with qtbot.waitSignal(model.dataChanged):
        model.reveal(True)
    assert words(model, 2) == ["email", "new@example.com", "old@example.com", "differs"]
    assert model.index(2, 1).data(AttributeRole.MASKED) is False


def test_a_cell_is_told_with_its_attribute_and_its_column(model):
    told = words(model, 2, Qt.ItemDataRole.AccessibleTextRole)
    assert told == ["email, Attribute: email", f"email, GetUser: {MASK}", f"email, ID token: {MASK}",
                    "email, Compared: differs"]  # fmt: skip


def test_a_value_that_is_missing_on_one_side_is_empty_there(model):
    assert words(model, 6) == ["custom:tier", MASK, "", "not in token"]
    assert words(model, 7) == ["practice_trigger", "", MASK, "only in token"]


def test_the_columns_have_headings(model):
    headings = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(4)]
    assert headings == ["Attribute", "GetUser", "ID token", "Compared"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_the_number_of_those_that_differ_is_known_and_the_same_rows_are_no_news(model, qtbot):
    assert model.differing == 1
    with qtbot.assertNotEmitted(model.modelReset):
        model.show(rows())


def test_a_tool_tip_reads_no_markup(qapp):
    model = UserAttributesModel()
    model.show(compare("<b>jane</b>", [], None))
    assert "<b>" not in model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
