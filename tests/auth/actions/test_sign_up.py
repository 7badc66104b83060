"""Playbooks of a sign-up and its confirmation: sign_up, confirm_sign_up, resend_code, and what can be mended."""

import base64
import hashlib
import hmac
from dataclasses import replace

import pytest

from app.auth.actions import ACTIONS
from app.errors import ApiError
from app.secret import Secret
from tests.helpers.playbook import CLIENT, CONTEXT, WITH_SECRET, Playbook

SENT = {"CodeDeliveryDetails": {"Destination": "j***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"}}
UNCONFIRMED = {"UserConfirmed": False, "UserSub": "sub-1", **SENT}
WHO = {"ClientId": CLIENT, "Username": "jane"}
CARD = ("ConfirmationCode", "do", "ForceAliasCreation", "client_metadata")


def hash_over(name):
    return base64.b64encode(hmac.new(b"shh", (name + CLIENT).encode(), hashlib.sha256).digest()).decode()


def begin(action, context=CONTEXT, username="jane"):
    play = Playbook(ACTIONS[action].run(context))
    play.asks("CREDENTIALS", "username").answers(username=username)
    return play


def types(play, refusal="", **more):
    question = play.asks("SIGN_UP", refusal=refusal)
    question.answers(username="jane", password=Secret("Practice1!"), **more)
    return question.ask


def signs_up(body=UNCONFIRMED, context=CONTEXT):
    """A sign-up as far as Cognito's reply."""
    play = begin("sign_up", context)
    types(play)
    play.calls("SignUp", **WHO, Password="Practice1!").replies(body)
    return play


def enters(play, code="123456", refusal="", **more):
    question = play.asks("CONFIRM_SIGN_UP", *CARD, refusal=refusal)
    question.answers(ConfirmationCode=Secret(code), **more)
    return question.ask


def test_the_card_of_a_sign_up_begins_with_the_typed_name():
    play = begin("sign_up")
    ask = play.asks("SIGN_UP", "username", "password", "email", "phone_number", "UserAttributes", "ValidationData",
                    "client_metadata").ask  # fmt: skip
    assert ask.fields[0].value == "jane"
    assert [field.name for field in ask.fields if field.advanced] == [
        "UserAttributes", "ValidationData", "client_metadata"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("allowed", "required"), [(None, False), (("ALLOW_USER_AUTH",), False), (("ALLOW_USER_SRP_AUTH",), True)]
)
def test_a_password_can_be_left_out_unless_the_app_client_is_known_to_refuse_user_auth(allowed, required):
    client = replace(CONTEXT.client, explicit_auth_flows=allowed)
    ask = begin("sign_up", replace(CONTEXT, client=client)).asks("SIGN_UP").ask
    assert ask.fields[1].required is required


def test_everything_typed_goes_along_and_what_is_not_typed_does_not():
    play = begin("sign_up")
    play.asks("SIGN_UP").answers(
        username="joan", password=Secret(""), email="joan@example.com", phone_number="",
        UserAttributes={"name": "Joan", "custom:tier": "gold"}, ValidationData={"invited": "yes"},
        client_metadata={"app": "x"},
    )  # fmt: skip
    request = play.calls(
        "SignUp", ClientId=CLIENT, Username="joan", ClientMetadata={"app": "x"},
        UserAttributes=[
            {"Name": "email", "Value": "joan@example.com"}, {"Name": "name", "Value": "Joan"},
            {"Name": "custom:tier", "Value": "gold"},
        ],
        ValidationData=[{"Name": "invited", "Value": "yes"}],
    )  # fmt: skip
    attributes = request.call.params["UserAttributes"]
    assert all(isinstance(each["Value"], Secret) for each in attributes)


def test_a_code_confirms_a_sign_up():
    play = signs_up()
    ask = enters(play)
    assert ask.params == {"Username": "jane", **SENT["CodeDeliveryDetails"]}
    play.calls("ConfirmSignUp", **WHO, ConfirmationCode="123456").replies({})
    assert play.returns() == {
        "how": "confirmed", "username": "jane", "sub": "sub-1", "confirmed": True, "destination": "j***@e***"
    }  # fmt: skip


def test_the_session_of_the_sign_up_goes_with_the_code_and_the_next_one_is_found():
    play = signs_up({**UNCONFIRMED, "Session": "s1"})
    enters(play)
    request = play.calls("ConfirmSignUp", **WHO, ConfirmationCode="123456", Session="s1")
    assert isinstance(request.call.params["Session"], Secret)
    request.replies({"Session": "s2"})
    assert play.returns()["session"] == Secret("s2")


