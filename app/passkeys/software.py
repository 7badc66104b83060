"""The software authenticator, for practice: passkeys whose private keys are in the vault.

It says that the user was present and verified without asking anybody, which no real authenticator does.
"""

import base64
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from app.auth.steps import Forget, Forgotten, Keep, Kept, Listed, Recall, Recalled
from app.auth.vault_names import PASSKEYS, name_of_passkey
from app.errors import PasskeyError, PasskeyTrouble
from app.passkeys.credentials import authentication_json, registration_json
from app.passkeys.encoding import from_base64url, to_base64url
from app.passkeys.options import ES256, RS256, Creation, Request
from app.passkeys.rules import Ceremony
from app.secret import Secret

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from fido2.cose import CoseKey

    Key = EllipticCurvePrivateKey | RSAPrivateKey

NAME = "software"
ID_BYTES = 32
RSA_BITS = 2048
NO_AAGUID = bytes(16)  # its make is nobody's business, as for most passkeys without attestation


class Store(Protocol):
    """Where the private keys are: what a run keeps and recalls, and what its vault lists."""

    def keep(self, step: Keep) -> Kept:
        """Keep a private key."""

    def recall(self, step: Recall) -> Recalled:
        """Give a private key back."""

    def forget(self, step: Forget) -> Forgotten:
        """Remove a private key."""

    def listed(self, prefix: str) -> tuple[Listed, ...]:
        """Say which are kept, the newest first."""


class SoftwareAuthenticator:
    """Makes and uses passkeys; their private keys leave this class only for the vault."""

    def __init__(self, store: Store, entropy: Callable[[int], bytes] = os.urandom) -> None:
        self._store = store
        self._entropy = entropy

    def create(self, ceremony: Ceremony) -> dict[str, Any]:
        """Make a passkey and return RegistrationResponseJSON; raises PasskeyError EXISTS, UNSUPPORTED or NOT_KEPT.

        It takes the place of an older one of the same user, as WebAuthn has it (6.3.2): one that the user pool still
        knows would have been excluded.
        """
        options = ceremony.options
        assert isinstance(options, Creation), options
        held = self._passkeys_of(options.rp_id)
        if {from_base64url(each.facts["credential_id"]) for each in held} & set(options.exclude):
            raise PasskeyError(PasskeyTrouble.EXISTS)
        algorithm = next((number for number in options.algorithms if number in (ES256, RS256)), None)
        if algorithm is None:
            raise PasskeyError(PasskeyTrouble.UNSUPPORTED, "pubKeyCredParams")
        if options.attachment == "cross-platform":
            raise PasskeyError(PasskeyTrouble.UNSUPPORTED, options.attachment)
        credential_id = self._entropy(ID_BYTES)
        key = _new_key(algorithm)
        made = _attestation_object(options.rp_id, credential_id, _cose(key, algorithm))
        self._keep(options, credential_id, key, algorithm)
        for each in held:
            if each.facts.get("user_handle") == to_base64url(options.user_id):
                self._store.forget(Forget(name=each.name))
        return registration_json(
            client_data=ceremony.client_data,
            attestation_object=made,
            transports=["internal"],
            attachment="platform",
        )

    def use(self, ceremony: Ceremony) -> dict[str, Any]:
        """Sign and return AuthenticationResponseJSON; raises PasskeyError NO_PASSKEY."""
        options = ceremony.options
        assert isinstance(options, Request), options
        reason = ""
        for each in self._passkeys_of(options.rp_id):
            credential_id = from_base64url(each.facts["credential_id"])
            if options.allow and credential_id not in options.allow:
                continue
            recalled = self._store.recall(Recall(name=each.name))
            reason = recalled.reason
            key = _unpacked(recalled.secret) if recalled.secret else None
            if key is None:
                continue
            data = _authenticator_data(options.rp_id)
            return authentication_json(
                credential_id=credential_id,
                client_data=ceremony.client_data,
                authenticator_data=data,
                signature=_sign(key, data, ceremony.client_data),
                user_handle=_bytes(each.facts.get("user_handle", "")),
                attachment="platform",
            )
        raise PasskeyError(PasskeyTrouble.NO_PASSKEY, reason)

    def _passkeys_of(self, rp_id: str) -> list[Listed]:
        """List the passkeys of a relying party, without those whose facts were damaged."""
        return [
            each
            for each in self._store.listed(PASSKEYS)
            if each.facts.get("rp_id") == rp_id and _bytes(each.facts.get("credential_id", ""))
        ]

    def _keep(self, options: Creation, credential_id: bytes, key: "Key", algorithm: int) -> None:
        identifier = to_base64url(credential_id)
        facts = {
            "rp_id": options.rp_id,
            "credential_id": identifier,
            "user_handle": to_base64url(options.user_id),
            "user_name": options.user_name,
            "algorithm": str(algorithm),
        }
        kept = self._store.keep(
            Keep(name=name_of_passkey(identifier), secret=_packed(key), username=options.user_name, facts=facts)
        )
        if not (kept.saved or kept.in_memory):
            raise PasskeyError(PasskeyTrouble.NOT_KEPT, kept.reason)


def _new_key(algorithm: int) -> "Key":
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    if algorithm == ES256:
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)


def _packed(key: "Key") -> Secret:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return Secret(base64.b64encode(der).decode())


def _unpacked(secret: Secret) -> "Key | None":
    """Return the private key that the vault gave; None where it is none that was made here."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    try:
        key = load_der_private_key(base64.b64decode(secret.reveal(), validate=True), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) else None


def _cose(key: "Key", algorithm: int) -> "CoseKey":
    from fido2.cose import CoseKey

    kind = CoseKey.for_alg(algorithm)
    public: CoseKey = kind.from_cryptography_key(key.public_key())
    return public


def _authenticator_data(rp_id: str, credential: bytes = b"") -> bytes:
    """Return authenticatorData that says present and verified; the count of signatures stays 0, as passkeys' may."""
    from hashlib import sha256

    from fido2.webauthn import AuthenticatorData

    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
    if credential:
        flags |= AuthenticatorData.FLAG.AT
    return bytes(AuthenticatorData.create(sha256(rp_id.encode()).digest(), flags, 0, credential))


def _attestation_object(rp_id: str, credential_id: bytes, public_key: "CoseKey") -> bytes:
    from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

    credential = AttestedCredentialData.create(NO_AAGUID, credential_id, public_key)
    data = AuthenticatorData(_authenticator_data(rp_id, bytes(credential)))
    return bytes(AttestationObject.create("none", data, {}))


def _sign(key: "Key", authenticator_data: bytes, client_data: bytes) -> bytes:
    """Sign authenticatorData and the SHA-256 of clientDataJSON (W3C WebAuthn 6.3.3)."""
    from hashlib import sha256

    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.hashes import SHA256

    message = authenticator_data + sha256(client_data).digest()
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(message, padding.PKCS1v15(), SHA256())
    return key.sign(message, ec.ECDSA(SHA256()))


def _bytes(text: str) -> bytes | None:
    try:
        return from_base64url(text) or None
    except ValueError:
        return None
