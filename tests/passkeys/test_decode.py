"""clientDataJSON, authenticatorData and attestationObject taken apart; hostile bytes are named, never raised."""

import hashlib
import json

import pytest
from fido2 import cbor
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData
from hypothesis import given
from hypothesis import strategies as st

from app.passkeys import decode
from app.passkeys.decode import decode_attestation_object, decode_authenticator_data, decode_client_data
from app.passkeys.encoding import client_data, from_base64url, to_base64url
from app.passkeys.software import SoftwareAuthenticator
from tests.passkeys.ceremonies import RP_ID, Server, Store, creation

HASH = hashlib.sha256(RP_ID.encode()).digest()


def rows(decoded):
    return {row.name: row.value for row in decoded.rows}


def problems(decoded):
    return {row.name: row.problem for row in decoded.rows if row.problem}


@pytest.fixture(params=[-7, -257])
def made(request):
    """A passkey of the software authenticator, in either algorithm."""
    options = Server(algorithms=(request.param,)).creation_options()
    return SoftwareAuthenticator(Store()).create(creation(options))


def test_client_data_is_read_member_by_member():
    decoded = decode_client_data(to_base64url(client_data("get", b"challenge", "https://auth.example.com")))
    assert rows(decoded) == {
        "type": "webauthn.get",
        "challenge": "Y2hhbGxlbmdl",
        "origin": "https://auth.example.com",
        "crossOrigin": "false",
    }
    assert decoded.problem == ""


def test_other_members_of_client_data_come_after_its_own_and_missing_ones_are_named():
    written = {"tokenBinding": {"status": "supported"}, "type": "webauthn.create"}
    decoded = decode_client_data(to_base64url(json.dumps(written).encode()))
    assert [row.name for row in decoded.rows] == ["type", "tokenBinding", "challenge", "origin"]
    assert rows(decoded)["tokenBinding"] == '{"status": "supported"}'
    assert problems(decoded) == {"challenge": "missing", "origin": "missing"}


def test_an_attestation_shows_flags_counter_aaguid_id_and_public_key(made):
    decoded = decode_attestation_object(made["response"]["attestationObject"], RP_ID)
    found = rows(decoded)
    assert (decoded.problem, problems(decoded)) == ("", {})
    assert (found["fmt"], found["attStmt"], found["rpIdHash"]) == ("none", "", HASH.hex())
    assert (found["flags"], found["signCount"]) == ("UP UV AT", "0")
    assert found["aaguid"] == "00000000-0000-0000-0000-000000000000"
    assert found["credentialId"] == made["id"]
    key = AttestationObject(from_base64url(made["response"]["attestationObject"])).auth_data.credential_data.public_key
    if key[3] == -7:
        assert (found["publicKey.kty"], found["publicKey.alg"]) == ("EC2 (2)", "ES256 (-7)")
        assert (found["publicKey.crv"], found["publicKey.x"]) == ("P-256 (1)", to_base64url(key[-2]))
        assert found["publicKey.y"] == to_base64url(key[-3])
    else:
        assert (found["publicKey.kty"], found["publicKey.alg"]) == ("RSA (3)", "RS256 (-257)")
        assert (found["publicKey.n"], found["publicKey.e"]) == (to_base64url(key[-1]), "AQAB")


def test_authenticator_data_of_a_registration_is_the_attestations(made):
    whole = decode_attestation_object(made["response"]["attestationObject"], RP_ID)
    assert decode_authenticator_data(made["response"]["authenticatorData"], RP_ID).rows == whole.rows[2:]


def test_another_relying_partys_hash_is_told_and_without_an_id_nothing_is_compared():
    data = to_base64url(bytes(AuthenticatorData.create(HASH, AuthenticatorData.FLAG.UP, 7)))
    assert problems(decode_authenticator_data(data, "other.example")) == {"rpIdHash": "other_rp_id"}
    assert problems(decode_authenticator_data(data, RP_ID)) == problems(decode_authenticator_data(data)) == {}


