"""What a value is, by the name under which it stands: the word in its label (`<refresh-token-1>`).

Names are those of the wire, of the fields of a form, and of the events (`Started.user`).
"""

import re
from collections.abc import Mapping

USER, EMAIL, PHONE, SUB, DEVICE = "user", "email", "phone", "sub", "device"
NAMES = frozenset({USER, EMAIL, PHONE, SUB, DEVICE})  # who it was: kept where a person wants to keep names

LABEL = re.compile(r"<[a-z]+(?:-[A-Za-z]+)*-[0-9]{1,6}>")
UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_SUB = re.compile(UUID)
_PHONE = re.compile(r"\+[0-9*]{6,15}")
SHAPES = re.compile(
    rf"(?P<device>\b[a-z]{{2}}(?:-[a-z]+){{1,4}}-[0-9]_{UUID}\b)"  # a DeviceKey: the region, then a UUID
    r"|(?P<email>(?<![\w.+%*-])(?=[\w.+%*-]*?\*{3})[\w.+%*-]++@[\w.*-]+|(?<![\w.+%-])[\w.+%-]{1,64}@(?:[\w-]+\.)+[\w-]*[^\W\d_])"
    r"|(?P<phone>(?<![\w+])\+(?:[0-9]{7,15}|\*{3,}[0-9]{1,4})(?!\w))"
)  # what is personal wherever it stands; Cognito's masks (s***@e***, +*******0199) are, too

TYPED = "userAttributes."  # how Cognito names what a new user has to add
_PASSWORD, _CODE, _ANSWER = "password", "code", "answer"
_ACCESS, _ID, _REFRESH = "access-token", "id-token", "refresh-token"
_CREDENTIAL_ID = "credential-id"
JWTS = frozenset({_ACCESS, _ID})  # their claims are shown

_BY_NAME: Mapping[str, str] = {
    **dict.fromkeys(("password", "PASSWORD", "Password", "NEW_PASSWORD", "new_password"), _PASSWORD),
    **dict.fromkeys(("PreviousPassword", "ProposedPassword", "TemporaryPassword"), _PASSWORD),
    **dict.fromkeys(("REFRESH_TOKEN", "RefreshToken", "refresh_token", "Token"), _REFRESH),
    **dict.fromkeys(("ACCESS_TOKEN", "AccessToken", "access_token"), _ACCESS),
    **dict.fromkeys(("ID_TOKEN", "IdToken", "id_token"), _ID),
    **dict.fromkeys(("Session", "SESSION", "session"), "session"),
    **dict.fromkeys(("SMS_MFA_CODE", "SMS_OTP_CODE", "EMAIL_OTP_CODE", "EMAIL_MFA_CODE"), _CODE),
    **dict.fromkeys(("SOFTWARE_TOKEN_MFA_CODE", "UserCode", "ConfirmationCode", "code", "token_code"), _CODE),
    **dict.fromkeys(("ClientSecret", "client_secret"), "client-secret"),
    **dict.fromkeys(("SECRET_HASH", "SecretHash"), "secret-hash"),
    **dict.fromkeys(("SECRET_BLOCK", "PASSWORD_CLAIM_SECRET_BLOCK", "secret_block"), "secret-block"),
    **dict.fromkeys(("PASSWORD_CLAIM_SIGNATURE", "signature"), "signature"),
    **dict.fromkeys(("SecretCode", "secret_code"), "totp-secret"),
    **dict.fromkeys(("CREDENTIAL", "Credential"), "credential"),
    **dict.fromkeys(("CREDENTIAL_REQUEST_OPTIONS", "CredentialCreationOptions"), "credential-options"),
    **dict.fromkeys(("rawId", "CredentialId", "credential_id"), _CREDENTIAL_ID),
    **dict.fromkeys(("CLIENTDATA", "EncodedData", "ENCODED_DATA"), "client-data"),
    **dict.fromkeys(("jti", "origin_jti", "event_id"), "token-id"),
    **dict.fromkeys(("IpAddress", "last_ip_used"), "ip"),
    **dict.fromkeys(("userHandle", "user/id"), "user-handle"),
    "clientDataJSON": "client-data", "authenticatorData": "authenticator-data", "attestationObject": "attestation",
    "publicKey": "public-key", "challenge": "challenge", "Credential/id": _CREDENTIAL_ID,
    "PasskeyGiven.credential/id": _CREDENTIAL_ID, "excludeCredentials[]/id": _CREDENTIAL_ID,
    "excludeCredentials/id": _CREDENTIAL_ID, "uri": "totp-uri", "AcrValue": "acr", "userAttributes": "attribute",
    "SRP_A": "srp-A", "SRP_B": "srp-B", "SALT": "srp-salt",
    "PasswordVerifier": "device-verifier", "Salt": "device-salt",
    "DeviceSecret": "device-password", "PIN": "pin", "pin": "pin", "ANSWER": _ANSWER,
}  # fmt: skip
_SRP = frozenset({"a", "A", "B", "salt", "k", "u", "x", "S", "K", "message"})

_BY_PLACE: Mapping[str, str] = {
    "ChallengeParameters": "parameter", "Asked.params": "parameter", "ChallengeResponses": _ANSWER,
    "Answered.values": _ANSWER, "AuthParameters": "parameter", "ClientMetadata": "metadata",
    "client_metadata": "metadata", "UserContextData": "client-data", "ContextData": "client-data",
    "attribute": "attribute", "claims": "claim",
}  # fmt: skip
_BODIES = frozenset({"Replied.body", "Refused.body", "Failed.body"})

