"""The engine, without a window, against the practice pool in its own process: each flow, challenge and ending."""

import logging
import time
from dataclasses import replace

import pytest

from app.auth.steps import Answer, Call, Keep
from app.auth.tokens import claims
from app.cognito.client import CognitoApi, service_model
from app.diagnosis.messages import explain_end
from app.runs.sign_in import SignIn, SignInRequest, reach
from app.runs.vault_access import ProfileSecrets
from app.seal import reveal
from app.secret import Secret
from app.texts import text
from app.transcript.events import Called, Refused, Replied
from tests.helpers.little_server import little_server, says
from tests.helpers.playbook import TOKENS, challenge
from tests.helpers.practice_desk import PUBLIC, Desk, asked, ended, signed_in
from tests.helpers.practice_pool import PASSWORD, practice_pool
from tests.helpers.runs_of import memory_access, profile_at

ANSWERS = ("clock", "footsteps")
CONFIDENTIAL = "practice / confidential"
ENROL = "practice-mfa-required / public"
WITH_PASSWORD = ["user_srp", "user_password", "admin_password"]


@pytest.mark.parametrize("profile", [PUBLIC, CONFIDENTIAL])
@pytest.mark.parametrize("flow", WITH_PASSWORD)
@pytest.mark.parametrize("typed", ["plain", "plain@example.com"])
def test_a_password_signs_in_by_name_and_by_alias_with_and_without_a_client_secret(flow, profile, typed, desk):
    events = desk.sign_in(flow, typed, profile)
    tokens = signed_in(events)
    assert events[-1].username == claims(tokens.access_token)["username"] == "plain"
    (entry,) = desk.vault.entries()
    assert (entry.username, entry.flow) == ("plain", flow)
    assert desk.vault.read(entry.entry_id) == tokens.refresh_token


@pytest.mark.parametrize("flow", WITH_PASSWORD)
@pytest.mark.parametrize(
    ("user", "name", "key"), [("sms", "SMS_MFA", "SMS_MFA_CODE"), ("email", "EMAIL_OTP", "EMAIL_OTP_CODE")]
)
def test_a_code_that_was_sent_is_asked_for_until_it_is_right(flow, user, name, key, desk):
    tries = ["000000", "111111"]
    events = desk.sign_in(
        flow, user, CONFIDENTIAL, {name: lambda step: {key: tries.pop() if tries else desk.code(user)}}
    )
    signed_in(events)
    assert asked(events) == [name] * 3
    assert [event.code for event in events if isinstance(event, Refused)] == ["CodeMismatchException"] * 2


def test_an_authenticators_code_is_asked_for(desk):
    code = {"SOFTWARE_TOKEN_MFA": lambda step: {"SOFTWARE_TOKEN_MFA_CODE": desk.authenticator_code("totp")}}
    assert asked(desk.sign_in("user_srp", "totp", answers=code)) == ["SOFTWARE_TOKEN_MFA"]


@pytest.mark.parametrize("factor", ["SMS_MFA", "SOFTWARE_TOKEN_MFA"])
def test_a_factor_is_chosen(factor, desk):
    answers = {
        "SELECT_MFA_TYPE": [{"ANSWER": factor}],
        "SMS_MFA": lambda step: {"SMS_MFA_CODE": desk.code("choose-mfa")},
        "SOFTWARE_TOKEN_MFA": lambda step: {"SOFTWARE_TOKEN_MFA_CODE": desk.authenticator_code("choose-mfa")},
    }
    events = desk.sign_in("user_password", "choose-mfa", CONFIDENTIAL, answers)
    signed_in(events)
    assert asked(events) == ["SELECT_MFA_TYPE", factor]


@pytest.mark.parametrize("flow", WITH_PASSWORD)
def test_a_new_password_and_a_missing_attribute_are_asked_for(flow, desk):
    name = "userAttributes.given_name"
    answers = {"NEW_PASSWORD_REQUIRED": [{"NEW_PASSWORD": p, name: "New"} for p in ("short", "Practice2!")]}
    events = desk.sign_in(flow, "new-password", CONFIDENTIAL, answers)
    tokens = signed_in(events)
    assert asked(events) == ["NEW_PASSWORD_REQUIRED"] * 2
    assert claims(tokens.id_token)["given_name"] == "New"


