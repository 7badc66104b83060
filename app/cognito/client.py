"""Calls Cognito: one attempt each, unsigned where Cognito wants no signature, the reply read as it came."""

import re
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from app.auth.hosts import user_pool_host
from app.auth.steps import Call, Reply
from app.cognito.capture import Capture, Captured, is_cut_off
from app.cognito.faults import transport_error
from app.cognito.logins import AskCode, forget, make_ready, session_for
from app.cognito.reach import Reach, bundle_context, is_loopback
from app.cognito.session import isolated_session, new_client
from app.cognito.sockets import OpenSockets
from app.errors import ApiError, Cancelled, Fault, TransportError, Wire
from app.seal import reveal

SERVICE = "cognito-idp"
DUMMY_KEYS = {"aws_access_key_id": "practice", "aws_secret_access_key": "practice"}


class CognitoApi:
    """Sends calls; belongs to one worker thread, except for `abort`."""

    def __init__(self, reach: Reach, clock: Callable[[], float] = time.time) -> None:
        self._reach = reach
        self._clock = clock
        self._clients: dict[bool, Any] = {}  # by whether its calls are signed
        self._sockets: list[OpenSockets] = []
        self._aborted = False
        self._not_ready: Exception | None = None

    def make_ready(self, operation: str, ask: AskCode) -> None:
        """Have the AWS credentials of a signed call at hand; `ask` is asked where MFA wants a code.

        Raises Cancelled where nobody answers; what else is wrong the call itself will say.
        """
        self._not_ready = None
        if self._reach.practice or not self.signs(operation):
            return
        try:
            make_ready(self._reach, ask)
        except Cancelled:
            raise
        except Exception as error:  # noqa: BLE001 - the credential chain alone raises some thirty kinds
            self._not_ready = error

    def __call__(self, step: Call) -> Reply:
        """Send a call and return its reply; raise ApiError or TransportError, each with the HTTP answer it has."""
        signed = self.signs(step.operation)
        params = reveal(step.params)
        try:
            if self._not_ready is not None:
                raise self._not_ready
            client = self._client(signed)
            _send(client, step.operation, params)
        except Captured as captured:
            return self._read(step, captured.wire)
        except Exception as error:  # noqa: BLE001 - the credential chain alone raises some thirty kinds
            failure = transport_error(error, step.operation, self._reach.aws_profile)
            if failure.fault is Fault.CREDENTIALS:
                forget(self._reach)
            raise failure from None
        raise TransportError(Fault.OTHER, "botocore returned without a reply", operation=step.operation)

    def target(self, operation: str) -> tuple[str, bool]:
        """Return the URL that a call goes to, and whether it is signed."""
        url = self._reach.endpoint_url or f"https://{user_pool_host(self._reach.region)}/"
        return url, self.signs(operation)

    def signs(self, operation: str) -> bool:
        """Say whether Cognito wants a signature for an operation: for all that its model does not exempt."""
        return bool(service_model().operation_model(operation).auth_type != "none")

    def abort(self) -> None:
        """End a read in progress at once; may be called from any thread."""
        self._aborted = True
        for sockets in list(self._sockets):
            sockets.shut()

    def _read(self, step: Call, wire: Wire) -> Reply:
        body = wire.body
        if is_cut_off(wire):
            raise TransportError(Fault.CLOSED, f"HTTP {wire.status}", operation=step.operation, wire=wire)
        if isinstance(body, Mapping) and wire.status < 300:
            return Reply(operation=step.operation, body=body, at=self._clock(), wire=wire)
        code, message = _refusal(body, wire.headers)
        if code and wire.status >= 300:
            raise ApiError(code, message, operation=step.operation, wire=wire)
        raise TransportError(_http_fault(wire.status), f"HTTP {wire.status}", operation=step.operation, wire=wire)

    def _client(self, signed: bool) -> Any:
        if signed not in self._clients:
            client = _new_client(self._reach, signed)
            Capture(client)
            self._sockets.append(OpenSockets(client))
            self._clients[signed] = client
        if self._aborted:
            self.abort()  # a client made while abort was called is shut, too
        return self._clients[signed]


def _new_client(reach: Reach, signed: bool) -> Any:
    own_keys = signed and not reach.practice
    session = session_for(reach) if own_keys else isolated_session()
    context = bundle_context(reach.ca_bundle) if reach.ca_bundle else None
    from botocore import UNSIGNED
    from botocore.config import Config

    config = Config(
        connect_timeout=reach.connect_timeout,
        read_timeout=reach.read_timeout,
        retries={"total_max_attempts": 1, "mode": "standard"},  # a silent repeat would spend a Session twice
        ignore_configured_endpoint_urls=True,
        proxies={} if is_loopback(reach.endpoint_url) else reach.own_proxies,
        **({} if signed else {"signature_version": UNSIGNED}),
    )
    client = new_client(
        session,
        SERVICE,
        region_name=reach.region,
        endpoint_url=reach.endpoint_url or None,
        config=config,
        verify=reach.ca_bundle or None,
        **(DUMMY_KEYS if signed and reach.practice else {}),
    )
    if context is not None:
        _trust_only(client, context)
    return client


def _trust_only(client: Any, context: Any) -> None:
    """Let a client's TLS, to proxies too, go by this context instead of the operating system's trust."""
    http = client._endpoint.http_session  # botocore has no public way to its connections
    http._get_ssl_context = lambda: context
    http._manager.connection_pool_kw["ssl_context"] = context


@cache
def service_model() -> Any:
    """Return botocore's model of Cognito's user pools."""
    return isolated_session().get_service_model(SERVICE)


def _send(client: Any, operation: str, params: dict[str, Any]) -> None:
    from botocore import xform_name

    getattr(client, xform_name(operation))(**params)


def _refusal(body: object, headers: Mapping[str, str]) -> tuple[str, str]:
    """Read an error as AWS's own clients do: `__type` up to a colon or comma and after a hash, else the header."""
    found = body if isinstance(body, Mapping) else {}
    code = _first_text(found.get("__type"), found.get("code"), headers.get("x-amzn-errortype"))
    message = _first_text(found.get("message"), found.get("Message"), headers.get("x-amzn-errormessage"))
    return re.split("[:,]", code)[0].split("#")[-1].strip(), message


def _first_text(*values: object) -> str:
    """Return the first that is a text: a gateway's own error may have a number for a code."""
    return next((value for value in values if isinstance(value, str) and value), "")


def _http_fault(status: int) -> Fault:
    if status == 429:
        return Fault.THROTTLED
    return Fault.SERVER if status >= 500 else Fault.NOT_COGNITO