@pytest.mark.parametrize("name", list(decode.FLAGS))
def test_each_flag_is_called_by_its_name(name):
    data = HASH + bytes([decode.FLAGS[name]]) + (7).to_bytes(4, "big")
    found = rows(decode_authenticator_data(to_base64url(data)))
    assert (found["flags"], found["signCount"]) == (name, "7")


def test_the_flags_are_fido2s():
    assert {name: AuthenticatorData.FLAG[name].value for name in decode.FLAGS} == decode.FLAGS


def test_extensions_are_named():
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.ED
    data = bytes(AuthenticatorData.create(HASH, flags, 0, b"", {"credProtect": 2}))
    assert rows(decode_authenticator_data(to_base64url(data)))["extensions"] == "credProtect"


ATTESTED = bytes(AttestedCredentialData.create(bytes(range(16)), b"id", {1: 2, 3: -7, -1: 1, -2: b"x", -3: b"y"}))
HEAD = HASH + bytes([0x41]) + bytes(4)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "too_short"),
        (HEAD[:36], "too_short"),
        (HEAD, "too_short"),
        (HEAD + ATTESTED[:19], "too_short"),
        (HEAD + ATTESTED[:20], "not_cbor"),
        (HEAD + ATTESTED[:20] + b"\x01", "not_cbor"),
        (HEAD + ATTESTED[:-1], "not_canonical"),
        (HEAD + ATTESTED + b"more", "too_long"),
        (HASH + bytes([0x81]) + bytes(4), "not_cbor"),
        (HASH + bytes([0x01]) + bytes(4) + b"more", "too_long"),
    ],
)
def test_what_is_wrong_with_authenticator_data_is_named(data, problem):
    assert decode_authenticator_data(to_base64url(data)).problem == problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("=", "not_base64url"),
        ("a", "not_base64url"),
        ("é", "not_base64url"),
        ("W10", "not_an_object"),
        ("ew", "not_json"),
    ],
)
def test_what_is_wrong_with_client_data_is_named(text, problem):
    assert decode_client_data(text).problem == problem


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "not_cbor"),
        (b"\x80", "not_an_object"),
        (b"\x81" * 5000, "not_cbor"),
        (cbor.encode({"fmt": "none", "attStmt": {}, "authData": b""}), "too_short"),
        (b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff", "not_cbor"),
    ],
)
def test_what_is_wrong_with_an_attestation_is_named(data, problem):
    assert decode_attestation_object(to_base64url(data)).problem == problem


@pytest.mark.parametrize("found", [{}, {"authData": 1}, {"fmt": b"x", "attStmt": [], "authData": "text"}])
def test_an_attestation_without_authenticator_data_says_so(found):
    assert problems(decode_attestation_object(to_base64url(cbor.encode(found or {"a": 1})))) == {"authData": "missing"}


@given(data=st.binary(max_size=300) | st.text(max_size=60), rp_id=st.text(max_size=20), head=st.booleans())
def test_no_bytes_make_it_raise(data, rp_id, head):
    raw = data if isinstance(data, bytes) else data.encode()
    texts = [data if isinstance(data, str) else to_base64url(data), to_base64url(HASH + b"\xc1" + bytes(4) + raw)]
    inner = HEAD + raw if head else raw
    texts.append(to_base64url(cbor.encode({"fmt": "x", "attStmt": {"a": raw}, "authData": inner})))
    for text in texts:
        for decoded in (
            decode_client_data(text), decode_authenticator_data(text, rp_id), decode_attestation_object(text, rp_id),
        ):  # fmt: skip
            assert all(isinstance(value, str) for row in decoded.rows for value in (row.name, row.value, row.problem))
            assert {decoded.problem, *(row.problem for row in decoded.rows)} <= {"", *decode.PROBLEMS}