def test_an_authenticator_is_set_up(desk):
    codes = ["000000"]

    def set_up(step):
        if step.fields[0].name == "factor":
            return {"factor": "SOFTWARE_TOKEN_MFA"}
        code = codes.pop() if codes else desk.authenticator_code("enroll-mfa", "practice-mfa-required")
        return {"UserCode": code, "FriendlyDeviceName": "phone"}

    signed_in(desk.sign_in("user_srp", "enroll-mfa", ENROL, {"MFA_SETUP": set_up}))
    assert codes == []


def test_an_email_address_is_set_up(desk):
    def set_up(step):
        return {"factor": "EMAIL_OTP"} if step.fields[0].name == "factor" else {"EMAIL": "enroll@example.com"}

    code = {"EMAIL_OTP": lambda step: {"EMAIL_OTP_CODE": desk.code("enroll-mfa", "practice-mfa-required")}}
    events = desk.sign_in("user_srp", "enroll-mfa", ENROL, {"MFA_SETUP": set_up, **code})
    signed_in(events)
    assert asked(events)[-1] == "EMAIL_OTP"


@pytest.mark.parametrize("profile", [PUBLIC, CONFIDENTIAL])
@pytest.mark.parametrize("flow", ["custom", "custom_srp"])
def test_custom_rounds_lead_to_tokens(flow, profile, desk):
    rounds = [{"ANSWER": "wrong"}, *({"ANSWER": answer} for answer in ANSWERS)]
    events = desk.sign_in(flow, "custom", profile, {"CUSTOM_CHALLENGE": rounds}, client_metadata={"a": "b"})
    signed_in(events)
    assert asked(events) == ["CUSTOM_CHALLENGE"] * 3
    proofs = [event for event in events if isinstance(event, Replied) and event.challenge == "PASSWORD_VERIFIER"]
    assert len(proofs) == (1 if flow == "custom_srp" else 0)


OWN_TRIGGERS = '''
import json

def define(event, context):
    rounds = event["request"]["session"]
    done = len(rounds) == 12
    event["response"] |= {"issueTokens": done, "failAuthentication": False}
    if not done:
        event["response"]["challengeName"] = "CUSTOM_CHALLENGE"
    return event

def create(event, context):
    number = len(event["request"]["session"])
    shown = {f"odd {n} <b>\u202e": "\U0001f642" * n for n in range(number)} | {"": "", "number": str(number)}
    event["response"] |= {"publicChallengeParameters": shown, "privateChallengeParameters": {"n": str(number)}}
    return event

def verify(event, context):
    right = event["request"]["privateChallengeParameters"]["n"]
    event["response"]["answerCorrect"] = event["request"]["challengeAnswer"] == right
    return event
'''


def test_custom_challenges_of_ones_own_functions_go_on_for_any_rounds_with_any_parameters(tmp_path):
    file = tmp_path / "own.py"
    file.write_text(OWN_TRIGGERS, "utf-8")
    functions = zip(
        ("DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"),
        ("define", "create", "verify"),
        strict=True,
    )
    arns = {trigger: f"arn:aws:lambda:us-east-1:000000000000:function:{name}" for trigger, name in functions}
    with practice_pool(["--triggers", str(file)]) as pool:
        api = pool.api()
        api.update_user_pool(UserPoolId=pool.pool_id(), LambdaConfig=arns)
        api.close()
        seen = []

        def answer(step):
            seen.append(dict(step.params))
            return {"ANSWER": step.params["number"]}

        signed_in(Desk(pool).sign_in("custom", "plain", answers={"CUSTOM_CHALLENGE": answer}))
    assert [params["number"] for params in seen] == [str(number) for number in range(12)]
    assert seen[-1]["odd 3 <b>\u202e"] == "\U0001f642" * 3
    assert seen[-1][""] == ""


@pytest.mark.parametrize("flow", [*WITH_PASSWORD, "custom_srp", "refresh"])
def test_client_metadata_goes_with_each_call_whose_operation_takes_it_and_with_no_other(flow, desk):
    answers = {
        "SMS_MFA": lambda step: {"SMS_MFA_CODE": desk.code("sms")},
        "CUSTOM_CHALLENGE": [{"ANSWER": answer} for answer in ANSWERS],
    }
    user = {"custom_srp": "custom", "refresh": ""}.get(flow, "sms")
    typed = {"client_metadata": {"channel": "qa", "Ł": "🙂"}}
    if flow == "refresh":
        typed["refresh_token"] = signed_in(desk.sign_in("user_srp", "plain")).refresh_token
    assert_metadata(desk.sign_in(flow, user, answers=answers, **typed), typed["client_metadata"])


