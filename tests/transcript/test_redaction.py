"""Redaction: labels for secrets and names, the same for the same, and nothing of them anywhere else."""

import json
from dataclasses import replace
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from app.auth.tokens import claims, decode_part
from app.secret import Secret
from app.transcript.events import Finished, Refused, Shown, Started, TokensReceived
from app.transcript.files import dump, load
from app.transcript.recording import Recording, headline
from app.transcript.redaction import redact
from tests.helpers import sample_runs
from tests.helpers.evidence import spilled


def recording(events, note="", run_id="r"):
    return Recording(run_id=run_id, events=tuple(events), note=note)


def test_the_same_secret_has_the_same_label_in_all_runs():
    first, second = redact([recording(sample_runs.signed_in()), recording(sample_runs.wrong_code())])
    assert first.events[6].values == {"SMS_MFA_CODE": "<code-1>"}
    assert second.events[7].params["ChallengeResponses"]["SMS_MFA_CODE"] == "<code-1>"
    assert second.events[7].params["Session"] == "<session-1>"


def test_tokens_stay_readable_but_for_who_it_is_and_their_signature():
    (done,) = redact([recording(sample_runs.signed_in())])
    tokens = next(event.tokens for event in done.events if isinstance(event, TokensReceived))
    assert decode_part(tokens.access_token, 0)["alg"] == "RS256"
    assert claims(tokens.id_token)["exp"] == int(sample_runs.T0) + 3600
    found = {name: claims(tokens.id_token)[name] for name in ("sub", "email", "cognito:username", "jti")}
    assert found == {
        "sub": "<sub-1>", "email": "<email-1>", "cognito:username": "<user-1>", "jti": "<token-id-1>",
    }  # fmt: skip
    assert tokens.access_token.endswith(".<access-token-1>")
    assert tokens.refresh_token == "<refresh-token-1>"


def test_names_are_kept_where_a_person_wants_that():
    (done,) = redact([recording(sample_runs.signed_in(), note="sms@example.com")], keep_names=True)
    tokens = next(event.tokens for event in done.events if isinstance(event, TokensReceived))
    assert claims(tokens.id_token)["email"] == done.note == "sms@example.com"
    assert isinstance(done.events[0], Started)
    assert done.events[0].user == headline(done).user == "sms"
    assert done.events[6].values == {"SMS_MFA_CODE": "<code-1>"}


def test_redacting_once_more_changes_nothing():
    runs = [recording(sample_runs.signed_in()), recording(sample_runs.no_answer())]
    assert redact(redact(runs)) == redact(runs)
    assert redact(redact(runs, keep_names=True)) == redact(runs)


WORDS = st.sampled_from([
    "jane", "Jane.Doe@Example.com", "jane.doe@example.com", "+15550100199", "+*******0199", "j***@e***", "word",
    "34c84488-e0e1-70ae-d2ee-991ad1a898c8", "us-east-1_34c84488-e0e1-70ae-d2ee-991ad1a898c8", "Łukasz", "a b", "",
    "<user-7>", "<password-2>", "user", "482913", "code", "\ud800", 'q"uote\\', "x" * 40, "a.b.<access-token-3>",
])  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=6), min_size=1, max_size=4).map("".join)
TOKENS = st.dictionaries(
    st.sampled_from(["sub", "email", "username", "custom:x", "exp", "scope", "deep", "jane"]),
    TEXTS | st.integers() | st.lists(TEXTS, max_size=2) | st.dictionaries(TEXTS, TEXTS, max_size=2),
).map(sample_runs.jwt)
SECRETS = TEXTS.map(Secret) | TOKENS
NAMES = st.sampled_from([
    "Username", "USERNAME", "password", "Session", "AccessToken", "RefreshToken", "message", "email", "Destination",
    "DeviceKey", "ANSWER", "Name", "Value", "identity", "pool_name", "jane", "482913", "ChallengeParameters", "sub",
])  # fmt: skip
TREES = st.recursive(
    SECRETS | TEXTS | st.integers() | st.none(),
    lambda inner: st.dictionaries(NAMES | TEXTS, inner, max_size=5).map(MappingProxyType)
    | st.lists(inner, max_size=3).map(tuple),
    max_leaves=12,
)
BODIES = st.dictionaries(NAMES, TREES, max_size=6).map(MappingProxyType)


def happened(user, body, note):
    return recording(
        [
            replace(sample_runs.started(), user=user),
            sample_runs.called(1, "InitiateAuth", body, sample_runs.T0),
            Shown(at=sample_runs.T0, name="srp", values=body),
            Refused(
                at=sample_runs.T0, number=1, operation="InitiateAuth", status=400, request_id="r", seconds=0.1, size=1,
                headers={}, body=body, code="NotAuthorizedException", message=note,
            ),
            Finished(at=sample_runs.T0, findings=body),
        ],
        note,
    )  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(user=TEXTS, body=BODIES, note=TEXTS, keep_names=st.booleans())
def test_whatever_comes_no_secret_is_left_and_once_is_enough(user, body, note, keep_names):
    once = redact([happened(user, body, note)], keep_names)
    assert "Secret(" not in repr(once)
    assert redact(once, keep_names) == once
    assert load(dump(once, redacted=False)) == load(dump([happened(user, body, note)], keep_names=keep_names))


@settings(max_examples=80, deadline=None)
@given(secret=st.uuids().map(lambda each: "Pw!" + each.hex), around=TEXTS, place=NAMES, body=BODIES)
def test_a_secret_is_nowhere_it_recurs(secret, around, place, body):
    quoted = json.dumps({"said": around + secret})
    body = MappingProxyType({**body, "password": Secret(secret), "message": quoted, secret: place, place + "x": secret})
    run = happened(around + secret, body, f"{around}{secret}{around}")
    for keep_names in (False, True):
        assert spilled(dump([run], keep_names=keep_names), [secret]) == []
