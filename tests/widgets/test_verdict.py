"""Why a refresh was refused, in the outcome's card."""

import pytest
from PySide6.QtWidgets import QPushButton

from app.diagnosis.verdict import Cause, Verdict
from app.secret import Secret
from app.transcript.events import TokensReceived
from tests.helpers.showing import button, showing, words
from tests.widgets.test_accessible_names import check_names
from tests.widgets.test_main_window import PATIENCE, signed_in
from widgets.verdict import VerdictBox


def cause(name: str) -> Cause:
    return Cause(name=name, what=f"{name} is it.", check=f"look at {name}", try_=f"mend {name}")


@pytest.fixture
def box(qtbot):
    made = VerdictBox()
    qtbot.addWidget(made)
    return made


def test_a_proven_cause_stands_alone_with_what_to_do(box):
    proven = cause("expired")
    box.show_verdict(Verdict(proven=proven, by="reply", causes=(proven,), says="Proven."), examined=False)
    assert words(box) == ["Proven.", "expired is it.", "Try: mend expired"]
    assert showing(box, QPushButton) == []


def test_of_a_revoked_token_aws_may_tell_what_revoked_it(box):
    proven = cause("revoked")
    verdict = Verdict(proven=proven, by="reply", causes=(proven,), says="Proven.")
    box.show_verdict(verdict, examined=False)
    assert button(box, "Find the cause")
    box.show_verdict(verdict, examined=True)
    assert showing(box, QPushButton) == []


def test_causes_that_remain_are_ranked_each_with_its_check_and_aws_can_be_asked(box, qtbot):
    remaining = Verdict(proven=None, by="", causes=(cause("one"), cause("two")), says="Not known.")
    box.show_verdict(remaining, examined=False)
    told = [each for each in words(box) if not each.startswith("Asks AWS")]
    assert told == ["Not known.", "1. one is it.", "Check: look at one", "2. two is it.", "Check: look at two"]
    with qtbot.waitSignal(box.examine_wanted):
        button(box, "Find the cause").click()
    box.show_verdict(remaining, examined=True)
    assert showing(box, QPushButton) == []


def refresh(desk, qtbot, token: Secret, username: str = "") -> None:
    desk.panels.left.flows.choose("refresh")
    desk.panels.left.form.fill(refresh_token=token.reveal(), username=username)
    desk.panels.top.sign_in.click()
    qtbot.waitUntil(lambda: desk.outcome().startswith("NotAuthorizedException"), timeout=PATIENCE)


def newest_refresh_token(desk) -> Secret:
    events = desk.panels.models.timeline.runs[-1].transcript.events
    return next(each.tokens.refresh_token for each in events if isinstance(each, TokensReceived))


def test_what_is_behind_a_vague_refusal_is_found_by_asking_aws(desk, qtbot):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    token = newest_refresh_token(desk)
    refresh(desk, qtbot, Secret(f"{token.reveal()[:-4]}AAAA"), "plain")
    outcome = desk.panels.stage.outcome
    told = words(outcome)
    assert any(each.startswith("1. ") for each in told), told
    assert any(each.startswith("Check: ") for each in told)
    check_names(desk)
    button(outcome, "Find the cause").click()
    qtbot.waitUntil(lambda: desk.outcome() == "Refusal examined", timeout=PATIENCE)
    assert any(each.startswith("1. ") for each in words(outcome))
    assert not any(each.text() == "Find the cause" for each in showing(outcome, QPushButton))
    assert desk.panels.models.timeline.runs[2].started.about == desk.panels.models.timeline.runs[1].run_id


def test_a_pasted_access_token_is_told_at_once(desk, qtbot):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    events = desk.panels.models.timeline.runs[-1].transcript.events
    token = next(each.tokens.access_token for each in events if isinstance(each, TokensReceived))
    refresh(desk, qtbot, token)
    assert not any(each.startswith("1. ") for each in words(desk.panels.stage.outcome))
    assert not any(each.text() == "Find the cause" for each in showing(desk.panels.stage.outcome, QPushButton))
