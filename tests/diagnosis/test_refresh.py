"""A refused refresh: the cause where something proves it, else those that remain, the likeliest first."""

import itertools

import pytest

from app.diagnosis.refresh import REPLIES, RefusedRefresh, all_causes, explain_refusal
from app.texts import has_text, text

NO = "NotAuthorizedException"
VAGUE = (NO, "Invalid Refresh Token.")
HASH = (NO, "Unable to verify secret hash for client 1example")
NOW, DAY = 1_700_000_000.0, 86_400.0


def judge(reply, **known):
    code, message = reply
    return explain_refusal(RefusedRefresh(code=code, message=message, at=NOW, **known))


def proven(reply, **known):
    verdict = judge(reply, **known)
    assert verdict.proven is not None, [cause.name for cause in verdict.causes]
    assert verdict.causes == (verdict.proven,)
    return verdict.proven.name, verdict.by


def ranked(reply, **known):
    verdict = judge(reply, **known)
    assert (verdict.proven, verdict.by) == (None, "")
    assert verdict.says == text("refresh_proof.none")
    return [cause.name for cause in verdict.causes]


@pytest.mark.parametrize("cause", list(all_causes()))
def test_every_cause_says_what_it_is_how_to_check_it_and_what_to_do(cause):
    assert all(has_text(f"refresh_cause.{cause}.{part}") for part in ("what", "check", "try"))


@pytest.mark.parametrize(
    ("code", "message", "cause"),
    [
        (NO, "Refresh Token has expired", "expired"),
        (NO, "Refresh Token has been revoked", "revoked"),
        (NO, "Refresh Token has different Client", "other_client"),
        (NO, "The user has been deleted for the associated refresh token", "user_deleted"),
        (NO, "User is disabled.", "user_disabled"),
        (NO, "Invalid client or secret", "wrong_secret"),
        ("RefreshTokenReuseException", "Refresh token reuse detected", "rotated_away"),
        ("RefreshTokenReuseException", "", "rotated_away"),
        ("ResourceNotFoundException", "Device does not exist.", "device_forgotten"),
        ("UserNotFoundException", "User does not exist.", "user_deleted"),
    ],
)
def test_a_reply_that_says_it_is_believed_whatever_else_is_known(code, message, cause):
    assert proven((code, message), device_key="d", facts={"user": "missing"}) == (cause, "reply")
    assert len(REPLIES) == 9


def test_behind_a_revocation_there_may_be_a_user_who_was_disabled():
    revoked, facts = (NO, "Refresh Token has been revoked"), {"user": "disabled"}
    assert proven(revoked, from_vault=True, facts=facts) == ("user_disabled", "aws")
    assert proven(revoked, facts=facts) == ("revoked", "reply")
    assert proven(revoked, from_vault=True, facts={"user": "present"}) == ("revoked", "reply")


@pytest.mark.parametrize(
    "reply",
    [
        ("TooManyRequestsException", "Rate exceeded"),
        ("UnsupportedOperationException", "This API does not support refresh token rotation"),
        ("InvalidParameterException", "Refresh Token flow not enabled for this client"),
        ("ResourceNotFoundException", "User pool client x does not exist."),
        (NO, "Client 1example is configured with secret but SECRET_HASH was not received"),
    ],
)
def test_what_is_not_about_token_name_device_or_user_is_not_examined(reply):
    assert judge(reply) is None


def test_with_nothing_known_every_cause_of_a_vague_reply_remains():
    assert ranked(VAGUE) == [
        "device_key_missing", "other_client", "rotated_away", "revoked", "cut_off", "user_deleted", "user_disabled",
        "expired",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("known", "cause", "by"),
    [
        ({"token_shape": "jwt"}, "no_refresh_token", "sent"),
        ({"token_shape": "cut"}, "cut_off", "sent"),
        ({"issued_at": NOW - 31 * DAY, "refresh_seconds": 30 * DAY}, "expired", "saved"),
        ({"issued_at": NOW - 2 * DAY, "facts": {"refresh_seconds": "86400"}}, "expired", "aws"),
        ({"issued_at": NOW - DAY, "refresh_seconds": DAY}, "expired", "saved"),
        ({"from_vault": True, "known_device_key": "d"}, "device_key_missing", "saved"),
        ({"from_vault": True, "known_device_key": "d", "device_key": "another"}, "device_key_missing", "saved"),
        ({"from_vault": True, "device_key": "d", "device_status": "forgotten"}, "device_forgotten", "saved"),
        ({"device_key": "d", "from_vault": True, "facts": {"device": "missing"}}, "device_forgotten", "aws"),
        ({"from_vault": True, "facts": {"user": "missing"}}, "user_deleted", "aws"),
        ({"from_vault": True, "facts": {"user": "disabled"}}, "user_disabled", "aws"),
    ],
)
def test_what_proves_a_cause_ends_the_search(known, cause, by):
    assert proven(VAGUE, **known) == (cause, by)


