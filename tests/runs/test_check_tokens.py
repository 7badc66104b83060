"""Tokens of the practice pool are checked by its key set: over HTTP, through the same machinery as a sign-in."""

from dataclasses import replace

import pytest

from app.auth.steps import Answer
from app.models.row_words import finding_words
from app.runs.sign_in import SignIn, SignInRequest
from app.runs.vault_access import ProfileSecrets
from app.seal import reveal
from app.transcript.events import Called, Fetched
from tests.helpers.practice_desk import PUBLIC, signed_in


@pytest.fixture
def tokens(desk):
    return signed_in(desk.sign_in("user_srp", "plain"))


def checked(desk, profile, tokens):
    """How the run ended, in words, and what was not good."""
    given = Answer(values={"access_token": tokens.access_token, "id_token": tokens.id_token})
    request, events = SignInRequest(profile=profile, flow="check_tokens", credentials=given, save=False), []
    keeper = ProfileSecrets(desk.access, profile, wanted=False)
    SignIn(request, answers=lambda step: Answer(values={}), secrets=keeper, emit=events.append).run()
    assert not any(isinstance(event, Called) for event in events)
    assert sum(isinstance(event, Fetched) for event in events) == 1
    rows = reveal(events[-1].findings)["SignatureVerdicts"]
    wrong = {(row["which"], row["check"], row["why"]) for row in rows if row["state"] != "good"}
    return finding_words("check_tokens", events[-1]), wrong


def test_tokens_of_a_sign_in_are_good_in_all_checks(desk, tokens):
    assert checked(desk, desk.profiles[PUBLIC], tokens) == ("Tokens checked", set())


def test_with_another_app_clients_profile_the_audience_alone_is_wrong(desk, tokens):
    words, wrong = checked(desk, desk.profiles["practice / srp-only"], tokens)
    assert words == "Tokens checked: not all is as it should be"
    assert wrong == {("access", "audience", "other"), ("id", "audience", "other")}


def test_where_the_key_set_cannot_be_read_the_run_says_so(desk, tokens):
    nowhere = replace(desk.profiles[PUBLIC], endpoint_url="http://127.0.0.1:9")
    words, wrong = checked(desk, nowhere, tokens)
    assert words == "Tokens not checked: there was no key set"
    assert ("access", "signature", "keys") in wrong
