"""Security keys in the USB port, through fido2: the protocol of the keys (CTAP) is its own.

The PIN is asked of whoever answers the run; that the key waits for a touch is told by the run's event PasskeyWanted.
"""

import logging
import queue
import threading
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.auth.steps import Answer, Ask, Field, Kind
from app.errors import PasskeyError, PasskeyTrouble
from app.passkeys.abort import Abort
from app.passkeys.credentials import authentication_json, registration_json
from app.passkeys.ctap_errors import WRONG_PIN, is_wrong_pin, trouble_of
from app.passkeys.options import LONGEST_TIMEOUT, Creation, Request
from app.passkeys.rules import Ceremony

if TYPE_CHECKING:
    from fido2.client import Fido2Client
    from fido2.ctap import CtapDevice
    from fido2.ctap2.base import Info

NAME = "security_key"
PIN = "PIN"  # the name of the question, and of its page and texts

Devices = Callable[[], Sequence["CtapDevice"]]


def usb_keys() -> "list[CtapDevice]":
    """Open the security keys that are plugged in; PasskeyError NO_AUTHENTICATOR where there is none that opens."""
    from fido2.ctap import CtapError
    from fido2.hid import ConnectionFailure, CtapHidDevice, list_descriptors, open_connection

    found: list[CtapDevice] = []
    problem = ""
    for descriptor in list_descriptors():  # type: ignore[no-untyped-call]
        try:
            connection = open_connection(descriptor)  # type: ignore[no-untyped-call]
            found.append(CtapHidDevice(descriptor, connection))
        except (OSError, ConnectionFailure, CtapError) as error:
            problem = (error.strerror if isinstance(error, OSError) else "") or type(error).__name__
    if not found:
        raise PasskeyError(PasskeyTrouble.NO_AUTHENTICATOR, problem)
    return found


class SecurityKey:
    """Makes and uses passkeys on a security key; where several are plugged in, on the one that is touched first."""

    def __init__(self, ask: Callable[[Ask], Answer], abort: Abort, devices: Devices | None = None) -> None:
        self._ask = ask
        self._abort = abort
        self._devices = devices or usb_keys

    def create(self, ceremony: Ceremony) -> dict[str, Any]:
        """Make a passkey and return RegistrationResponseJSON; raises PasskeyError."""
        options = ceremony.options
        assert isinstance(options, Creation), options
        if options.attachment == "platform":
            raise PasskeyError(PasskeyTrouble.UNSUPPORTED, options.attachment)

        def make(client: "Fido2Client", event: threading.Event) -> dict[str, Any]:
            wanted: Any = _as_far_as_possible(options, client.info).to_json()
            made = client.make_credential(wanted, event)
            return registration_json(
                client_data=ceremony.client_data,
                attestation_object=bytes(made.response.attestation_object),
                transports=client.info.transports or ["usb"],
                attachment="cross-platform",
                extensions=made.client_extension_results,
            )

        return self._with_key(ceremony, make)

    def use(self, ceremony: Ceremony) -> dict[str, Any]:
        """Sign and return AuthenticationResponseJSON; raises PasskeyError."""
        options = ceremony.options
        assert isinstance(options, Request), options

        def sign(client: "Fido2Client", event: threading.Event) -> dict[str, Any]:
            wanted: Any = _as_far_as_possible(options, client.info).to_json()
            signed = client.get_assertion(wanted, event).get_response(0)
            return authentication_json(
                credential_id=signed.raw_id,
                client_data=ceremony.client_data,
                authenticator_data=bytes(signed.response.authenticator_data),
                signature=signed.response.signature,
                user_handle=signed.response.user_handle,
                attachment="cross-platform",
                extensions=signed.client_extension_results,
            )

        return self._with_key(ceremony, sign)

    def _with_key(
        self, ceremony: Ceremony, do: "Callable[[Fido2Client, threading.Event], dict[str, Any]]"
    ) -> dict[str, Any]:
        """Open the keys, let one be chosen, and do it there, as often as the PIN was wrong; all are closed again."""
        from fido2.client import ClientError

        logging.getLogger("fido2").setLevel(logging.WARNING)  # at lower levels it writes what goes to the key
        creating = isinstance(ceremony.options, Creation)
        devices = self._devices()
        try:
            client = self._touched(self._clients(devices, ceremony), ceremony.options.timeout)
            while True:
                try:
                    return do(client, self._abort.event())
                except ClientError as error:
                    if not is_wrong_pin(error):
                        raise
        except Exception as error:  # noqa: BLE001 - a broken or unplugged key raises whatever it likes
            raise trouble_of(error, creating=creating) from None
        finally:
            for device in devices:
                device.close()

    def _clients(self, devices: "Sequence[CtapDevice]", ceremony: Ceremony) -> "list[Fido2Client]":
        """Begin to talk to each key; one that cannot is passed over where another can."""
        found: list[Fido2Client] = []
        failed: Exception | None = None
        for device in devices:
            try:
                found.append(_client(device, ceremony, Conversation(self._ask, device)))
            except Exception as error:  # noqa: BLE001 - raised below, where no key is left
                failed = error
        if not found and failed is not None:
            raise failed
        return found

    def _touched(self, clients: "list[Fido2Client]", timeout: int | None) -> "Fido2Client":
        """Return the only key, or the one among several that is touched first; the others stop blinking."""
        if len(clients) == 1:
            return clients[0]
        events = [self._abort.event() for _ in clients]
        answers: queue.SimpleQueue[tuple[Fido2Client, Exception | None]] = queue.SimpleQueue()
        threads = [
            threading.Thread(target=_select, args=(client, event, answers), name="security-key", daemon=True)
            for client, event in zip(clients, events, strict=True)
        ]
        for thread in threads:
            thread.start()
        timer = threading.Timer((timeout or LONGEST_TIMEOUT) / 1000, _set, (events,))
        timer.daemon = True
        timer.start()
        failed: Exception | None = None
        try:
            for _ in clients:
                client, failed = answers.get()
                if failed is None:
                    return client
        finally:
            timer.cancel()
            _set(events)
            for thread in threads:
                thread.join(1.0)
        assert failed is not None
        raise failed


