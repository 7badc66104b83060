"""Windows Hello, and on Windows security keys too: there only the system itself may talk to them."""

import platform
import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.errors import PasskeyError, PasskeyTrouble
from app.passkeys.abort import Abort
from app.passkeys.credentials import authentication_json, registration_json
from app.passkeys.options import Creation, Request
from app.passkeys.rules import Ceremony

if TYPE_CHECKING:
    from fido2.client import WebAuthnClient

NAME = "windows_hello"

# HRESULTs, told apart as WebAuthNGetErrorName does (Microsoft, webauthn.h).
TROUBLES: Mapping[int, PasskeyTrouble] = {
    0x8009000F: PasskeyTrouble.EXISTS,  # NTE_EXISTS
    0x80090011: PasskeyTrouble.NO_PASSKEY,  # NTE_NOT_FOUND
    0x80090027: PasskeyTrouble.OPTIONS,  # NTE_INVALID_PARAMETER
    0x80090023: PasskeyTrouble.UNSUPPORTED,  # NTE_TOKEN_KEYSET_STORAGE_FULL
    0x80090029: PasskeyTrouble.UNSUPPORTED,  # NTE_NOT_SUPPORTED
    0x80070032: PasskeyTrouble.UNSUPPORTED,  # ERROR_NOT_SUPPORTED
    0x80090035: PasskeyTrouble.NO_AUTHENTICATOR,  # NTE_DEVICE_NOT_FOUND
    0x80090036: PasskeyTrouble.DENIED,  # NTE_USER_CANCELLED
    0x800704C7: PasskeyTrouble.DENIED,  # ERROR_CANCELLED
    0x800705B4: PasskeyTrouble.TIMEOUT,  # ERROR_TIMEOUT
}


def is_available() -> bool:
    """Say whether this is a Windows that knows passkeys (10, version 1903, or later)."""
    if platform.system() != "Windows":
        return False
    try:
        return bool(_client_class().is_available())
    except (ImportError, OSError, AttributeError):  # its library is not there
        return False


def _client_class() -> Any:
    from fido2.client.windows import WindowsClient

    return WindowsClient


class WindowsHello:
    """Lets Windows make and use passkeys: its `own` ones, those of Windows Hello, or those of a security key."""

    def __init__(self, abort: Abort, *, own: bool) -> None:
        self._abort = abort
        self._own = own

    def create(self, ceremony: Ceremony) -> dict[str, Any]:
        """Make a passkey and return RegistrationResponseJSON; raises PasskeyError."""
        options = ceremony.options
        assert isinstance(options, Creation), options
        attachment = "platform" if self._own else "cross-platform"
        if options.attachment not in ("", attachment):
            raise PasskeyError(PasskeyTrouble.UNSUPPORTED, options.attachment)
        wanted: Any = replace(options, attachment=attachment).to_json()
        made = self._ask(ceremony, lambda client, event: client.make_credential(wanted, event))
        return registration_json(
            client_data=bytes(made.response.client_data),
            attestation_object=bytes(made.response.attestation_object),
            transports=["internal"] if self._own else ["usb"],
            attachment=attachment,
            extensions=made.client_extension_results,
        )

    def use(self, ceremony: Ceremony) -> dict[str, Any]:
        """Sign and return AuthenticationResponseJSON; raises PasskeyError."""
        options = ceremony.options
        assert isinstance(options, Request), options
        wanted: Any = {**options.to_json(), "hints": ["client-device" if self._own else "security-key"]}
        signed = self._ask(ceremony, lambda client, event: client.get_assertion(wanted, event).get_response(0))
        return authentication_json(
            credential_id=signed.raw_id,
            client_data=bytes(signed.response.client_data),
            authenticator_data=bytes(signed.response.authenticator_data),
            signature=signed.response.signature,
            user_handle=signed.response.user_handle,
            extensions=signed.client_extension_results,
        )

    def _ask(self, ceremony: Ceremony, do: Any) -> Any:
        """Let Windows show its own window; a thread of fido2's waits for the event, so it is set in the end."""
        from fido2.client import ClientError, DefaultClientDataCollector

        def allowed(rp_id: str, origin: str) -> bool:
            return (rp_id, origin) == (ceremony.options.rp_id, ceremony.origin)

        client: WebAuthnClient = _client_class()(DefaultClientDataCollector(ceremony.origin, verify=allowed))
        event: threading.Event = self._abort.event()
        try:
            return do(client, event)
        except (ClientError, OSError) as error:
            raise _trouble(error) from None
        finally:
            event.set()


def _trouble(error: Exception) -> PasskeyError:
    cause = getattr(error, "cause", None) or error
    number = getattr(cause, "winerror", None)
    if number is None:
        return PasskeyError(PasskeyTrouble.OTHER, type(cause).__name__)
    code = number & 0xFFFFFFFF  # HRESULTs come as negative numbers
    return PasskeyError(TROUBLES.get(code, PasskeyTrouble.OTHER), f"0x{code:08X}")
