"""Authenticator codes against the test values of RFC 6238 and against its window."""

import base64

import pyotp
import pytest

from app.practice import totp

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(("at", "code"), [
    (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
])
def test_codes_are_those_of_the_rfc(at, code):
    assert totp.code_at(RFC_SECRET, totp.step_at(at)) == code


@pytest.mark.parametrize(("away", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_counts_one_step_either_side(away, taken):
    now = 1_000_000_000.0
    code = pyotp.TOTP(RFC_SECRET).at(now + away * 30)
    assert totp.matching_step(RFC_SECRET, code, now) == (totp.step_at(now) + away if taken else None)


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "\u0661\u0662\u0663\u0664\u0665\u0666", "\ud800"])
def test_what_is_no_code_matches_none(code):
    assert totp.matching_step(RFC_SECRET, code, 59) is None


def test_a_new_secret_works_in_an_authenticator():
    secret = totp.new_secret()
    assert pyotp.TOTP(secret).verify(totp.code_at(secret, totp.step_at(59)), for_time=59)
