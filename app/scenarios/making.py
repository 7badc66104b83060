"""Makes a scenario from a finished sign-in: what was chosen as it was, each secret as a place to take it from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.auth.flows import FLOWS
from app.auth.steps import CREDENTIALS, NEW_DEVICE, Field, Kind
from app.auth.tokens import TokenSet, claims
from app.scenarios.questions import is_field, is_question
from app.scenarios.scenario import Answers, End, Expectation, From, Scenario, ScenarioError, Source
from app.scenarios.sources import VAULT_NAME
from app.secret import Secret
from app.transcript.events import Answered, Asked, Called, Ended, Event, Released, SignedIn, TokensReceived
from app.transcript.kinds import LABEL
from app.transcript.recording import Recording

PRACTICE = "practice-"  # how the ids of the built-in profiles begin
LOOPBACK = "http://127.0.0.1:"
AUTHENTICATOR = {"SOFTWARE_TOKEN_MFA": "totp", "AWS_MFA": "aws-totp"}  # questions for its code, and their vault names
SET_UP = "MFA_SETUP"  # shows the authenticator's key itself
# Of these a pool's users and functions decide, not the moment and not the user's id.
STABLE = {"id": ("cognito:username", "token_use", "cognito:groups"), "access": ("token_use", "cognito:groups")}
SESSION = "session"  # of another call: it lives for minutes
MADE_UP = ("FriendlyDeviceName", "DeviceName", "origin")  # names that a form proposes, or that only people read
NO_END = ("cancelled", "unfinished", "unanswered", "bug", "value", "child")  # nothing that a sign-in comes to
WRONG_CODE = "000000"
OURS = "SCENARIO_"  # how variables begin: Windows and some desktops set USERNAME themselves
IN_VAULT = {Kind.PASSWORD: "password", Kind.NEW_PASSWORD: "new-password", Kind.TOKEN: "token", Kind.ANSWER: "answer"}


def scenario_of(recording: Recording) -> Scenario:
    """Return the scenario that asks for the same end; it holds no secret, and what a transcript left out neither.

    Raises ScenarioError for a run that is no sign-in, whose calls a person changed or dropped, or that has no end that
    could be expected.
    """
    started = recording.started
    if started is None or started.flow not in FLOWS:
        raise ScenarioError("", "no_sign_in")
    if any(isinstance(event, Released) and event.meddled for event in recording.events):
        raise ScenarioError("", "meddled")
    user = started.user if started.user.strip() and not LABEL.search(started.user) else ""
    answers = _Maker(user, _is_practice(recording.events)).answers(recording.events, started.flow)
    expect = _expectation(recording.events)
    return Scenario(
        name=" ".join(part for part in (user, started.flow) if part),
        profile=started.profile if started.profile.strip() else "?",
        flow=started.flow,
        user=user,
        answers=answers,
        repeated=frozenset(name for name, turns in answers.items() if len(turns) == 1 and name != expect.name),
        expect=expect,
    )


class _Maker:
    """Makes the answers of one run; names of values that differ get a number."""

    def __init__(self, user: str, practice: bool) -> None:
        self._named = bool(user)
        self._user = re.sub(r"[^A-Za-z0-9_.-]+", "-", user).strip("-")[:40] or "user"
        self._practice = practice

    def answers(self, events: Sequence[Event], flow: str) -> dict[str, tuple[Answers, ...]]:
        """Return what was answered, without the answers that were refused and given again.

        One that was refused, and the sign-in left at that, is what the sign-in was for.
        """
        found: dict[str, list[Answers]] = {}
        asked: Asked | None = None
        left = _left_at(events)
        for event in events:
            if isinstance(event, Asked):
                if event.refusal and found.get(event.name):
                    refused = found[event.name].pop()
                    if event is left:
                        found[event.name].append(_wrong(refused, event.fields))
                asked = event
            elif isinstance(event, Answered) and asked and asked.name == event.name and is_question(event.name):
                turns = found.setdefault(event.name, [])
                turns.append(dict(self._turn(asked, event.values, flow, len(turns) + 1)))
        return {name: tuple(turns) for name, turns in found.items() if turns}

    def _turn(self, asked: Asked, values: Mapping[str, Any], flow: str, number: int) -> Iterator[tuple[str, Source]]:
        for field in asked.fields:
            if field.name == SESSION or not is_field(field.name, asked.name, flow):
                continue
            if field.name == "username" and self._named:  # the scenario's user says it
                continue
            source = self._source(field, values.get(field.name), asked.name, number)
            if source is not None:
                yield field.name, source

    def _source(self, field: Field, value: Any, question: str, number: int) -> Source | None:
        """Return where a field's value comes from; None where it is as it would be without the scenario."""
        if isinstance(value, Mapping):
            return _rows(value)
        if value is None or (not field.required and _plain(value) in ("", field.value)):
            return None
        if _plain(value) == "":
            return Source(kind=From.LITERAL, value=Secret(""))
        if field.kind is Kind.CODE:
            return self._code(question, field, number)
        if field.kind in IN_VAULT:
            return self._kept(IN_VAULT[field.kind], number)
        return _typed(field, value, number)

    def _code(self, question: str, field: Field, number: int) -> Source:
        if question in AUTHENTICATOR:
            return Source(kind=From.TOTP, of=self._kept(AUTHENTICATOR[question], 1))
        if question == SET_UP:
            return Source(kind=From.TOTP)
        return Source(kind=From.INBOX) if self._practice else _from_environment(field, number)

    def _kept(self, what: str, number: int) -> Source:
        name = f"{self._user}-{what}" + (f"-{number}" if number > 1 else "")
        assert VAULT_NAME.match(name), name
        return Source(kind=From.VAULT, name=name)


