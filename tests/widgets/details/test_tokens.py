"""The page Tokens."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.auth.tokens import TokenSet, decode_part
from app.models.timeline import TimelineModel
from app.profiles.profile import Profile
from app.seal import seal_shown
from app.secret import MASK, Secret
from app.texts import text
from app.transcript.events import Finished, Replied, TokensReceived
from app.transcript.recording import Recording
from app.transcript.redaction import redact
from tests.helpers import sample_runs as sample
from tests.widgets.details.rows import rows_of
from widgets.clipboard import clipboard
from widgets.details.tokens import TokensPage
from widgets.details.verdicts import Verdicts


@pytest.fixture
def page(qtbot):
    made = TokensPage(now=lambda: sample.T0 + 60)
    qtbot.addWidget(made)
    made.resize(380, 600)
    made.show()
    yield made
    clipboard().clear()


def words(page) -> list[str]:
    return [label.text() for label in page.widget().findChildren(QLabel)]


def press(page, name: str) -> None:
    found = [each for each in page.widget().findChildren(QPushButton) if name in (each.text(), each.accessibleName())]
    assert len(found) == 1, name
    found[0].click()


def test_claims_are_decoded_with_times_that_people_read(page):
    page.show_row(rows_of(sample.signed_in())[2])
    shown = words(page)
    assert {"Access token", "ID token", "Refresh token", "aws.cognito.signin.user.admin", "RS256"} <= set(shown)
    assert any(text.endswith("· in 59:00 min") for text in shown)
    assert "1,709 characters, encrypted by Cognito: only Cognito can read it." in shown


def test_tokens_and_personal_claims_are_masked_until_revealed(page):
    row = rows_of(sample.signed_in())[2]
    access = sample.tokens().access_token.reveal()
    page.show_row(row)
    assert access not in words(page)
    assert "sms@example.com" not in words(page)
    press(page, "Reveal")
    assert access in words(page)
    assert "sms@example.com" in words(page)
    page.show_row(row)
    assert access not in words(page)
    assert words(page).count(MASK) >= 3


@pytest.mark.parametrize(
    ("button", "copied"),
    [
        ("Copy: Access token", sample.tokens().access_token.reveal()),
        ("Copy: ID token", sample.tokens().id_token.reveal()),
        ("Copy: Refresh token", sample.tokens().refresh_token.reveal()),
        ("Copy as header: Access token", f"Authorization: Bearer {sample.tokens().access_token.reveal()}"),
    ],
    ids=lambda value: value[:28],
)
def test_each_token_is_copied_by_a_click_and_counts_as_a_secret(page, button, copied):
    page.show_row(rows_of(sample.signed_in())[0])
    press(page, button)
    assert QApplication.clipboard().text() == copied
    assert clipboard().seconds_left > 0


def test_before_there_are_tokens_it_says_so(page):
    page.show_row(rows_of(sample.until_sms())[2])
    assert words(page) == ["No tokens yet: a sign-in that ends well shows them here, decoded."]
    page.show_row(None)
    assert len(words(page)) == 1


def test_an_access_token_that_is_no_jwt_is_shown_without_claims(page):
    odd = TokensReceived(at=sample.T0, tokens=TokenSet(access_token=Secret("opaque")))
    page.show_row(rows_of([sample.started(), odd])[0])
    assert "This token is no JWT: 6 characters." in words(page)
    assert "Claims" not in words(page)


def test_how_long_a_token_lasts_is_counted_by_the_servers_clock(page):
    ahead = [
        replace(each, server_date=each.server_date + 1200) if isinstance(each, Replied) else each
        for each in sample.signed_in()
    ]
    page.show_row(rows_of(ahead)[2])
    lasts = [each for each in words(page) if "· in 3" in each]
    assert lasts, words(page)
    assert all(each.endswith(("in 39:00 min", "in 38:59 min", "in 39:01 min")) for each in lasts)


PROFILE = Profile(id="p", name="p", user_pool_id="us-east-1_Example1", client_id="client")


def verdicts(page):
    """What is said of each check of the access token, by its title."""
    page.grab()
    rows = page.widget().findChildren(Verdicts)[0].rows
    return {row.title: row.word for row in rows}


def with_profile(page, profile=PROFILE):
    page.profile_of = {profile.id: profile, sample.started().profile_id: profile}.get


def test_each_verdict_but_the_signatures_is_there_at_once(page):
    claims = decode_part(sample.tokens().access_token, 1)
    endpoint, _, pool = claims["iss"].rpartition("/")
    with_profile(page, replace(PROFILE, user_pool_id=pool, endpoint_url=endpoint, client_id=claims["client_id"]))
    page.show_row(rows_of(sample.signed_in())[2])
    assert verdicts(page) == {
        "Signature": "not checked", "Issuer": "good", "App client": "good", "Use": "good", "Begin": "good",
        "Expiry": "good",
    }  # fmt: skip


def test_a_token_of_another_pool_and_client_is_said_to_be_one(page):
    with_profile(page, replace(PROFILE, user_pool_id="eu-west-1_Other", client_id="another"))
    page.show_row(rows_of(sample.signed_in())[2])
    found = verdicts(page)
    assert (found["Issuer"], found["App client"]) == ("not good", "not good")
    assert any("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other" in each for each in words(page))


def test_a_token_that_expires_while_it_is_looked_at_is_said_to_have(qtbot):
    clock = [sample.T0 + 60]
    page = TokensPage(now=lambda: clock[0])
    qtbot.addWidget(page)
    page.show_row(rows_of(sample.signed_in())[2])
    page.show()
    assert verdicts(page)["Expiry"] == "good"
    clock[0] += 10
    page.tick()
    assert any(each.endswith("· in 58:50 min") for each in words(page))
    clock[0] += 3600
    page.tick()
    assert verdicts(page)["Expiry"] == "not good"


def test_without_its_profile_a_run_is_not_compared_and_cannot_be_checked(page):
    page.show_row(rows_of(sample.signed_in())[2])
    found = verdicts(page)
    assert (found["Issuer"], found["App client"], found["Use"]) == ("not checked", "not checked", "good")
    (check,) = [each for each in page.widget().findChildren(QPushButton) if each.text() == "Check signature"]
    assert not check.isEnabled()
    assert text("tokens.no_profile") in words(page)


def test_of_an_opened_run_the_signature_is_not_there_to_be_checked(page):
    with_profile(page)
    (opened,) = redact([Recording(run_id="r", events=tuple(sample.signed_in()))])
    page.show_row(rows_of(opened.events)[2])
    (check,) = [each for each in page.widget().findChildren(QPushButton) if each.text() == "Check signature"]
    assert not check.isEnabled()
    assert "A transcript has a label in place of the signature." in words(page)


def checked(page, findings):
    """The sign-in, and a run that checked it and found this."""
    model = TimelineModel(now=lambda: sample.T0)
    for event in sample.signed_in():
        model.add("a", event)
    begun = replace(sample.started(), run_id="b", flow="check_tokens", about="a")
    for event in (begun, Finished(at=sample.T0, findings=seal_shown(findings))):
        model.add("b", event)
    page.runs = lambda: model.runs
    with_profile(page)
    page.show_row(model.runs[1].rows[1])
    return model


def test_what_a_check_found_stands_with_the_tokens_that_it_checked(page):
    row = {"which": "access", "check": "signature", "state": "bad", "why": "kid"}
    checked(page, {"how": "bad", "problem": "", "SignatureVerdicts": [row]})
    assert verdicts(page)["Signature"] == "not good"
    assert any("the token is another user pool's, or its key is gone" in each for each in words(page))


def test_a_key_set_that_could_not_be_read_is_said_with_what_to_try(page):
    row = {"which": "access", "check": "signature", "state": "unknown", "why": "keys"}
    checked(page, {"how": "unread", "problem": "HTTP 503", "SignatureVerdicts": [row]})
    assert "The key set could not be read: HTTP 503" in words(page)
    assert any("Then check again." in each for each in words(page))
    assert verdicts(page)["Signature"] == "not checked"


def test_while_a_run_is_under_way_no_check_can_be_asked_for(page):
    with_profile(page)
    page.show_row(rows_of(sample.signed_in())[2])
    asked = []
    page.wanted.connect(lambda run, ahead: asked.append((run, ahead)))
    page.set_running(True)
    press(page, "Check signature")
    page.set_running(False)
    press(page, "Check signature")
    assert [ahead for _, ahead in asked] == [0.0]
    page.show_row(None)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    page.set_running(True)  # the button is gone with the tokens
