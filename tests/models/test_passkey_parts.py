"""What passed between Cognito and an authenticator."""

import json
from types import MappingProxyType

import pytest

from app.models.passkey_parts import Ceremony, ceremony_of, parts
from app.passkeys.decode import PROBLEMS
from app.seal import seal
from app.secret import MASK, Secret
from app.texts import has_text
from tests.helpers import sample_passkeys as passkeys
from tests.helpers import sample_runs as sample
from tests.widgets.details.rows import rows_of

pytestmark = pytest.mark.usefixtures("qapp")

CREATION_OPTIONS = {
    "rp": {"id": passkeys.RP_ID, "name": "Practice"},
    "user": {"id": "aWQ", "name": "plain", "displayName": "plain"},
    "challenge": "dGhlIGNoYWxsZW5nZQ",
    "pubKeyCredParams": [{"type": "public-key", "alg": -7}, {"type": "public-key", "alg": -257}],
    "authenticatorSelection": {"requireResidentKey": True, "residentKey": "required"},
    "excludeCredentials": [],
}


def shown(row, *, revealed: bool = False) -> dict[str, dict[str, str]]:
    """The parts of a row by title, each with its values by name."""
    return {
        part.title: {each.name: each.shown(revealed=revealed) for each in part.rows} for part in parts(ceremony_of(row))
    }


def test_a_run_without_an_authenticator_has_nothing():
    assert not ceremony_of(rows_of(sample.signed_in())[2])
    assert not ceremony_of(None)
    assert parts(ceremony_of(None)) == []


def test_the_options_of_a_sign_in_are_there_as_soon_as_cognito_sent_them():
    found = shown(rows_of(passkeys.until_authenticator()[:3])[1])
    assert list(found) == ["Options, as Cognito sent them"]
    assert found["Options, as Cognito sent them"] == {
        "challenge": MASK, "rpId": MASK, "allowCredentials": MASK, "timeout": "180000", "userVerification": "preferred",
    }  # fmt: skip


def test_what_the_timeline_shows_anyway_stays_readable():
    found = shown(rows_of(passkeys.until_authenticator())[2])
    assert found["Asked of the authenticator"]["origin"] == passkeys.ORIGIN
    assert found["Options, as Cognito sent them"]["rpId"] == passkeys.RP_ID


def test_the_answer_is_masked_until_it_is_revealed():
    row = rows_of(passkeys.signed_by_passkey())[2]
    masked, readable = (shown(row, revealed=revealed)["The answer, as it is sent"] for revealed in (False, True))
    assert (masked["id"], masked["type"], masked["response.signature"]) == (MASK, "public-key", MASK)
    assert readable["id"] == passkeys.CREDENTIAL_ID


def test_a_new_passkeys_options_come_as_a_document():
    body = seal({"CredentialCreationOptions": CREATION_OPTIONS})
    events = [
        sample.started("", "register_passkey"),
        sample.called(1, "StartWebAuthnRegistration", {"AccessToken": Secret("x")}, sample.T0),
        sample.replied(1, "StartWebAuthnRegistration", dict(body), sample.T0 + 0.1, 0.1),
    ]
    found = shown(rows_of(events)[1])["Options, as Cognito sent them"]
    assert found["pubKeyCredParams"] == json.dumps(CREATION_OPTIONS["pubKeyCredParams"])
    assert (found["user.name"], found["authenticatorSelection.residentKey"]) == (MASK, "required")
    assert found["excludeCredentials"] == "[]"


@pytest.mark.parametrize("written", ["{", "[1]", '"text"', "[" * 5000, ""])
def test_options_that_are_no_json_object_are_none(written):
    challenge = {"ChallengeParameters": MappingProxyType({"CREDENTIAL_REQUEST_OPTIONS": Secret(written)})}
    events = [
        sample.started(),
        sample.called(1, "InitiateAuth", {}, sample.T0),
        sample.replied(1, "InitiateAuth", challenge, sample.T0 + 0.1, 0.1),
    ]
    assert not ceremony_of(rows_of(events)[1])


