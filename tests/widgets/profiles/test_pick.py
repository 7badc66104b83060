"""Picking region, user pool and app client from AWS: with runs that a test leads by hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from app.auth.steps import Ask
from app.errors import ApiError
from app.models.short_list import ShortRole
from app.runs.credentials import AWS_MFA, CODE
from app.texts import text
from app.transcript.events import Ended, Finished, Replied
from app.workers.aws_settings import AwsSettingsWorker
from tests.helpers.scripted_runs import ScriptedRuns
from tests.helpers.showing import button, showing, words
from widgets.clipboard import clipboard
from widgets.profiles.pick import AwsPicker
from widgets.theme import apply_theme

EMPTY = {"name": "", "user_pool_id": "", "client_id": "", "region": "", "aws_profile": ""}
IN_IRELAND = {**EMPTY, "region": "eu-west-1"}
POOLS = [{"Id": "eu-west-1_AbCdEf1", "Name": "customers"}, {"Id": "eu-west-1_GhIjKl2", "Name": "staff"}]
CLIENTS = [{"ClientId": "1example23456789", "ClientName": "web"}, {"ClientId": "2example23456789", "ClientName": "ios"}]
MFA = {"serial": "arn:aws:iam::000000000000:mfa/tester", "profile": "qa"}


class Settings(AwsSettingsWorker):
    """Reads no files: a test says what they hold."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def find_region(self, aws_profile):
        self.asked.append(aws_profile)


class At:
    """A picker that is shown, its runs, and what it said."""

    def __init__(self, qtbot):
        self.runs, self.settings = ScriptedRuns(), Settings()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.picker = AwsPicker(self.runs.start, self.settings)
        self.picker.setParent(self.window)
        self.window.resize(640, 520)
        self.picker.setGeometry(self.window.rect())
        self.picked, self.left = [], []
        self.picker.picked.connect(self.picked.append)
        self.picker.left.connect(lambda: self.left.append(True))
        self.window.show()

    def find(self, **findings):
        self.runs.last.tell(Finished(at=0.0, findings=findings))

    def rows(self):
        model = self.picker.list.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def said(self):
        return "\n".join(words(self.picker))


@pytest.fixture
def at(qapp, qtbot):
    return At(qtbot)


def test_user_pools_of_the_drafts_region_are_listed_and_then_the_clients_of_the_one_picked(at):
    at.picker.pick("user_pool_id", IN_IRELAND)
    first = at.runs.last.request
    assert (first.flow, first.profile.region) == ("list_user_pools", "eu-west-1")
    at.find(UserPools=POOLS)
    assert at.rows() == ["customers", "staff"]
    at.picker.list.search.setText("GHI")
    button(at.picker, "Use user pool").click()
    assert at.picked == [{"region": "eu-west-1", "user_pool_id": "eu-west-1_GhIjKl2"}]
    second = at.runs.last.request
    assert (second.flow, second.profile.user_pool_id) == ("list_app_clients", "eu-west-1_GhIjKl2")
    at.find(UserPoolClients=CLIENTS)
    assert "Which app client of staff?" in at.said()
    assert at.rows() == ["ios", "web"]
    button(at.picker, "Use app client").click()
    assert at.picked[1:] == [{"client_id": "2example23456789", "name": "staff / ios"}]
    assert at.left == [True]


def test_a_name_that_the_draft_has_stays(at):
    at.picker.pick("client_id", {**IN_IRELAND, "name": "Mine", "user_pool_id": "eu-west-1_AbCdEf1"})
    at.find(UserPoolClients=CLIENTS)
    at.picker.list.pick()
    assert at.picked == [{"client_id": "2example23456789"}]


def test_without_a_user_pool_app_clients_begin_with_the_choice_of_one(at):
    at.picker.pick("client_id", {**IN_IRELAND, "user_pool_id": "half"})
    assert at.runs.last.request.flow == "list_user_pools"


