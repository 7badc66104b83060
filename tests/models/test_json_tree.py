"""Bodies as a tree."""

from types import MappingProxyType

import pytest
from PySide6.QtCore import QModelIndex, Qt

from app.models.json_tree import CHUNK, JsonTree, KeyRole, KindRole, ValueRole
from app.secret import MASK, Secret

BODY = MappingProxyType({
    "ChallengeName": "SMS_MFA",
    "ChallengeParameters": MappingProxyType({"A": 'quo"te\nline', "B": Secret("s3cret")}),
    "List": (1, None, True),
    "Session": Secret("x" * 1543),
})  # fmt: skip


@pytest.fixture
def tree(qapp):
    made = JsonTree()
    made.set_body(BODY)
    return made


def test_the_tree_keeps_the_rules_of_models(tree, qtmodeltester):
    qtmodeltester.check(tree)


def test_names_values_and_kinds_are_apart(tree):
    first = tree.index(0, 0)
    assert (first.data(KeyRole), first.data(ValueRole), first.data(KindRole)) == ("ChallengeName", '"SMS_MFA"', "text")
    assert first.data() == 'ChallengeName: "SMS_MFA"'
    assert tree.index(1, 0).data(ValueRole) == "2 members"
    assert tree.index(2, 0).data(ValueRole) == "3 items"


def test_line_breaks_and_quotes_stay_in_their_line(tree):
    assert tree.index(0, 0, tree.index(1, 0)).data(ValueRole) == '"quo\\"te\\nline"'


def test_a_secret_shows_its_length_until_it_is_revealed(tree):
    session = tree.index(3, 0)
    assert session.data(ValueRole) == f"{MASK} 1,543 characters"
    inner = tree.index(1, 0, tree.index(1, 0))
    told = []
    tree.dataChanged.connect(lambda first, last: told.append((first.parent().row(), last.row())))
    tree.set_revealed(True)
    assert inner.data(ValueRole) == '"s3cret"'
    assert told == [(-1, 3), (1, 1)]
    tree.set_revealed(False)
    assert inner.data(ValueRole).startswith(MASK)


def test_another_body_is_masked_again(tree):
    tree.set_revealed(True)
    tree.set_body(MappingProxyType({"Token": Secret("s3cret")}))
    assert "s3cret" not in tree.index(0, 0).data()


def test_a_body_that_is_one_secret_is_one_row(tree):
    tree.set_body(Secret("<html>"))
    assert tree.rowCount() == 1
    assert tree.index(0, 0).data() == f"body: {MASK} 6 characters"


def test_no_body_is_no_row(tree):
    tree.set_body(None)
    assert tree.rowCount() == 0


def test_a_value_of_megabytes_is_cut_and_its_size_said(tree):
    tree.set_body({"Big": "x" * 5_000_000})
    assert len(tree.index(0, 0).data()) < 1100
    assert tree.index(0, 0).data().endswith("5,000,000 characters")


def test_a_long_list_comes_in_parts(tree, qtmodeltester):
    tree.set_body({"List": tuple(range(1000))})
    branch = tree.index(0, 0)
    assert tree.rowCount(branch) == CHUNK
    assert tree.canFetchMore(branch)
    while tree.canFetchMore(branch):
        tree.fetchMore(branch)
    assert tree.rowCount(branch) == 1000
    assert tree.index(999, 0, branch).data(ValueRole) == "999"
    qtmodeltester.check(tree)


def test_a_tool_tip_is_plain_text_and_masked(tree):
    tree.set_body({"Name": "<b>x</b>", "Token": Secret("s3cret")})
    assert "&lt;b&gt;" in tree.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "s3cret" not in tree.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_an_index_beside_the_tree_is_none(tree):
    assert not tree.index(99, 0).isValid()
    assert not tree.index(0, 1).isValid()
    assert tree.data(QModelIndex()) is None