def test_a_call_that_carries_an_answer_shows_it_where_no_authenticator_was_asked():
    responses = MappingProxyType({"CREDENTIAL": Secret(json.dumps(passkeys.assertion()))})
    call = sample.called(1, "RespondToAuthChallenge", {"ChallengeResponses": responses}, sample.T0)
    found = shown(rows_of([sample.started(), call])[1])
    assert found["The answer, as it is sent"]["type"] == "public-key"


def test_an_authenticators_own_row_tells_of_that_use_alone():
    again = [passkeys.wanted(at=sample.T0 + 40), passkeys.given(at=sample.T0 + 41)]
    rows = rows_of([*passkeys.missed()[:-1], *again])
    assert "The answer, as it is sent" not in shown(rows[2])
    assert "The answer, as it is sent" in shown(rows[3])


def test_every_member_that_cognito_and_authenticators_send_has_a_line_that_says_what_it_is_for():
    rows = rows_of(passkeys.signed_by_passkey())
    silent = [each.name for part in parts(ceremony_of(rows[2])) for each in part.rows if not each.says]
    assert not silent


def test_a_value_that_a_stranger_wrote_is_cut_where_it_is_very_long():
    long = Secret(json.dumps({"challenge": "x" * 5000}))
    challenge = {"ChallengeParameters": MappingProxyType({"CREDENTIAL_REQUEST_OPTIONS": long})}
    events = [
        sample.started(),
        sample.called(1, "InitiateAuth", {}, sample.T0),
        sample.replied(1, "InitiateAuth", challenge, sample.T0 + 0.1, 0.1),
    ]
    found = shown(rows_of(events)[1], revealed=True)["Options, as Cognito sent them"]["challenge"]
    assert found == "x" * 1200 + "…"


def ceremony(**response: str):
    """An answer to the sample's options, with other members."""
    answer = passkeys.assertion()
    inner = answer["response"]
    assert isinstance(inner, dict)
    credential = {**answer, "response": {**inner, **response}}
    return Ceremony(wanted=passkeys.wanted(), options=passkeys.REQUEST_OPTIONS, credential=credential)


def problems(of: Ceremony) -> set[str]:
    found = parts(of)
    return {part.problem for part in found} | {row.problem for part in found for row in part.rows} - {""}


def test_what_the_authenticator_signed_is_decoded():
    found = shown(rows_of(passkeys.signed_by_passkey())[2])
    assert found["clientDataJSON, decoded"] == {
        "type": "webauthn.get", "challenge": MASK, "origin": passkeys.ORIGIN, "crossOrigin": "false",
    }  # fmt: skip
    assert found["authenticatorData, decoded"] == {
        "rpIdHash": passkeys.RP_ID_HASH, "flags": "UP UV", "signCount": "7",
    }  # fmt: skip


def test_nothing_is_wrong_with_a_right_answer():
    assert problems(ceremony()) == {""}


@pytest.mark.parametrize(
    ("member", "value", "problem"),
    [
        ("clientDataJSON", "!", "This is not base64url."),
        ("clientDataJSON", passkeys.encoded(b"{"), "This is not JSON."),
        ("clientDataJSON", passkeys.encoded(b'{"type": "webauthn.get", "challenge": "eA"}'), "This is missing."),
        (
            "clientDataJSON",
            passkeys.encoded(b'{"type": "webauthn.get", "challenge": "eA", "origin": "https://x"}'),
            "This is not the challenge that Cognito sent.",
        ),
        ("authenticatorData", passkeys.encoded(b"short"), "This ends too early."),
        (
            "authenticatorData",
            passkeys.encoded(b"\0" * 37),
            "This is the hash of another relying party than the one that was asked for.",
        ),
        ("attestationObject", passkeys.encoded(b"\x58"), "This is not CBOR."),
    ],
)
def test_what_is_wrong_with_an_answer_is_said(member, value, problem):
    assert problem in problems(ceremony(**{member: value}))


def test_every_problem_that_the_decoder_names_has_its_words():
    assert len(PROBLEMS) >= 5
    assert [key for key in PROBLEMS if not has_text(f"passkey.problem.{key}")] == []
