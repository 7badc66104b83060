"""Tokens are checked by the user pool's keys alone: signature, issuer, use, app client, time."""

import base64
import hmac
import json

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.auth.client import AppClient
from app.auth.signatures import check_token, issuers, key_set_url
from app.secret import Secret

ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Example1"
NOW = 1_700_000_000.0
OURS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
THEIRS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ACCESS = {"iss": ISSUER, "token_use": "access", "client_id": "client", "exp": int(NOW) + 60}
ID = {"iss": ISSUER, "token_use": "id", "aud": "client", "exp": int(NOW) + 60}


def public_jwk(key, kid):
    made = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": kid, "n": made["n"], "e": made["e"]}


KEYS = {"keys": [public_jwk(THEIRS, "other"), public_jwk(OURS, "ours")]}


def token(claims, key=OURS, kid="ours", algorithm="RS256"):
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid})


def check(given, use="access", keys=KEYS, now=NOW, **more):
    found = check_token(
        Secret(given), keys, **{"issuers": (ISSUER,), "client_id": "client", "use": use, "now": now, **more}
    )
    return found.verdict, found.code


@pytest.mark.parametrize(("claims", "use"), [(ACCESS, "access"), (ID, "id")])
def test_a_token_of_this_pool_client_use_and_time_is_valid(claims, use):
    assert check(token(claims), use) == ("valid", "")


@pytest.mark.parametrize("late", [60.0, 61.0, 1e9])
def test_a_token_is_expired_from_its_exp_on(late):
    assert check(token(ACCESS), now=NOW + 59.9) == ("valid", "")
    assert check(token(ACCESS), now=NOW + late) == ("expired", "")


@pytest.mark.parametrize(
    ("claims", "use", "code"),
    [
        ({**ACCESS, "iss": ISSUER + "x"}, "access", "iss"),
        ({**ACCESS, "token_use": "id"}, "access", "token_use"),
        (ID, "access", "token_use"),
        (ACCESS, "id", "token_use"),
        ({**ACCESS, "client_id": "another"}, "access", "client_id"),
        ({**ID, "aud": "another"}, "id", "aud"),
        ({**ID, "aud": ["client"]}, "id", "aud"),
        ({name: value for name, value in ACCESS.items() if name != "exp"}, "access", "exp"),
        ({**ACCESS, "exp": "tomorrow"}, "access", "exp"),
        ({**ACCESS, "exp": True}, "access", "exp"),
    ],
)
def test_a_token_that_says_something_else_is_invalid_by_that_claim(claims, use, code):
    assert check(token(claims), use) == ("invalid", code)


def test_a_key_that_is_not_the_pools_makes_no_valid_token():
    assert check(token(ACCESS, THEIRS)) == ("invalid", "signature")


def test_a_claim_that_was_changed_after_signing_is_noticed():
    head, _, signature = token(ACCESS).split(".")
    body = base64.urlsafe_b64encode(json.dumps({**ACCESS, "exp": 9_999_999_999}).encode()).decode().rstrip("=")
    assert check(f"{head}.{body}.{signature}") == ("invalid", "signature")


def test_a_key_that_is_in_no_key_set_is_named():
    assert check(token(ACCESS, kid="gone")) == ("invalid", "kid")


@pytest.mark.parametrize("keys", [{}, {"keys": None}, {"keys": "ours"}, {"keys": [1, {"kid": "another"}]}])
def test_a_key_set_without_the_key_is_no_error_of_the_program(keys):
    assert check(token(ACCESS), keys=keys) == ("invalid", "kid")


@pytest.mark.parametrize(
    "key",
    [
        {"kid": "ours"},
        {"kid": "ours", "kty": "RSA", "n": "!", "e": "AQAB"},
        {"kid": "ours", "kty": "RSA", "n": 3, "e": None},
        {"kid": "ours", "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kid": "ours", "kty": "oct", "k": "c2VjcmV0"},
    ],
)
def test_a_key_that_is_none_verifies_nothing(key):
    assert check(token(ACCESS), keys={"keys": [key]}) == ("invalid", "signature")


def test_a_token_cannot_choose_an_algorithm_that_proves_nothing():
    unsigned = jwt.encode(ACCESS, None, algorithm="none", headers={"kid": "ours"})
    assert check(unsigned) == ("invalid", "alg")
    curve = ec.generate_private_key(ec.SECP256R1())
    assert check(token(ACCESS, curve, algorithm="ES256")) == ("invalid", "alg")
    public = OURS.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    head, body, _ = token(ACCESS, "k" * 32, algorithm="HS256").split(".")
    signature = hmac.digest(public, f"{head}.{body}".encode(), "sha256")
    assert check(f"{head}.{body}.{base64.urlsafe_b64encode(signature).decode()}") == ("invalid", "alg")


@pytest.mark.parametrize("given", ["", "x", "a.b", "a.b.c", "a.b.c.d.e", "\U0001f642.\U0001f642.x", "e30.e30."])
def test_what_is_no_token_is_invalid(given):
    assert check(given)[0] == "invalid"


def test_the_key_set_is_under_the_issuer():
    assert key_set_url(ISSUER) == ISSUER + "/.well-known/jwks.json"


def test_behind_an_endpoint_the_issuer_is_the_endpoint_or_aws_itself():
    here = "http://127.0.0.1:1/us-east-1_Example1"
    client = AppClient(user_pool_id="us-east-1_Example1", client_id="client", issuer=here)
    assert issuers(client) == (
        here,
        "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Example1",
    )


def test_an_issuer_that_is_none_of_those_is_invalid():
    assert check(token(ACCESS), issuers=("https://one.example", "https://two.example")) == ("invalid", "iss")
    assert check(token(ACCESS), issuers=("https://one.example", ISSUER)) == ("valid", "")
