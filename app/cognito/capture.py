"""Takes each reply off the wire before botocore parses it.

botocore's parser turns HTML into an empty dict and drops members that its model lacks, so the timeline would not show
what Cognito said. The reply is read here, and botocore's parser never sees it: `Captured` carries the reply past it.
"""

import json
import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from app.auth.steps import whole_characters
from app.errors import LATEST, Wire

NO_CONTENT = 204
LONGEST_LENGTH = 18  # digits; a longer number is no length of anything
HALF_A_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")  # JSON may escape half of a surrogate pair, which no text can hold


class Captured(Exception):
    """Raised out of botocore as soon as the whole body has come."""

    def __init__(self, wire: Wire) -> None:
        super().__init__(wire.status)
        self.wire = wire


class Capture:
    """Hooks into one botocore client."""

    def __init__(self, client: Any) -> None:
        self._sent = 0.0
        events = client.meta.events
        events.register("before-send.cognito-identity-provider.*", self._on_send)
        events.register("before-parse.cognito-identity-provider.*", self._on_body)

    def _on_send(self, **_: Any) -> None:
        self._sent = time.monotonic()

    def _on_body(self, response_dict: Mapping[str, Any], **_: Any) -> None:
        raise Captured(read_wire(response_dict, time.monotonic() - self._sent))


def read_wire(response: Mapping[str, Any], seconds: float) -> Wire:
    """Read status, headers and body; the body stays text where it is no JSON."""
    headers = _headers(response["headers"])
    raw: bytes = response["body"]
    return Wire(
        status=response["status_code"],
        request_id=headers.get("x-amzn-requestid", ""),
        headers=headers,
        seconds=seconds,
        size=len(raw),
        body=_parse(raw),
        server_date=_epoch(headers.get("date", "")),
    )


def is_cut_off(wire: Wire) -> bool:
    """Say whether a reply ended before its time: botocore has urllib3 not look at that."""
    length = wire.headers.get("content-length", "")
    if length.isdecimal() and len(length) < LONGEST_LENGTH:
        return wire.size < int(length)
    return wire.size == 0 and wire.status != NO_CONTENT and "transfer-encoding" not in wire.headers


def _headers(received: Any) -> dict[str, str]:
    """Return the headers by lower-case name; those that came twice are joined as HTTP joins them."""
    headers: dict[str, str] = {}
    for name, value in received.items():
        key, text = str(name).lower(), _decoded(str(value))
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _decoded(header: str) -> str:
    """Undo http.client's Latin-1 where a header is UTF-8: a secret echoed in it has to be recognised."""
    try:
        return header.encode("latin-1").decode()
    except ValueError:
        return header


def _parse(raw: bytes) -> Any:
    if not raw:
        return {}
    try:
        body = json.loads(raw)
        if HALF_A_PAIR.search(raw):
            body = json.loads(whole_characters(json.dumps(body, ensure_ascii=False)))
    except (ValueError, RecursionError):
        return raw.decode("utf-8", "replace")
    return body


def _epoch(date: str) -> float | None:
    try:
        found = parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    return found if 0 <= found <= LATEST else None
