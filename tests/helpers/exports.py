"""Recordings for tests of exporters: sample runs as redaction leaves them, and one in which a server is hostile."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from app.auth.tokens import TokenSet
from app.transcript.events import Called, Ended, Event, Fetched, Finished, Shown, Started, TokensReceived
from app.transcript.recording import Recording
from app.transcript.redaction import redact
from tests.helpers import sample_handshakes, sample_passkeys
from tests.helpers import sample_runs as sample

# What would mean something in HTML, XML, SVG, Markdown, Mermaid, JSON or a terminal, or cannot be seen.
HOSTILE = (
    "</script></style><script>alert(1)</script><img src=//evil.example/x onerror=alert(1)>\"'`]]>&amp;<!--"
    " [a](http://evil.example) ![i](http://evil.example/i) @everyone #1 |||\n```\n# title\n%%{init: {}}%%;end\n"
    "A->>B: {{ 7*7 }}${7*7}\x00\x1b[31m\u202egnp.exe\u2028\ufffe\ud800 🔐 漢字"
)


def recorded(*runs: Iterable[Event]) -> tuple[Recording, ...]:
    """Return the runs as they come to an exporter."""
    return redact([Recording(run_id=f"r{number}", events=tuple(events)) for number, events in enumerate(runs)])


def all_kinds() -> tuple[Recording, ...]:
    """Return runs that end in every way, with every kind of row."""
    cancelled = [*sample.until_sms(), Ended(at=sample.T0 + 9, reason="cancelled")]
    call = sample.called(1, "GetUser", {}, sample.T0)
    abandoned = [sample.started(), call, Ended(at=sample.T0 + 1, reason="cancelled")]
    return recorded(
        sample.signed_in(), sample.wrong_code(), sample.no_answer(), sample.until_sms(), cancelled, abandoned,
        sample_passkeys.signed_by_passkey(), sample_passkeys.missed(), sample_passkeys.until_authenticator(),
        sample_handshakes.proved(), action(), documents(),
    )  # fmt: skip


def action() -> list[Event]:
    """Return a run that is no sign-in, and found something."""
    began = replace(sample.started(flow="list_user_pools"), about="r0")
    found = MappingProxyType({"UserPools": (MappingProxyType({"Id": "us-east-1_A", "Name": "pool"}),)})
    return [began, Finished(at=sample.T0 + 1, findings=found)]


def documents() -> list[Event]:
    """Return a run that read one public document, and could not read another."""
    url = sample.URL + "us-east-1_A/.well-known/jwks.json?x=1&y=#z"
    rotated = Shown(at=sample.T0 + 2.5, name="rotated", values=MappingProxyType({"saved": "no", "reason": "locked"}))
    return [
        sample.started(),
        Fetched(at=sample.T0 + 1, url=url, seconds=0.25),
        Fetched(at=sample.T0 + 2, url=url, seconds=0.5, problem="404 Not Found"),
        rotated,
        sample.refused(9, "InitiateAuth", "X", "a late answer to a call that nobody made", sample.T0 + 2.6, 0.1),
        Ended(at=sample.T0 + 3, reason="bug", code="ValueError"),
    ]


def hostile(words: str = HOSTILE) -> tuple[Recording, ...]:
    """Return runs in which every text that a server, a file or a person may have chosen is this one."""
    values = MappingProxyType({words: words, "list": (words, 1, None)})
    began = Started(at=sample.T0, run_id="r", flow=words, profile=words, profile_id=words, user=words)
    call = Called(at=sample.T0, number=1, operation=words, params=values, url=words)
    headers = MappingProxyType({words: words, "Content-Type": words, "Location": words})
    said = replace(sample.refused(1, words, words, words, sample.T0 + 1, 1.0), body=values, headers=headers)
    text_reply = replace(sample.replied(2, words, words, sample.T0 + 2, 1.0), challenge=words, headers=headers)
    claims = {"sub": words, words: [words]}
    token = sample.jwt(claims).reveal()
    events = (
        began, call, said, replace(call, number=2, at=sample.T0 + 1), text_reply,
        TokensReceived(at=sample.T0 + 2, tokens=TokenSet(access_token=token, device={words: words})),  # type: ignore[arg-type]
        Fetched(at=sample.T0 + 2, url=words, seconds=0.0, problem=words),
        Ended(at=sample.T0 + 3, reason="refused", code=words, message=words, operation=words),
    )  # fmt: skip
    return (
        Recording(run_id="r", events=events, note=words),
        Recording(run_id="s", events=(began, Finished(at=sample.T0, findings=values))),
    )
