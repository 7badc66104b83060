"""The client's SRP against a server written from the documentation alone, against pycognito, and against nonsense."""

import base64
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.auth.srp import Handshake, format_timestamp
from app.errors import UnexpectedReply
from app.seal import reveal
from app.secret import Secret
from tests.helpers.playbook import POOL, T0
from tests.helpers.srp_server import G, N, SrpServer, as_number, padded, sha

PASSWORD = Secret("Practice1!")


def entropy(size):
    return bytes(range(1, size + 1))


def prove(server, password=PASSWORD, at=T0, pool=POOL, **changed):
    handshake = Handshake(pool.split("_")[1], entropy)
    parameters = server.challenge(handshake.srp_a.reveal())["ChallengeParameters"] | changed
    given = {name: value for name, value in parameters.items() if value is not None}
    return reveal(handshake.prove_password(given, password, at).responses)


def expected(server, at=T0):
    proof = server.expected(at)
    del proof["USERNAME"]  # the conversation adds the name
    return proof


def test_the_prime_and_k_are_cognitos():
    from pycognito.aws_srp import N_HEX

    assert int(N_HEX, 16) == N
    assert sha(padded(N), padded(G)).hex() == "538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6"


def test_a_is_g_to_the_power_of_128_random_bytes():
    asked = []

    def recorded(size):
        asked.append(size)
        return b"\xff" * size

    handshake = Handshake("Example1", recorded)
    assert asked == [128]
    a = as_number(b"\xff" * 128)
    assert handshake.srp_a.reveal() == f"{pow(G, a, N):x}"


def test_a_server_that_knows_only_the_verifier_takes_the_proof():
    server = SrpServer(password="Practice1!", user="34c84488-e0e1-70ae-d2ee-991ad1a898c8")
    assert prove(server) == expected(server)


def test_a_known_handshake_gives_the_known_signature():
    server = SrpServer(password="Practice1!", user="plain", salt=0x1234, b=0x5678, block=b"block")
    proof = prove(server)
    assert proof["TIMESTAMP"] == "Wed Apr 5 22:42:34 UTC 2017"
    assert proof["PASSWORD_CLAIM_SIGNATURE"] == "vmbHiTtFNcnMy5yvHHDNR6vwcOOFbMvNMaYU5gcmtVs="


def test_another_password_gives_another_signature():
    server = SrpServer(password="Practice1!", user="plain")
    assert (
        prove(server, Secret("Practice1?"))["PASSWORD_CLAIM_SIGNATURE"] != expected(server)["PASSWORD_CLAIM_SIGNATURE"]
    )


@settings(max_examples=40)
@given(
    password=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    user=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=128),
    salt=st.integers(1, 2**128 - 1),
    b=st.integers(1, 2**256),
    block=st.binary(min_size=1, max_size=100),
)
def test_any_password_name_salt_and_block_is_proved(password, user, salt, b, block):
    server = SrpServer(password=password, user=user, salt=salt, b=b, block=block)
    assert prove(server, Secret(password)) == expected(server)


@pytest.mark.parametrize("salt", [0x1, 0x7F, 0x80, 0xFFF, 0x0FFFFFFF, 0x8000_0000])
def test_salts_are_padded_as_numbers_whatever_their_length(salt):
    server = SrpServer(password="Practice1!", user="plain", salt=salt)
    assert prove(server) == expected(server)
    assert prove(server, SALT=f"000{salt:x}") == expected(server)
    assert prove(server, SALT=f"{salt:X}") == expected(server)


