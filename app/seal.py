"""Masks what is not known to be harmless, and freezes the rest.

Masking is by allow-list: a string or number stays readable only when its name is on the list for the place where it
stands. Besides, every value that the run knows as a secret is masked wherever it recurs, since Cognito echoes input in
its messages. botocore's model marks too little: ChallengeParameters, where SECRET_BLOCK travels, is not sensitive.
"""

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from app.seal_settings import OPEN_SETTINGS
from app.seal_words import CHALLENGES, STANDING
from app.secret import MASK, Secret
from app.spellings import spellings

DEEPEST = 64  # Cognito nests five deep; beyond this a body is hostile and masked whole
LONGEST_OPEN = 2048  # what is known to be harmless is also short
SHORTEST_KNOWN = 4  # masking each occurrence of a shorter secret would blot out harmless words

_ANYWHERE = frozenset({
    "__type", "message", "Message", "reasonCode", "AuthFlow", "ClientId", "UserPoolId", "ChallengeName",
    "AvailableChallenges", "Username", "UserSub", "Status", "FriendlyDeviceName", "TokenType", "ExpiresIn",
    "Destination", "DeliveryMedium", "AttributeName", "Name", "UserMFASettingList", "PreferredMfaSetting",
    "ConfiguredUserAuthFactors",
    "DeviceKey", "DeviceGroupKey", "DeviceName", "DeviceRememberedStatus", "MaxResults", "MfaConfiguration",
    "UserStatus", "UserCreateDate", "UserLastModifiedDate",
})  # fmt: skip

OPEN: Mapping[str, frozenset[str]] = {
    "AuthParameters": frozenset({
        "USERNAME", "CHALLENGE_NAME", "PREFERRED_CHALLENGE", "DEVICE_KEY", "TARGET_ACR_VALUES", "MAX_AGE",
    }),
    "ChallengeResponses": frozenset({"USERNAME", "TIMESTAMP", "DEVICE_KEY"}),
    "ChallengeParameters": frozenset({
        "USERNAME", "USER_ID_FOR_SRP", "CODE_DELIVERY_DELIVERY_MEDIUM", "CODE_DELIVERY_DESTINATION", "MFAS_CAN_CHOOSE",
        "MFAS_CAN_SELECT", "MFAS_CAN_SETUP", "FRIENDLY_DEVICE_NAME", "requiredAttributes", "DEVICE_KEY", "rpId",
        "DeviceKey", "DeviceGroupKey", "DeviceName", "authenticator", "attempts", "serial", "profile",
        "Username", "Destination", "DeliveryMedium", "AttributeName", "again", "nowhere",
    }),
    "ClientMetadata": frozenset(),
    # Passkeys: what is to be made and what was made, without challenge, ids, keys and signatures.
    "CredentialCreationOptions": frozenset({"timeout", "attestation"}),
    "rp": frozenset({"id", "name"}),
    "user": frozenset({"name", "displayName"}),
    "authenticatorSelection": frozenset({
        "authenticatorAttachment", "requireResidentKey", "residentKey", "userVerification",
    }),
    "pubKeyCredParams": frozenset({"type", "alg"}),
    "excludeCredentials": frozenset({"type", "transports"}),
    "Credential": frozenset({"type", "authenticatorAttachment"}),
    "response": frozenset({"transports", "publicKeyAlgorithm"}),
    "Devices": frozenset({
        "DeviceKey", "DeviceCreateDate", "DeviceLastModifiedDate", "DeviceLastAuthenticatedDate",
    }),
    "Credentials": frozenset({
        "FriendlyCredentialName", "RelyingPartyId", "AuthenticatorAttachment", "AuthenticatorTransports", "CreatedAt",
    }),
    **OPEN_SETTINGS,
}  # fmt: skip

# Headers of replies; a gateway's Set-Cookie, say, is not among them.
HEADERS = frozenset({
    "access-control-allow-origin", "access-control-expose-headers", "cache-control", "connection", "content-encoding",
    "content-length", "content-type", "date", "keep-alive", "retry-after", "server", "transfer-encoding", "vary", "via",
    "x-amz-apigw-id", "x-amz-cf-id", "x-amz-cf-pop", "x-amzn-errormessage", "x-amzn-errortype", "x-amzn-requestid",
    "x-amzn-trace-id", "x-cache",
})  # fmt: skip

