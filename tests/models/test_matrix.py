"""The table of the matrix: cells change one by one, say what came of them, and are judged by what is expected now."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.models.matrix import GroupRole, LookRole, MatrixModel
from app.models.matrix_cells import State
from app.models.matrix_report import checked, table
from app.profiles.profile import Profile
from app.runs.matrix import MatrixUser
from app.scenarios.scenario import End, Expectation
from app.transcript.events import Ended, SignedIn, Started

OPEN = Profile(id="a", name="here / open", user_pool_id="us-east-1_Example1", client_id="a")
SRP = Profile(
    id="b", name="here / srp", user_pool_id="us-east-1_Example1", client_id="b",
    explicit_auth_flows=("ALLOW_USER_SRP_AUTH",),
)  # fmt: skip
USERS = (MatrixUser(name="ana"), MatrixUser(name="bo"), MatrixUser(name="cy", user_pool_id="us-east-1_Elsewhere"))
FLOWS = ("user_srp", "user_password")


@pytest.fixture
def model():
    made = MatrixModel()
    made.show(USERS, (OPEN, SRP), FLOWS, {})
    return made


def started(user="ana"):
    return Started(at=1.0, run_id="r", flow="user_srp", profile="here / open", profile_id="a", user=user)


def signed_in():
    return started(), SignedIn(at=1.5, username="ana")


def refused(code="NotAuthorizedException"):
    return started(), Ended(at=1.5, reason="refused", code=code, message="No.")


def asked(name="SMS_MFA"):
    return started(), Ended(at=1.5, reason="unanswered", code=name)


def come_to(model, job_id, events):
    model.begin([job_id])
    model.take(job_id, events)
    model.end(job_id)


def spoken(model, row=0, column=0):
    return model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)


def test_it_is_a_table_in_every_state(model, qtmodeltester):
    come_to(model, "0:0", signed_in())
    come_to(model, "1:1", refused())
    model.skip("0:2", "budget")
    qtmodeltester.check(model)


def test_columns_are_flows_under_their_app_clients(model):
    heads = [(model.headerData(at, Qt.Orientation.Horizontal, GroupRole),
              model.headerData(at, Qt.Orientation.Horizontal)) for at in range(model.columnCount())]  # fmt: skip
    assert heads == [
        ("here / open", "User SRP"), ("here / open", "User password"), ("here / srp", "User SRP"),
        ("here / srp", "User password"),
    ]  # fmt: skip


def test_two_users_of_the_same_name_are_told_apart_by_their_pools(model):
    there = Profile(id="c", name="there / open", user_pool_id="us-east-1_Elsewhere", client_id="c")
    twins = [MatrixUser(name="ana", user_pool_id=each.user_pool_id) for each in (OPEN, there)]
    model.show((*twins, USERS[1]), (OPEN, there), FLOWS, {})
    rows = [model.headerData(row, Qt.Orientation.Vertical) for row in range(3)]
    assert rows == ["ana · here", "ana · there", "bo"]


def test_names_are_never_read_as_markup(model):
    model.show((MatrixUser(name="<b>x</b>"),), (OPEN,), FLOWS, {})
    tip = model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip
    assert "&lt;b&gt;" in tip


def test_a_user_of_another_pool_has_no_cell(model):
    assert model.cell(model.index(2, 0)) is None
    assert spoken(model, 2) == "The user pool of this app client does not know the user"
    assert not [name for name in model.cells() if name.startswith("2:")]


def test_different_users_come_one_after_the_other(model):
    assert list(model.cells())[:4] == ["0:0", "1:0", "0:1", "1:1"]


def test_a_cell_is_shown_anew_only_when_it_looks_different_and_nothing_else_is(model):
    changed = []
    model.dataChanged.connect(lambda top, bottom: changed.append((top.row(), top.column(), bottom.row())))
    model.modelReset.connect(lambda: changed.append("all"))
    model.begin(["0:1"])
    first, last = signed_in()
    model.take("0:1", (first,))
    model.take("0:1", (last,))
    model.end("0:1")
    assert changed == [(0, 1, 0)] * 3  # waiting, running, done


def test_a_cell_says_how_it_goes_on(model):
    said = [spoken(model)]
    model.begin(["0:0"])
    said.append(spoken(model))
    model.take("0:0", signed_in())
    said.append(model.index(0, 0).data(LookRole).icon)
    model.end("0:0")
    said.append(spoken(model))
    place = "ana · here / open · User SRP: "
    assert said == [f"{place}Expected: Signed in", f"{place}Waiting, Expected: Signed in", "waiting",
                    f"{place}Signed in, 500 ms"]  # fmt: skip


def test_a_refusal_that_is_expected_counts_as_passed(model):
    come_to(model, "0:3", refused("InvalidParameterException"))
    assert spoken(model, 0, 3).endswith("Refused: InvalidParameterException, refused, as expected")
    assert model.counts()[State.PASSED] == 1


def test_what_is_not_as_expected_is_red_and_says_both(model):
    come_to(model, "0:0", refused())
    look = model.index(0, 0).data(LookRole)
    assert (look.tone, look.icon, look.word, look.below) == (
        "red", "cross", "NotAuthorizedException", "expected: Signed in",
    )  # fmt: skip
    assert "No." in look.tip
    assert (model.has_failed(row=0), model.has_failed(row=1), model.has_failed(column=0)) == (True, False, True)


def test_what_was_skipped_is_shown_with_what_failed(model):
    model.skip("1:0", "budget")
    assert (model.has_failed(row=0), model.has_failed(row=1), model.has_failed(column=0)) == (False, True, True)


def test_a_challenge_that_nothing_answers_is_an_outcome_of_its_own(model):
    come_to(model, "0:0", asked())
    assert spoken(model).endswith("SMS_MFA asked, expected: Signed in")
    assert model.cell(model.index(0, 0)).came_to() == Expectation(end=End.CHALLENGE, name="SMS_MFA")


def test_another_expectation_judges_what_has_happened_already(model):
    come_to(model, "0:0", asked())
    where = model.index(0, 0)
    model.expect(where, model.cell(where).came_to())
    assert (model.cell(where).state, model.index(0, 0).data(LookRole).tone) == (State.PASSED, "green")
    assert "so you have said" in model.index(0, 0).data(LookRole).tip


def test_what_was_skipped_says_why_and_neither_passed_nor_failed(model):
    model.begin(["0:0"])
    model.skip("0:0", "budget")
    assert spoken(model).endswith("Skipped, too many failures")
    assert model.counts()[State.SKIPPED] == 1


def test_what_is_done_stays_when_something_else_is_chosen(model):
    come_to(model, "0:0", signed_in())
    model.show(USERS[:2], (SRP, OPEN), FLOWS, {})
    assert model.cell(model.index(0, 2)).state is State.PASSED
    model.show(USERS[:2], (SRP,), FLOWS, {})
    model.show(USERS[:2], (OPEN,), FLOWS, {})
    assert model.cell(model.index(0, 0)).state is State.IDLE


def test_what_was_done_with_an_app_client_that_has_been_changed_stays_and_says_so(model):
    come_to(model, "0:0", signed_in())
    changed = replace(OPEN, explicit_auth_flows=("ALLOW_USER_PASSWORD_AUTH",))
    model.show(USERS, (changed, SRP), FLOWS, {})
    cell, shown = model.cell(model.index(0, 0)), model.index(0, 0).data(LookRole)
    assert (cell.state, cell.trial.profile, shown.below) == (State.PASSED, OPEN, "before a change")
    assert "run it again" in spoken(model)
    model.begin(["0:0"])
    assert (cell.trial.profile, cell.trial.expected.expect.name) == (changed, "InvalidParameterException")
    assert "run it again" not in spoken(model)


def test_another_name_of_a_profile_changes_nothing_that_was_done(model):
    come_to(model, "0:0", signed_in())
    model.show(USERS, (replace(OPEN, name="here / renamed"), SRP), FLOWS, {})
    assert spoken(model).startswith("ana · here / renamed · User SRP: Signed in")
    assert "run it again" not in spoken(model)


def test_an_app_client_changed_back_is_the_one_it_was_done_with(model):
    come_to(model, "0:0", signed_in())
    model.show(USERS, (replace(OPEN, explicit_auth_flows=("ALLOW_USER_PASSWORD_AUTH",)), SRP), FLOWS, {})
    model.show(USERS, (OPEN, SRP), FLOWS, {})
    assert model.index(0, 0).data(LookRole).below == "500 ms"


def test_another_password_makes_a_cell_new(model):
    from app.scenarios.scenario import From, Source

    come_to(model, "0:0", signed_in())
    model.show((MatrixUser(name="ana", password=Source(kind=From.VAULT, name="n")),), (OPEN,), FLOWS, {})
    assert model.cell(model.index(0, 0)).state is State.IDLE


def test_markdown_holds_the_grid_and_marks_what_is_not_as_expected(model):
    come_to(model, "0:0", signed_in())
    come_to(model, "1:0", refused())
    lines = table(*model.lines()).splitlines()
    assert lines[2].startswith("| ana | Signed in |")
    assert lines[3].startswith("| bo | **NotAuthorizedException**, expected: Signed in |")
    assert {line.count("|") for line in lines} == {6}


def test_a_report_lists_what_has_come_to_an_end(model):
    come_to(model, "0:0", refused())
    model.skip("1:0", "cancelled")
    found = checked(model.cells().values())
    assert [(each.state.value, each.got, each.reason) for each in found] == [
        ("failed", "NotAuthorizedException", ""), ("skipped", "", "cancelled"),
    ]  # fmt: skip
    assert found[0].deviations[0].expected == "signed_in"
    assert found[1].deviations == ()
