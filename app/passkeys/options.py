"""The options that Cognito sends for an authenticator, checked member by member and without what nobody here uses.

WebAuthn's names: PublicKeyCredentialCreationOptionsJSON and PublicKeyCredentialRequestOptionsJSON. What is wrong is a
PasskeyError OPTIONS whose detail names the member.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.errors import PasskeyError, PasskeyTrouble
from app.passkeys.encoding import from_base64url, to_base64url

ES256, RS256 = -7, -257  # COSE algorithm numbers; Cognito takes no others
PUBLIC_KEY = "public-key"
LONGEST_USER_ID = 64  # bytes
LONGEST_TIMEOUT = 600_000  # ms: what waits longer than ten minutes has been forgotten
NEEDS = ("required", "preferred", "discouraged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation:
    """What a new passkey is to be like; credential ids, challenge and user id as bytes, `timeout` in ms."""

    rp_id: str
    rp_name: str
    user_id: bytes
    user_name: str
    display_name: str
    challenge: bytes
    algorithms: tuple[int, ...]  # the most wanted first
    exclude: tuple[bytes, ...] = ()
    timeout: int | None = None
    attachment: str = ""  # "platform", "cross-platform", or any
    resident_key: str = ""
    user_verification: str = "preferred"

    def to_json(self) -> dict[str, Any]:
        """Return the options again as WebAuthn's JSON."""
        selection = {"residentKey": self.resident_key or None, "authenticatorAttachment": self.attachment or None}
        return _present({
            "rp": {"id": self.rp_id, "name": self.rp_name},
            "user": {"id": to_base64url(self.user_id), "name": self.user_name, "displayName": self.display_name},
            "challenge": to_base64url(self.challenge),
            "pubKeyCredParams": [{"type": PUBLIC_KEY, "alg": number} for number in self.algorithms],
            "excludeCredentials": _descriptors(self.exclude),
            "timeout": self.timeout,
            "authenticatorSelection": _present({**selection, "userVerification": self.user_verification}),
        })  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Which passkey is to sign what; no credential id in `allow` means any of the relying party's."""

    rp_id: str
    challenge: bytes
    allow: tuple[bytes, ...] = ()
    timeout: int | None = None
    user_verification: str = "preferred"

    def to_json(self) -> dict[str, Any]:
        """Return the options again as WebAuthn's JSON."""
        return _present({
            "rpId": self.rp_id,
            "challenge": to_base64url(self.challenge),
            "allowCredentials": _descriptors(self.allow),
            "timeout": self.timeout,
            "userVerification": self.user_verification,
        })  # fmt: skip


def read_creation(options: Mapping[str, Any]) -> Creation:
    """Check the options of StartWebAuthnRegistration; raises PasskeyError OPTIONS."""
    rp, user = _mapping(options, "rp"), _mapping(options, "user")
    selection = _mapping(options, "authenticatorSelection", required=False)
    user_id = _bytes(user.get("id"), "user.id")
    if len(user_id) > LONGEST_USER_ID:
        raise _wrong("user.id")
    resident = "required" if selection.get("requireResidentKey") is True else ""
    return Creation(
        rp_id=_text(rp, "id"),
        rp_name=_text(rp, "name", required=False),
        user_id=user_id,
        user_name=_text(user, "name"),
        display_name=_text(user, "displayName", required=False),
        challenge=_bytes(options.get("challenge"), "challenge"),
        algorithms=_algorithms(options),
        exclude=_credentials(options, "excludeCredentials"),
        timeout=_timeout(options),
        attachment=_text(selection, "authenticatorAttachment", required=False),
        resident_key=_need(selection, "residentKey") or resident,
        user_verification=_need(selection, "userVerification") or "preferred",
    )


def read_request(options: Mapping[str, Any]) -> Request:
    """Check the options of a WEB_AUTHN challenge; raises PasskeyError OPTIONS."""
    return Request(
        rp_id=_text(options, "rpId"),
        challenge=_bytes(options.get("challenge"), "challenge"),
        allow=_credentials(options, "allowCredentials"),
        timeout=_timeout(options),
        user_verification=_need(options, "userVerification") or "preferred",
    )


def _algorithms(options: Mapping[str, Any]) -> tuple[int, ...]:
    """Return what pubKeyCredParams offers; an empty list means ES256, then RS256 (W3C WebAuthn, 5.4)."""
    found = _list(options, "pubKeyCredParams")
    numbers = []
    for each in found:
        if not isinstance(each, Mapping) or type(each.get("alg")) is not int or not isinstance(each.get("type"), str):
            raise _wrong("pubKeyCredParams")
        if each["type"] == PUBLIC_KEY:
            numbers.append(each["alg"])
    if found and not numbers:
        raise PasskeyError(PasskeyTrouble.UNSUPPORTED, "pubKeyCredParams")
    return tuple(numbers) or (ES256, RS256)


def _credentials(options: Mapping[str, Any], name: str) -> tuple[bytes, ...]:
    """Return the ids of a list of passkeys; other types than public-key are passed over, as WebAuthn wants."""
    found = []
    for each in _list(options, name):
        if not isinstance(each, Mapping) or not isinstance(each.get("type"), str):
            raise _wrong(name)
        if each["type"] == PUBLIC_KEY:
            found.append(_bytes(each.get("id"), name))
    return tuple(found)


def _timeout(options: Mapping[str, Any]) -> int | None:
    value = options.get("timeout")
    if value is None:
        return None
    if type(value) is not int or value < 0:
        raise _wrong("timeout")
    return min(value, LONGEST_TIMEOUT) or None


def _need(values: Mapping[str, Any], name: str) -> str:
    """Return one of `NEEDS`; a value that WebAuthn does not know counts as none."""
    value = _text(values, name, required=False)
    return value if value in NEEDS else ""


def _mapping(values: Mapping[str, Any], name: str, *, required: bool = True) -> Mapping[str, Any]:
    value = values.get(name)
    if isinstance(value, Mapping):
        return value
    if value is None and not required:
        return {}
    raise _wrong(name)


def _list(values: Mapping[str, Any], name: str) -> list[Any]:
    value = values.get(name)
    if value is None and name != "pubKeyCredParams":
        return []
    if not isinstance(value, list):
        raise _wrong(name)
    return value


def _text(values: Mapping[str, Any], name: str, *, required: bool = True) -> str:
    value = values.get(name)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or (required and not value):
        raise _wrong(name)
    return value


def _bytes(value: object, name: str) -> bytes:
    """Return the bytes behind base64url; none at all are wrong, too."""
    try:
        found = from_base64url(value) if isinstance(value, str) else b""
    except ValueError:
        found = b""
    if not found:
        raise _wrong(name)
    return found


def _descriptors(ids: tuple[bytes, ...]) -> list[dict[str, str]] | None:
    return [{"type": PUBLIC_KEY, "id": to_base64url(each)} for each in ids] or None


def _present(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _wrong(member: str) -> PasskeyError:
    return PasskeyError(PasskeyTrouble.OPTIONS, member)
