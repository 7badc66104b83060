"""An authenticator in software, and the browser around it, written for the tests alone; it can misbehave as told."""

import base64
import hashlib
import json
import secrets
import struct
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from fido2 import cbor

ES256, RS256, EDDSA = -7, -257, -8
ORIGIN = "http://localhost:3000"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
NO_MODEL = bytes(16)


@dataclass
class Key:
    """A key pair, its id, and whom it is for."""

    algorithm: int
    private: Any
    credential_id: bytes
    handle: bytes
    counter: int = 0


class SoftAuthenticator:
    """Makes credentials from creation options, and assertions from request options, as a browser hands them on.

    What it signs can be bent by name: origin, rp_id, challenge, kind (clientData's type), counter, present, verified.
    """

    def __init__(self, *, algorithm: int = ES256, origin: str = ORIGIN, counts: bool = True) -> None:
        self.algorithm = algorithm
        self.origin = origin
        self.counts = counts
        self.keys: list[Key] = []

    def create(self, options: dict[str, Any], *, credential_id: bytes = b"", **bent: Any) -> dict[str, Any]:
        """A RegistrationResponseJSON."""
        handle = from_text(options["user"]["id"])
        key = Key(self.algorithm, _private(self.algorithm), credential_id or secrets.token_bytes(32), handle)
        self.keys.append(key)
        client_data = self._client_data("webauthn.create", options["challenge"], bent)
        attested = NO_MODEL + struct.pack(">H", len(key.credential_id)) + key.credential_id
        attested += cbor.encode(bent.get("cose", _cose(key)))
        data = self._data(bent.get("rp_id", options["rp"]["id"]), key, bent, ATTESTED) + attested
        return _credential(key, {
            "clientDataJSON": to_text(client_data),
            "attestationObject": to_text(cbor.encode({"fmt": "none", "authData": data, "attStmt": {}})),
            "authenticatorData": to_text(data),
            "publicKeyAlgorithm": self.algorithm,
            "transports": ["internal", "hybrid"],
        })

    def get(self, options: dict[str, Any], *, key: Key | None = None, **bent: Any) -> dict[str, Any]:
        """An AuthenticationResponseJSON by the first key that the options allow, or by the given one."""
        allowed = [from_text(each["id"]) for each in options["allowCredentials"]]
        used = key or next(each for each in self.keys if each.credential_id in allowed)
        used.counter += self.counts
        client_data = self._client_data("webauthn.get", options["challenge"], bent)
        data = self._data(bent.get("rp_id", options["rpId"]), used, bent, 0)
        signature = _sign(used, data + hashlib.sha256(client_data).digest())
        return _credential(used, {
            "clientDataJSON": to_text(client_data),
            "authenticatorData": to_text(data),
            "signature": to_text(bent.get("signature", signature)),
            "userHandle": to_text(bent.get("handle", used.handle)),
        })

    def _client_data(self, kind: str, challenge: str, bent: dict[str, Any]) -> bytes:
        return json.dumps({
            "type": bent.get("kind", kind), "challenge": bent.get("challenge", challenge),
            "origin": bent.get("origin", self.origin), "crossOrigin": False,
        }).encode()

    def _data(self, rp_id: str, key: Key, bent: dict[str, Any], flags: int) -> bytes:
        flags |= PRESENT * bent.get("present", True) | VERIFIED * bent.get("verified", True)
        return hashlib.sha256(rp_id.encode()).digest() + struct.pack(">BI", flags, bent.get("counter", key.counter))


def _credential(key: Key, response: dict[str, Any]) -> dict[str, Any]:
    name = to_text(key.credential_id)
    return {"id": name, "rawId": name, "type": "public-key", "authenticatorAttachment": "platform",
            "clientExtensionResults": {}, "response": response}


def _private(algorithm: int) -> Any:
    if algorithm == ES256:
        return ec.generate_private_key(ec.SECP256R1())
    if algorithm == RS256:
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ed25519.Ed25519PrivateKey.generate()


def _cose(key: Key) -> dict[int, Any]:
    public = key.private.public_key()
    if key.algorithm == ES256:
        numbers = public.public_numbers()
        return {1: 2, 3: ES256, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
    if key.algorithm == RS256:
        numbers = public.public_numbers()
        return {1: 3, 3: RS256, -1: numbers.n.to_bytes(256, "big"), -2: numbers.e.to_bytes(3, "big")}
    return {1: 1, 3: EDDSA, -1: 6, -2: public.public_bytes_raw()}


def _sign(key: Key, message: bytes) -> bytes:
    if key.algorithm == ES256:
        return bytes(key.private.sign(message, ec.ECDSA(hashes.SHA256())))
    if key.algorithm == RS256:
        return bytes(key.private.sign(message, padding.PKCS1v15(), hashes.SHA256()))
    return bytes(key.private.sign(message))


def to_text(value: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def from_text(value: str) -> bytes:
    """The bytes of base64url without padding."""
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
