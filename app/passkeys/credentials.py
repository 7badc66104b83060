"""What an authenticator made, as Cognito takes it: RegistrationResponseJSON and AuthenticationResponseJSON."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.passkeys.encoding import to_base64url
from app.passkeys.options import ES256, PUBLIC_KEY, RS256

if TYPE_CHECKING:
    from fido2.cose import CoseKey

KTY, ALG, X, Y, N, E = 1, 3, -2, -3, -1, -2  # labels of COSE keys (RFC 9052, RFC 9053, RFC 8230)


def registration_json(
    *,
    client_data: bytes,
    attestation_object: bytes,
    transports: Sequence[str],
    attachment: str = "",
    extensions: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return RegistrationResponseJSON with the members that a browser adds for servers that cannot read CBOR.

    ValueError where the attestation object is none.
    """
    from fido2.webauthn import AttestationObject

    data = AttestationObject(attestation_object).auth_data
    made = data.credential_data
    if made is None:
        raise ValueError("no credential in the attestation object")
    public_key = _der(made.public_key)
    response: dict[str, Any] = {
        "clientDataJSON": to_base64url(client_data),
        "attestationObject": to_base64url(attestation_object),
        "transports": list(transports),
        "authenticatorData": to_base64url(bytes(data)),
        **({"publicKey": to_base64url(public_key)} if public_key else {}),
        "publicKeyAlgorithm": made.public_key[ALG],
    }
    return _credential(made.credential_id, response, attachment, extensions)


def authentication_json(
    *,
    credential_id: bytes,
    client_data: bytes,
    authenticator_data: bytes,
    signature: bytes,
    user_handle: bytes | None,
    attachment: str = "",
    extensions: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return AuthenticationResponseJSON."""
    response = {
        "clientDataJSON": to_base64url(client_data),
        "authenticatorData": to_base64url(authenticator_data),
        "signature": to_base64url(signature),
        **({"userHandle": to_base64url(user_handle)} if user_handle else {}),
    }
    return _credential(credential_id, response, attachment, extensions)


def _credential(
    credential_id: bytes, response: Mapping[str, Any], attachment: str, extensions: Mapping[str, Any] | None
) -> dict[str, Any]:
    identifier = to_base64url(credential_id)
    return {
        "id": identifier,
        "rawId": identifier,
        "type": PUBLIC_KEY,
        **({"authenticatorAttachment": attachment} if attachment else {}),
        "clientExtensionResults": dict(extensions or {}),
        "response": response,
    }


def _der(key: "CoseKey") -> bytes:
    """Return a COSE key as SubjectPublicKeyInfo; nothing for an algorithm that Cognito does not take."""
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public: ec.EllipticCurvePublicKey | rsa.RSAPublicKey
    if key.get(ALG) == ES256:
        x, y = (int.from_bytes(key[label], "big") for label in (X, Y))
        public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    elif key.get(ALG) == RS256:
        n, e = (int.from_bytes(key[label], "big") for label in (N, E))
        public = rsa.RSAPublicNumbers(e, n).public_key()
    else:
        return b""
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