# Kinds whose values came from elsewhere than a keyboard or Cognito's tokens: they may be harmless words, too.
COMMON = frozenset({"acr", "attribute", "claim", "parameter", "secret", "token-id"})
APART = frozenset({"header", "body", "ip"})  # looked for nowhere else

_WHO: Mapping[str, str] = {
    **dict.fromkeys(("username", "USERNAME", "Username", "USER_ID_FOR_SRP", "preferred_username"), USER),
    **dict.fromkeys(("cognito:username", "Started.user", "SignedIn.username", "Saved.username"), USER),
    **dict.fromkeys(("user/name", "user/displayName"), USER),
    **dict.fromkeys(("email", "EMAIL"), EMAIL),
    **dict.fromkeys(("phone_number", "PHONE_NUMBER"), PHONE),
    **dict.fromkeys(("sub", "UserSub", "Sub"), SUB),
    **dict.fromkeys(("DEVICE_KEY", "DeviceKey", "device_key"), DEVICE),
    **dict.fromkeys(("Destination", "destination", "CODE_DELIVERY_DESTINATION", "serial"), USER),
}

# Values that are words of a protocol or of this program: a user may be called like one of them ("custom", "email").
_VOCABULARY = frozenset({
    "AuthFlow", "ChallengeName", "AvailableChallenges", "TokenType", "DeliveryMedium", "AttributeName", "Name",
    "CODE_DELIVERY_DELIVERY_MEDIUM", "MFAS_CAN_CHOOSE", "MFAS_CAN_SELECT", "MFAS_CAN_SETUP", "requiredAttributes",
    "UserMFASettingList", "PreferredMfaSetting", "ConfiguredUserAuthFactors", "CHALLENGE_NAME", "PREFERRED_CHALLENGE",
    "ExplicitAuthFlows", "UserStatus", "token_use", "scope", "alg", "kid", "__type", "purpose", "call", "because",
    "which", "check", "state", "why",
    "Asked.name", "Answered.name", "Asked.refusal", "Shown.name", "Field.name", "Field.choices", "Replied.challenge",
    "Refused.code", "Ended.code", "Ended.reason", "Ended.trouble", "Saved.name", "NotSaved.name", "Removed.name",
    "NotSaved.reason", "Removed.reason", "PasskeyWanted.purpose", "PasskeyGiven.purpose", "PasskeyMissed.purpose",
    "PasskeyWanted.authenticator", "PasskeyGiven.authenticator", "PasskeyMissed.authenticator",
    "PasskeyMissed.trouble", "TokenSet.token_type", "Started.profile_id",
})  # fmt: skip
IDS = frozenset({"Started.run_id", "Started.about", "Started.flow"} | {
    f"{event}.operation" for event in ("Called", "Replied", "Refused", "Failed", "Ended")
} | {f"{event}.request_id" for event in ("Replied", "Refused")})  # fmt: skip

OPEN_CLAIMS = frozenset({
    "iss", "aud", "client_id", "token_use", "auth_time", "iat", "exp", "nbf", "scope", "version", "acr", "amr",
    "cognito:groups", "email_verified", "phone_number_verified",
})  # fmt: skip
_OPEN_ATTRIBUTES = frozenset({
    "email_verified", "phone_number_verified", "device_status", "dev:device_remembered_status",
})  # fmt: skip
OPEN_HEADER = frozenset({"alg", "kid", "typ", "enc", "cty"})


def who(name: str, inside: str, value: str) -> str:
    """Say whom a value names (one of NAMES), by where it stands and what it looks like; empty where nobody."""
    kind = _WHO.get(name.removeprefix(TYPED)) or _WHO.get(f"{inside}/{name}", "")
    if not value:
        return ""
    if kind in ("", DEVICE, SUB):
        return kind
    if "@" in value:
        return EMAIL
    if _SUB.fullmatch(value):
        return SUB
    if _PHONE.fullmatch(value):
        return PHONE
    found = SHAPES.fullmatch(value)  # else it is no address or number, and may be a word: it is looked for as one
    return found.lastgroup or USER if found else USER


def is_vocabulary(name: str, inside: str) -> bool:
    """Say whether a value is a word of a protocol or of this program, so that no user name is looked for in it."""
    return name in _VOCABULARY or (inside.endswith(".headers") and name.lower() != "x-amzn-errormessage")


def is_open(name: str, inside: str) -> bool:
    """Say whether a user's attribute is sealed on the timeline and yet tells nothing of anybody."""
    return inside == "attribute" and name in _OPEN_ATTRIBUTES


def what(name: str, inside: str) -> str:
    """Say what kind of secret stands under a name inside of another; "secret" where nothing is known."""
    if inside.startswith("Shown.values") and name in _SRP:
        return f"srp-{name}"
    if inside == "Shown.values/device" and name == "password":
        return "device-password"
    if name in _BODIES:
        return "body"
    if inside.endswith(".headers"):
        return "header"
    if inside in ("ClientMetadata", "client_metadata"):
        return _BY_PLACE[inside]
    if name.startswith(TYPED):
        return "attribute"
    return _BY_NAME.get(name) or _BY_NAME.get(f"{inside}/{name}") or _BY_PLACE.get(inside, "secret")
