"""The server's SRP against pycognito's, which is not ours, and its rules for what comes from outside."""

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycognito import aws_srp

from app.practice import srp
from tests.practice.world import POOL, SrpClient


def test_modulus_generator_and_multiplier_are_those_of_an_independent_client():
    assert int(aws_srp.N_HEX, 16) == srp.MODULUS
    assert aws_srp.hex_to_long(aws_srp.hex_hash("00" + aws_srp.N_HEX + "0" + aws_srp.G_HEX)) == srp.MULTIPLIER


@pytest.mark.parametrize(
    ("number", "padded"), [(0, "00"), (0x7F, "7f"), (0x80, "0080"), (0x1234, "1234"), (0xFF00, "00ff00")]
)
def test_numbers_are_padded_as_javas_big_integer_gives_them(number, padded):
    assert srp.pad(number).hex() == padded


@given(st.text(min_size=1, max_size=40).filter(lambda text: max(text) < "\ud800" or min(text) > "\udfff"))
def test_any_password_makes_a_verifier_that_only_it_matches(password):
    salt, verifier = srp.make_verifier(POOL, "plain", password)
    assert srp.make_verifier(POOL, "plain", password, salt) == (salt, verifier)
    assert srp.make_verifier(POOL, "plain", password + "x", salt)[1] != verifier
    assert srp.make_verifier(POOL, "other", password, salt)[1] != verifier


def test_a_salt_never_begins_with_a_zero():
    assert srp.make_verifier(POOL, "plain", "x", "00ab")[0] == "ab"


def handshake(client, *, salt=None, password="Practice1!", simulated=False):
    salt, verifier = srp.make_verifier(POOL, "plain", password, salt)
    begun = srp.begin(client_public=int(client.srp_a, 16), salt=salt, verifier=verifier, client_id="c", pool_id=POOL,
                      username="plain", simulated=simulated, flow="USER_SRP_AUTH", expires_at=100.0)
    block = srp.Handshakes().remember(begun)
    challenge = {"ChallengeParameters": {
        "SALT": salt, "SRP_B": f"{begun.public:x}", "SECRET_BLOCK": block, "USER_ID_FOR_SRP": "plain",
    }}
    proof = client.proof(challenge)
    return srp.proof_holds(begun, base64.b64decode(block), proof["TIMESTAMP"],
                           base64.b64decode(proof["PASSWORD_CLAIM_SIGNATURE"]))


@pytest.mark.parametrize("salt", [None, "1", "80", "ff" * 16, "7f" * 16, "abc", "f" * 31])
def test_an_independent_client_proves_the_password_whatever_the_salt(salt):
    assert handshake(SrpClient(), salt=salt)


def test_a_wrong_password_proves_nothing():
    assert not handshake(SrpClient(password="Practice2!"))


def test_nobody_proves_a_simulated_users_password():
    assert not handshake(SrpClient(), simulated=True)


def test_multiples_of_the_modulus_are_no_public_values():
    assert not srp.valid_public_value(0)
    assert not srp.valid_public_value(srp.MODULUS)
    assert not srp.valid_public_value(2 * srp.MODULUS)
    assert srp.valid_public_value(srp.MODULUS + 1)


@pytest.mark.parametrize("text", [
    "Wed Apr 5 22:42:34 UTC 2017", "wed apr 5 22:42:34 utc 2017", "WED APR 5 22:42:34 UTC 2017",
    "Wed Apr 05 22:42:34 UTC 2017", "Mon Apr 5 22:42:34 UTC 2017",
])
def test_timestamps_are_read_in_any_case_and_hashed_in_one_form(text):
    read = srp.read_timestamp(text)
    assert read.canonical == "Wed Apr 5 22:42:34 UTC 2017"
    assert read.at == datetime(2017, 4, 5, 22, 42, 34, tzinfo=UTC).timestamp()


def test_gmt_is_taken_for_utc():
    assert srp.read_timestamp("Wed Apr 5 22:42:34 GMT 2017").canonical == "Wed Apr 5 22:42:34 GMT 2017"


@pytest.mark.parametrize("text", [
    "", "2017-04-05T22:42:34Z", "Wed Apr 5 24:42:34 UTC 2017", "Mi Apr 5 22:42:34 UTC 2017", "Wed Apr 5 22:42 UTC 2017",
    "Wed Apr 5 22:42:34 CET 2017", "Wed Feb 30 22:42:34 UTC 2017", "Wed Apr 5 22:42:34 UTC 2017 ", "Wed Apr 5",
    "Wed Apr 5 22:42:34 UTC 0000", "Wed Apr \u0665 22:42:34 UTC 2017",
])
def test_other_timestamps_are_not_read(text):
    assert srp.read_timestamp(text) is None


def test_a_secret_block_finds_its_handshake_until_it_expires():
    handshakes = srp.Handshakes()
    begun = srp.begin(client_public=2, salt="1", verifier=1, client_id="c", pool_id=POOL, username="u", simulated=False,
                      flow="USER_SRP_AUTH", expires_at=100.0)
    block = base64.b64decode(handshakes.remember(begun))
    assert handshakes.find(block, 99.9) is begun
    assert handshakes.find(block, 100.0) is None
    assert handshakes.find(hashlib.sha256(block).digest(), 0.0) is None


def test_only_so_many_handshakes_are_kept():
    handshakes = srp.Handshakes(kept=2)
    begun = srp.begin(client_public=2, salt="1", verifier=1, client_id="c", pool_id=POOL, username="u", simulated=False,
                      flow="USER_SRP_AUTH", expires_at=100.0)
    blocks = [base64.b64decode(handshakes.remember(begun)) for _ in range(3)]
    assert [handshakes.find(block, 0.0) is not None for block in blocks] == [False, True, True]
