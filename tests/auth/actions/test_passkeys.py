"""Passkeys of a signed-in user, as scripts: listed, registered, deleted, and every refusal on the way."""

from dataclasses import replace

import pytest

from app.auth.actions import ACTIONS
from app.auth.actions.info import MOST_PAGES
from app.errors import ApiError, PasskeyError, PasskeyTrouble, UnexpectedReply
from app.secret import Secret
from tests.helpers.playbook import CONTEXT, Playbook

TOKEN = "a.c.c"
ONE = {"CredentialId": "one", "RelyingPartyId": "example.com", "CreatedAt": 1736293876.115}
TWO = {"CredentialId": "two", "RelyingPartyId": "example.com"}
OPTIONS = {"rp": {"id": "auth.example.com", "name": "n"}, "challenge": "Y2hhbGxlbmdl"}
MADE = {"id": "one", "rawId": "one", "response": {"transports": ["internal"]}}


def play(name, context=CONTEXT):
    return Playbook(ACTIONS[name].run(context))


def registering(context=CONTEXT, **answers):
    """A registration up to the authenticator."""
    flow = play("register_passkey", context)
    question = flow.asks("CREDENTIALS", "access_token", "authenticator", "origin")
    question.answers(access_token=Secret(TOKEN), **answers)
    flow.calls("StartWebAuthnRegistration", AccessToken=TOKEN).replies({"CredentialCreationOptions": OPTIONS})
    return flow


def lists(flow, *passkeys):
    flow.calls("ListWebAuthnCredentials", AccessToken=TOKEN).replies({"Credentials": list(passkeys)})


def test_passkeys_are_listed_page_by_page():
    flow = play("list_passkeys")
    flow.asks("CREDENTIALS", "access_token").answers(access_token=Secret(TOKEN))
    flow.calls("ListWebAuthnCredentials", AccessToken=TOKEN).replies({"Credentials": [ONE], "NextToken": "n"})
    flow.calls("ListWebAuthnCredentials", AccessToken=TOKEN, NextToken="n").replies({"Credentials": [TWO]})
    assert flow.returns() == {"Credentials": [ONE, TWO]}


NO_LISTS = [{}, {"Credentials": None}, {"Credentials": "x"}, {"Credentials": [None, 3], "NextToken": 7}]


@pytest.mark.parametrize("body", NO_LISTS)
def test_a_list_that_is_none_is_empty(body):
    flow = play("list_passkeys")
    flow.asks("CREDENTIALS").answers(access_token=Secret(TOKEN))
    flow.calls("ListWebAuthnCredentials", AccessToken=TOKEN).replies(body)
    assert flow.returns() == {"Credentials": []}


def test_a_server_that_pages_on_for_ever_is_left():
    flow = play("list_passkeys")
    flow.asks("CREDENTIALS").answers(access_token=Secret(TOKEN))
    flow.calls("ListWebAuthnCredentials", AccessToken=TOKEN).replies({"Credentials": [ONE], "NextToken": "1"})
    for page in range(1, MOST_PAGES):
        call = flow.calls("ListWebAuthnCredentials", AccessToken=TOKEN, NextToken=str(page))
        call.replies({"Credentials": [], "NextToken": str(page + 1)})
    assert flow.returns() == {"Credentials": [ONE]}


def test_a_passkey_is_made_for_the_options_that_came_and_sent_as_it_was_made():
    flow = registering(authenticator="software")
    made = flow.makes_passkey("software", "https://auth.example.com")
    assert made.options == OPTIONS
    made.gives(MADE)
    flow.calls("CompleteWebAuthnRegistration", AccessToken=TOKEN, Credential=MADE).replies({})
    lists(flow, ONE)
    assert flow.returns() == {"Credentials": [ONE]}


def test_the_origin_may_be_typed_and_the_authenticator_chosen():
    context = replace(CONTEXT, authenticators=("software", "security_key"))
    flow = registering(context, authenticator="security_key", origin="https://a.auth.example.com")
    flow.makes_passkey("security_key", "https://a.auth.example.com").gives(MADE)
    flow.calls("CompleteWebAuthnRegistration", AccessToken=TOKEN, Credential=MADE).replies({})
    lists(flow)
    flow.returns()


def test_what_can_be_chosen_are_the_authenticators_of_this_machine():
    flow = play("register_passkey", replace(CONTEXT, authenticators=("software", "security_key")))
    question = flow.asks("CREDENTIALS")
    assert question.ask.fields[1].choices == ("software", "security_key")
    assert [field.advanced for field in question.ask.fields] == [False, False, True]


@pytest.mark.parametrize("trouble", list(PasskeyTrouble))
def test_an_authenticator_that_makes_none_ends_it_before_anything_is_sent(trouble):
    flow = registering()
    flow.makes_passkey("software", "https://auth.example.com").misses(trouble)
    assert flow.raises(PasskeyError).trouble is trouble


def test_a_passkey_that_the_user_pool_does_not_take_is_forgotten():
    flow = registering()
    flow.makes_passkey("software", "https://auth.example.com").gives(MADE)
    call = flow.calls("CompleteWebAuthnRegistration", AccessToken=TOKEN, Credential=MADE)
    call.refuses("WebAuthnOriginNotAllowedException")
    flow.forgets("passkey one")
    assert flow.raises(ApiError).code == "WebAuthnOriginNotAllowedException"


@pytest.mark.parametrize("options", [None, "text", []])
def test_a_start_without_options_is_unexpected(options):
    flow = play("register_passkey")
    flow.asks("CREDENTIALS").answers(access_token=Secret(TOKEN))
    flow.calls("StartWebAuthnRegistration", AccessToken=TOKEN).replies({"CredentialCreationOptions": options})
    assert flow.raises(UnexpectedReply).missing == "CredentialCreationOptions"


@pytest.mark.parametrize("rp", [None, "text", {}])
def test_options_without_a_relying_party_go_to_the_authenticators_check(rp):
    flow = play("register_passkey")
    flow.asks("CREDENTIALS").answers(access_token=Secret(TOKEN))
    flow.calls("StartWebAuthnRegistration", AccessToken=TOKEN).replies({"CredentialCreationOptions": {"rp": rp}})
    flow.makes_passkey("software", "https://").misses(PasskeyTrouble.OPTIONS)
    flow.raises(PasskeyError)


def deleting():
    flow = play("delete_passkey")
    flow.asks("CREDENTIALS", "access_token", "CredentialId").answers(access_token=Secret(TOKEN), CredentialId="one")
    return flow, flow.calls("DeleteWebAuthnCredential", AccessToken=TOKEN, CredentialId="one")


def test_a_deleted_passkey_is_forgotten_and_the_rest_listed():
    flow, call = deleting()
    call.replies({})
    flow.forgets("passkey one")
    lists(flow, TWO)
    assert flow.returns() == {"Credentials": [TWO]}


def test_a_passkey_that_the_user_pool_keeps_is_not_forgotten():
    flow, call = deleting()
    call.refuses("ResourceNotFoundException")
    assert flow.raises(ApiError).code == "ResourceNotFoundException"
