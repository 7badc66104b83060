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
    assert found["cognito:groups"].value == "a\nb"  # each has a line of its own
    assert found["email_verified"].value == "true"


def test_a_time_beyond_the_calendar_has_no_note():
    found = rows({"exp": 10**30, "iat": True, "nbf": "soon"})
    assert [found[name].note for name in ("exp", "iat", "nbf")] == ["", "", ""]


def test_the_header_is_decoded_too():
    assert {claim.name: claim.value for claim in header_rows(sample.jwt({}))}["alg"] == "RS256"


def test_what_is_no_jwt_has_no_rows():
    assert claim_rows(Secret("not.a.jwt"), 0.0) == []
    assert header_rows(Secret("")) == []


def test_every_claim_that_cognito_has_is_explained_by_its_own_words():
    names = [
        "iss", "aud", "client_id", "token_use", "auth_time", "iat", "exp", "jti", "origin_jti", "event_id",
        "sub", "cognito:username", "cognito:groups", "cognito:roles", "cognito:preferred_role", "scope",
        "device_key", "version", "username", "email", "email_verified", "phone_number_verified", "amr", "acr",
        "identities", "nonce", "at_hash", "azp", "nbf",
    ]  # fmt: skip
    found = rows(dict.fromkeys(names, 1))
    abouts = [found[name].about for name in names]
    assert len(set(abouts)) == len(names)
    own = rows({"custom:tier": "gold", "cognito:new": "x", "nickname": "so"})
    assert len({each.about for each in own.values()}) == 3
    assert not {each.about for each in own.values()} & set(abouts)


def test_groups_and_scopes_have_a_line_each():
    found = rows({"cognito:groups": ["a", "b"], "scope": "openid email", "amr": ["pwd", "otp"], "cognito:roles": [1]})
    assert [found[name].shown(revealed=True) for name in found] == ["a\nb", "openid\nemail", "pwd\notp", "[1]"]