def test_client_metadata_stays_away_from_the_calls_that_set_an_authenticator_up(desk):
    def set_up(step):
        if step.fields[0].name == "factor":
            return {"factor": "SOFTWARE_TOKEN_MFA"}
        return {"UserCode": desk.authenticator_code("enroll-mfa", "practice-mfa-required")}

    metadata = {"channel": "qa"}
    events = desk.sign_in("user_srp", "enroll-mfa", ENROL, {"MFA_SETUP": set_up}, client_metadata=metadata)
    assert_metadata(events, metadata)
    assert {"AssociateSoftwareToken", "VerifySoftwareToken"} <= {e.operation for e in events if isinstance(e, Called)}


def assert_metadata(events, metadata):
    signed_in(events)
    for called in (event for event in events if isinstance(event, Called)):
        takes = "ClientMetadata" in service_model().operation_model(called.operation).input_shape.members
        assert reveal(called.params).get("ClientMetadata") == (metadata if takes else None), called.operation


@pytest.mark.parametrize("profile", [PUBLIC, CONFIDENTIAL])
def test_the_legacy_name_of_the_admin_flow_signs_in_through_challenges(profile, desk):
    answers = {"SMS_MFA": lambda step: {"SMS_MFA_CODE": desk.code("sms")}}
    events = desk.sign_in("admin_password", "sms", profile, answers, auth_flow="ADMIN_NO_SRP_AUTH")
    signed_in(events)
    calls = [event for event in events if isinstance(event, Called)]
    assert [call.operation for call in calls] == ["AdminInitiateAuth", "AdminRespondToAuthChallenge"]
    assert all(call.signed for call in calls)
    assert calls[0].params["AuthFlow"] == "ADMIN_NO_SRP_AUTH"