def test_without_a_region_the_aws_profiles_own_is_taken(at):
    at.picker.pick("user_pool_id", {**EMPTY, "aws_profile": " qa "})
    assert (at.settings.asked, at.runs.made) == (["qa"], [])
    assert text("pick.looking") in at.said()
    at.settings.region_found.emit("other", "us-east-1")
    assert at.runs.made == []
    at.settings.region_found.emit("qa", "eu-west-1")
    assert at.runs.last.request.profile.region == "eu-west-1"
    assert at.runs.last.request.profile.aws_profile == "qa"


def test_where_nobody_names_a_region_it_is_picked_first(at):
    at.picker.pick("user_pool_id", EMPTY)
    at.settings.region_found.emit("", "")
    assert "Which region?" in at.said()
    at.picker.list.search.setText("ireland")
    at.picker.list.pick()
    assert at.picked == [{"region": "eu-west-1"}]
    assert at.runs.last.request.profile.region == "eu-west-1"


def test_the_aws_profiles_region_is_chosen_in_the_list_until_the_person_searches(at):
    at.picker.pick("region", EMPTY)
    at.settings.region_found.emit("", "eu-west-1")
    assert at.picker.list.chosen == "eu-west-1"
    assert at.picker.list.list.currentIndex().data(ShortRole.RIGHT) == text("pick.own")
    at.picker.pick("region", EMPTY)
    at.picker.list.search.setText("virginia")
    at.settings.region_found.emit("", "eu-west-1")
    assert at.picker.list.chosen == "us-east-1"


def test_the_region_alone_is_picked_where_the_draft_has_its_user_pool(at):
    at.picker.pick("region", {**EMPTY, "user_pool_id": "us-east-1_AbCdEf1"})
    assert at.picker.list.chosen == "us-east-1"
    at.picker.list.pick()
    assert (at.picked, at.left, at.runs.made) == ([{"region": "us-east-1"}], [True], [])


def test_the_search_says_how_many_it_found_and_none_cannot_be_used(at):
    at.picker.pick("user_pool_id", IN_IRELAND)
    at.find(UserPools=POOLS)
    at.picker.list.search.setText("staff")
    assert "1 of 2" in at.said()
    at.picker.list.search.setText("nobody")
    assert "None of the 2 contains “nobody”." in at.said()
    assert not at.picker.use.isEnabled()
    at.picker.list.pick()
    assert at.picked == []


def test_the_keyboard_alone_picks(at, qtbot):
    at.picker.pick("user_pool_id", IN_IRELAND)
    assert at.picker.cancel.hasFocus()
    at.find(UserPools=POOLS)
    assert at.picker.list.search.hasFocus()
    qtbot.keyClick(at.picker.list.search, Qt.Key.Key_Down)
    qtbot.keyClick(at.picker.list.search, Qt.Key.Key_Return)
    assert at.picked == [{"region": "eu-west-1", "user_pool_id": "eu-west-1_GhIjKl2"}]
    qtbot.keyClick(at.picker.cancel, Qt.Key.Key_Escape)
    assert at.left == [True]
    assert at.runs.last.cancelled


def test_progress_names_the_pages_of_a_long_list(at):
    at.picker.pick("user_pool_id", IN_IRELAND)
    assert text("pick.asking_user_pool_id", region="eu-west-1") in at.said()
    page = {"number": 1, "operation": "ListUserPools", "status": 200, "request_id": "", "seconds": 0.1}
    for _ in range(3):
        at.runs.last.tell(Replied(at=0.0, size=2, headers={}, body={}, **page))
    assert "3 pages have come so far." in at.said()


def test_cancel_ends_the_run_and_it_can_be_tried_again(at):
    at.picker.pick("user_pool_id", IN_IRELAND)
    button(at.picker, "Cancel").click()
    assert at.runs.last.cancelled
    assert text("pick.cancelled") in at.said()
    button(at.picker, "Try again").click()
    assert len(at.runs.made) == 2
    at.find(UserPools=POOLS)
    assert at.rows() == ["customers", "staff"]


