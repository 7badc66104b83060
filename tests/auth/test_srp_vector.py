"""A handshake's values: each is pycognito's, the vector says which are secret, and nothing wrong goes unnoticed."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.auth.srp import Handshake
from app.auth.srp_vector import vector_of
from app.secret import Secret
from tests.helpers.playbook import POOL, T0
from tests.helpers.srp_server import SrpServer
from tests.helpers.srp_vectors import HEX, check_vector

POOL_NAME = POOL.split("_")[1]
GROUP, KEY = "-v7w9UcY6", "us-east-1_a1b2c3d4-5678-90ab-cdef-0123456789ab"
VALUES = [
    "purpose", "pool_name", "identity", "timestamp", "a", "A", "B", "salt", "k", "u", "x", "S", "K", "message",
    "signature", "secret_block", "password",
]  # fmt: skip


def entropy(size):
    return bytes(range(1, size + 1))


def handshake(user="plain", password="Practice1!", group=POOL_NAME, draw=entropy, *, device=False, **server):
    """The values of one handshake, as the flow shows them."""
    mine = Handshake(group, draw)
    theirs = SrpServer(password=password, user=user, pool=f"x_{group}", **server)
    parameters = theirs.challenge(mine.srp_a.reveal())["ChallengeParameters"]
    if device:
        del parameters["USER_ID_FOR_SRP"]
        return mine.prove_device(parameters, user, Secret(password), T0).values
    return mine.prove_password(parameters, Secret(password), T0).values


def saved(values):
    """What a file with these values says."""
    return json.loads(json.dumps(vector_of(values)))


def test_the_values_are_those_of_the_contract_and_only_four_can_be_read():
    values = handshake()
    assert list(values) == VALUES
    assert [name for name, value in values.items() if not isinstance(value, Secret)] == VALUES[:4]
    assert values["identity"] == "Example1plain"


def test_the_vector_says_from_which_values_the_password_or_a_sign_in_can_be_had():
    vector = saved(handshake())
    assert vector["secret"] == ["a", "x", "S", "K", "password"]
    assert list(vector["values"]) == VALUES


def test_each_value_of_a_password_s_proof_is_pycognitos(monkeypatch):
    check_vector(saved(handshake()), monkeypatch)


def test_each_value_of_a_devices_proof_is_pycognitos(monkeypatch):
    values = handshake(KEY, "c2VjcmV0", GROUP, device=True)
    assert (values["purpose"], values["identity"]) == ("DEVICE_PASSWORD_VERIFIER", GROUP + KEY)
    check_vector(saved(values), monkeypatch)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    a=st.binary(min_size=128, max_size=128) | st.binary(min_size=1, max_size=3).map(lambda raw: raw.rjust(128, b"\0")),
    b=st.integers(1, 2**256) | st.integers(1, 64),
    salt=st.integers(1, 2**128 - 1) | st.integers(1, 2**12),
    user=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
    password=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
)
def test_numbers_of_odd_length_and_with_the_top_bit_set_are_pycognitos(a, b, salt, user, password, monkeypatch):
    if not any(a):
        a = a[:-1] + b"\1"  # A = 1 is nobody's public value
    with monkeypatch.context() as patch:
        check_vector(saved(handshake(user, password, draw=lambda size: a[:size], b=b, salt=salt)), patch)


# From which draw on a number of each kind comes: an odd number of digits, a leading zero byte less, its top bit set.
DRAWS = [
    ("A", "odd", 205), ("A", "short", 200), ("A", "padded", 207), ("B", "odd", 13), ("B", "short", 89),
    ("B", "padded", 2), ("u", "odd", 8), ("u", "short", 105), ("u", "padded", 3), ("x", "odd", 31),
    ("x", "short", 511), ("x", "padded", 3), ("S", "odd", 14), ("S", "short", 28), ("S", "padded", 2),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "draw"), DRAWS)
def test_each_length_that_a_number_can_have_is_pycognitos(name, kind, draw, monkeypatch):
    whole = 64 if name in ("u", "x") else 768
    for number in range(draw, draw + 50):
        values = handshake(draw=lambda size, n=number: n.to_bytes(size, "big"), b=number + 7, salt=number)
        digits = values[name].reveal()
        is_odd = len(digits) % 2 == 1
        fits = {
            "odd": is_odd, "short": not is_odd and len(digits) < whole,
            "padded": not is_odd and digits[0] in "89abcdef",
        }  # fmt: skip
        if fits[kind]:
            check_vector(saved(values), monkeypatch)
            return
    pytest.fail("no such number was drawn")


@pytest.mark.parametrize("name", [*HEX, "signature", "timestamp", "identity", "password", "secret_block", "pool_name"])
def test_a_vector_with_one_wrong_value_is_noticed(name, monkeypatch):
    vector = copy.deepcopy(saved(handshake()))
    value = vector["values"][name]
    vector["values"][name] = ("1" if value[0] != "1" else "2") + value[1:]
    with pytest.raises((AssertionError, ValueError)):
        check_vector(vector, monkeypatch)