def test_the_arithmetic_is_that_of_pycognito():
    from pycognito.aws_srp import AWSSRP

    class Fixed(AWSSRP):
        def generate_random_small_a(self):
            return int.from_bytes(entropy(128), "big") % self.big_n

    theirs = Fixed(username="typed", password="Practice1!", pool_id=POOL, client_id="c", client=object())
    server = SrpServer(password="Practice1!", user="plain")
    mine = prove(server)
    parameters = server.challenge(f"{theirs.large_a_value:x}")["ChallengeParameters"]
    response = theirs.process_challenge(parameters, {"USERNAME": "typed"})
    stamp = response["TIMESTAMP"]
    import calendar
    import time

    at = calendar.timegm(time.strptime(re.sub(" UTC", "", stamp), "%a %b %d %H:%M:%S %Y"))
    assert prove(server, at=at)["PASSWORD_CLAIM_SIGNATURE"] == response["PASSWORD_CLAIM_SIGNATURE"]
    assert mine["PASSWORD_CLAIM_SECRET_BLOCK"] == response["PASSWORD_CLAIM_SECRET_BLOCK"]


@pytest.mark.parametrize("name", ["SALT", "SRP_B", "SECRET_BLOCK", "USER_ID_FOR_SRP"])
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_parameter_is_named(name, value):
    with pytest.raises(UnexpectedReply) as caught:
        prove(SrpServer(password="Practice1!", user="plain"), **{name: value})
    assert (caught.value.missing, caught.value.operation) == (name, "PASSWORD_VERIFIER")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SRP_B", "0"),
        ("SRP_B", f"{N:x}"),
        ("SRP_B", f"{5 * N:x}"),
        ("SRP_B", "xyz"),
        ("SRP_B", "-5"),
        ("SRP_B", " "),
        ("SRP_B", "<html>"),
        ("SALT", "salt"),
        ("SALT", "-1"),
        ("SALT", "\0"),
        ("SALT", "1.5"),
        ("SECRET_BLOCK", "not base64!"),
        ("SECRET_BLOCK", "AAA"),
        ("SECRET_BLOCK", "é==="),
    ],
)
def test_nonsense_of_a_server_is_unexpected_and_never_a_crash(name, value):
    with pytest.raises(UnexpectedReply, match="SRP_B, SALT, SECRET_BLOCK"):
        prove(SrpServer(password="Practice1!", user="plain"), **{name: value})


def test_a_huge_b_is_no_more_than_slow_to_read():
    server = SrpServer(password="Practice1!", user="plain")
    proof = prove(server, SRP_B="f" * 100_000)
    assert base64.b64decode(proof["PASSWORD_CLAIM_SIGNATURE"])


@settings(max_examples=60)
@given(
    parameters=st.fixed_dictionaries(
        {name: st.text(max_size=30) | st.from_regex("[0-9a-fA-F_x -]{1,20}") for name in ("SALT", "SRP_B")}
        | {"SECRET_BLOCK": st.text(max_size=30), "USER_ID_FOR_SRP": st.text(max_size=30)}
    )
)
def test_whatever_stands_in_a_challenge_it_is_proved_or_refused(parameters):
    handshake = Handshake("Example1", entropy)
    try:
        proof = handshake.prove_password(parameters, PASSWORD, T0).responses
    except UnexpectedReply:
        return
    assert set(proof) == {"PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP"}


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (1_491_432_154.0, "Wed Apr 5 22:42:34 UTC 2017"),
        (0.0, "Thu Jan 1 00:00:00 UTC 1970"),
        (1_709_164_799.999, "Wed Feb 28 23:59:59 UTC 2024"),
        (1_709_164_800.0, "Thu Feb 29 00:00:00 UTC 2024"),
        (1_795_336_865.0, "Sun Nov 22 08:41:05 UTC 2026"),
        (1_735_689_599.0, "Tue Dec 31 23:59:59 UTC 2024"),
    ],
)
def test_the_timestamp_is_english_in_utc_without_a_leading_zero(at, text):
    assert format_timestamp(at) == text


def test_the_timestamp_knows_neither_locale_nor_time_zone(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "Asia/Kolkata")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    time.tzset()
    try:
        assert format_timestamp(T0) == "Wed Apr 5 22:42:34 UTC 2017"
    finally:
        monkeypatch.undo()
        time.tzset()
