"""How a run ended."""

import jwt
import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel

from app.auth.tokens import TokenSet
from app.secret import Secret
from app.transcript.events import Ended, Finished, NotSaved, Saved, SignedIn
from tests.helpers.showing import button, showing, words
from widgets.outcome_card import OutcomeCard

KEY = "a key of thirty-two bytes or more"
ACCESS, ID = (Secret(jwt.encode({"token_use": use}, KEY, "HS256")) for use in ("access", "id"))
REFUSED = Ended(
    at=1.0, reason="refused", code="NotAuthorizedException", message="Incorrect <i>username</i> or password.",
    operation="RespondToAuthChallenge",
)  # fmt: skip


@pytest.fixture
def card(qtbot):
    made = OutcomeCard()
    qtbot.addWidget(made)
    made.show()
    made.begin()
    return made


def outcome(card) -> QLabel:
    (found,) = [each for each in showing(card, QLabel) if each.accessibleDescription() == "Outcome"]
    return found


def test_a_sign_in_is_named_by_its_text_and_described_as_the_outcome(card):
    card.show_end(SignedIn(at=1.0, username="plain"))
    spoken = QAccessible.queryAccessibleInterface(outcome(card))
    assert spoken.text(QAccessible.Text.Name) == outcome(card).text() == "Signed in as plain"
    assert spoken.text(QAccessible.Text.Description) == "Outcome"


def test_a_refusal_begins_with_its_wire_name_and_says_why_and_what_to_try(card):
    card.show_end(REFUSED)
    assert outcome(card).text() == "NotAuthorizedException"
    assert REFUSED.message in words(card)
    assert any(each.startswith("Why: ") for each in words(card))
    assert any(each.startswith("Try: ") for each in words(card))


def test_a_refusal_offers_no_tokens_of_the_run_before(card):
    card.take_tokens(TokenSet(access_token=ACCESS))
    card.begin()
    card.show_end(REFUSED)
    assert not [each for each in showing(card, type(card._access)) if "Copy" in each.text()]


def test_tokens_are_copied_by_a_click_each(card):
    card.take_tokens(TokenSet(access_token=ACCESS, id_token=ID))
    card.show_end(SignedIn(at=1.0, username="plain"))
    button(card, "Copy access token").click()
    assert QApplication.clipboard().text() == ACCESS.reveal()
    button(card, "Copy ID token").click()
    assert QApplication.clipboard().text() == ID.reveal()
    assert "Copied; the clipboard forgets it in a minute." in words(card)


def test_without_an_id_token_there_is_no_button_for_it(card):
    card.take_tokens(TokenSet(access_token=ACCESS))
    card.show_end(SignedIn(at=1.0, username="plain"))
    assert button(card, "Copy access token")
    assert not card._id.isVisible()


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (Saved(at=1.0, name="refresh_token", username="plain"), "The refresh token is in the keyring."),
        (NotSaved(at=1.0, name="refresh_token", reason="off"), "in memory only"),
        (NotSaved(at=1.0, name="refresh_token", reason="locked"), "Unlock it"),
        (NotSaved(at=1.0, name="refresh_token", reason="hangs"), "After 10 seconds"),
        (NotSaved(at=1.0, name="refresh_token", reason="from tomorrow"), "from tomorrow"),
    ],
)
def test_it_says_what_became_of_the_refresh_token(card, event, said):
    card.take_kept(event)
    card.show_end(SignedIn(at=1.0, username="plain"))
    assert any(said in each for each in words(card))


def test_the_person_can_go_again(card, qtbot):
    card.show_end(Ended(at=1.0, reason="cancelled"))
    with qtbot.waitSignal(card.again):
        button(card, "Sign in again").click()


def test_the_good_end_of_an_action_says_what_was_done(card):
    card.flow = "list_devices"
    card.show_end(Finished(at=1.0, findings={"Devices": ()}))
    assert outcome(card).text() == "Devices listed"


def test_an_action_without_words_of_its_own_is_done(card):
    card.flow = "something new"
    card.show_end(Finished(at=1.0, findings={}))
    assert outcome(card).text() == "Done"


def test_a_device_that_was_kept_says_nothing_about_the_refresh_token(card):
    card.take_kept(Saved(at=1.0, name="device us-east-1_aa", username="plain"))
    card.show_end(SignedIn(at=1.0, username="plain"))
    assert not any("refresh token" in each for each in words(card))


def test_an_authenticator_that_gave_nothing_is_explained(card):
    card.show_end(Ended(at=1.0, reason="passkey", code="timeout"))
    assert outcome(card).text() == "No passkey from the authenticator"
    assert "Nobody touched the authenticator in time." in words(card)
