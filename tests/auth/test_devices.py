"""A new device: its password, and the verifier that Cognito keeps, by pycognito's arithmetic, as positive numbers."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycognito import aws_srp

from app.auth.devices import new_device
from tests.helpers.srp_server import SrpServer, as_number

KEY, GROUP = "us-east-1_a1b2c3d4-5678-90ab-cdef-0123456789ab", "-v7w9UcY6"


def made(draw):
    return new_device(KEY, GROUP, draw)


def test_the_password_is_40_random_bytes_and_the_salt_16():
    asked = []

    def draw(size):
        asked.append(size)
        return b"\x11" * size

    new = made(draw)
    assert asked == [40, 16]
    assert base64.b64decode(new.device.password.reveal()) == b"\x11" * 40
    assert base64.b64decode(new.salt.reveal()) == b"\x11" * 16
    assert (new.device.key, new.device.group_key) == (KEY, GROUP)


@settings(max_examples=30)
@given(raw=st.binary(min_size=40, max_size=40), salt=st.binary(min_size=16, max_size=16))
def test_the_verifier_is_pycognitos_whatever_was_drawn(raw, salt):
    new = made(lambda size: {40: raw, 16: salt}[size])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aws_srp.os, "urandom", lambda size: {40: raw, 16: salt}[size])
        password, config = aws_srp.generate_hash_device(GROUP, KEY)
    assert new.device.password.reveal() == password
    found = {"PasswordVerifier": new.verifier.reveal(), "Salt": new.salt.reveal()}
    assert _numbers(found) == _numbers(config)


def _numbers(config):
    return {name: as_number(base64.b64decode(value)) for name, value in config.items()}


@pytest.mark.parametrize("first", [0x00, 0x01, 0x0F, 0x10, 0x7F, 0x80, 0xFF])
def test_no_number_is_sent_that_java_would_read_as_negative(first):
    new = made(lambda size: bytes([first]) + b"\x33" * (size - 1))
    salt = base64.b64decode(new.salt.reveal())
    assert salt[0] < 0x80
    assert as_number(salt) == as_number(bytes([first]) + b"\x33" * 15)


def test_a_verifier_with_its_top_bit_set_gets_a_leading_zero_byte():
    seen = set()
    for number in range(40):
        verifier = base64.b64decode(made(lambda size, n=number: n.to_bytes(size, "big")).verifier.reveal())
        assert verifier[0] < 0x80
        seen.add(len(verifier))
    assert {384, 385} <= seen


def test_the_verifier_is_the_one_that_the_device_proves_itself_against():
    new = made(lambda size: b"\x42" * size)
    server = SrpServer(
        password=new.device.password.reveal(), user=KEY, pool=f"x_{GROUP}",
        salt=as_number(base64.b64decode(new.salt.reveal())),
    )  # fmt: skip
    assert as_number(base64.b64decode(new.verifier.reveal())) == server.verifier
