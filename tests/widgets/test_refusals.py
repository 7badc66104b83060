"""What the card offers after a refusal, in the window on the practice pool."""

from dataclasses import replace

from PySide6.QtWidgets import QPushButton

from app.auth.steps import Answer
from app.runs.sign_in import SignInRequest
from tests.helpers.showing import button, showing, words
from tests.widgets.test_accessible_names import check_names
from tests.widgets.test_main_window import PATIENCE, signed_in


def refused(desk, qtbot, code: str) -> None:
    qtbot.waitUntil(lambda: desk.outcome().startswith(code), timeout=PATIENCE)
    qtbot.waitUntil(desk.panels.top.sign_in.isEnabled)


def told(desk) -> list[str]:
    return words(desk.panels.stage.outcome)


def offers(desk) -> list[str]:
    return [each.text() for each in showing(desk.panels.stage.outcome, QPushButton)]


def press(desk, what: str) -> None:
    button(desk.panels.stage.outcome, what).click()


def wrong_password(desk, qtbot, user: str = "plain") -> None:
    desk.panels.left.flows.choose("user_password")
    desk.panels.left.form.fill(username=user, password="Wrong-Password1!")
    desk.panels.top.sign_in.click()
    refused(desk, qtbot, "NotAuthorizedException")


def test_a_vague_refusal_has_ranked_causes_with_checks_and_actions(desk, qtbot):
    wrong_password(desk, qtbot)
    said = told(desk)
    assert "Incorrect username or password." in said
    for place in (1, 2, 3):
        assert any(each.startswith(f"{place}. ") for each in said)
    assert not any(each.startswith("4. ") for each in said)
    assert any(each.startswith("Check: ") for each in said)
    assert any(each.startswith("More causes") for each in offers(desk))
    check_names(desk)


def test_what_the_reply_proves_stands_alone(desk, qtbot):
    desk.begin("disabled")
    refused(desk, qtbot, "NotAuthorizedException")
    assert not any(each.startswith("1. ") for each in told(desk))
    assert any(each.startswith("Try: ") for each in told(desk))
    assert not any(each.startswith("More causes") for each in offers(desk))


def test_another_flow_takes_what_was_typed_and_begins(desk, qtbot):
    desk.begin("legacy")
    refused(desk, qtbot, "NotAuthorizedException")
    press(desk, "Use User password")
    signed_in(desk, qtbot, "legacy")
    assert desk.panels.left.flows.chosen_flow == "user_password"
    desk.begin("legacy")
    signed_in(desk, qtbot, "legacy")


def test_a_flow_that_is_off_leads_to_one_that_is_on(desk, qtbot):
    desk.begin("plain", "user_password", profile="practice / srp-only")
    refused(desk, qtbot, "InvalidParameterException")
    press(desk, "Use User SRP")
    signed_in(desk, qtbot, "plain")


def test_an_unconfirmed_user_is_led_to_the_confirmation(desk, qtbot):
    desk.begin("unconfirmed")
    refused(desk, qtbot, "UserNotConfirmedException")
    first = desk.panels.models.timeline.runs[-1]
    press(desk, "Confirm sign-up")
    qtbot.waitUntil(lambda: desk.panels.stage.challenge.asks == "CONFIRM_SIGN_UP", timeout=PATIENCE)
    assert desk.panels.models.timeline.runs[-1].started.about == first.run_id
    assert desk.panels.models.timeline.runs[-1].started.user == "unconfirmed"


def looked_up(desk, qtbot) -> list[str]:
    press(desk, "Look the user up")
    qtbot.waitUntil(lambda: desk.outcome() == "User looked up", timeout=PATIENCE)
    return told(desk)


def test_looked_up_the_cause_is_found_and_the_refusal_stays_in_sight(desk, qtbot):
    wrong_password(desk, qtbot, "nobody")
    said = looked_up(desk, qtbot)
    assert any(each.startswith("Found: ") and "nobody" in each for each in said), said
    assert any(each.startswith("About the refused run: NotAuthorizedException") for each in said)
    assert "Look the user up" not in offers(desk)
    runs = desk.panels.models.timeline.runs
    assert runs[-1].started.about == runs[-2].run_id
    check_names(desk)


def test_where_nothing_is_found_the_causes_that_remain_are_shown(desk, qtbot):
    wrong_password(desk, qtbot)
    said = looked_up(desk, qtbot)
    assert not any(each.startswith("Found: ") for each in said)
    assert any(each.startswith("1. The password is wrong") for each in said), said
    press(desk, "Sign in again")
    refused(desk, qtbot, "NotAuthorizedException")


def test_what_is_done_after_a_look_up_is_about_the_refused_run(desk, qtbot):
    desk.begin("legacy")
    refused(desk, qtbot, "NotAuthorizedException")
    looked_up(desk, qtbot)
    press(desk, "Use User password")
    signed_in(desk, qtbot, "legacy")


def asked_about(desk, qtbot, action: str) -> None:
    """Run an action about the refused run at a place where nothing answers."""
    run = desk.panels.models.timeline.runs[-1]
    profile = replace(desk.panels.top.profile, endpoint_url="http://127.0.0.1:9")
    credentials = Answer(values={"username": run.started.user})
    desk.window.conductors.sign_ins.begin(
        SignInRequest(profile=profile, flow=action, credentials=credentials, save=False, about=run.run_id)
    )
    qtbot.waitUntil(desk.panels.top.sign_in.isEnabled, timeout=PATIENCE)


def test_where_aws_cannot_be_asked_nothing_of_the_refusal_is_lost(desk, qtbot):
    wrong_password(desk, qtbot)
    before = [each for each in told(desk) if each.startswith(("1. ", "2. ", "3. "))]
    asked_about(desk, qtbot, "check_client")
    assert any(each.startswith("Why: ") for each in told(desk))
    assert any(each.startswith("About the refused run: NotAuthorizedException") for each in told(desk))
    assert [each for each in told(desk) if each.startswith(("1. ", "2. ", "3. "))] == before
    assert "Sign in again" in offers(desk) or "Run again" in offers(desk)


def test_a_sign_in_that_succeeds_leaves_no_causes(desk, qtbot):
    wrong_password(desk, qtbot)
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    assert not any(each.startswith("1. ") for each in told(desk))


def test_a_check_of_the_app_client_is_about_the_refused_run_and_its_card_goes_on(desk, qtbot):
    desk.begin("plain", "user_password", profile="practice / srp-only")
    refused(desk, qtbot, "InvalidParameterException")
    press(desk, "Check app client")
    qtbot.waitUntil(lambda: desk.outcome() == "App client checked", timeout=PATIENCE)
    runs = desk.panels.models.timeline.runs
    assert runs[-1].started.about == runs[-2].run_id
    assert any(each.startswith("About the refused run: InvalidParameterException") for each in told(desk))
    press(desk, "Use User SRP")
    signed_in(desk, qtbot, "plain")