class Conversation:
    """What a key asks of the person, as fido2's UserInteraction: a touch, which it shows itself, and its PIN."""

    def __init__(self, ask: Callable[[Ask], Answer], device: "CtapDevice") -> None:
        self._ask = ask
        self._device = device
        self._asked = False

    def prompt_up(self) -> None:
        """Wait for a touch: the run has told it, and the key blinks."""

    def request_uv(self, *_: object) -> bool:
        """Let the key look at a finger."""
        return True

    def request_pin(self, *_: object) -> str | None:
        """Ask for the PIN, again after a wrong one; nothing typed ends it. CTAP wants Unicode's form C."""
        refusal = PasskeyError(PasskeyTrouble.PIN, WRONG_PIN) if self._asked else None
        self._asked = True
        params = {"authenticator": NAME, "attempts": _attempts(self._device)}
        pin = Field(name="pin", kind=Kind.PASSWORD)
        answer = self._ask(Ask(name=PIN, fields=(pin,), params=params, refusal=refusal))
        return unicodedata.normalize("NFC", answer.text("pin"))


def _client(device: "CtapDevice", ceremony: Ceremony, conversation: Conversation) -> "Fido2Client":
    from fido2.client import DefaultClientDataCollector, Fido2Client

    def allowed(rp_id: str, origin: str) -> bool:
        return (rp_id, origin) == (ceremony.options.rp_id, ceremony.origin)  # app.passkeys.origins has looked at both

    collector = DefaultClientDataCollector(ceremony.origin, verify=allowed)
    return Fido2Client(device, collector, conversation)  # type: ignore[arg-type]  # it has UserInteraction's methods


def _select(client: "Fido2Client", event: threading.Event, answers: Any) -> None:
    try:
        client.selection(event)
    except Exception as error:  # noqa: BLE001 - whatever one key does, another may be touched
        answers.put((client, error))
    else:
        answers.put((client, None))


def _set(events: Sequence[threading.Event]) -> None:
    for event in events:
        event.set()


def _as_far_as_possible(options: Creation | Request, info: "Info") -> Creation | Request:
    """Ask a key that can verify nobody for no verification where it is only preferred: fido2 would refuse it."""
    can = any(info.options.get(name) for name in ("uv", "clientPin", "bioEnroll"))
    if can or options.user_verification != "preferred":
        return options
    return replace(options, user_verification="discouraged")


def _attempts(device: "CtapDevice") -> str:
    """Ask the key how many wrong PINs it still takes; an empty text where it does not say."""
    from fido2.ctap2.base import Ctap2
    from fido2.ctap2.pin import ClientPin

    try:
        return str(ClientPin(Ctap2(device)).get_pin_retries()[0])
    except Exception:  # noqa: BLE001 - the number is a courtesy
        return ""
