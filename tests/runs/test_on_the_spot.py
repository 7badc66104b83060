"""Sign-up, confirmation, recovery and a user's own account without a window, against the practice pool."""

from contextlib import ExitStack

import pyotp
import pytest

from app.auth.steps import Answer
from app.auth.tokens import claims
from app.runs.sign_in import SignIn, SignInRequest
from app.runs.vault_access import ProfileSecrets
from app.seal import reveal
from app.secret import Secret
from app.transcript.events import Asked, Called, Finished, Refused
from tests.helpers.practice_desk import PUBLIC, asked, ended, signed_in
from tests.helpers.practice_pool import PASSWORD

CONFIDENTIAL, SRP_ONLY, LITE = "practice / confidential", "practice / srp-only", "practice-lite / public"
NEW = "Practice2!"
JANE = {"username": "jane", "password": Secret(PASSWORD), "email": "jane@example.com"}
KNOWN = {"userAttributes.given_name": "Jane"}


def act(desk, action, profile=PUBLIC, answers=None, **values):
    """Run an action; `answers` by the name of the card: a list that is used up, each a mapping or a function."""
    events, chosen = [], desk.profiles[profile]

    def answer(step):
        given = (answers or {})[step.name].pop(0)
        return Answer(values=given(step) if callable(given) else given)

    request = SignInRequest(profile=chosen, flow=action, credentials=Answer(values=values), save=False)
    keeper = ProfileSecrets(desk.access, chosen, wanted=False)
    SignIn(request, answers=answer, secrets=keeper, emit=events.append).run()
    left = [name for name, rest in (answers or {}).items() if rest]
    assert not left, (left, events[-1])
    return events


def found(events):
    assert isinstance(events[-1], Finished), events[-1]
    return reveal(events[-1].findings)


def calls(events):
    return [event.operation for event in events if isinstance(event, Called)]


def refusals(events):
    return [event.refusal for event in events if isinstance(event, Asked) and event.refusal]


def code(desk, username="jane"):
    return lambda step: {"ConfirmationCode": Secret(desk.code(username))}


def new_password(desk, username, password=NEW):
    return lambda step: {"ConfirmationCode": Secret(desk.code(username)), "Password": Secret(password)}


def sign_up(desk, profile=PUBLIC, **more):
    return act(desk, "sign_up", profile, {"SIGN_UP": [{**JANE, **KNOWN, **more}], "CONFIRM_SIGN_UP": [code(desk)]})


@pytest.mark.parametrize("profile", [PUBLIC, CONFIDENTIAL])
def test_who_signs_up_confirms_and_signs_in_without_a_challenge_by_the_session(profile, desk):
    events = sign_up(desk, profile)
    assert calls(events) == ["SignUp", "ConfirmSignUp"]
    jane = found(events)
    assert (jane["how"], jane["destination"]) == ("confirmed", "j***@e***")
    events = desk.sign_in("user_auth", "jane", profile, session=Secret(jane["session"]))
    assert claims(signed_in(events).access_token)["sub"] == jane["sub"]
    assert asked(events) == []
    signed_in(desk.sign_in("user_srp", "jane", profile))


def test_the_session_of_a_sign_up_is_good_for_one_sign_in(desk):
    session = Secret(found(sign_up(desk))["session"])
    signed_in(desk.sign_in("user_auth", "jane", session=session))
    assert ended(desk.sign_in("user_auth", "jane", session=session))[1] == "NotAuthorizedException"


def test_an_app_client_without_user_auth_gives_no_session(desk):
    assert "session" not in found(sign_up(desk, SRP_ONLY))
    signed_in(desk.sign_in("user_srp", "jane", SRP_ONLY))


def test_whoever_signs_up_without_a_password_signs_in_by_the_session(desk):
    jane = found(sign_up(desk, password=Secret("")))
    signed_in(desk.sign_in("user_auth", "jane", session=Secret(jane["session"])))


def test_the_card_asks_again_until_the_pool_takes_what_is_typed(desk):
    tries = [
        JANE, {**JANE, **KNOWN, "username": "plain"}, {**JANE, **KNOWN, "password": Secret("short")},
        {**JANE, **KNOWN},
    ]  # fmt: skip
    events = act(desk, "sign_up", answers={"SIGN_UP": tries, "CONFIRM_SIGN_UP": [code(desk)]}, username="plain")
    assert refusals(events) == ["InvalidParameterException", "UsernameExistsException", "InvalidPasswordException"]
    again = next(event for event in events if isinstance(event, Asked) and event.refusal)
    assert "userAttributes.given_name" in [field.name for field in again.fields]
    assert found(events)["username"] == "jane"