@pytest.mark.parametrize(("aws_profile", "signer"), [("qa", "AKIAQA"), ("", "AKIADEFAULT")])
def test_the_admin_flow_signs_with_the_aws_profile_that_the_profile_names_or_the_default_chain(
    aws_profile, signer, tmp_path, monkeypatch
):
    keys = "[{}]\naws_access_key_id = {}\naws_secret_access_key = s\n"
    (tmp_path / "credentials").write_text(keys.format("default", "AKIADEFAULT") + keys.format("qa", "AKIAQA"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    with little_server(says(challenge("SMS_MFA", "s" * 20)), says(TOKENS)) as server:
        events = run_at(profile_at(server.url, aws_profile=aws_profile), "admin_password", {"SMS_MFA_CODE": "1"})
    signed_in(events)
    signatures = [request.headers["authorization"] for request in server.received]
    assert [f"Credential={signer}/" in signature for signature in signatures] == [True, True]


def test_an_admin_flow_without_aws_credentials_ends_with_words_before_anything_is_sent():
    with little_server(says(TOKENS)) as server:
        events = run_at(profile_at(server.url, aws_profile="no-such-profile"), "admin_password", {})
        assert server.received == []
    assert ended(events)[:2] == ("failed", "credentials")
    assert "no-such-profile" in explain_end(events[-1]).why


def run_at(profile, flow, answer):
    """Sign in at a profile that is not the practice pool's; every challenge gets the same answer."""
    events = []
    typed = Answer(values={"username": "plain", "password": Secret(PASSWORD)})
    SignIn(
        SignInRequest(profile=profile, flow=flow, credentials=typed, save=True),
        answers=lambda step: Answer(values=answer),
        secrets=ProfileSecrets(memory_access()[0], profile, wanted=True),
        emit=events.append,
    ).run()
    return events


def test_a_user_is_migrated_by_the_password_flow_only(desk):
    assert ended(desk.sign_in("user_srp", "legacy"))[1] == "NotAuthorizedException"
    signed_in(desk.sign_in("user_password", "legacy"))
    signed_in(desk.sign_in("user_srp", "legacy"))


@pytest.mark.parametrize("profile", [PUBLIC, CONFIDENTIAL])
def test_a_saved_refresh_token_brings_new_tokens(profile, desk):
    signed_in(desk.sign_in("user_srp", "plain@example.com", profile))
    (entry,) = desk.vault.entries()
    token = desk.vault.read(entry.entry_id)
    events = desk.sign_in("refresh", entry.username, profile, refresh_token=token, from_vault="yes")
    assert signed_in(events).refresh_token is None
    assert len(desk.vault.entries()) == 1


@pytest.mark.parametrize(
    ("flow", "user", "profile", "values", "code", "message"),
    [
        ("user_srp", "plain", PUBLIC, {"password": Secret("wrong")}, "NotAuthorizedException", "Incorrect username"),
        ("user_srp", "nobody", PUBLIC, {}, "NotAuthorizedException", "Incorrect username or password."),
        ("user_password", "disabled", PUBLIC, {}, "NotAuthorizedException", "User is disabled."),
        ("user_srp", "unconfirmed", PUBLIC, {}, "UserNotConfirmedException", "User is not confirmed."),
        ("admin_password", "reset-required", PUBLIC, {}, "PasswordResetRequiredException", "Password reset required"),
        (
            "user_password",
            "plain",
            "practice / srp-only",
            {},
            "InvalidParameterException",
            "USER_PASSWORD_AUTH flow not",
        ),
        ("custom", "custom", "practice-lite / public", {}, "InvalidParameterException", "Custom auth lambda trigger"),
        ("refresh", "", PUBLIC, {"refresh_token": Secret("x" * 50)}, "NotAuthorizedException", "Invalid Refresh Token"),
        ("user_password", "", PUBLIC, {}, "InvalidParameterException", "Missing required parameter USERNAME"),
    ],
)
def test_a_refusal_ends_with_cognitos_words(flow, user, profile, values, code, message, desk):
    reason, its_code, its_message = ended(desk.sign_in(flow, user, profile, **values))
    assert (reason, its_code) == ("refused", code)
    assert its_message.startswith(message)


def test_a_session_that_ran_out_ends_the_sign_in_and_says_so(desk):
    def late(step):
        desk.pool.control("clock", {"offset": 3600})
        return {"SMS_MFA_CODE": desk.code("sms")}

    try:
        events = desk.sign_in("user_password", "sms", answers={"SMS_MFA": late})
    finally:
        desk.pool.control("clock", {"offset": 0})
    reason, code, message = ended(events)
    assert (reason, code) == ("refused", "NotAuthorizedException")
    assert message == "Invalid session for the user, session is expired."
    assert explain_end(events[-1]).what == text("end.refused.session_expired.what")


@pytest.mark.parametrize("flow", ["user_srp", "user_password"])
def test_a_client_secret_comes_out_of_the_vault_and_is_masked_like_any_other(flow, desk):
    known = desk.profiles[CONFIDENTIAL]
    desk.profiles[CONFIDENTIAL] = own = replace(known, id="own", client_secret=None, has_secret=True)
    keeper = ProfileSecrets(desk.access, own, wanted=False)
    assert keeper.keep(Keep(name="client_secret", secret=known.client_secret, username="")).saved
    events = desk.sign_in(flow, "plain", profile=CONFIDENTIAL)
    signed_in(events)
    assert known.client_secret.reveal() not in repr(events)
    assert any("SECRET_HASH" in str(event) for event in events if isinstance(event, Called))


def test_a_session_that_was_spent_ends_the_sign_in_and_says_so(desk):
    profile = desk.profiles[PUBLIC]

    def other_program_first(step):
        code = desk.code("sms")
        session = next(event.body["Session"] for event in reversed(desk.events) if isinstance(event, Replied))
        responses = {"USERNAME": "sms", "SMS_MFA_CODE": Secret(code)}
        params = {"ClientId": profile.client_id, "ChallengeName": "SMS_MFA", "ChallengeResponses": responses}
        api = CognitoApi(reach(profile))
        assert api(Call(operation="RespondToAuthChallenge", params={**params, "Session": session})).result
        return {"SMS_MFA_CODE": code}

    events = desk.sign_in("user_password", "sms", answers={"SMS_MFA": other_program_first})
    assert ended(events)[:2] == ("refused", "NotAuthorizedException")
    assert "can only be used once" in ended(events)[2]
    assert explain_end(events[-1]).what == text("end.refused.session_spent.what")


def test_a_challenge_that_nobody_has_heard_of_is_answered_with_what_the_person_types():
    unheard = {"ChallengeName": "TELEPATHY", "Session": "s" * 20, "ChallengeParameters": {"THINK_OF": "a number"}}
    rows = {"ChallengeResponses": {"THOUGHT": "12", "AGAIN": ""}}
    with little_server(says(unheard), says(TOKENS)) as server:
        events = run_at(profile_at(server.url), "user_password", rows)
    signed_in(events)
    sent = server.received[1].json
    assert (sent["ChallengeName"], sent["Session"]) == ("TELEPATHY", "s" * 20)
    assert sent["ChallengeResponses"] == {"USERNAME": "plain", "THOUGHT": "12", "AGAIN": ""}
    assert asked(events) == ["TELEPATHY"]


UNICODE = ["Ł-ß-e\u0301-用户-مستخدم-😀-\u202e", "\0\x01\x7f\u200b", "'\"<&>\\ ", "a"]


@pytest.mark.parametrize("part", UNICODE)
@pytest.mark.parametrize("flow", WITH_PASSWORD)
def test_a_name_of_128_characters_is_refused_in_cognitos_words_and_the_next_sign_in_works(flow, part, desk):
    reason, code, _ = ended(desk.sign_in(flow, (part * 128)[:128], CONFIDENTIAL))
    assert reason == "refused"
    assert code in ("NotAuthorizedException", "InvalidParameterException", "UserNotFoundException")
    signed_in(desk.sign_in("user_srp", "plain"))


@pytest.mark.parametrize("flow", WITH_PASSWORD)
def test_no_secret_of_a_sign_in_can_be_read_in_its_events_or_the_log_even_of_its_libraries(flow, desk, caplog):
    caplog.set_level(logging.DEBUG)
    codes = []

    def answer(step):
        codes.append(desk.code("sms"))
        return {"SMS_MFA_CODE": codes[-1]}

    events = desk.sign_in(flow, "sms", CONFIDENTIAL, {"SMS_MFA": answer}, client_metadata={"note": "hunter2"})
    tokens = signed_in(events)
    hidden = [PASSWORD, desk.profiles[CONFIDENTIAL].client_secret.reveal(), *codes]
    hidden += [token.reveal() for token in (tokens.access_token, tokens.id_token, tokens.refresh_token)]
    for called in (event for event in events if isinstance(event, Called)):
        sent = reveal(called.params)
        hidden += [sent["Session"]] if "Session" in sent else []
        given = sent.get("AuthParameters") or sent["ChallengeResponses"]
        hidden += [value for name, value in given.items() if name not in ("USERNAME", "TIMESTAMP")]
    hidden.append("hunter2")
    shown = repr(events) + caplog.text
    assert [secret for secret in hidden if secret in shown] == []


def test_a_repeated_sign_in_makes_the_same_choice_by_itself_and_asks_for_a_fresh_code(desk):
    asked_for = []

    def answer(step):
        asked_for.append(step.name)
        values = {"ANSWER": "SMS_MFA"} if step.name == "SELECT_MFA_TYPE" else {"SMS_MFA_CODE": desk.code("choose-mfa")}
        return Answer(values=values, at=time.time())

    typed = {"username": "choose-mfa", "password": Secret(PASSWORD)}
    request = SignInRequest(
        profile=desk.profiles[PUBLIC], flow="user_srp", credentials=Answer(values=typed), save=False
    )
    keeper = ProfileSecrets(desk.access, request.profile, wanted=False)
    first = SignIn(request, answers=answer, secrets=keeper, emit=[].append)
    first.run()
    events = []
    again = SignIn(replace(request, choices=first.choices), answers=answer, secrets=keeper, emit=events.append)
    again.run()
    signed_in(events)
    assert asked_for == ["SELECT_MFA_TYPE", "SMS_MFA", "SMS_MFA"]
    assert asked(events) == ["SELECT_MFA_TYPE", "SMS_MFA"]  # on the timeline both were answered
    assert again.choices == first.choices
