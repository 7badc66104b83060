"""CUSTOM_CHALLENGE with any parameters and rounds, and a challenge that the program has never heard of."""

import pytest

from app.auth.challenges import ANSWERERS
from app.auth.steps import Kind
from app.errors import ApiError, UnexpectedReply
from tests.auth.challenges.scripts import facing, responds
from tests.helpers.playbook import TOKENS, WITH_SECRET, challenge
from tests.helpers.secret_hashes import hashed

NAME = "CUSTOM_CHALLENGE"


def test_round_follows_round_each_with_its_own_session_and_parameters():
    play = facing(challenge(NAME, "s0", question="0"))
    for number in range(20):
        asked = play.asks(NAME, "ANSWER")
        assert asked.ask.params == {"question": str(number)}
        assert asked.ask.fields[0].kind is Kind.ANSWER
        asked.answers(ANSWER=f"answer {number}")
        responds(play, NAME, f"s{number}", {"ANSWER": f"answer {number}"}).replies(
            challenge(NAME, f"s{number + 1}", question=str(number + 1))
        )
    play.asks(NAME).answers(ANSWER="last")
    responds(play, NAME, "s20", {"ANSWER": "last"}).replies(TOKENS)
    play.returns_tokens()


@pytest.mark.parametrize("code", ["NotAuthorizedException", "CodeMismatchException", "UserLambdaValidationException"])
def test_a_refusal_ends_the_rounds_because_the_session_is_spent(code):
    play = facing(challenge(NAME, "s1"))
    play.asks(NAME).answers(ANSWER="wrong")
    responds(play, NAME, "s1", {"ANSWER": "wrong"}).refuses(code, "Incorrect username or password.")
    assert play.raises(ApiError).code == code


def test_only_parameters_that_are_texts_are_shown():
    parameters = {"a": "1", "b": 2, "c": None, "d": {"e": "f"}, "g": ["h"]}
    play = facing({"ChallengeName": NAME, "ChallengeParameters": parameters})
    assert play.asks(NAME).ask.params == {"a": "1"}


def test_an_unknown_challenge_is_answered_with_free_rows():
    assert "SOMETHING_NEW" not in ANSWERERS
    play = facing(challenge("SOMETHING_NEW", "s1", HINT="two keys"), WITH_SECRET, {"a": "b"})
    asked = play.asks("SOMETHING_NEW", "ChallengeResponses")
    assert asked.ask.params == {"HINT": "two keys"}
    assert asked.ask.fields[0].kind is Kind.PAIRS
    asked.answers(ChallengeResponses={"ONE": "1", "TWO": "2"})
    responses = {"ONE": "1", "TWO": "2", "SECRET_HASH": hashed("plain")}
    responds(play, "SOMETHING_NEW", "s1", responses, ClientMetadata={"a": "b"}).replies(TOKENS)
    play.returns_tokens()


def test_free_rows_win_over_the_name_and_the_hash_that_are_added():
    play = facing(challenge("SOMETHING_NEW", "s1"), WITH_SECRET)
    play.asks("SOMETHING_NEW").answers(ChallengeResponses={"USERNAME": "other"})
    play.calls(
        "RespondToAuthChallenge",
        ChallengeName="SOMETHING_NEW",
        Session="s1",
        ChallengeResponses={"USERNAME": "other", "SECRET_HASH": hashed("other")},
    ).replies(challenge("SOMETHING_NEW", "s2"))
    play.asks("SOMETHING_NEW").answers(ChallengeResponses={"SECRET_HASH": "mine"})
    responds(play, "SOMETHING_NEW", "s2", {"SECRET_HASH": "mine"})


def test_a_code_mismatch_of_an_unknown_challenge_is_asked_again():
    play = facing(challenge("SOMETHING_NEW", "s1"))
    play.asks("SOMETHING_NEW").answers(ChallengeResponses={"CODE": "0"})
    responds(play, "SOMETHING_NEW", "s1", {"CODE": "0"}).refuses("CodeMismatchException")
    play.asks("SOMETHING_NEW", refusal="CodeMismatchException").answers(ChallengeResponses={})
    responds(play, "SOMETHING_NEW", "s1", {}).refuses("InvalidParameterException")
    assert play.raises(ApiError).code == "InvalidParameterException"


@pytest.mark.parametrize("name", ["PASSWORD VERIFIER", "../../etc/passwd", "<b>x</b>", "ß" * 500, "sms_mfa", " "])
def test_any_name_at_all_can_be_answered(name):
    play = facing(challenge(name, "s1"))
    play.asks(name, "ChallengeResponses").answers(ChallengeResponses={"A": "b"})
    responds(play, name, "s1", {"A": "b"}).replies(TOKENS)


def test_rows_that_are_no_mapping_are_none():
    play = facing(challenge("SOMETHING_NEW", "s1"))
    play.asks("SOMETHING_NEW").answers(ChallengeResponses="rubbish")
    responds(play, "SOMETHING_NEW", "s1", {}).replies({})
    assert play.raises(UnexpectedReply).missing == "ChallengeName, AuthenticationResult"
