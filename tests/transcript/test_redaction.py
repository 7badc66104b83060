"""Redaction: labels for secrets and names, the same for the same, and nothing of them anywhere else."""

from app.auth.tokens import claims, decode_part
from app.transcript.events import Started, TokensReceived
from app.transcript.recording import Recording, headline
from app.transcript.redaction import redact
from tests.helpers import sample_runs


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