def test_where_the_session_has_run_out_the_code_goes_alone():
    play = signs_up({**UNCONFIRMED, "Session": "s1"})
    enters(play)
    request = play.calls("ConfirmSignUp", **WHO, ConfirmationCode="123456", Session="s1")
    request.refuses("NotAuthorizedException", "Invalid session for the user, session is expired.")
    play.calls("ConfirmSignUp", **WHO, ConfirmationCode="123456").replies({"Session": "s2"})
    assert play.returns()["confirmed"] is True


def test_a_wrong_code_with_a_session_is_asked_for_again_with_the_same_session():
    play = signs_up({**UNCONFIRMED, "Session": "s1"})
    enters(play, "000000")
    play.calls("ConfirmSignUp", **WHO, ConfirmationCode="000000", Session="s1").refuses("CodeMismatchException")
    enters(play, refusal="CodeMismatchException")
    play.calls("ConfirmSignUp", **WHO, ConfirmationCode="123456", Session="s1").replies({})
    assert "session" not in play.returns()


def test_a_user_whom_a_trigger_confirmed_is_asked_for_no_code():
    play = signs_up({"UserConfirmed": True, "UserSub": "sub-1"})
    assert play.returns() == {
        "how": "confirmed", "username": "jane", "sub": "sub-1", "confirmed": True, "destination": ""
    }  # fmt: skip


def test_the_code_can_be_left_for_later():
    play = signs_up()
    question = play.asks("CONFIRM_SIGN_UP", *CARD)
    assert question.ask.leave == {"do": "skip"}
    question.answers(**question.ask.leave)
    found = play.returns()
    assert (found["how"], found["confirmed"]) == ("unconfirmed", False)


def test_a_sign_up_that_no_code_was_sent_for_says_so_in_the_card():
    play = signs_up({"UserConfirmed": False, "UserSub": "sub-1"})
    assert play.asks("CONFIRM_SIGN_UP").ask.params == {"Username": "jane", "nowhere": "yes"}


MENDABLE = ["InvalidPasswordException", "InvalidParameterException", "UsernameExistsException",
            "UserLambdaValidationException"]  # fmt: skip


@pytest.mark.parametrize("code", MENDABLE)
def test_a_sign_up_that_can_be_mended_is_asked_for_again(code):
    play = begin("sign_up")
    types(play)
    play.calls("SignUp", **WHO, Password="Practice1!").refuses(code)
    types(play, refusal=code)
    play.calls("SignUp", **WHO, Password="Practice1!").replies({"UserConfirmed": True, "UserSub": "s"})
    assert play.returns()["username"] == "jane"


def test_attributes_that_the_user_pool_requires_get_a_field_of_their_own_and_keep_it():
    play = begin("sign_up")
    types(play)
    words = "Attributes did not conform to the schema: {0}: The attribute is required\n{1}: The attribute is required"
    missed = words.format("given_name", "email")
    play.calls("SignUp", **WHO, Password="Practice1!").refuses("InvalidParameterException", missed)
    ask = types(play, "InvalidParameterException", **{"userAttributes.given_name": "Jane"})
    assert [field.name for field in ask.fields[2:5]] == ["email", "phone_number", "userAttributes.given_name"]
    request = play.calls(
        "SignUp", **WHO, Password="Practice1!", UserAttributes=[{"Name": "given_name", "Value": "Jane"}]
    )
    request.refuses("UsernameExistsException", "User already exists")
    assert "userAttributes.given_name" in [field.name for field in types(play, "UsernameExistsException").fields]


@pytest.mark.parametrize("code", ["NotAuthorizedException", "LimitExceededException", "CodeDeliveryFailureException"])
def test_any_other_refusal_ends_a_sign_up(code):
    play = begin("sign_up")
    types(play)
    play.calls("SignUp", **WHO, Password="Practice1!").refuses(code)
    assert play.raises(ApiError).code == code


def test_the_name_typed_into_the_card_is_the_one_that_is_sent_hashed_and_confirmed():
    play = begin("sign_up", WITH_SECRET)
    play.asks("SIGN_UP").answers(username="joan")
    joan = {"ClientId": CLIENT, "Username": "joan", "SecretHash": hash_over("joan")}
    play.calls("SignUp", **joan).replies(UNCONFIRMED)
    enters(play)
    request = play.calls("ConfirmSignUp", **joan, ConfirmationCode="123456")
    assert isinstance(request.call.params["SecretHash"], Secret)
    request.replies({})
    assert play.returns()["username"] == "joan"


