"""Choice-based sign-in without a window against the practice pool: each first factor, each way to answer, refusals."""

import pytest

from app.auth.srp_vector import vector_of
from app.auth.tokens import claims
from app.diagnosis.messages import explain_end
from app.secret import Secret
from app.texts import text
from app.transcript.events import Answered, Called, Refused, Shown
from tests.helpers.practice_desk import PUBLIC, asked, ended, signed_in
from tests.helpers.practice_pool import PASSWORD
from tests.helpers.srp_vectors import check_vector

CONFIDENTIAL = "practice / confidential"
PASSWORDS = ["PASSWORD", "PASSWORD_SRP"]
CODES = ["EMAIL_OTP", "SMS_OTP"]
ORIGIN = "http://localhost"


def calls(events):
    """The calls of a run: the operation, or the name of the challenge that is answered."""
    return [event.params.get("ChallengeName", event.operation) for event in events if isinstance(event, Called)]


def chosen(factor, as_="SELECT_CHALLENGE", **more):
    return {"SELECT_CHALLENGE": [{"ANSWER": factor, "answer_as": as_, **more}]}


@pytest.mark.parametrize("profile", [PUBLIC, CONFIDENTIAL])
@pytest.mark.parametrize("typed", ["plain", "plain@example.com"])
@pytest.mark.parametrize("factor", PASSWORDS)
def test_a_preferred_password_signs_in_by_name_and_by_alias(factor, typed, profile, desk):
    events = desk.sign_in("user_auth", typed, profile, preferred_challenge=factor)
    assert claims(signed_in(events).access_token)["username"] == "plain"
    assert asked(events) == []


@pytest.mark.parametrize("profile", [PUBLIC, CONFIDENTIAL])
@pytest.mark.parametrize(("as_", "name"), [("SELECT_CHALLENGE", "SELECT_CHALLENGE"), ("ITSELF", "PASSWORD")])
def test_a_password_is_chosen_and_answered_together_or_as_a_challenge_of_its_own(as_, name, profile, desk):
    events = desk.sign_in("user_auth", "plain", profile, chosen("PASSWORD", as_))
    signed_in(events)
    assert calls(events) == ["InitiateAuth", name]


@pytest.mark.parametrize("profile", [PUBLIC, CONFIDENTIAL])
@pytest.mark.parametrize(("as_", "name"), [("SELECT_CHALLENGE", "SELECT_CHALLENGE"), ("ITSELF", "PASSWORD_SRP")])
def test_a_password_is_chosen_and_proved_together_or_as_a_challenge_of_its_own(as_, name, profile, desk):
    events = desk.sign_in("user_auth", "plain@example.com", profile, chosen("PASSWORD_SRP", as_))
    signed_in(events)
    assert calls(events) == ["InitiateAuth", name, "PASSWORD_VERIFIER"]
    assert [event.values["purpose"] for event in events if isinstance(event, Shown)] == ["PASSWORD_VERIFIER"]


@pytest.mark.parametrize("factor", PASSWORDS)
def test_a_choice_without_a_password_brings_a_challenge_that_asks_for_it(factor, desk):
    field = "PASSWORD" if factor == "PASSWORD" else "password"
    answers = {**chosen(factor), factor: [{field: Secret(PASSWORD)}]}
    events = desk.sign_in("user_auth", "plain", answers=answers, password=Secret(""))
    signed_in(events)
    assert asked(events) == ["SELECT_CHALLENGE", factor]


@pytest.mark.parametrize("factor", PASSWORDS)
def test_the_password_may_be_typed_with_the_choice(factor, desk):
    answers = chosen(factor, password=Secret(PASSWORD))
    events = desk.sign_in("user_auth", "plain", CONFIDENTIAL, answers, password=Secret(""))
    signed_in(events)
    assert PASSWORD not in repr([event for event in events if isinstance(event, Answered | Called)])


@pytest.mark.parametrize("prefers", [True, False])
@pytest.mark.parametrize("factor", CODES)
def test_a_code_signs_in_whether_preferred_or_chosen_and_is_asked_for_until_it_is_right(factor, prefers, desk):
    tries = ["00000000"]
    answers = {factor: lambda step: {f"{factor}_CODE": tries.pop() if tries else desk.code("otp-only")}}
    preferred = {"preferred_challenge": factor} if prefers else {}
    answers |= {} if prefers else chosen(factor)
    events = desk.sign_in("user_auth", "otp-only", CONFIDENTIAL, answers, password=Secret(""), **preferred)
    signed_in(events)
    assert asked(events)[-2:] == [factor] * 2
    assert [event.code for event in events if isinstance(event, Refused)] == ["CodeMismatchException"]


def test_srp_within_the_choice_needs_no_other_flow_to_be_allowed(desk):
    api, profile = desk.pool.api(), desk.profiles[PUBLIC]
    only = ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    api.update_user_pool_client(
        UserPoolId=profile.user_pool_id, ClientId=profile.client_id, ExplicitAuthFlows=only
    )
    api.close()
    for factor in PASSWORDS:
        signed_in(desk.sign_in("user_auth", "plain", preferred_challenge=factor))
    assert ended(desk.sign_in("user_srp", "plain"))[2] == "USER_SRP_AUTH is not enabled for the client."


@pytest.mark.parametrize("factor", PASSWORDS)
def test_a_second_factor_follows_the_password_and_no_code_is_offered_as_the_first(factor, desk):
    answers = {**chosen(factor), "SMS_MFA": lambda step: {"SMS_MFA_CODE": desk.code("sms")}}
    events = desk.sign_in("user_auth", "sms", answers=answers)
    signed_in(events)
    assert asked(events) == ["SELECT_CHALLENGE", "SMS_MFA"]


