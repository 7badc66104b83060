"""What an authenticator wrote, taken apart: clientDataJSON, authenticatorData, attestationObject, as rows to show.

It never raises, whatever the bytes: what is wrong stands in `problem`, and what could be read before it stays. Names of
rows are WebAuthn's own, those of problems the keys of texts. Nothing is checked but what a row itself compares.
"""

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.passkeys.encoding import from_base64url, to_base64url

HEAD = struct.Struct(">32sBI")  # authenticatorData: rpIdHash, flags, signCount (W3C WebAuthn 6.1)
FLAGS = {"UP": 0x01, "UV": 0x04, "BE": 0x08, "BS": 0x10, "AT": 0x40, "ED": 0x80}
NOT_BASE64URL, NOT_JSON, NOT_CBOR, NOT_AN_OBJECT = "not_base64url", "not_json", "not_cbor", "not_an_object"
TOO_SHORT, TOO_LONG = "too_short", "too_long"
NOT_CANONICAL = "not_canonical"  # CTAP2's only form of CBOR; also how a key looks whose end is cut off
PROBLEMS = (
    NOT_BASE64URL, NOT_JSON, NOT_CBOR, NOT_AN_OBJECT, TOO_SHORT, TOO_LONG, NOT_CANONICAL, "missing", "other_rp_id",
)  # fmt: skip
KEY_TYPES = {1: "OKP", 2: "EC2", 3: "RSA"}
ALGORITHMS = {-7: "ES256", -257: "RS256", -8: "EdDSA", -35: "ES384", -36: "ES512", -37: "PS256"}
CURVES = {1: "P-256", 2: "P-384", 3: "P-521", 6: "Ed25519"}
PARAMETERS = {1: {-1: "crv", -2: "x"}, 2: {-1: "crv", -2: "x", -3: "y"}, 3: {-1: "n", -2: "e"}}  # by key type
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError, struct.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One member: its WebAuthn name and its value as text; bytes are base64url, hashes and AAGUIDs hexadecimal.

    `problem` names what is wrong with this member alone.
    """

    name: str
    value: str
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The rows of one document, and what is wrong with the document; an empty text where nothing is."""

    rows: tuple[Row, ...] = ()
    problem: str = ""


def decode_client_data(text: str) -> Decoded:
    """Take clientDataJSON (base64url) apart: type, challenge, origin, crossOrigin, then whatever else is in it."""
    data = _bytes(text)
    if data is None:
        return Decoded(problem=NOT_BASE64URL)
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return Decoded(problem=NOT_JSON)
    if not isinstance(found, dict):
        return Decoded(problem=NOT_AN_OBJECT)
    own = ("type", "challenge", "origin", "crossOrigin")
    names = [*(name for name in own if name in found), *(name for name in found if name not in own)]
    rows = [Row(name=name, value=_json(found[name])) for name in names]
    rows += [Row(name=name, value="", problem="missing") for name in own[:3] if name not in found]
    return Decoded(rows=tuple(rows))


def decode_authenticator_data(text: str, rp_id: str = "") -> Decoded:
    """Take authenticatorData (base64url) apart; with an `rp_id` also say whether rpIdHash is its SHA-256."""
    data = _bytes(text)
    return Decoded(problem=NOT_BASE64URL) if data is None else _authenticator_data(data, rp_id)


def decode_attestation_object(text: str, rp_id: str = "") -> Decoded:
    """Take an attestationObject (base64url) apart: fmt, the names in attStmt, then the rows of its authData."""
    data = _bytes(text)
    if data is None:
        return Decoded(problem=NOT_BASE64URL)
    found, rest = _cbor(data)
    if not isinstance(found, Mapping):
        return Decoded(problem=NOT_CBOR if rest is None else NOT_AN_OBJECT)
    statement, inner = found.get("attStmt"), found.get("authData")
    names = " ".join(sorted(map(_plain, statement))) if isinstance(statement, Mapping) else ""
    rows = [Row(name="fmt", value=_plain(found.get("fmt", ""))), Row(name="attStmt", value=names)]
    if not isinstance(inner, bytes):
        return Decoded(rows=(*rows, Row(name="authData", value="", problem="missing")))
    decoded = _authenticator_data(inner, rp_id)
    return Decoded(rows=(*rows, *decoded.rows), problem=decoded.problem or (TOO_LONG if rest else ""))


