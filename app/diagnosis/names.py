"""Which name went where: in each call the typed one, USERNAME, the one in the SRP proof, the one in the secret hash."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.auth.client import AppClient
from app.auth.secret_hash import secret_hash
from app.auth.tokens import claims
from app.secret import Secret
from app.texts import text
from app.transcript.events import Called, Event, Replied, Shown, TokensReceived

INITIATE = frozenset({"InitiateAuth", "AdminInitiateAuth"})
RESPOND = frozenset({"RespondToAuthChallenge", "AdminRespondToAuthChallenge"})
REFRESHES = ("REFRESH_TOKEN_AUTH", "REFRESH_TOKEN")
HASHES = ("SECRET_HASH", "SecretHash")
RULES = ("initiate", "answer", "refresh", "plain_secret", "member", "by_token", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesRow:
    """One call's names; empty where there is none. No secret is among them.

    `hashed` is over which name SECRET_HASH was: `hash_known` says that it was computed again and compared, else it is
    what the rule of such a call asks for. `rule` is one of RULES. `sub` is what the tokens have that the call brought.
    """

    number: int
    operation: str
    what: str  # AuthFlow or ChallengeName
    typed: str
    sent: str  # USERNAME or Username
    returned: str  # USERNAME or USER_ID_FOR_SRP of the reply, or username of the tokens
    srp: str  # whose name entered the SRP proof that the call carries; a device's key for a device
    hashed: str
    hash_sent: bool
    hash_known: bool
    sub: str
    rule: str

    @property
    def why(self) -> str:
        """Which name belongs into such a call, and who says so."""
        return text(f"names_rule.{self.rule}")


def names(events: Iterable[Event], *, typed: str, client: AppClient) -> tuple[NamesRow, ...]:
    """Return a row for each call of a run; `client` may have no secret, where only the vault has it."""
    found = list(events)
    known = _candidates(found, typed)
    return tuple(
        _row(event, _between(found, place), typed, client, known)
        for place, event in enumerate(found)
        if isinstance(event, Called)
    )


def returned_names(event: Event) -> tuple[str, ...]:
    """Return the names that a reply or the tokens give the user, the one to go on with first."""
    if isinstance(event, TokensReceived):
        said = claims(event.tokens.access_token)
        return _texts(said.get("username"), said.get("sub"))
    if not isinstance(event, Replied) or not isinstance(event.body, Mapping):
        return ()
    params = event.body.get("ChallengeParameters")
    return _texts(params.get("USERNAME"), params.get("USER_ID_FOR_SRP")) if isinstance(params, Mapping) else ()


def values_of(called: Called) -> Mapping[str, Any]:
    """Return the map that a call's names stand in: AuthParameters, ChallengeResponses, or its own members."""
    for name in ("AuthParameters", "ChallengeResponses"):
        found = called.params.get(name)
        if isinstance(found, Mapping):
            return found
    return called.params


def sent_name(called: Called) -> str:
    """Return the USERNAME that a call carries; empty where there is none, or where it is masked."""
    values = values_of(called)
    return next(iter(_texts(values.get("USERNAME"), values.get("Username"))), "")


def hashed_name(called: Called, client: AppClient, candidates: Sequence[str]) -> tuple[str, bool]:
    """Return over which name a call's secret hash is, and whether that was found by computing it again.

    Empty and True: it is over none of the candidates, or made with another secret.
    """
    digest = next((found for name in HASHES if isinstance(found := values_of(called).get(name), Secret)), None)
    if digest is None:
        return "", False
    if client.client_secret is None:
        return (sent_name(called) or next(iter(candidates), "")), False
    return next((name for name in candidates if name and secret_hash(client, name) == digest), ""), True


def _row(called: Called, after: Sequence[Event], typed: str, client: AppClient, known: Sequence[str]) -> NamesRow:
    hashed, sure = hashed_name(called, client, [sent_name(called), *known])
    brought = after[1:]  # the first is what came before the call
    gave = [name for event in brought for name in returned_names(event)]
    subs = [claims(event.tokens.access_token).get("sub") for event in brought if isinstance(event, TokensReceived)]
    return NamesRow(
        number=called.number,
        operation=called.operation,
        what=next(iter(_texts(called.params.get("AuthFlow"), called.params.get("ChallengeName"))), ""),
        typed=typed,
        sent=sent_name(called),
        returned=next(iter(gave), ""),
        srp=_srp(after[0]) if after else "",
        hashed=hashed,
        hash_sent=any(name in values_of(called) for name in HASHES),
        hash_known=sure,
        sub=next(iter(_texts(*subs)), ""),
        rule=_rule(called),
    )


def _rule(called: Called) -> str:
    params = called.params
    if called.operation in INITIATE:
        return "refresh" if params.get("AuthFlow") in REFRESHES else "initiate"
    if called.operation in RESPOND:
        return "answer"
    if "ClientSecret" in params or "RefreshToken" in params:
        return "plain_secret"
    if "AccessToken" in params:
        return "by_token"
    return "member" if "Username" in params else "none"


def _between(events: Sequence[Event], place: int) -> list[Event]:
    """Return the event before a call, and those after it up to the next call's own."""
    after: list[Event] = [events[place - 1] if place else events[place]]
    for event in events[place + 1 :]:
        if isinstance(event, Called):
            break
        after.append(event)
    return after


def _srp(before: Event) -> str:
    """Return whose name the proof has that was shown just before the call: the identity without the pool's name."""
    if not isinstance(before, Shown) or before.name != "srp":
        return ""
    identity, pool = before.values.get("identity"), before.values.get("pool_name")
    if not isinstance(identity, str):
        return ""
    return identity.removeprefix(pool) if isinstance(pool, str) else identity


def _candidates(events: Iterable[Event], typed: str) -> list[str]:
    found = [typed, *(name for event in events for name in returned_names(event))]
    return list(dict.fromkeys(name for name in found if name))


def _texts(*values: object) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str) and value)