def test_a_wrong_code_and_another_code_are_part_of_the_same_run(desk):
    wrong = {"ConfirmationCode": Secret("000000")}
    steps = [wrong, {"do": "ResendConfirmationCode"}, code(desk)]
    events = act(desk, "sign_up", answers={"SIGN_UP": [{**JANE, **KNOWN}], "CONFIRM_SIGN_UP": steps})
    assert calls(events) == ["SignUp", "ConfirmSignUp", "ResendConfirmationCode", "ConfirmSignUp"]
    assert refusals(events) == ["CodeMismatchException"]
    assert found(events)["confirmed"] is True


def test_a_code_that_comes_after_the_session_confirms_all_the_same(desk, running):
    with ExitStack() as later:

        def late(step):
            later.enter_context(running.clock_ahead(3600))
            return code(desk)(step)

        events = act(desk, "sign_up", answers={"SIGN_UP": [{**JANE, **KNOWN}], "CONFIRM_SIGN_UP": [late]})
    assert calls(events) == ["SignUp", "ConfirmSignUp"]
    assert found(events)["confirmed"] is True


def test_an_unconfirmed_user_confirms_with_a_code_that_is_sent_again_and_signs_in(desk):
    assert ended(desk.sign_in("user_srp", "unconfirmed"))[1] == "UserNotConfirmedException"
    events = act(desk, "resend_code", answers={"CONFIRM_SIGN_UP": [code(desk, "unconfirmed")]}, username="unconfirmed")
    assert calls(events) == ["ResendConfirmationCode", "ConfirmSignUp"]
    assert found(events)["how"] == "confirmed"
    signed_in(desk.sign_in("user_srp", "unconfirmed"))


def test_a_sign_up_that_was_left_is_confirmed_later(desk):
    left = act(desk, "sign_up", answers={"SIGN_UP": [{**JANE, **KNOWN}], "CONFIRM_SIGN_UP": [{"do": "skip"}]})
    assert found(left)["confirmed"] is False
    events = act(desk, "confirm_sign_up", answers={"CONFIRM_SIGN_UP": [code(desk)]}, username="jane")
    assert calls(events) == ["ConfirmSignUp"]
    signed_in(desk.sign_in("user_password", "jane"))


def test_the_name_is_asked_for_where_none_was_typed(desk):
    answers = {"USERNAME": [{"username": "unconfirmed"}], "CONFIRM_SIGN_UP": [{"do": "skip"}]}
    assert found(act(desk, "resend_code", answers=answers))["username"] == "unconfirmed"


@pytest.mark.parametrize("profile", [PUBLIC, CONFIDENTIAL])
def test_a_forgotten_password_is_replaced(profile, desk):
    answers = {"CONFIRM_FORGOT_PASSWORD": [new_password(desk, "plain")]}
    events = act(desk, "forgot_password", profile, answers, username="plain")
    assert calls(events) == ["ForgotPassword", "ConfirmForgotPassword"]
    assert found(events)["destination"] == "p***@e***"
    assert ended(desk.sign_in("user_srp", "plain", profile))[1] == "NotAuthorizedException"
    signed_in(desk.sign_in("user_srp", "plain", profile, password=Secret(NEW)))


def test_a_password_that_the_policy_refuses_leaves_the_code_good(desk):
    answers = {"CONFIRM_FORGOT_PASSWORD": [new_password(desk, "plain", "short"), new_password(desk, "plain")]}
    events = act(desk, "forgot_password", answers=answers, username="plain")
    assert refusals(events) == ["InvalidPasswordException"]
    assert found(events)["username"] == "plain"


def test_after_a_reset_the_code_is_sent_again_from_the_card_and_the_new_password_signs_in(desk):
    assert ended(desk.sign_in("user_srp", "reset-required"))[1] == "PasswordResetRequiredException"
    answers = {"CONFIRM_FORGOT_PASSWORD": [{"do": "ForgotPassword"}, new_password(desk, "reset-required")]}
    events = act(desk, "reset_password", answers=answers, username="reset-required")
    assert calls(events) == ["ForgotPassword", "ConfirmForgotPassword"]
    signed_in(desk.sign_in("user_srp", "reset-required", password=Secret(NEW)))


def test_the_code_of_an_administrators_reset_needs_no_other_call(desk, running):
    api = running.api()
    try:
        api.admin_reset_user_password(UserPoolId=running.pool_id(), Username="plain")
    finally:
        api.close()
    events = act(desk, "reset_password", answers={"CONFIRM_FORGOT_PASSWORD": [new_password(desk, "plain")]},
                 username="plain")  # fmt: skip
    assert calls(events) == ["ConfirmForgotPassword"]
    signed_in(desk.sign_in("user_srp", "plain", password=Secret(NEW)))


