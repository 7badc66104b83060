"""Tokens decoded into rows."""

from app.models.claims import claim_rows, header_rows
from app.secret import MASK, Secret
from tests.helpers import sample_runs as sample


def rows(claims, now=sample.T0):
    return {claim.name: claim for claim in claim_rows(sample.jwt(claims), now)}


def test_times_are_told_in_local_time_and_as_a_distance():
    found = rows({"exp": int(sample.T0) + 3600})
    assert found["exp"].value == str(int(sample.T0) + 3600)
    assert found["exp"].note.endswith("· in 1 h")


def test_what_may_be_personal_is_masked_until_revealed():
    found = rows({"email": "plain@example.com", "custom:tier": "gold", "token_use": "id"})
    assert found["email"].shown(revealed=False) == MASK
    assert found["custom:tier"].shown(revealed=False) == MASK
    assert found["email"].shown(revealed=True) == "plain@example.com"
    assert found["token_use"].shown(revealed=False) == "id"


def test_claims_that_are_no_text_are_written_as_json():
    found = rows({"cognito:groups": ["a", "b"], "email_verified": True})
    assert found["cognito:groups"].value == '["a", "b"]'
    assert found["email_verified"].value == "true"


def test_a_time_beyond_the_calendar_has_no_note():
    found = rows({"exp": 10**30, "iat": True, "nbf": "soon"})
    assert [found[name].note for name in ("exp", "iat", "nbf")] == ["", "", ""]


def test_the_header_is_decoded_too():
    assert {claim.name: claim.value for claim in header_rows(sample.jwt({}))}["alg"] == "RS256"


def test_what_is_no_jwt_has_no_rows():
    assert claim_rows(Secret("not.a.jwt"), 0.0) == []
    assert header_rows(Secret("")) == []
