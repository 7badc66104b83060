"""What a security key, or fido2 in its name, says when it gives no passkey: CTAP's error codes as troubles."""

from collections.abc import Mapping

from app.errors import PasskeyError, PasskeyTrouble, SignInError

WRONG_PIN = "PIN_INVALID"
# Names of CTAP 2.1's status codes (FIDO Alliance, Client to Authenticator Protocol, 8.2).
TROUBLES: Mapping[str, PasskeyTrouble] = {
    "CREDENTIAL_EXCLUDED": PasskeyTrouble.EXISTS,
    "NO_CREDENTIALS": PasskeyTrouble.NO_PASSKEY,
    "INVALID_CREDENTIAL": PasskeyTrouble.NO_PASSKEY,
    WRONG_PIN: PasskeyTrouble.PIN,
    "PIN_AUTH_INVALID": PasskeyTrouble.PIN,
    "PIN_NOT_SET": PasskeyTrouble.PIN,
    "PIN_POLICY_VIOLATION": PasskeyTrouble.PIN,
    "PUAT_REQUIRED": PasskeyTrouble.PIN,
    "UV_INVALID": PasskeyTrouble.PIN,
    "PIN_BLOCKED": PasskeyTrouble.PIN_BLOCKED,
    "PIN_AUTH_BLOCKED": PasskeyTrouble.PIN_BLOCKED,
    "UV_BLOCKED": PasskeyTrouble.PIN_BLOCKED,
    "OPERATION_DENIED": PasskeyTrouble.DENIED,
    "NOT_ALLOWED": PasskeyTrouble.DENIED,
    "KEEPALIVE_CANCEL": PasskeyTrouble.TIMEOUT,
    "ACTION_TIMEOUT": PasskeyTrouble.TIMEOUT,
    "USER_ACTION_TIMEOUT": PasskeyTrouble.TIMEOUT,
    "TIMEOUT": PasskeyTrouble.TIMEOUT,
    "UNSUPPORTED_ALGORITHM": PasskeyTrouble.UNSUPPORTED,
    "UNSUPPORTED_OPTION": PasskeyTrouble.UNSUPPORTED,
    "INVALID_OPTION": PasskeyTrouble.UNSUPPORTED,
    "KEY_STORE_FULL": PasskeyTrouble.UNSUPPORTED,
    "LIMIT_EXCEEDED": PasskeyTrouble.UNSUPPORTED,
}


def is_wrong_pin(error: Exception) -> bool:
    """Say whether the key refused a PIN and takes another one."""
    return _code(error) == WRONG_PIN


def trouble_of(error: Exception, *, creating: bool) -> SignInError:
    """Return the error for whatever a key or fido2 raised; what ends the run for another reason stays as it is."""
    from fido2.client import ClientError, PinRequiredError

    if isinstance(error, SignInError):
        return error
    if isinstance(error, PinRequiredError):
        return PasskeyError(PasskeyTrouble.PIN)
    if code := _code(error):
        return PasskeyError(TROUBLES.get(code, PasskeyTrouble.OTHER), code)
    if isinstance(error, OSError):  # pulled out meanwhile
        return PasskeyError(PasskeyTrouble.NO_AUTHENTICATOR, error.strerror or type(error).__name__)
    if not isinstance(error, ClientError):
        return PasskeyError(PasskeyTrouble.OTHER, type(error).__name__)
    by_code = {
        ClientError.ERR.DEVICE_INELIGIBLE: PasskeyTrouble.EXISTS if creating else PasskeyTrouble.NO_PASSKEY,
        ClientError.ERR.CONFIGURATION_UNSUPPORTED: PasskeyTrouble.UNSUPPORTED,
        ClientError.ERR.TIMEOUT: PasskeyTrouble.TIMEOUT,
    }
    return PasskeyError(by_code.get(error.code, PasskeyTrouble.OTHER), error.code.name)


def _code(error: Exception) -> str:
    """Return the name of the CTAP code in an error or behind it; an empty text where there is none."""
    from fido2.ctap import CtapError

    found = error if isinstance(error, CtapError) else getattr(error, "cause", None)
    return str(found.code.name) if isinstance(found, CtapError) else ""