def _authenticator_data(data: bytes, rp_id: str) -> Decoded:
    if len(data) < HEAD.size:
        return Decoded(problem=TOO_SHORT)
    rp_id_hash, flags, count = HEAD.unpack_from(data)
    differs = bool(rp_id) and rp_id_hash != hashlib.sha256(_utf8(rp_id)).digest()
    rows = [
        Row(name="rpIdHash", value=rp_id_hash.hex(), problem="other_rp_id" if differs else ""),
        Row(name="flags", value=" ".join(name for name, bit in FLAGS.items() if flags & bit)),
        Row(name="signCount", value=str(count)),
    ]
    rest: bytes | None = data[HEAD.size :]
    problem = ""
    if flags & FLAGS["AT"]:
        more, rest, problem = _attested(rest or b"")
        rows += more
    if flags & FLAGS["ED"] and not problem:
        extensions, rest = _cbor(rest or b"")
        names = " ".join(map(_plain, extensions)) if isinstance(extensions, Mapping) else ""
        rows.append(Row(name="extensions", value=names))
        problem = NOT_CBOR if rest is None else ""
    return Decoded(rows=tuple(rows), problem=problem or (TOO_LONG if rest else ""))


def _attested(data: bytes) -> tuple[list[Row], bytes | None, str]:
    """Take attestedCredentialData apart: its rows, the bytes after it, what is wrong."""
    if len(data) < 18:
        return [], b"", TOO_SHORT
    aaguid, length = data[:16].hex(), int.from_bytes(data[16:18], "big")
    credential_id, rest = data[18 : 18 + length], data[18 + length :]
    dashed = "-".join((aaguid[:8], aaguid[8:12], aaguid[12:16], aaguid[16:20], aaguid[20:]))
    rows = [Row(name="aaguid", value=dashed), Row(name="credentialId", value=to_base64url(credential_id))]
    if len(credential_id) < length:
        return rows, b"", TOO_SHORT
    key, after = _cbor(rest)
    if not isinstance(key, Mapping):
        return rows, after, NOT_CBOR
    return rows + list(_key_rows(key)), after, "" if _is_canonical(key, rest, after or b"") else NOT_CANONICAL


def _key_rows(key: Mapping[Any, Any]) -> Iterator[Row]:
    """Name the members of a COSE key (RFC 9052, RFC 9053, RFC 8230)."""
    kind, algorithm = key.get(1), key.get(3)
    yield Row(name="publicKey.kty", value=_named(KEY_TYPES, kind))
    yield Row(name="publicKey.alg", value=_named(ALGORITHMS, algorithm))
    names = PARAMETERS.get(kind, {}) if isinstance(kind, int) else {}
    for label, value in key.items():
        if label in (1, 3):
            continue
        name = names.get(label, _plain(label)) if isinstance(label, int) else _plain(label)
        yield Row(name=f"publicKey.{name}", value=_named(CURVES, value) if name == "crv" else _plain(value))


def _named(names: Mapping[int, str], value: object) -> str:
    """Return a number with the name that it stands for."""
    found = names.get(value) if isinstance(value, int) else None
    return f"{found} ({value})" if found else _plain(value)


def _cbor(data: bytes) -> tuple[Any, bytes | None]:
    """Read one CBOR value: it, and the bytes after it; None and None where it is none."""
    from fido2 import cbor

    try:
        return cbor.decode_from(data)
    except BROKEN:
        return None, None


def _is_canonical(value: Any, data: bytes, rest: bytes) -> bool:
    from fido2 import cbor

    try:
        return bool(cbor.encode(value) + rest == data)
    except BROKEN:
        return False


def _bytes(text: str) -> bytes | None:
    try:
        return from_base64url(text)
    except ValueError:
        return None


def _json(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return to_base64url(value)
    return value if isinstance(value, str) else repr(value)


def _utf8(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
