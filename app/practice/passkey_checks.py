"""Checks what an authenticator made, with the server side of fido2, which is imported when it is first needed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.practice import messages, passkeys
from app.practice.errors import Refusal
from app.practice.registrations import Registration
from app.practice.state import Passkey

if TYPE_CHECKING:
    from fido2.server import Fido2Server
    from fido2.webauthn import AttestedCredentialData, AuthenticationResponse, AuthenticatorData, RegistrationResponse

LONGEST_MEMBER = 32 * 1024  # characters; the parser's work grows with the square of it
BINARY = ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")
TRANSPORTS = 16  # that are kept of one passkey


class WrongAssertion(Exception):
    """The assertion does not prove what it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What an assertion has to fit: the challenge and relying party, the user's handle and passkeys."""

    challenge: bytes
    rp_id: str
    user_verification: str
    handle: bytes
    passkeys: Sequence[Passkey]


def read_registration(credential: Any) -> "RegistrationResponse":
    """A RegistrationResponseJSON; raises InvalidParameterException where it is none."""
    from fido2.webauthn import RegistrationResponse

    response: RegistrationResponse = _read(RegistrationResponse, credential)
    return response


def read_assertion(credential: Any) -> "AuthenticationResponse":
    """An AuthenticationResponseJSON; raises InvalidParameterException where it is none."""
    from fido2.webauthn import AuthenticationResponse

    response: AuthenticationResponse = _read(AuthenticationResponse, credential)
    return response


def _read(kind: Any, credential: Any) -> Any:
    _check_members(credential)
    try:
        response = kind.from_dict(credential)
    except Exception as error:  # whatever a stranger's bytes do to the parser, they cannot be read
        raise _malformed() from error
    if response.type != "public-key" or not isinstance(response.response.client_data.origin, str):
        raise _malformed()
    return response


def _check_members(credential: Any) -> None:
    """Binary members have to be texts, and short: the parser would take a number for a length, and make that many."""
    inner = credential.get("response") if isinstance(credential, dict) else None
    if not isinstance(inner, dict) or "id" not in credential:
        raise _malformed()
    members = [credential["id"], credential.get("rawId"), *(inner[name] for name in BINARY if name in inner)]
    if any(not isinstance(each, str) or len(each) > LONGEST_MEMBER for each in members if each is not None):
        raise _malformed()


def _malformed() -> Refusal:
    return Refusal("InvalidParameterException", messages.PASSKEY_MALFORMED)


def verify_registration(
    response: "RegistrationResponse", registration: Registration, said: dict[str, Any], *, at: float, name: str
) -> Passkey:
    """The new passkey; raises the WebAuthn exception that names what is wrong. Attestation is not enforced.

    `said` is the credential as it came, for what the client says beside what is signed.
    """
    client_data, data = response.response.client_data, response.response.attestation_object.auth_data
    if not passkeys.origin_allowed(registration.rp_id, client_data.origin):
        message = messages.passkey_origin(client_data.origin, registration.rp_id)
        raise Refusal("WebAuthnOriginNotAllowedException", message)
    if data.rp_id_hash != hashlib.sha256(registration.rp_id.encode()).digest():
        message = messages.passkey_relying_party(registration.rp_id)
        raise Refusal("WebAuthnRelyingPartyMismatchException", message)
    attested = _supported_key(data)
    if registration.user_verification == "required" and not data.is_user_verified():
        raise Refusal("WebAuthnCredentialNotSupportedException", messages.PASSKEY_UNVERIFIED_USER)
    try:
        state = _state(client_data.challenge, registration.user_verification)
        _server(registration.rp_id).register_complete(state, response)
    except ValueError as error:
        raise Refusal("InvalidParameterException", messages.PASSKEY_INVALID) from error
    if attested.credential_id != response.raw_id:
        raise Refusal("InvalidParameterException", messages.PASSKEY_INVALID)
    return Passkey(
        credential_id=attested.credential_id, attested=bytes(attested), rp_id=registration.rp_id, counter=data.counter,
        friendly_name=name, attachment=str(response.authenticator_attachment or ""), transports=_transports(said),
        created_at=at,
    )


def _supported_key(data: "AuthenticatorData") -> "AttestedCredentialData":
    from cryptography.exceptions import InvalidSignature

    attested = data.credential_data
    if attested is None:
        raise _malformed()
    if attested.public_key.get(3) not in passkeys.ALGORITHMS:
        raise Refusal("WebAuthnCredentialNotSupportedException", messages.PASSKEY_ALGORITHM)
    try:
        attested.public_key.verify(b"", b"")  # only a key that can be used gets as far as finding the signature wrong
    except InvalidSignature:
        return attested
    except Exception as error:  # as above
        raise _malformed() from error
    raise _malformed()


def _transports(said: dict[str, Any]) -> list[str]:
    given = said["response"].get("transports")
    return [each for each in given if isinstance(each, str)][:TRANSPORTS] if isinstance(given, list) else []


def verify_assertion(response: "AuthenticationResponse", expected: Expected) -> tuple[Passkey, int]:
    """Which passkey signed, and its new counter; raises WrongAssertion."""
    from fido2.webauthn import AttestedCredentialData

    data, handle = response.response.authenticator_data, response.response.user_handle
    known = {passkey.credential_id: passkey for passkey in expected.passkeys}
    try:
        _server(expected.rp_id).authenticate_complete(
            _state(expected.challenge, expected.user_verification),
            [AttestedCredentialData(passkey.attested) for passkey in expected.passkeys],
            response,
        )
    except ValueError as error:
        raise WrongAssertion from error
    passkey = known[response.raw_id]
    if handle is not None and handle != expected.handle:
        raise WrongAssertion
    if passkey.counter and data.counter <= passkey.counter:  # a copy of the key may be in use
        raise WrongAssertion
    return passkey, data.counter


def _server(rp_id: str) -> "Fido2Server":
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    relying_party = PublicKeyCredentialRpEntity(name=rp_id, id=rp_id)
    return Fido2Server(relying_party, verify_origin=lambda origin: passkeys.origin_allowed(rp_id, origin))


def _state(challenge: bytes, user_verification: str) -> dict[str, str]:
    return {"challenge": passkeys.to_text(challenge), "user_verification": user_verification}