def token_of(desk, username="plain", **more):
    return signed_in(desk.sign_in("user_srp", username, **more)).access_token


def test_a_wrong_password_is_asked_for_again_and_the_changed_one_signs_in(desk):
    tries = [{"PreviousPassword": Secret(old), "ProposedPassword": Secret(NEW)} for old in ("Wrong1!!", PASSWORD)]
    events = act(desk, "change_password", answers={"CHANGE_PASSWORD": tries}, access_token=token_of(desk))
    assert refusals(events) == ["NotAuthorizedException"]
    assert found(events) == {"changed": True}
    signed_in(desk.sign_in("user_srp", "plain", password=Secret(NEW)))


def test_an_authenticator_that_is_set_up_and_switched_on_is_asked_for_by_the_next_sign_in(desk, running):
    token = token_of(desk)
    setup = lambda step: {"UserCode": Secret(pyotp.TOTP(step.params["SecretCode"]).now())}  # noqa: E731
    assert found(act(desk, "enrol_totp", answers={"VERIFY_SOFTWARE_TOKEN": [setup]}, access_token=token)) == {
        "Status": "SUCCESS"
    }
    assert asked(desk.sign_in("user_srp", "plain")) == []
    answers = {"MFA_PREFERENCE": [{"SMS_MFA": "off", "SOFTWARE_TOKEN_MFA": "preferred", "EMAIL_OTP": "off"}]}
    user = found(act(desk, "mfa_preference", answers=answers, access_token=token))
    assert (user["UserMFASettingList"], user["PreferredMfaSetting"]) == (["SOFTWARE_TOKEN_MFA"], "SOFTWARE_TOKEN_MFA")
    given = {"SOFTWARE_TOKEN_MFA": lambda step: {"SOFTWARE_TOKEN_MFA_CODE": Secret(desk.authenticator_code("plain"))}}
    with running.clock_ahead(60):  # each code is good for one use, also that of the setting up
        assert asked(desk.sign_in("user_srp", "plain", answers=given)) == ["SOFTWARE_TOKEN_MFA"]


def test_a_factor_that_is_not_set_up_can_be_taken_back_in_the_card(desk):
    none = {"SMS_MFA": "off", "SOFTWARE_TOKEN_MFA": "off", "EMAIL_OTP": "off"}
    answers = {"MFA_PREFERENCE": [{**none, "SMS_MFA": "on"}, none]}
    events = act(desk, "mfa_preference", answers=answers, access_token=token_of(desk))
    assert refusals(events) == ["InvalidParameterException"]
    assert found(events)["UserMFASettingList"] == []


def test_get_user_tells_what_the_id_token_does_not_know_yet(desk, running):
    tokens = signed_in(desk.sign_in("user_srp", "plain"))
    api = running.api()
    try:
        changed = [{"Name": "given_name", "Value": "Changed"}]
        api.admin_update_user_attributes(UserPoolId=running.pool_id(), Username="plain", UserAttributes=changed)
    finally:
        api.close()
    user = found(act(desk, "get_user", access_token=tokens.access_token))
    attributes = {each["Name"]: each["Value"] for each in user["UserAttributes"]}
    assert attributes["given_name"] == "Changed" != claims(tokens.id_token)["given_name"]
    assert attributes["sub"] == claims(tokens.id_token)["sub"]


def test_no_secret_of_these_runs_can_be_read_in_their_events(desk):
    events = sign_up(desk)
    session = found(events)["session"]
    token = token_of(desk, "plain")
    new = {"PreviousPassword": Secret(PASSWORD), "ProposedPassword": Secret(NEW)}
    events += act(desk, "change_password", answers={"CHANGE_PASSWORD": [new]}, access_token=token)
    events += act(desk, "get_user", access_token=token)
    seen = repr(events)
    hidden = [session, token.reveal(), PASSWORD, NEW, "jane@example.com", "plain@example.com"]
    assert [secret for secret in hidden if secret in seen] == []


def test_legacy_is_refused_by_srp_brought_over_by_a_password_and_signs_in_by_srp_afterwards(desk):
    assert ended(desk.sign_in("user_srp", "legacy"))[1] == "NotAuthorizedException"
    assert [event.operation for event in desk.events if isinstance(event, Refused)] == ["RespondToAuthChallenge"]
    signed_in(desk.sign_in("user_password", "legacy"))
    signed_in(desk.sign_in("user_srp", "legacy"))


def test_legacy_who_forgot_the_password_is_brought_over_by_that(desk):
    answers = {"CONFIRM_FORGOT_PASSWORD": [new_password(desk, "legacy")]}
    found(act(desk, "forgot_password", answers=answers, username="legacy"))
    signed_in(desk.sign_in("user_srp", "legacy", password=Secret(NEW)))
