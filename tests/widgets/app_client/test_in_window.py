"""The App client dialog in the window: the check is a run, its facts go into the profile, sign-ins are remembered."""

import tomllib

import pytest

from app.models.flows import FlowRole
from app.profiles.profile import Profile
from app.texts import text
from widgets.app_client.dialog import AppClientDialog

SRP_ONLY = "practice / srp-only"


@pytest.fixture
def opened(desk, qtbot):
    """The desk with the dialog open on the client that allows SRP alone."""
    top = desk.panels.top
    top.profiles.setCurrentIndex(top.profiles.findText(SRP_ONLY))
    top.app_client.click()
    qtbot.waitUntil(lambda: dialog_of(desk) is not None and dialog_of(desk).isVisible())
    return desk


def dialog_of(desk):
    return desk.window.findChild(AppClientDialog)


def value(desk, name):
    return next(each for each in dialog_of(desk).settings.model.settings() if each.name == name)


def check(desk, qtbot):
    dialog_of(desk).check.click()
    qtbot.waitUntil(lambda: desk.outcome() == text("finished.check_client"), timeout=15_000)


def test_a_practice_client_is_known_before_the_check_and_its_pool_after_it(opened, qtbot):
    assert value(opened, "flows").value == "ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH"
    assert value(opened, "flows").source_words == "the practice pool"
    assert not value(opened, "mfa").known
    check(opened, qtbot)
    assert value(opened, "mfa").value.startswith("optional")
    assert "DefineAuthChallenge: define_auth_challenge" in value(opened, "triggers").value
    assert dialog_of(opened).says.text() == text("app_client.checked_practice")
    assert opened.panels.top.profile.facts["MfaConfiguration"] == "OPTIONAL"


def test_the_check_is_a_run_on_the_timeline(opened, qtbot):
    check(opened, qtbot)
    (run,) = opened.panels.models.timeline.runs
    assert run.flow == "check_client"
    assert run.started.about == ""
    operations = {row.exchange.called.operation for row in run.rows if row.exchange}
    assert operations == {"DescribeUserPoolClient", "DescribeUserPool", "GetUserPoolMfaConfig"}


def test_the_dialog_follows_the_chosen_profile(opened):
    top = opened.panels.top
    top.profiles.setCurrentIndex(top.profiles.findText("practice / rotating"))
    assert value(opened, "rotation").value == "on: the old refresh token works for another 10 seconds"


def test_what_a_check_said_stands_with_the_profile_that_it_was_about(opened, qtbot):
    top, says = opened.panels.top, dialog_of(opened).says
    check(opened, qtbot)
    top.profiles.setCurrentIndex(top.profiles.findText("practice / rotating"))
    assert says.text() == ""
    top.profiles.setCurrentIndex(top.profiles.findText(SRP_ONLY))
    assert says.text() == text("app_client.checked_practice")


def test_what_was_typed_stays_when_a_check_fills_in_the_profile(opened, qtbot):
    form = opened.panels.left.form
    form.fill(username="somebody", password="Secret1!")
    opened.panels.left.flows.choose("custom")
    check(opened, qtbot)
    assert form.username == "somebody"
    assert opened.panels.left.flows.chosen_flow == "custom"
    assert opened.panels.top.profile.name == SRP_ONLY


@pytest.fixture
def own(desk, qtbot):
    """A profile of one's own for the same app client, of which nothing is known."""
    practice = desk.panels.models.profiles.profiles[2]
    profile = Profile(
        id="own", name="own", user_pool_id=practice.user_pool_id, client_id=practice.client_id,
        endpoint_url=practice.endpoint_url, region="us-east-1",
    )  # fmt: skip
    desk.services.profiles.save(profile)
    qtbot.waitUntil(lambda: desk.panels.models.profiles.find("own") is not None)
    desk.panels.top.want("own")
    desk.panels.top.app_client.click()
    return desk


def made_up_keys(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "practice")


def test_facts_of_a_profile_of_ones_own_go_into_the_file(own, qtbot, monkeypatch, tmp_path):
    made_up_keys(monkeypatch)
    assert not value(own, "flows").known
    check(own, qtbot)
    assert value(own, "flows").source_words == "AWS"
    file = tmp_path / "profiles.toml"
    qtbot.waitUntil(lambda: "MfaConfiguration" in file.read_text())
    (stored,) = tomllib.loads(file.read_text())["profile"]
    assert stored["id"] == "own"
    flows, row = own.panels.models.flows, own.panels.models.flows.row_of("user_password")
    assert flows.index(row).data(FlowRole.OFF) == "ALLOW_USER_PASSWORD_AUTH"


def test_a_refused_sign_in_is_remembered_without_aws_and_marks_the_flow(own, qtbot):
    form, flows = own.panels.left.form, own.panels.left.flows
    flows.choose("user_password")
    form.fill(username="plain", password="Practice1!")
    own.panels.top.sign_in.click()
    qtbot.waitUntil(lambda: "InvalidParameterException" in own.outcome(), timeout=15_000)
    assert value(own, "flows").value == "off: ALLOW_USER_PASSWORD_AUTH"
    assert value(own, "flows").source_words == "seen in a sign-in"
    assert flows.currentIndex().data(FlowRole.OFF) == "ALLOW_USER_PASSWORD_AUTH"
    own.panels.top.profiles.setCurrentIndex(0)
    assert flows.currentIndex().data(FlowRole.OFF) == ""


def test_a_sign_in_that_worked_shows_flow_secret_and_lifetimes(own, qtbot):
    own.panels.left.flows.choose("user_srp")
    own.panels.left.form.fill(username="plain", password="Practice1!")
    own.panels.top.sign_in.click()
    qtbot.waitUntil(lambda: own.outcome().startswith("Signed in"), timeout=15_000)
    shown = [value(own, name).value for name in ("flows", "secret", "access_token")]
    assert shown == ["on: ALLOW_USER_SRP_AUTH", "no", "1 hour"]


def test_a_check_without_keys_says_how_it_ended(own, qtbot):
    dialog_of(own).check.click()
    qtbot.waitUntil(lambda: dialog_of(own).says.text().startswith("The check ended"), timeout=15_000)
    assert dialog_of(own).check.isEnabled()
    assert not value(own, "mfa").known


def test_a_flow_that_is_off_leads_from_its_menu_to_its_change(opened, qtbot):
    flows = opened.panels.left.flows
    flows.choose("user_password")
    (action,) = flows.menu_of(flows.currentIndex()).actions()
    assert action.text() == text("flow_list.how_to")
    action.trigger()
    dialog = dialog_of(opened)
    assert dialog.tabs.currentWidget() is dialog.change
    assert dialog.change.flow.currentData() == "ALLOW_USER_PASSWORD_AUTH"
    flows.choose("user_srp")
    assert flows.menu_of(flows.currentIndex()) is None


def test_the_card_after_a_refusal_opens_the_dialog_and_checks(opened, qtbot):
    profile = opened.panels.top.profile
    opened.window.conductors.refusals.remedies.dialogs["check_client"](profile, "")
    qtbot.waitUntil(lambda: opened.outcome() == text("finished.check_client"), timeout=15_000)
    assert dialog_of(opened).isVisible()


def test_it_is_in_the_menu_profile(opened):
    menus = {action.text(): action.menu() for action in opened.window.menuBar().actions()}
    texts = [action.text() for action in menus[text("menu.profile")].actions()]
    assert text("menu.app_client") in texts
