"""HTTP Archive 1.2, which browsers' developer tools open: a page for each run, an entry for each call.

Made after the specification's tables (http://www.softwareishard.com/blog/har-12-spec/). Bodies are the redacted ones;
sizes are those of what travelled. Headers of requests are not recorded: the two that Cognito's protocol demands stand
there, and the comment says so.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from app.exporters.story import Story, as_json, fault_words, remark, stories, title
from app.exporters.visible import visible
from app.secret import MASK, Secret
from app.texts import text
from app.transcript.events import Called, Failed, Fetched, HttpAnswer
from app.transcript.exchanges import Exchange, exchanges
from app.transcript.recording import Recording
from app.version import own_version

JSON = "application/x-amz-json-1.1"
TARGET = "AWSCognitoIdentityProviderService."
NOWHERE = "about:blank"  # a URL has to be there
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
UNKNOWN = -1  # what the specification writes for sizes that are not known
YEAR_1 = -62_135_596_800.0  # epoch seconds of the first moment that ISO 8601 can write here


def har(recordings: Sequence[Recording]) -> str:
    """Return the runs as one HAR; they are redacted already."""
    told = stories(recordings)
    entries = [entry for number, each in enumerate(told, 1) for entry in _entries(each, f"run_{number}")]
    log = {
        "version": "1.2",
        "creator": {"name": text("about.name"), "version": own_version()},
        "pages": [_page(each, f"run_{number}") for number, each in enumerate(told, 1)],
        "entries": sorted(entries, key=lambda entry: str(entry["startedDateTime"])),
        "comment": f"{text('export.redacted')} {text('export.har_headers')}",
    }
    # Escaped to ASCII: any tool reads it, half a surrogate pair from a server included.
    return json.dumps({"log": log}, indent=2) + "\n"


def _page(told: Story, page: str) -> dict[str, Any]:
    return {
        "startedDateTime": _iso(told.head.at),
        "id": page,
        "title": visible(title(told)),
        "pageTimings": {"onContentLoad": UNKNOWN, "onLoad": _milliseconds(told.seconds)},
        "comment": visible(_joined(told.head.word, remark(told.head))),
    }


def _entries(told: Story, page: str) -> list[dict[str, Any]]:
    noted = {row.exchange.called.number: remark(row) for row in told.rows if row.exchange is not None}
    calls = [_call(each, page, noted.get(each.called.number, "")) for each in exchanges(told.recording.events)]
    return calls + [_document(event, page) for event in told.recording.events if isinstance(event, Fetched)]


def _call(exchange: Exchange, page: str, noted: str) -> dict[str, Any]:
    called, outcome = exchange.called, exchange.outcome
    taken = outcome.seconds if outcome is not None else 0.0
    comment = ""
    if outcome is None:
        comment = text("timeline.abandoned")
    elif isinstance(outcome, Failed):
        comment = fault_words(outcome)
    found = _entry(page, called.at, taken, _request(called), _response(outcome), visible(comment))
    return {**found, "comment": visible(_joined(comment, noted))}


def _document(event: Fetched, page: str) -> dict[str, Any]:
    request = _sent("GET", event.url, {"Accept": "application/json"})
    got = 0 if event.problem else int(HTTPStatus.OK)
    response = _answer(got, {}, "application/json", None, UNKNOWN)
    return _entry(page, event.at - event.seconds, event.seconds, request, response, visible(event.problem))


def _entry(
    page: str, at: float, taken: float, request: dict[str, Any], response: dict[str, Any], comment: str
) -> dict[str, Any]:
    wait = _milliseconds(taken)
    found = {
        "pageref": page,
        "startedDateTime": _iso(at),
        "time": wait,
        "request": request,
        "response": response,
        "cache": {},
        "timings": {"send": 0, "wait": wait, "receive": 0},  # one figure is known: from sending to the last byte
        "comment": comment,
    }
    # Chromium's name for why there was no answer; a member of one's own begins with an underscore.
    return {**found, "_error": comment} if not response["status"] and comment else found


def _request(called: Called) -> dict[str, Any]:
    headers = {"Content-Type": JSON, "X-Amz-Target": TARGET + called.operation}
    posted = {"mimeType": JSON, "text": as_json(called.params)}  # `params` would be a form's
    return {**_sent("POST", called.url, headers), "postData": posted}


def _sent(method: str, url: str, headers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "method": method,
        "url": _uri(url),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _named(headers),
        "queryString": [{"name": name, "value": value} for name, value in _query(url)],
        "headersSize": UNKNOWN,
        "bodySize": UNKNOWN if method == "POST" else 0,
    }


def _response(outcome: Any) -> dict[str, Any]:
    if isinstance(outcome, HttpAnswer):
        return _answer(outcome.status, outcome.headers, JSON, outcome.body, outcome.size)
    if isinstance(outcome, Failed):
        return _answer(outcome.status, outcome.headers, "x-unknown", outcome.body, UNKNOWN)
    return _answer(0, {}, "x-unknown", None, UNKNOWN)


def _answer(status: int, headers: Mapping[str, Any], kind: str, body: object, size: int) -> dict[str, Any]:
    content: dict[str, Any] = {"size": max(size, 0), "mimeType": _of(headers, "content-type") or kind}
    if body is not None:
        content["text"] = body if isinstance(body, str) else as_json(body)
    return {
        "status": status,
        "statusText": _phrase(status),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _named(headers),
        "content": content,
        "redirectURL": _of(headers, "location"),
        "headersSize": UNKNOWN,
        "bodySize": size,
    }


def _joined(*words: str) -> str:
    return " · ".join(filter(None, words))


def _named(values: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{"name": str(name), "value": _shown(value)} for name, value in values.items()]


def _of(headers: Mapping[str, Any], name: str) -> str:
    return next((_shown(value) for key, value in headers.items() if str(key).lower() == name), "")


def _shown(value: object) -> str:
    return MASK if isinstance(value, Secret) else str(value)


def _uri(url: str) -> str:
    """Return a URL without its fragment, labels and the like in it escaped; what is no URL at all stays out."""
    written = quote(url.partition("#")[0], safe=":/?[]@!$&'()*+,;=%~", errors="replace")
    return written if SCHEME.match(written) else NOWHERE


def _query(url: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(urlsplit(url).query, keep_blank_values=True)
    except ValueError:  # such as half an IPv6 address
        return []


def _phrase(status: int) -> str:
    return next((known.phrase for known in HTTPStatus if known.value == status), "")


def _milliseconds(seconds: float) -> float:
    return round(max(seconds, 0.0) * 1000, 3)


def _iso(at: float) -> str:
    """Write epoch seconds in UTC with milliseconds; a moment that no calendar has becomes the nearest one."""
    latest = datetime.max.replace(tzinfo=UTC).timestamp() - 1
    moment = datetime.fromtimestamp(min(max(at, YEAR_1), latest), UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
