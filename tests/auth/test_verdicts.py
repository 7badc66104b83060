"""Each verdict on a token is its own: tokens made by hand, each wrong in one thing."""

import base64
import hmac
import json

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.auth.verdicts import BAD, CHECKS, GOOD, LEEWAY, UNKNOWN, verdicts
from app.secret import Secret
from tests.auth.test_signatures import ACCESS, ID, ISSUER, KEYS, NOW, OURS, THEIRS, token

ACCESS_NOW, ID_NOW = {**ACCESS, "iat": NOW - 60}, {**ID, "iat": NOW - 60}


def found(given, use="access", keys=KEYS, **more):
    """What is not good, by the check."""
    known = {"issuers": (ISSUER,), "client_id": "client", "use": use, "now": NOW, **more}
    given = given if isinstance(given, Secret | str) and not isinstance(given, str) else Secret(given)
    made = verdicts(given, keys, **known)
    assert tuple(each.check for each in made) == CHECKS
    return {each.check: (each.state, each.why) for each in made if each.state != GOOD}


@pytest.mark.parametrize(("claims", "use"), [(ACCESS_NOW, "access"), (ID_NOW, "id")])
def test_a_good_token_is_good_in_all_six(claims, use):
    assert found(token(claims), use) == {}


@pytest.mark.parametrize(
    ("given", "use", "wrong"),
    [
        (token(ACCESS_NOW, THEIRS), "access", {"signature": (BAD, "signature")}),
        (token(ACCESS_NOW, kid="gone"), "access", {"signature": (BAD, "kid")}),
        (jwt.encode(ACCESS_NOW, None, algorithm="none", headers={"kid": "ours"}), "access",
         {"signature": (BAD, "alg")}),
        (token(ACCESS_NOW, "k" * 32, algorithm="HS256"), "access", {"signature": (BAD, "alg")}),
        (token({**ACCESS_NOW, "iss": ISSUER + "x"}), "access", {"issuer": (BAD, "other")}),
        (token({**ACCESS_NOW, "client_id": "x"}), "access", {"audience": (BAD, "other")}),
        (token({**ID_NOW, "aud": ["client"]}), "id", {"audience": (BAD, "other")}),
        (token(ID_NOW), "access", {"audience": (BAD, "missing"), "token_use": (BAD, "other")}),
        (token({**ACCESS_NOW, "exp": NOW}), "access", {"expiry": (BAD, "over")}),
        (token({**ACCESS_NOW, "exp": "soon"}), "access", {"expiry": (BAD, "missing")}),
        (token({**ACCESS_NOW, "exp": True}), "access", {"expiry": (BAD, "missing")}),
        (token({**ACCESS_NOW, "iat": NOW + LEEWAY}), "access", {}),
        (token({**ACCESS_NOW, "iat": NOW + LEEWAY + 1}), "access", {"begins": (BAD, "early")}),
        (token({**ACCESS_NOW, "nbf": NOW + 3600}), "access", {"begins": (BAD, "early")}),
        (token(ACCESS), "access", {"begins": (BAD, "missing")}),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_token_is_said_of_that_alone(given, use, wrong):
    assert found(given, use) == wrong


def test_a_token_of_another_pool_is_wrong_by_its_key_and_its_issuer():
    foreign = token({**ACCESS_NOW, "iss": ISSUER.replace("Example1", "Example2")}, THEIRS, kid="theirs")
    assert found(foreign) == {"signature": (BAD, "kid"), "issuer": (BAD, "other")}


def test_a_public_key_is_no_shared_secret():
    public = OURS.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head, body, _ = token(ACCESS_NOW, "k" * 32, algorithm="HS256").split(".")
    proof = base64.urlsafe_b64encode(hmac.digest(public, f"{head}.{body}".encode(), "sha256")).decode().rstrip("=")
    assert found(f"{head}.{body}.{proof}") == {"signature": (BAD, "alg")}


def test_a_claim_that_was_changed_afterwards_spoils_the_signature_and_nothing_else():
    head, _, proof = token(ACCESS_NOW).split(".")
    body = base64.urlsafe_b64encode(json.dumps({**ACCESS_NOW, "exp": 9_999_999_999}).encode()).decode().rstrip("=")
    assert found(f"{head}.{body}.{proof}") == {"signature": (BAD, "signature")}


def test_without_keys_or_a_profile_what_depends_on_them_is_not_checked():
    made = found(token(ACCESS_NOW), keys=None, issuers=None, client_id=None)
    assert made == {"signature": (UNKNOWN, "keys"), "issuer": (UNKNOWN, "profile"), "audience": (UNKNOWN, "profile")}


def test_the_signature_of_a_redacted_token_is_not_checked():
    head, body, _ = token(ACCESS_NOW).split(".")
    made = verdicts(
        f"{head}.{body}.<access-token-1>", KEYS, issuers=(ISSUER,), client_id="client", use="access", now=NOW
    )
    assert [(each.state, each.why) for each in made if each.state != GOOD] == [(UNKNOWN, "redacted")]


@pytest.mark.parametrize("given", ["", "x", "a.b.c", "a.b.c.d.e", "e30.e30."])
def test_what_is_no_token_is_good_in_nothing(given):
    assert set(found(given)) == set(CHECKS)