def test_cancel_while_the_region_is_looked_for_lets_one_pick_it(at):
    at.picker.pick("user_pool_id", EMPTY)
    button(at.picker, "Cancel").click()
    assert "Which region?" in at.said()
    at.settings.region_found.emit("", "eu-west-1")
    assert at.runs.made == []


def test_what_hides_it_ends_the_run_and_a_late_answer_changes_nothing(at):
    at.picker.pick("user_pool_id", IN_IRELAND)
    at.picker.hide()
    assert at.runs.last.cancelled
    at.find(UserPools=POOLS)
    assert at.rows() == []


def test_a_run_that_was_left_says_nothing_into_the_next(at):
    at.picker.pick("user_pool_id", IN_IRELAND)
    old = at.runs.last
    at.picker.pick("user_pool_id", {**IN_IRELAND, "region": "us-east-1"})
    old.tell(Finished(at=0.0, findings={"UserPools": POOLS}))
    assert old.cancelled
    assert at.rows() == []
    assert text("pick.asking_user_pool_id", region="us-east-1") in at.said()


@pytest.mark.parametrize(
    ("field", "found"), [("user_pool_id", {"UserPools": []}), ("client_id", {"UserPoolClients": []})]
)
def test_an_empty_list_says_what_that_means(at, field, found):
    at.picker.pick(field, {**IN_IRELAND, "user_pool_id": "eu-west-1_AbCdEf1"})
    at.find(**found)
    where = {"region": "eu-west-1", "pool": "eu-west-1_AbCdEf1"}
    assert text(f"pick.empty_{field}", **where) in at.said()
    assert text(f"pick.empty_why_{field}", **where) in at.said()
    (button(at.picker, "Other region") if field == "user_pool_id" else button(at.picker, "Other user pool")).click()
    assert at.picker.list.isVisible() or at.runs.last.request.flow == "list_user_pools"


def test_an_expired_login_names_the_command_which_can_be_copied_and_tried_again(at):
    at.picker.pick("user_pool_id", {**IN_IRELAND, "aws_profile": "qa"})
    at.runs.last.tell(
        Ended(
            at=0.0, reason="failed", code="credentials", message="The SSO session has expired.", trouble="sso",
            aws_profile="qa", operation="ListUserPools",
        )
    )  # fmt: skip
    assert text("end.failed.credentials.sso.what") in at.said()
    assert "aws sso login --profile qa" in at.said()
    button(at.picker, "Copy “aws sso login --profile qa”").click()
    assert clipboard_text() == "aws sso login --profile qa"
    assert at.picker.again.isVisible()
    assert at.picker.again.hasFocus()


def test_a_refusal_names_the_permission_and_leaves_the_other_ways_open(at):
    at.picker.pick("user_pool_id", IN_IRELAND)
    said = {"code": "AccessDeniedException", "message": "not authorized", "operation": "ListUserPools"}
    at.runs.last.tell(Ended(at=0.0, reason="refused", **said))
    assert "AccessDeniedException" in at.said()
    assert "cognito-idp:ListUserPools" in at.said()
    button(at.picker, "Other region").click()
    assert at.picker.list.search.hasFocus()


def test_what_is_wrong_with_the_draft_is_said_and_nothing_is_asked(at):
    at.picker.pick("user_pool_id", {**IN_IRELAND, "proxy": "ftp://x", "read_seconds": "soon"})
    assert at.runs.made == []
    assert text("profile_problem.proxy_scheme") in at.said()
    assert text("profile_problem.seconds_number") in at.said()
    assert at.picker.back.hasFocus()
    button(at.picker, "Back to the profile").click()
    assert at.left == [True]