def test_a_preference_that_is_not_available_becomes_a_choice(desk):
    events = desk.sign_in("user_auth", "sms", answers={
        **chosen("PASSWORD"), "SMS_MFA": lambda step: {"SMS_MFA_CODE": desk.code("sms")},
    }, preferred_challenge="EMAIL_OTP")  # fmt: skip
    signed_in(events)
    assert asked(events) == ["SELECT_CHALLENGE", "SMS_MFA"]


def test_a_user_is_migrated_by_the_password_of_the_choice(desk):
    signed_in(desk.sign_in("user_auth", "legacy", preferred_challenge="PASSWORD"))


def test_a_sign_in_steps_up_from_the_access_token_of_an_earlier_one(desk):
    level = "urn:cognito:loa:1"
    first = signed_in(desk.sign_in("user_auth", "plain", preferred_challenge="PASSWORD"))
    events = desk.sign_in(
        "user_auth", "plain", preferred_challenge="PASSWORD", target_acr_values=level, max_age="3600",
        access_token=first.access_token,
    )  # fmt: skip
    assert claims(signed_in(events).access_token)["acr"] == level
    sent = next(event for event in events if isinstance(event, Called)).params["AuthParameters"]
    assert (sent["TARGET_ACR_VALUES"], sent["MAX_AGE"]) == (level, "3600")
    assert first.access_token.reveal() not in repr(events)


def test_the_values_that_a_run_shows_are_pycognitos_each_of_them(desk, monkeypatch):
    events = desk.sign_in("user_auth", "plain@example.com", CONFIDENTIAL, preferred_challenge="PASSWORD_SRP")
    (shown,) = (event for event in events if isinstance(event, Shown))
    check_vector(vector_of(shown.values), monkeypatch)


def registered(desk, user="passkey"):
    """Sign in with the password, and register a passkey of the practice authenticator."""
    tokens = signed_in(desk.sign_in("user_password", user))
    desk.sign_in(
        "register_passkey", user, access_token=tokens.access_token, authenticator="software", origin=ORIGIN
    )


@pytest.mark.parametrize(("as_", "name"), [("SELECT_CHALLENGE", "SELECT_CHALLENGE"), ("ITSELF", "WEB_AUTHN")])
@pytest.mark.parametrize("prefers", [True, False])
def test_a_passkey_signs_in_with_the_choice_or_as_a_challenge_of_its_own(prefers, as_, name, desk):
    registered(desk)
    given = {"authenticator": "software", "origin": ORIGIN, "answer_as": as_}
    answers = {**chosen("WEB_AUTHN"), "WEB_AUTHN": [given]}
    preferred = {"preferred_challenge": "WEB_AUTHN"} if prefers else {}
    events = desk.sign_in("user_auth", "passkey", CONFIDENTIAL, answers, password=Secret(""), **preferred)
    signed_in(events)
    assert calls(events)[-1] == name


def test_an_origin_of_another_site_is_refused_here_and_asked_for_again(desk):
    registered(desk)
    tries = [{"authenticator": "software", "origin": origin} for origin in ("https://example.org", ORIGIN)]
    answers = {"WEB_AUTHN": tries}
    events = desk.sign_in("user_auth", "passkey", answers=answers, preferred_challenge="WEB_AUTHN")
    signed_in(events)
    assert asked(events) == ["WEB_AUTHN"] * 2
    assert calls(events) == ["InitiateAuth", "WEB_AUTHN"]


@pytest.mark.parametrize(
    ("user", "profile", "answers", "values", "code", "key"),
    [
        ("plain", "practice / srp-only", {}, {}, "InvalidParameterException", "flow_off"),
        ("plain", "practice-lite / public", {}, {}, "InvalidParameterException", "flow_off"),
        ("plain", PUBLIC, chosen("SMS_OTP"), {}, "InvalidParameterException", "choice_unavailable"),
        ("plain", PUBLIC, {}, {"preferred_challenge": "PASSWORD", "password": Secret("wrong")},
         "NotAuthorizedException", "wrong_credentials"),
        ("plain", PUBLIC, {}, {"preferred_challenge": "PASSWORD_SRP", "password": Secret("wrong")},
         "NotAuthorizedException", "wrong_credentials"),
        ("plain", PUBLIC, {}, {"preferred_challenge": "PASSWORD_SRP", "password": Secret("")},
         "NotAuthorizedException", "wrong_credentials"),
        ("plain", PUBLIC, {}, {"preferred_challenge": "PASSWORD", "password": Secret("")},
         "InvalidParameterException", "parameter_missing"),
        ("plain", PUBLIC, chosen("PASSWORD"), {"password": Secret("wrong")},
         "NotAuthorizedException", "wrong_credentials"),
        ("nobody", PUBLIC, {}, {"preferred_challenge": "PASSWORD"}, "NotAuthorizedException", "wrong_credentials"),
        ("disabled", PUBLIC, {}, {"preferred_challenge": "PASSWORD"}, "NotAuthorizedException", "user_disabled"),
    ],
)  # fmt: skip
def test_a_refusal_ends_with_cognitos_words_and_is_explained(user, profile, answers, values, code, key, desk):
    answers = {name: [dict(each) for each in given] for name, given in answers.items()}
    events = desk.sign_in("user_auth", user, profile, answers, **values)
    assert ended(events)[:2] == ("refused", code)
    shown = explain_end(events[-1])
    assert shown.what == text(f"end.refused.{key}.what", message=events[-1].message)