def _wrong(answers: Answers, fields: Sequence[Field]) -> Answers:
    """Return refused answers with a code in them that no user has."""
    codes = {field.name for field in fields if field.kind is Kind.CODE}
    wrong = Source(kind=From.LITERAL, value=Secret(WRONG_CODE))
    return {name: wrong if name in codes else source for name, source in answers.items()}


def _typed(field: Field, value: Any, number: int) -> Source | None:
    """Return a choice as it was made; what was typed besides may tell of a person, so it is left to be provided."""
    if field.kind in (Kind.CHOICE, Kind.DEVICE) and isinstance(value, str) and not LABEL.search(value):
        is_usual = value == (field.value or NEW_DEVICE) and not field.required
        return None if is_usual else Source(kind=From.LITERAL, value=Secret(value))
    return None if field.name in MADE_UP else _from_environment(field, number)


def _from_environment(field: Field, number: int) -> Source:
    words = re.sub(r"[^A-Z0-9]+", "_", field.name.rpartition(".")[2].upper()).strip("_")
    name = f"{OURS}{words or 'VALUE'}"
    return Source(kind=From.ENV, name=name[:100] + (f"_{number}" if number > 1 else ""))


def _rows(values: Mapping[str, Any]) -> Source | None:
    """Return rows whose keys may be read, each with a variable for its value."""
    readable = [str(key) for key in values if re.fullmatch(r"[A-Za-z0-9_]{1,64}", str(key))]
    rows = {key: _from_environment(Field(name=key), 1) for key in readable}
    return Source(kind=From.ROWS, rows=rows) if rows else None


def _plain(value: Any) -> Any:
    return value.reveal() if isinstance(value, Secret) else value


def _is_practice(events: Sequence[Event]) -> bool:
    """Say whether a run was made at the built-in practice pool, whose inbox can be read."""
    profile = getattr(events[0], "profile_id", "")
    calls = [event.url for event in events if isinstance(event, Called)]
    return profile.startswith(PRACTICE) and all(url.startswith(LOOPBACK) for url in calls)


def _expectation(events: Sequence[Event]) -> Expectation:
    match events[-1]:
        case SignedIn():
            return Expectation(claims=_stable_claims(events))
        case Ended(reason="unanswered", code=name) if is_question(name):
            return Expectation(end=End.CHALLENGE, name=name)
        case Ended(reason="refused" | "failed", code=code) if code.strip():
            return Expectation(end=End.ERROR, name=code)
        case Ended(reason="cancelled" | "unfinished") if (left := _left_at(events)) and is_question(left.name):
            return Expectation(end=End.ERROR if left.refusal else End.CHALLENGE, name=left.refusal or left.name)
        case Ended(reason=reason) if reason.strip() and reason not in NO_END:
            return Expectation(end=End.ERROR, name=reason)
    raise ScenarioError("", "no_end")


def _left_at(events: Sequence[Event]) -> Asked | None:
    """Return the question that nobody answered before the end."""
    last = next((event for event in reversed(events) if isinstance(event, Asked | Answered)), None)
    return last if isinstance(last, Asked) and last.name != CREDENTIALS else None


def _stable_claims(events: Sequence[Event]) -> dict[str, dict[str, Any]]:
    tokens = next((event.tokens for event in reversed(events) if isinstance(event, TokensReceived)), None)
    found = {token: _stable(token, given) for token, given in _issued(tokens).items()} if tokens else {}
    return {token: kept for token, kept in found.items() if kept}


def _issued(tokens: TokenSet) -> dict[str, dict[str, Any]]:
    issued = {"id": tokens.id_token, "access": tokens.access_token}
    return {name: claims(token) for name, token in issued.items() if token is not None}


def _stable(token: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the claims that are the same tomorrow: where users sign in by e-mail, the user name is the sub."""
    kept = {name: given[name] for name in STABLE[token] if name in given and given[name] != given.get("sub")}
    return {name: value for name, value in kept.items() if not _has_label(value)}


def _has_label(value: Any) -> bool:
    """Say whether a claim was left out when the transcript was redacted."""
    texts = value if isinstance(value, list) else [value]
    return not all(isinstance(each, str) and not LABEL.search(each) for each in texts)
