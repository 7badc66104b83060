"""WEB_AUTHN: what the authenticator is asked, what goes to Cognito, and what happens where it gives nothing."""

import json

import pytest

from app.auth.client import AppClient, Context
from app.errors import ApiError, PasskeyError, PasskeyTrouble, UnexpectedReply
from tests.auth.challenges.scripts import facing, responds
from tests.helpers.playbook import CLIENT, CONTEXT, POOL, TOKENS, WITH_SECRET, challenge
from tests.helpers.secret_hashes import hashed

OPTIONS = {
    "challenge": "c2lnbg", "timeout": 180000, "rpId": "auth.example.com", "userVerification": "preferred",
    "allowCredentials": [{"type": "public-key", "id": "aWQ", "transports": ["internal"]}],
}  # fmt: skip
CREDENTIAL = {"id": "aWQ", "type": "public-key", "response": {"signature": "c2ln", "userHandle": "dXNlcg"}}
COMPACT = '{"id":"aWQ","type":"public-key","response":{"signature":"c2ln","userHandle":"dXNlcg"}}'
ORIGIN = "https://auth.example.com"


def wanted(options=OPTIONS):
    text = options if isinstance(options, str) else json.dumps(options)
    return challenge("WEB_AUTHN", "s1", CREDENTIAL_REQUEST_OPTIONS=text)


def asks(play, **expected):
    return play.asks("WEB_AUTHN", "authenticator", "origin", "answer_as", **expected)


@pytest.mark.parametrize("context", [CONTEXT, WITH_SECRET])
def test_what_the_authenticator_signed_goes_to_cognito_as_compact_json(context):
    play = facing(wanted(), context)
    asked = asks(play)
    assert asked.ask.params["rpId"] == "auth.example.com"
    assert [field.value for field in asked.ask.fields] == ["software", ORIGIN, "ITSELF"]
    assert [field.advanced for field in asked.ask.fields] == [False, True, True]
    asked.answers(authenticator="software", origin=ORIGIN, answer_as="ITSELF")
    ceremony = play.uses_passkey("software", ORIGIN)
    assert ceremony.options == OPTIONS
    ceremony.gives(CREDENTIAL)
    digest = {"SECRET_HASH": hashed("plain")} if context is WITH_SECRET else {}
    responds(play, "WEB_AUTHN", "s1", {"CREDENTIAL": COMPACT, **digest}).replies(TOKENS)
    play.returns_tokens()


def test_it_can_go_under_the_name_of_the_choice():
    play = facing(wanted())
    asks(play).answers(authenticator="software", answer_as="SELECT_CHALLENGE")
    play.uses_passkey("software", ORIGIN).gives(CREDENTIAL)
    sent = {"ANSWER": "WEB_AUTHN", "CREDENTIAL": COMPACT}
    responds(play, "SELECT_CHALLENGE", "s1", sent).replies(TOKENS)
    play.returns_tokens()


def test_every_authenticator_at_hand_is_offered_and_another_origin_can_be_typed():
    client = AppClient(user_pool_id=POOL, client_id=CLIENT)
    play = facing(wanted(), Context(client=client, entropy=bytes, authenticators=("usb", "windows")))
    asked = asks(play)
    assert asked.ask.fields[0].choices == ("usb", "windows")
    asked.answers(authenticator="windows", origin=" https://www.auth.example.com ")
    play.uses_passkey("windows", "https://www.auth.example.com").gives(CREDENTIAL)
    responds(play, "WEB_AUTHN", "s1", {"CREDENTIAL": COMPACT}).replies(TOKENS)


@pytest.mark.parametrize("trouble", [trouble for trouble in PasskeyTrouble if trouble != "options"])
def test_an_authenticator_that_gives_nothing_is_told_and_asked_again(trouble):
    play = facing(wanted())
    asks(play).answers(authenticator="software", origin="https://example.org")
    play.uses_passkey("software", "https://example.org").misses(trouble)
    asked = asks(play, refusal=trouble.value)
    assert asked.ask.deadline_from is not None
    asked.answers(authenticator="software", origin=ORIGIN)
    play.uses_passkey("software", ORIGIN).gives(CREDENTIAL)
    responds(play, "WEB_AUTHN", "s1", {"CREDENTIAL": COMPACT}).replies(TOKENS)
    play.returns_tokens()


def test_options_that_no_authenticator_takes_end_the_sign_in():
    play = facing(wanted())
    asks(play).answers(authenticator="software")
    play.uses_passkey("software", ORIGIN).misses(PasskeyTrouble.OPTIONS)
    play.raises(PasskeyError)


def test_a_signature_that_cognito_refuses_is_not_sent_again():
    play = facing(wanted())
    asks(play).answers(authenticator="software")
    play.uses_passkey("software", ORIGIN).gives(CREDENTIAL)
    responds(play, "WEB_AUTHN", "s1", {"CREDENTIAL": COMPACT}).refuses("NotAuthorizedException", "no")
    play.raises(ApiError)


def test_a_passkey_is_a_second_factor_too_chosen_among_others():
    play = facing(challenge("SELECT_MFA_TYPE", "s0", MFAS_CAN_CHOOSE='["SOFTWARE_TOKEN_MFA","WEB_AUTHN"]'))
    asked = play.asks("SELECT_MFA_TYPE", "ANSWER")
    assert asked.ask.fields[0].choices == ("SOFTWARE_TOKEN_MFA", "WEB_AUTHN")
    asked.answers(ANSWER="WEB_AUTHN")
    responds(play, "SELECT_MFA_TYPE", "s0", {"ANSWER": "WEB_AUTHN"}).replies(wanted())
    asks(play).answers(authenticator="software")
    play.uses_passkey("software", ORIGIN).gives(CREDENTIAL)
    responds(play, "WEB_AUTHN", "s1", {"CREDENTIAL": COMPACT}).replies(TOKENS)
    play.returns_tokens()


@pytest.mark.parametrize("less", ["timeout", "userVerification", "allowCredentials"])
def test_options_may_lack_what_webauthn_lets_out(less):
    options = {name: value for name, value in OPTIONS.items() if name != less}
    asks(facing(wanted(options)))


@pytest.mark.parametrize(
    "options",
    [
        "", "{", "[]", "null", '"text"', "[" * 5000, "{}",
        {**OPTIONS, "challenge": ""}, {**OPTIONS, "challenge": 7}, {**OPTIONS, "rpId": None}, {**OPTIONS, "rpId": ""},
        {**OPTIONS, "timeout": "60000"}, {**OPTIONS, "timeout": True}, {**OPTIONS, "userVerification": "maybe"},
        {**OPTIONS, "userVerification": ["required"]}, {**OPTIONS, "allowCredentials": {}},
        {**OPTIONS, "allowCredentials": ["id"]}, {**OPTIONS, "allowCredentials": [{"type": "public-key"}]},
        {"challenge": "c2lnbg"}, {"rpId": "auth.example.com"},
    ],
)  # fmt: skip
def test_options_that_are_none_are_unexpected_and_no_authenticator_is_asked(options):
    assert facing(wanted(options)).raises(UnexpectedReply).missing == "CREDENTIAL_REQUEST_OPTIONS"


def test_a_challenge_without_options_is_unexpected():
    assert facing(challenge("WEB_AUTHN", "s1")).raises(UnexpectedReply).missing == "CREDENTIAL_REQUEST_OPTIONS"