def test_the_code_can_be_sent_again_and_the_card_says_where_it_went():
    play = begin("confirm_sign_up", WITH_SECRET)
    enters(play, "", do="ResendConfirmationCode")
    jane = {**WHO, "SecretHash": hash_over("jane")}
    play.calls("ResendConfirmationCode", **jane).replies(SENT)
    ask = enters(play, client_metadata={"a": "b"})
    assert ask.params == {"Username": "jane", **SENT["CodeDeliveryDetails"], "again": "yes"}
    play.calls("ConfirmSignUp", **jane, ConfirmationCode="123456", ClientMetadata={"a": "b"}).replies({"Session": "s"})
    assert play.returns() == {
        "how": "confirmed", "username": "jane", "confirmed": True, "destination": "j***@e***", "session": Secret("s")
    }  # fmt: skip


@pytest.mark.parametrize("code", ["LimitExceededException", "CodeDeliveryFailureException", "TooManyRequestsException"])
def test_a_code_that_could_not_be_sent_again_leaves_the_card_open(code):
    play = begin("confirm_sign_up")
    enters(play, "", do="ResendConfirmationCode")
    play.calls("ResendConfirmationCode", **WHO).refuses(code)
    enters(play, refusal=code)
    play.calls("ConfirmSignUp", **WHO, ConfirmationCode="123456").replies({})
    assert play.returns()["confirmed"] is True


@pytest.mark.parametrize("code", ["CodeMismatchException", "ExpiredCodeException", "InvalidParameterException"])
def test_a_code_that_is_not_taken_is_asked_for_again(code):
    play = begin("confirm_sign_up")
    enters(play, "000000")
    play.calls("ConfirmSignUp", **WHO, ConfirmationCode="000000").refuses(code)
    enters(play, refusal=code)
    play.calls("ConfirmSignUp", **WHO, ConfirmationCode="123456").replies({})
    assert play.returns()["confirmed"] is True


def test_an_address_of_somebody_else_can_be_taken_over():
    play = begin("confirm_sign_up")
    enters(play)
    play.calls("ConfirmSignUp", **WHO, ConfirmationCode="123456").refuses("AliasExistsException")
    enters(play, refusal="AliasExistsException", ForceAliasCreation="yes")
    play.calls("ConfirmSignUp", **WHO, ConfirmationCode="123456", ForceAliasCreation=True).replies({})
    assert play.returns()["confirmed"] is True


@pytest.mark.parametrize("code", ["NotAuthorizedException", "TooManyFailedAttemptsException", "UserNotFoundException"])
def test_any_other_refusal_ends_a_confirmation(code):
    play = begin("confirm_sign_up")
    enters(play)
    play.calls("ConfirmSignUp", **WHO, ConfirmationCode="123456").refuses(code)
    assert play.raises(ApiError).code == code


def test_a_confirmation_that_was_asked_for_ends_by_cancel_alone():
    question = begin("confirm_sign_up").asks("CONFIRM_SIGN_UP", *CARD)
    assert question.ask.leave is None
    assert question.ask.fields[1].choices == ("ConfirmSignUp", "ResendConfirmationCode")


def test_without_a_name_the_card_asks_for_it():
    play = begin("confirm_sign_up", username="")
    play.asks("USERNAME", "username").answers(username="jane")
    enters(play)
    play.calls("ConfirmSignUp", **WHO, ConfirmationCode="123456").replies({})
    assert play.returns()["username"] == "jane"


def test_resend_code_sends_one_and_offers_to_enter_it():
    play = begin("resend_code")
    play.calls("ResendConfirmationCode", **WHO).replies(SENT)
    question = play.asks("CONFIRM_SIGN_UP", *CARD)
    assert question.ask.params == {"Username": "jane", **SENT["CodeDeliveryDetails"]}
    question.answers(do="skip")
    assert play.returns()["destination"] == "j***@e***"


def test_resend_code_that_is_refused_ends():
    play = begin("resend_code")
    play.calls("ResendConfirmationCode", **WHO).refuses("InvalidParameterException", "User is already confirmed.")
    assert play.raises(ApiError).message == "User is already confirmed."


@pytest.mark.parametrize("body", [{}, {"CodeDeliveryDetails": None}, {"CodeDeliveryDetails": {"Destination": 3}}])
def test_a_delivery_that_says_nothing_is_none(body):
    play = begin("resend_code")
    play.calls("ResendConfirmationCode", **WHO).replies(body)
    assert play.asks("CONFIRM_SIGN_UP").ask.params["nowhere"] == "yes"


def test_a_card_that_no_code_came_for_says_where_the_next_one_went():
    play = signs_up({"UserConfirmed": False, "UserSub": "sub-1"})
    enters(play, "", do="ResendConfirmationCode")
    play.calls("ResendConfirmationCode", **WHO).replies(SENT)
    assert enters(play).params == {"Username": "jane", **SENT["CodeDeliveryDetails"], "again": "yes"}


def test_of_a_code_that_was_sent_earlier_the_card_does_not_say_where_it_went():
    assert begin("confirm_sign_up").asks("CONFIRM_SIGN_UP").ask.params == {"Username": "jane"}
