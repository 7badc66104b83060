"""Options of Cognito's are checked member by member; what is wrong is named, and nothing else gets through."""

import contextlib
import json

import pytest
from fido2.webauthn import PublicKeyCredentialCreationOptions, PublicKeyCredentialRequestOptions
from hypothesis import given
from hypothesis import strategies as st

from app.errors import PasskeyError
from app.passkeys.options import read_creation, read_request

# The sample of the API reference, with a challenge and ids that are base64url.
SAMPLE = {
    "authenticatorSelection": {"requireResidentKey": True, "residentKey": "required", "userVerification": "preferred"},
    "challenge": "wxvbDicyqQqvF2EXAMPL",
    "excludeCredentials": [{"id": "8LApgk4-", "type": "public-key"}],
    "pubKeyCredParams": [{"alg": -7, "type": "public-key"}, {"alg": -257, "type": "public-key"}],
    "rp": {"id": "auth.example.com", "name": "auth.example.com"},
    "timeout": 60000,
    "user": {"displayName": "testuser", "id": "ZWFhZDAyMTktMjExNy00MzlmLThk", "name": "testuser"},
}
REQUEST = {
    "challenge": "Y2hhbGxlbmdl",
    "timeout": 180000,
    "rpId": "auth.example.com",
    "allowCredentials": [{"type": "public-key", "id": "b25l", "transports": ["internal"]}],
    "userVerification": "preferred",
}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=10,
)


def wrong(read, options):
    with pytest.raises(PasskeyError) as caught:
        read(options)
    return caught.value.trouble.value, caught.value.detail


def test_the_documentations_sample_is_read():
    read = read_creation(SAMPLE)
    assert (read.rp_id, read.user_name, read.display_name) == ("auth.example.com", "testuser", "testuser")
    assert (read.algorithms, read.timeout, len(read.exclude)) == ((-7, -257), 60000, 1)
    assert (read.resident_key, read.user_verification, read.attachment) == ("required", "preferred", "")


def test_what_was_read_is_written_again_as_it_came():
    written = read_creation(SAMPLE).to_json()
    del SAMPLE["authenticatorSelection"]["requireResidentKey"]  # the older word for residentKey
    assert written == SAMPLE
    assert read_request(REQUEST).to_json() == {**REQUEST, "allowCredentials": [{"type": "public-key", "id": "b25l"}]}


def test_fido2_reads_what_is_written():
    made = PublicKeyCredentialCreationOptions.from_dict(read_creation(SAMPLE).to_json())
    assert made.authenticator_selection.require_resident_key
    assert PublicKeyCredentialRequestOptions.from_dict(read_request(REQUEST).to_json()).rp_id == "auth.example.com"


@pytest.mark.parametrize(
    ("member", "value", "detail"),
    [
        ("challenge", None, "challenge"),
        ("challenge", "", "challenge"),
        ("challenge", "a+b/", "challenge"),
        ("challenge", "YQ==", "challenge"),
        ("challenge", "a", "challenge"),
        ("challenge", 7, "challenge"),
        ("rp", None, "rp"),
        ("rp", "auth.example.com", "rp"),
        ("rp", {"name": "n"}, "id"),
        ("rp", {"id": 1, "name": "n"}, "id"),
        ("user", None, "user"),
        ("user", {"id": "dQ"}, "name"),
        ("user", {"name": "n"}, "user.id"),
        ("user", {"id": "A" * 88, "name": "n"}, "user.id"),
        ("pubKeyCredParams", None, "pubKeyCredParams"),
        ("pubKeyCredParams", {}, "pubKeyCredParams"),
        ("pubKeyCredParams", [-7], "pubKeyCredParams"),
        ("pubKeyCredParams", [{"type": "public-key", "alg": "-7"}], "pubKeyCredParams"),
        ("pubKeyCredParams", [{"type": "public-key", "alg": True}], "pubKeyCredParams"),
        ("excludeCredentials", "x", "excludeCredentials"),
        ("excludeCredentials", [{"id": "b25l"}], "excludeCredentials"),
        ("excludeCredentials", [{"type": "public-key", "id": "="}], "excludeCredentials"),
        ("timeout", "60000", "timeout"),
        ("timeout", True, "timeout"),
        ("timeout", -1, "timeout"),
        ("authenticatorSelection", [], "authenticatorSelection"),
        ("authenticatorSelection", {"residentKey": 1}, "residentKey"),
    ],
)
def test_what_is_wrong_for_a_new_passkey_is_named(member, value, detail):
    assert wrong(read_creation, {**SAMPLE, member: value}) == ("options", detail)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("challenge", None), ("rpId", None), ("rpId", ""), ("rpId", {}), ("allowCredentials", {}),
        ("allowCredentials", [None]), ("timeout", 1.5), ("userVerification", 1),
    ],
)  # fmt: skip
def test_what_is_wrong_for_a_signature_is_named(member, value):
    assert wrong(read_request, {**REQUEST, member: value}) == ("options", member)


def test_kinds_of_credentials_that_nobody_knows_are_passed_over():
    other = {"type": "password", "alg": 1, "id": "eA"}
    params = [other, {"type": "public-key", "alg": -257}]
    read = read_creation({**SAMPLE, "pubKeyCredParams": params, "excludeCredentials": [other]})
    assert (read.algorithms, read.exclude) == ((-257,), ())
    assert wrong(read_creation, {**SAMPLE, "pubKeyCredParams": [other]}) == ("unsupported", "pubKeyCredParams")


def test_no_algorithm_named_means_both_that_webauthn_names():
    assert read_creation({**SAMPLE, "pubKeyCredParams": []}).algorithms == (-7, -257)


@pytest.mark.parametrize(("value", "read"), [(None, None), (0, None), (50, 50), (10**12, 600_000)])
def test_a_timeout_is_kept_within_ten_minutes(value, read):
    assert read_request({**REQUEST, "timeout": value}).timeout == read


@pytest.mark.parametrize(("value", "read"), [(None, "preferred"), ("new-word", "preferred"), ("required", "required")])
def test_a_verification_that_nobody_knows_counts_as_preferred(value, read):
    assert read_request({**REQUEST, "userVerification": value}).user_verification == read


@given(found=json_values, member=st.sampled_from([*SAMPLE, *REQUEST]))
def test_no_value_of_a_member_does_more_than_be_refused(found, member):
    for read, sample in ((read_creation, SAMPLE), (read_request, REQUEST)):
        with contextlib.suppress(PasskeyError):
            assert json.dumps(read({**sample, member: found}).to_json())
