"""What the conductor of remedies can start, and with what."""

import pytest

from app.auth.steps import Answer
from app.diagnosis.verdict import REMEDIES, Remedy
from app.models.remedies import remedy_words
from app.profiles.profile import Profile
from app.runs.sign_in import SignInRequest
from app.secret import Secret
from tests.widgets.test_main_window import PATIENCE, signed_in
from widgets.conduct.remedies import RemedyConductor


@pytest.fixture
def remedies(desk) -> RemedyConductor:
    """Without any dialog that a window may have."""
    return RemedyConductor(desk.panels, desk.window.conductors.sign_ins)


def refused(desk, username: str = "plain", **profile) -> SignInRequest:
    given = {"id": "own", "name": "own", "user_pool_id": "us-east-1_A", "client_id": "c", **profile}
    chosen = Profile(**given) if profile or not username else desk.panels.top.profile
    typed = {"username": username, "password": Secret("Practice1!")}
    return SignInRequest(profile=chosen, flow="user_srp", credentials=Answer(values=typed), save=True)


def test_each_remedy_has_its_words():
    words = [remedy_words(Remedy(name=name, value="x")) for name in REMEDIES]
    assert all(words)
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("name", ["check_client", "edit_profile"])
def test_a_dialog_that_is_not_there_is_not_offered(desk, remedies, name):
    of = refused(desk, region="us-east-1")
    assert not remedies.can(Remedy(name=name), of)
    remedies.dialogs[name] = lambda *_: None
    assert remedies.can(Remedy(name=name), of)


def test_a_practice_profile_is_not_edited(desk, remedies):
    remedies.dialogs["edit_profile"] = lambda *_: None
    assert not remedies.can(Remedy(name="edit_profile", value="region"), refused(desk))


def test_a_dialog_is_opened_with_the_profile_and_the_field_or_the_run(desk, remedies):
    opened = []
    remedies.dialogs["edit_profile"] = lambda profile, value: opened.append((profile.id, value))
    remedies.dialogs["check_client"] = lambda profile, value: opened.append((profile.id, value))
    of = refused(desk, region="us-east-1")
    remedies.do(Remedy(name="edit_profile", value="region"), of)
    remedies.do(Remedy(name="check_client"), of)
    assert opened == [("own", "region"), ("own", of.run_id)]


def test_what_is_about_a_user_needs_a_name(desk, remedies):
    assert remedies.can(Remedy(name="confirm_sign_up"), refused(desk))
    assert not remedies.can(Remedy(name="confirm_sign_up"), refused(desk, ""))


def test_a_remedy_or_a_flow_that_nobody_knows_is_not_offered(desk, remedies):
    assert not remedies.can(Remedy(name="something_new"), refused(desk))
    assert not remedies.can(Remedy(name="use_flow", value="something_new"), refused(desk))


def test_without_a_sign_in_there_is_none_to_make_again(desk, remedies, qtbot):
    assert not remedies.can(Remedy(name="sign_in_again"), refused(desk))
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    assert remedies.can(Remedy(name="sign_in_again"), refused(desk))


def test_another_name_signs_in_with_the_same_credentials(desk, remedies, qtbot):
    remedies.do(Remedy(name="sign_in_as", value="plain"), refused(desk, "plain@example.com"))
    signed_in(desk, qtbot, "plain")
    assert desk.panels.left.form.username == "plain"
    assert desk.panels.models.timeline.runs[-1].started.user == "plain"


def test_another_flow_that_needs_more_waits_for_it(desk, remedies):
    remedies.do(Remedy(name="use_flow", value="refresh"), refused(desk))
    assert desk.panels.left.flows.chosen_flow == "refresh"
    assert not desk.window.conductors.sign_ins.running


def test_while_a_run_is_under_way_nothing_is_started(desk, remedies, qtbot):
    desk.begin("sms")
    qtbot.waitUntil(lambda: desk.panels.stage.challenge.asks == "SMS_MFA", timeout=PATIENCE)
    remedies.do(Remedy(name="use_flow", value="user_password"), refused(desk))
    assert desk.panels.left.flows.chosen_flow == "user_srp"