_CUSTOM_PARAMETERS = frozenset({"USERNAME", "USER_ID_FOR_SRP"})  # the rest is what a Lambda function wrote
_CHOICES = frozenset({"SELECT_MFA_TYPE", "SELECT_CHALLENGE"})  # here ANSWER is the name of a factor
OWN_WORDS = frozenset({"EMAIL", "SMS_MFA", "EMAIL_OTP", "SMS_OTP", "SOFTWARE_TOKEN_MFA", "WEB_AUTHN"})

Known = Iterable[Secret]


def seal(body: object, known: Known = ()) -> Any:
    """Return a body with all that may be secret as `Secret`, frozen: read-only mappings, tuples, scalars.

    A body that is no mapping is one Secret; None stays None.
    """
    if body is None:
        return None
    if not isinstance(body, Mapping):
        return body if isinstance(body, Secret) else Secret(body if isinstance(body, str) else json.dumps(body))
    values = _long_enough(known)
    return _seal_mapping(body, _ANYWHERE, str(body.get("ChallengeName", "")), values, 0)


def seal_values(values: Mapping[str, Any], opened: Iterable[str], known: Known = ()) -> Mapping[str, Any]:
    """Seal a flat mapping of which only the names in `opened` stay readable."""
    return _seal_mapping(values, frozenset(opened), "", _long_enough(known), 0)


def seal_shown(values: Mapping[str, Any], known: Known = ()) -> Mapping[str, Any]:
    """Freeze what a flow shows: the flow itself marked its secrets, all else stays readable but for known secrets."""
    found = _long_enough(known)
    return MappingProxyType({name: _shown(value, found) for name, value in values.items()})


def _shown(value: Any, known: list[str]) -> Any:
    if isinstance(value, Mapping):
        return MappingProxyType({_mask(str(name), known): _shown(each, known) for name, each in value.items()})
    if isinstance(value, list | tuple):
        return tuple(_shown(each, known) for each in value)
    return _mask(value, known) if isinstance(value, str) else value


def mask_known(text: str, known: Known) -> str:
    """Return `text` with each known secret in it replaced by the mask."""
    return _mask(text, _long_enough(known))


def reveal(sealed: object) -> Any:
    """Return what was sealed, as plain dicts, lists and strings."""
    if isinstance(sealed, Secret):
        return sealed.reveal()
    if isinstance(sealed, Mapping):
        return {key: reveal(value) for key, value in sealed.items()}
    if isinstance(sealed, tuple | list):
        return [reveal(value) for value in sealed]
    return sealed


def _seal_mapping(
    values: Mapping[Any, Any], opened: frozenset[str], challenge: str, known: list[str], depth: int
) -> Mapping[str, Any]:
    sealed = {
        _mask(str(name), known): _seal_value(str(name), value, opened, challenge, known, depth)
        for name, value in values.items()
    }
    return MappingProxyType(sealed)


def _seal_value(name: str, value: Any, opened: frozenset[str], challenge: str, known: list[str], depth: int) -> Any:
    if value is None or isinstance(value, bool | Secret):
        return value
    if depth > DEEPEST:
        return Secret("")
    if isinstance(value, Mapping):
        return _seal_mapping(value, _opened_in(name, challenge), challenge, known, depth + 1)
    if isinstance(value, list | tuple):
        items = f"{name}[]" if f"{name}[]" in OPEN else name
        return tuple(_seal_value(items, item, opened, challenge, known, depth + 1) for item in value)
    if name not in opened or (isinstance(value, str) and len(value) > LONGEST_OPEN):
        return Secret(str(value))
    if isinstance(value, str):
        return _mask(value, known)
    return value if _mask(str(value), known) == str(value) else Secret(str(value))


def _opened_in(name: str, challenge: str) -> frozenset[str]:
    if name == "ChallengeParameters" and challenge not in CHALLENGES:
        return _CUSTOM_PARAMETERS
    if name == "ChallengeResponses" and challenge in _CHOICES:
        return OPEN[name] | {"ANSWER"}
    return OPEN.get(name, _ANYWHERE)


def _long_enough(known: Known) -> list[str]:
    """Return the secrets to look for, one that contains another first.

    An answer that is one of Cognito's own words, as EMAIL, cannot be told from that word: it stays out.
    """
    values = {secret.reveal() for secret in known if len(secret) >= SHORTEST_KNOWN} - OWN_WORDS
    return sorted({each for value in values for each in spellings(value)}, key=len, reverse=True)


def is_standing(text: str) -> bool:
    """Say whether a text is one of Cognito's own, or of this program's: nothing in it is a secret."""
    return text.rstrip(".") in STANDING


def _mask(text: str, known: list[str]) -> str:
    if is_standing(text):
        return text
    for value in known:
        if value in text:
            text = text.replace(value, MASK)
    return text