@pytest.mark.parametrize(
    ("known", "out"),
    [
        ({"token_shape": "refresh"}, "cut_off"),
        ({"issued_at": NOW - DAY + 1, "refresh_seconds": DAY}, "expired"),
        ({"rotation": False}, "rotated_away"),
        ({"rotation": True, "facts": {"rotation": "no"}}, "rotated_away"),
        ({"facts": {"device_tracking": "no"}}, "device_key_missing"),
        ({"device_key": "d"}, "device_key_missing"),
        ({"device_key": "d", "known_device_key": "d"}, "device_key_missing"),
        ({"device_key": "d", "facts": {"device": "present"}}, "device_forgotten"),
        ({}, "device_forgotten"),
        ({"facts": {"user": "present"}}, "user_deleted"),
        ({"facts": {"user": "present"}}, "user_disabled"),
        ({"facts": {"user": "missing"}}, "user_disabled"),
    ],
)
def test_what_cannot_be_is_left_out(known, out):
    assert out not in ranked(VAGUE, **known)


@pytest.mark.parametrize(
    ("known", "first"),
    [
        ({"facts": {"device_tracking": "yes"}}, "device_key_missing"),
        ({"rotation": True}, "rotated_away"),
        ({"facts": {"rotation": "yes"}, "rotation": False}, "rotated_away"),
        ({"token_shape": "other", "facts": {"device_tracking": "no"}}, "cut_off"),
        ({"facts": {"user": "missing"}}, "user_deleted"),
        ({"facts": {"user": "disabled"}}, "user_disabled"),
        ({"device_key": "d", "facts": {"device": "missing"}}, "device_forgotten"),
        ({"known_device_key": "d"}, "device_key_missing"),
        ({"device_key": "d", "device_status": "forgotten"}, "device_forgotten"),
    ],
)
def test_what_is_known_brings_a_cause_to_the_front(known, first):
    assert ranked(VAGUE, **known)[0] == first


def test_what_aws_says_of_a_name_that_was_typed_proves_nothing_of_the_token():
    for user in ("missing", "disabled"):
        assert len(ranked(VAGUE, username="typed", facts={"user": user})) > 1


@pytest.mark.parametrize(
    ("known", "cause", "by"),
    [
        ({"username": ""}, "wrong_name", "sent"),
        ({"username": "p@example.com", "facts": {"username": "plain"}}, "wrong_name", "aws"),
        ({"username": "plain", "facts": {"same_secret": "yes"}}, "wrong_name", "aws"),
        ({"username": "", "facts": {"same_secret": "no"}}, "wrong_name", "sent"),
    ],
)
def test_a_wrong_hash_comes_of_the_name_or_the_secret(known, cause, by):
    assert proven(HASH, **known) == (cause, by)


@pytest.mark.parametrize(
    ("known", "order"),
    [
        ({"username": "plain"}, ["wrong_name", "wrong_secret"]),
        ({"username": "plain", "from_vault": True}, ["wrong_secret", "wrong_name"]),
        ({"username": "plain", "facts": {"same_secret": "no"}}, ["wrong_secret", "wrong_name"]),
        ({"username": "p@example.com", "from_vault": True}, ["wrong_name", "wrong_secret"]),
        ({"username": "+15550100", "from_vault": True}, ["wrong_name", "wrong_secret"]),
    ],
)
def test_an_alias_is_the_likeliest_to_be_the_wrong_name(known, order):
    assert ranked(HASH, **known) == order


@pytest.mark.parametrize(
    ("known", "offered"),
    [
        ({"username": "p@example.com", "facts": {"username": "plain"}}, [("sign_in_as", "plain")]),
        ({"username": "plain", "facts": {"same_secret": "yes", "username": "plain"}}, []),
        ({"facts": {"same_secret": "no"}, "username": "plain"},
         [("check_client", ""), ("edit_profile", "client_secret")]),
    ],
)  # fmt: skip
def test_a_refresh_is_offered_again_with_the_users_own_name(known, offered):
    assert [(each.name, each.value) for each in judge(HASH, **known).causes[0].remedies] == offered


def test_no_facts_however_odd_make_judging_fail():
    odd = ("", "yes", "-1", "nan", "9" * 400, "present")
    for fact, said in itertools.product(("refresh_seconds", "rotation", "user", "device", "same_secret"), odd):
        assert judge(VAGUE, facts={fact: said}, issued_at=NOW, device_key="d").causes


def test_where_the_call_took_the_secret_itself_only_the_secret_can_be_wrong():
    known = {"operation": "GetTokensFromRefreshToken", "username": "p@example.com", "facts": {"username": "plain"}}
    assert proven(HASH, **known) == ("wrong_secret", "reply")
    assert proven(HASH, **known | {"operation": "InitiateAuth"}) == ("wrong_name", "aws")
