"""The newest tokens of a run as values that can be compared, and which sign-in a refresh goes on from."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.auth.tokens import TokenSet, claims, decode_part
from app.secret import Secret
from app.transcript.events import Called, Event, TokensReceived
from app.transcript.members import KEPT_BY_A_REFRESH, NEW_CLAIMS, Member, written
from app.transcript.recording import Recording

ORIGIN = "origin_jti"


def tokens_of(events: Iterable[Event]) -> TokenSet | None:
    """Return the newest tokens of a run."""
    found = [event.tokens for event in events if isinstance(event, TokensReceived)]
    return found[-1] if found else None


def claim_members(tokens: TokenSet | None, which: str, refreshed: bool) -> list[Member]:
    """Return header and claims of the ID or the access token ("id_token", "access_token"), a list being one value.

    `refreshed`: what a refresh leaves as it is (auth_time, origin_jti, event_id) is then not always different.
    """
    token = getattr(tokens, which) if tokens is not None else None
    if token is None:
        return []
    new = NEW_CLAIMS - (KEPT_BY_A_REFRESH if refreshed else frozenset())
    parts = (("header", decode_part(token, 0)), ("claims", claims(token)))
    hides = isinstance(token, Secret)
    return [
        Member(path=f"{part}/{name}", value=_claim(value, hides), new=name in new)
        for part, values in parts for name, value in values.items()
    ]  # fmt: skip


def token_members(tokens: TokenSet | None, before: TokenSet | None = None) -> list[Member]:
    """Return what came beside the claims; where no new refresh token came, that `before` the refresh is still good."""
    if tokens is None:
        return []
    refresh = tokens.refresh_token or (before.refresh_token if before is not None else None)
    found = [("token_type", tokens.token_type), ("expires_in", tokens.expires_in), ("refresh_token", refresh)]
    return [
        Member(path=name, value=written(value), new=name == "refresh_token")
        for name, value in found if value is not None
    ]  # fmt: skip


def refreshed_from(run: Recording, others: Sequence[Recording]) -> Recording | None:
    """Return the run before a refresh that issued what it redeemed; None where it is no refresh, or none is known.

    It is the newest of `others` (oldest first) whose refresh token was sent; else the newest whose `origin_jti` the
    refreshed tokens still have. A label tells nothing: it may stand for other values in other files.
    """
    sent = list(_redeemed(run.events))
    tokens = tokens_of(run.events)
    if not sent or tokens is None:
        return None
    known = [(each, found) for each in reversed(others) if (found := tokens_of(each.events)) is not None]
    by_token = (
        each for each, found in known if isinstance(found.refresh_token, Secret) and found.refresh_token in sent
    )
    origin = claims(tokens.access_token).get(ORIGIN)
    by_origin = (
        each for each, found in known
        if origin and isinstance(tokens.access_token, Secret) and isinstance(found.access_token, Secret)
        and claims(found.access_token).get(ORIGIN) == origin
    )  # fmt: skip
    return next(by_token, None) or next(by_origin, None)


def _redeemed(events: Iterable[Event]) -> Iterator[Any]:
    for event in events:
        if isinstance(event, Called):
            given = event.params.get("AuthParameters")
            if event.operation == "GetTokensFromRefreshToken":
                yield event.params.get("RefreshToken")
            elif isinstance(given, Mapping) and "REFRESH_TOKEN" in given:
                yield given["REFRESH_TOKEN"]


def _claim(value: Any, hides: bool) -> str | Secret:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Secret(shown) if hides else shown
