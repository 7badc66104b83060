"""The details of real sign-ins against the practice pool, in the window."""

import json

from PySide6.QtWidgets import QLabel, QPushButton

from app.auth.steps import Answer
from app.passkeys.decode import PROBLEMS
from app.runs.sign_in import SignInRequest
from app.texts import text
from app.transcript.events import TokensReceived
from tests.helpers.showing import button, showing
from tests.helpers.srp_vectors import check_vector
from widgets.details.srp import SrpPage

PATIENCE = 20_000


def tab(desk, qtbot, name: str):
    """Open a page of the details, once it is there: they follow the events that come fast a moment later."""
    details = desk.panels.right.details
    titles = [details.tabText(place) for place in range(details.count())]
    qtbot.waitUntil(lambda: details.isTabVisible(titles.index(name)), timeout=PATIENCE)
    details.setCurrentIndex(titles.index(name))
    return details.currentWidget()


def words(page) -> list[str]:
    return [label.text() for label in page.widget().findChildren(QLabel)]


def shows(page, qtbot, *expected: str) -> None:
    """Wait until a page says all of this."""
    qtbot.waitUntil(lambda: set(expected) <= set(words(page)), timeout=PATIENCE)


def test_a_sign_in_that_waits_shows_its_session_and_is_begun_again_from_the_start(desk, qtbot):
    desk.begin("sms")
    qtbot.waitUntil(lambda: desk.panels.stage.challenge.asks == "SMS_MFA", timeout=PATIENCE)
    page = tab(desk, qtbot, "Session")
    shows(page, qtbot, "Session 1", "fresh: waits for an answer")
    first = page.newest
    page.again.emit()
    qtbot.waitUntil(lambda: page.newest != first, timeout=PATIENCE)
    qtbot.waitUntil(lambda: desk.panels.stage.challenge.asks == "SMS_MFA", timeout=PATIENCE)
    assert [run.transcript.ended for run in desk.panels.models.timeline.runs] == [True, False]


def test_a_sign_in_that_was_cancelled_offers_to_begin_again(desk, qtbot):
    desk.begin("sms")
    qtbot.waitUntil(lambda: desk.panels.stage.challenge.asks == "SMS_MFA", timeout=PATIENCE)
    desk.panels.top.cancel.click()
    qtbot.waitUntil(lambda: bool(desk.outcome()), timeout=PATIENCE)
    page, again = tab(desk, qtbot, "Session"), "Again from the start"
    qtbot.waitUntil(lambda: again in [each.text() for each in showing(page, QPushButton)], timeout=PATIENCE)
    button(page, again).click()
    qtbot.waitUntil(lambda: desk.panels.stage.challenge.asks == "SMS_MFA", timeout=PATIENCE)


def test_the_handshake_of_a_real_sign_in_is_shown_and_what_is_saved_of_it_is_pycognitos(
    desk, qtbot, tmp_path, monkeypatch
):
    desk.begin("plain")
    qtbot.waitUntil(lambda: desk.outcome().startswith("Signed in"), timeout=PATIENCE)
    page = tab(desk, qtbot, "SRP")
    assert isinstance(page, SrpPage)
    shows(page, qtbot, "x", "S", "K", "signature")
    page.save(tmp_path / "vector.json")
    vector = json.loads((tmp_path / "vector.json").read_text("utf-8"))
    assert vector["values"]["password"] == "Practice1!"
    check_vector(vector, monkeypatch)


def test_a_passkey_that_was_made_and_used_is_shown_decoded_with_nothing_wrong_in_it(desk, qtbot):
    run = desk.window.conductors.sign_ins
    desk.begin("plain", "user_password")
    qtbot.waitUntil(lambda: desk.outcome().startswith("Signed in"), timeout=PATIENCE)
    profile, timeline = desk.panels.top.profile, desk.panels.models.timeline
    token = next(each.tokens for each in timeline.runs[0].transcript.events if isinstance(each, TokensReceived))
    credentials = Answer(values={"access_token": token.access_token, "authenticator": "software"})
    run.begin(SignInRequest(profile=profile, flow="register_passkey", credentials=credentials, save=False))
    qtbot.waitUntil(lambda: desk.outcome() == "Passkey registered", timeout=PATIENCE)
    page = tab(desk, qtbot, "WebAuthn")
    shows(page, qtbot, "attestationObject, decoded", "ES256 (-7)", "webauthn.create")
    made = words(page)
    credentials = Answer(values={"username": "plain", "preferred_challenge": "WEB_AUTHN", "device": "none"})
    run.begin(SignInRequest(profile=profile, flow="user_auth", credentials=credentials, save=False))
    qtbot.waitUntil(lambda: desk.panels.stage.challenge.asks == "WEB_AUTHN", timeout=PATIENCE)
    button(desk.panels.stage.challenge, "Continue").click()
    qtbot.waitUntil(lambda: desk.outcome().startswith("Signed in"), timeout=PATIENCE)
    shows(page, qtbot, "authenticatorData, decoded", "webauthn.get")
    used = words(page)
    problems = {text(f"passkey.problem.{key}") for key in (*PROBLEMS, "other_challenge")}
    assert not problems & {*made, *used}
