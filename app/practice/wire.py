"""Cognito's JSON protocol: requests from HTTP, answers and errors into HTTP, with the headers that clients read."""

import json
import uuid
from email.utils import formatdate
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.practice import messages
from app.practice.errors import Refusal

TARGET = "AWSCognitoIdentityProviderService."
CONTENT_TYPE = "application/x-amz-json-1.1"
LARGEST_BODY = 1024 * 1024  # bytes
EXPOSED = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date"


def operation_of(request: Request) -> str:
    """The operation that X-Amz-Target names; raises UnknownOperationException."""
    target = request.headers.get("x-amz-target", "")
    if not target.startswith(TARGET):
        raise Refusal("UnknownOperationException", messages.NO_TARGET)
    return target.removeprefix(TARGET)


async def body_of(request: Request) -> bytes:
    """The request's body; raises SerializationException beyond the limit, without reading on."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Refusal("SerializationException", messages.BODY_TOO_LARGE)
    return body


def parse(body: bytes) -> dict[str, Any]:
    """The body as a JSON object, an empty one where there is none; raises SerializationException."""
    try:
        value = json.loads(body or b"{}", parse_constant=_not_json)
        json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError) as error:
        raise Refusal("SerializationException", messages.NOT_JSON) from error
    if not isinstance(value, dict):
        raise Refusal("SerializationException", messages.NOT_JSON)
    return value


def _not_json(name: str) -> Any:
    raise ValueError(name)


def common_headers(now: float) -> dict[str, str]:
    """The headers of every answer; Date is the practice clock's."""
    return {
        "Date": formatdate(now, usegmt=True),
        "x-amzn-RequestId": str(uuid.uuid4()),
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": EXPOSED,
    }


def answer(now: float, result: dict[str, Any] | None) -> Response:
    """200 with the result, or with an empty body where the operation has no output."""
    content = b"" if result is None else _dump(result)
    return Response(content, headers=common_headers(now), media_type=CONTENT_TYPE)


def refusal(now: float, error: Refusal) -> Response:
    """The error as body and as headers; the type in the header ends in a colon (measured replies)."""
    content = _dump({"__type": error.code, "message": error.message, **error.extra})
    headers = common_headers(now) | {
        "x-amzn-ErrorType": f"{error.code}:",
        "x-amzn-ErrorMessage": _header_text(error.message),
    }
    return Response(content, status_code=error.status, headers=headers, media_type=CONTENT_TYPE)


def preflight(now: float, request: Request) -> Response:
    """What a browser asks before it posts."""
    headers = common_headers(now) | {
        "Access-Control-Allow-Methods": "POST,GET,OPTIONS",
        "Access-Control-Allow-Headers": request.headers.get("access-control-request-headers", "*"),
        "Access-Control-Max-Age": "172800",
    }
    return Response(b"", headers=headers)


def json_answer(now: float, value: dict[str, Any], *, status: int = 200, shared: bool = False) -> Response:
    """Plain JSON, for the key set and the practice pool's own endpoints; other origins read it only if `shared`."""
    headers = common_headers(now) if shared else {"Date": formatdate(now, usegmt=True), "Cache-Control": "no-store"}
    return Response(_dump(value), status_code=status, headers=headers, media_type="application/json")


def _dump(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _header_text(message: str) -> str:
    """A message in the characters that a header can carry, on one line."""
    return "".join(character if 32 <= ord(character) < 127 else "?" for character in message.strip())[:1000]
