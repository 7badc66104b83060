"""Playbooks of a password that was forgotten or reset: forgot_password, reset_password."""

import pytest

from app.auth.actions import ACTIONS
from app.errors import ApiError
from app.secret import Secret
from tests.auth.actions.test_sign_up import SENT, WHO, hash_over
from tests.helpers.playbook import CONTEXT, WITH_SECRET, Playbook

CARD = ("ConfirmationCode", "Password", "do", "client_metadata")


def begin(action, context=CONTEXT, username="jane"):
    play = Playbook(ACTIONS[action].run(context))
    play.asks("CREDENTIALS", "username").answers(username=username)
    return play


def enters(play, code="123456", refusal="", **more):
    question = play.asks("CONFIRM_FORGOT_PASSWORD", *CARD, refusal=refusal)
    question.answers(ConfirmationCode=Secret(code), Password=Secret("Practice2!"), **more)
    return question.ask


def sets(play, code="123456", **more):
    request = play.calls("ConfirmForgotPassword", **WHO, ConfirmationCode=code, Password="Practice2!", **more)
    assert isinstance(request.call.params["Password"], Secret)
    assert isinstance(request.call.params["ConfirmationCode"], Secret)
    return request


def test_a_forgotten_password_is_replaced_with_the_code_that_was_sent():
    play = begin("forgot_password")
    play.calls("ForgotPassword", **WHO).replies(SENT)
    assert enters(play).params == {"Username": "jane", **SENT["CodeDeliveryDetails"]}
    sets(play).replies({})
    assert play.returns() == {"username": "jane", "destination": "j***@e***"}


def test_a_client_with_a_secret_hashes_the_name_that_it_sends():
    play = begin("forgot_password", WITH_SECRET)
    play.calls("ForgotPassword", **WHO, SecretHash=hash_over("jane")).replies(SENT)
    enters(play)
    sets(play, SecretHash=hash_over("jane")).replies({})
    assert play.returns()["username"] == "jane"


def test_after_an_administrators_reset_the_code_is_asked_for_without_a_call():
    play = begin("reset_password")
    assert enters(play, client_metadata={"a": "b"}).params == {"Username": "jane"}
    sets(play, ClientMetadata={"a": "b"}).replies({})
    assert play.returns() == {"username": "jane", "destination": ""}


def test_the_code_can_be_sent_again_by_forgot_password():
    play = begin("reset_password")
    enters(play, "", do="ForgotPassword")
    play.calls("ForgotPassword", **WHO).replies(SENT)
    assert enters(play).params["again"] == "yes"
    sets(play).replies({})
    assert play.returns()["destination"] == "j***@e***"


MENDABLE = ["CodeMismatchException", "ExpiredCodeException", "InvalidPasswordException", "InvalidParameterException",
            "PasswordHistoryPolicyViolationException", "LimitExceededException"]  # fmt: skip


@pytest.mark.parametrize("code", MENDABLE)
def test_what_can_be_mended_is_asked_for_again(code):
    play = begin("reset_password")
    enters(play, "000000")
    sets(play, "000000").refuses(code)
    enters(play, refusal=code)
    sets(play).replies({})
    assert play.returns()["username"] == "jane"


@pytest.mark.parametrize("code", ["UserNotFoundException", "TooManyFailedAttemptsException", "NotAuthorizedException"])
def test_any_other_refusal_ends_it(code):
    play = begin("reset_password")
    enters(play)
    sets(play).refuses(code)
    assert play.raises(ApiError).code == code


@pytest.mark.parametrize("code", ["LimitExceededException", "NotAuthorizedException", "UserNotFoundException"])
def test_a_code_that_was_never_sent_ends_it(code):
    play = begin("forgot_password")
    play.calls("ForgotPassword", **WHO).refuses(code)
    assert play.raises(ApiError).code == code


@pytest.mark.parametrize("action", ["forgot_password", "reset_password"])
def test_without_a_name_the_card_asks_for_it(action):
    play = begin(action, username="")
    play.asks("USERNAME", "username").answers(username="jane")
    if action == "forgot_password":
        play.calls("ForgotPassword", **WHO).replies({})
    enters(play)
    sets(play).replies({})
    assert play.returns()["username"] == "jane"