def test_mfa_of_the_aws_profile_is_asked_in_here_and_again_where_the_code_is_wrong(at, qtbot):
    at.picker.pick("user_pool_id", {**IN_IRELAND, "aws_profile": "qa"})
    at.runs.last.ask(Ask(name=AWS_MFA, fields=(CODE,), params=MFA))
    (line,) = showing(at.picker.challenge, QLineEdit)
    assert line.hasFocus()
    assert MFA["serial"] in at.said()
    line.setText("824 613")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    (answer,) = at.runs.last.answers
    assert answer.text("token_code") == "824613"
    assert not at.picker.challenge.isVisible()
    assert at.picker.cancel.hasFocus()
    at.runs.last.ask(Ask(name=AWS_MFA, fields=(CODE,), params=MFA, refusal=ApiError("AccessDenied", "wrong MFA code")))
    assert "wrong MFA code" in at.said()
    assert showing(at.picker.challenge, QLineEdit)[0].hasFocus()
    qtbot.keyClick(showing(at.picker.challenge, QLineEdit)[0], Qt.Key.Key_Return)
    at.find(UserPools=POOLS)
    assert at.rows() == ["customers", "staff"]
    assert at.picker.list.search.hasFocus()
    assert at.picker.challenge.form is None


def test_the_keyboard_stays_where_a_run_ends_while_a_code_is_asked(at):
    at.picker.pick("user_pool_id", IN_IRELAND)
    at.runs.last.ask(Ask(name=AWS_MFA, fields=(CODE,), params=MFA))
    at.runs.last.tell(Ended(at=0.0, reason="failed", code="credentials", message="gone", trouble="mfa"))
    assert at.picker.again.hasFocus()


def test_the_code_is_in_sight_where_there_is_little_room(at, qtbot):
    at.picker.resize(420, 300)
    at.picker.pick("user_pool_id", IN_IRELAND)
    refusal = ApiError("AccessDenied", "wrong code " * 40)
    at.runs.last.ask(Ask(name=AWS_MFA, fields=(CODE,), params=MFA, refusal=refusal))
    (line,) = showing(at.picker.challenge, QLineEdit)
    qtbot.waitUntil(lambda: line.visibleRegion().boundingRect() == line.rect())


def test_cancel_while_a_code_is_asked_forgets_the_question(at):
    at.picker.pick("user_pool_id", IN_IRELAND)
    at.runs.last.ask(Ask(name=AWS_MFA, fields=(CODE,), params=MFA))
    button(at.picker, "Cancel").click()
    assert at.runs.last.cancelled
    assert not at.picker.challenge.isVisible()
    assert at.picker.challenge.form is None


def test_names_of_a_server_are_shown_as_they_are(at):
    at.picker.pick("user_pool_id", IN_IRELAND)
    at.find(UserPools=[{"Id": "eu-west-1_AbCdEf1", "Name": "<b>{bold}</b>"}])
    at.picker.list.pick()
    assert "Which app client of <b>{bold}</b>?" in at.said()


def states(at):
    """Go through everything that it can show."""
    at.picker.pick("region", EMPTY)
    yield "regions"
    at.picker.pick("user_pool_id", IN_IRELAND)
    yield "asking"
    at.runs.last.ask(Ask(name=AWS_MFA, fields=(CODE,), params=MFA))
    yield "mfa"
    at.find(UserPools=POOLS)
    yield "pools"
    at.picker.list.pick()
    at.runs.last.tell(Ended(at=0.0, reason="failed", code="credentials", message="None found", trouble="none"))
    yield "trouble"


def test_every_control_has_a_name_of_its_own(at):
    for state in states(at):
        controls = [each for each in showing(at.picker, QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        names = [QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name) for each in controls]
        assert [type(each) for each, spoken in zip(controls, names, strict=True) if not spoken] == [], state
        assert len(names) == len(set(names)), state


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_wider_than_a_small_dialog_has_room_for(at, qapp, scale):
    theme = apply_theme(qapp)
    theme.set_scale(scale)
    try:
        for state in states(at):
            assert at.picker.minimumSizeHint().width() <= 560, state
    finally:
        theme.set_scale(1.0)


def clipboard_text():
    found = QGuiApplication.clipboard().text()
    clipboard().copy("")
    return found
