"""Tokens as Cognito issued them, and what their claims say when nobody vouches for them."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.tokens import TokenSet, claims, decode_part, shape_of
from app.secret import Secret
from tests.helpers.sample_runs import jwt


def part(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def test_a_result_is_read_member_by_member():
    result = {"AccessToken": "a", "IdToken": "i", "RefreshToken": "r", "ExpiresIn": 3600, "TokenType": "Bearer"}
    tokens = TokenSet.from_result({**result, "NewDeviceMetadata": {"DeviceKey": "k", "DeviceGroupKey": "g"}})
    assert tokens == TokenSet(
        access_token=Secret("a"),
        id_token=Secret("i"),
        refresh_token=Secret("r"),
        expires_in=3600,
        device={"DeviceKey": "k", "DeviceGroupKey": "g"},
    )


@pytest.mark.parametrize(
    "result", [{}, {"AccessToken": ""}, {"AccessToken": 7}, {"AccessToken": None}, {"IdToken": "i"}]
)
def test_without_an_access_token_there_are_no_tokens(result):
    assert TokenSet.from_result(result) is None


def test_members_of_other_types_are_left_out():
    result = {"AccessToken": "a", "IdToken": 7, "RefreshToken": ["r"], "ExpiresIn": "soon", "NewDeviceMetadata": "d"}
    assert TokenSet.from_result(result) == TokenSet(access_token=Secret("a"))


@pytest.mark.parametrize("life", [10**20, -(2**60), True])
def test_a_life_that_no_transcript_could_hold_is_left_out(life):
    assert TokenSet.from_result({"AccessToken": "a", "ExpiresIn": life}).expires_in is None


def test_no_token_and_no_device_key_shows_in_the_representation():
    tokens = TokenSet(access_token=Secret("access!"), refresh_token=Secret("refresh!"), device={"DeviceKey": "device!"})
    assert "!" not in repr(tokens)


def test_claims_and_header_are_decoded_unverified():
    token = jwt({"sub": "s", "name": "Zoë"})
    assert claims(token) == {"sub": "s", "name": "Zoë"}
    assert decode_part(token, 0)["alg"] == "RS256"
    assert claims(token.reveal()) == claims(token)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "opaque",
        "a.b",
        "a.b.c.d.e",
        "a.é.c",
        "a.!!.c",
        f"a.{part(b'[1]')}.c",
        f"a.{part(b'7')}.c",
        f"a.{part(b'{')}.c",
        f"a.{part(bytes([255, 254]))}.c",
        f"a.{part(b'[' * 100_000)}.c",
    ],
)
def test_what_is_no_jwt_has_no_claims(text):
    assert claims(text) == {}


@given(st.text())
def test_no_text_at_all_makes_decoding_fail(text):
    assert isinstance(claims(text), dict)
    assert isinstance(claims(f"a.{text}.c"), dict)


JWE = "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ"  # the header of every refresh token of Cognito's


@pytest.mark.parametrize(
    ("token", "shape"),
    [
        (f"{JWE}.key.nonce.body.{'t' * 22}", "refresh"),
        (f"{JWE}.key.nonce.body.{'t' * 21}", "cut"),
        (f"{JWE}.key.nonce.body", "cut"),
        (f"{JWE}.key.no", "cut"),
        (JWE, "cut"),
        (JWE[:20], "other"),
        (jwt({"token_use": "access"}).reveal(), "jwt"),
        ("5b2c9b0e-1111-4c0e-9a51-0d2b6f1ec21e", "other"),
        ("", "other"),
        ("a.b.c.d.e", "other"),
    ],
)
def test_a_refresh_token_is_told_from_other_tokens_and_from_a_part_of_one(token, shape):
    assert shape_of(Secret(token)) == shape


@given(st.text())
def test_no_text_makes_telling_tokens_apart_fail(token):
    assert shape_of(Secret(token)) in ("refresh", "cut", "jwt", "other")
