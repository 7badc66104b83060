"""What passed between Cognito and an authenticator, member by member, each with a line that says what it is for.

Of what Cognito and the authenticator wrote only WebAuthn's own words, numbers and what the timeline shows anyway stay
readable; the rest is masked until revealed. Nothing here is checked: the flow has done that, and Cognito does it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models.field_words import choice_words
from app.models.row_words import words_of
from app.models.rows import Row
from app.passkeys.decode import Row as Decoded
from app.passkeys.decode import decode_attestation_object, decode_authenticator_data, decode_client_data
from app.seal import reveal
from app.secret import Secret, readable
from app.texts import text, text_or
from app.transcript.events import Called, Event, PasskeyGiven, PasskeyMissed, PasskeyWanted, Replied

WORDS = frozenset({
    "webauthn.get", "webauthn.create", "public-key", "required", "preferred", "discouraged", "none", "indirect",
    "direct", "enterprise", "platform", "cross-platform", "internal", "usb", "nfc", "ble", "hybrid", "smart-card",
    "true", "false", "packed", "tpm", "android-key", "android-safetynet", "fido-u2f", "apple",
})  # fmt: skip
NUMBERS = frozenset({"alg", "timeout", "publicKeyAlgorithm"})
NUMBER = re.compile(r"-?[0-9]{1,9}")
DECODED_OPEN = frozenset({  # of what is decoded from bytes: what tells of the kind of authenticator, not of the person
    "rpIdHash", "flags", "signCount", "aaguid", "extensions", "fmt", "attStmt", "publicKey.kty", "publicKey.alg",
    "publicKey.crv",
})  # fmt: skip
LONGEST = 1200  # characters of a value; a whole attestation has more


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyRow:
    """One member: its name as WebAuthn has it, its value, what it is for, and what is wrong with it."""

    name: str
    value: str | Secret
    says: str = ""
    problem: str = ""

    def shown(self, *, revealed: bool) -> str:
        """Return the value, masked unless revealed; a very long one is cut."""
        plain = readable(self.value, revealed=revealed)
        return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyPart:
    """One of the documents: the question, the options, clientDataJSON, authenticatorData, the rest of the answer."""

    title: str
    rows: tuple[PasskeyRow, ...] = ()
    problem: str = ""  # what is wrong with the document as a whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceremony:
    """One use of an authenticator: what was sent for it, what was asked of it, what it gave."""

    wanted: PasskeyWanted | None = None
    options: Mapping[str, Any] | None = None
    credential: Mapping[str, Any] | None = None

    def __bool__(self) -> bool:
        return bool(self.wanted or self.options or self.credential)


def ceremony_of(row: Row | None) -> Ceremony:
    """Return the use of an authenticator that a row is about: its own, or the newest of its run."""
    events = _until(row)
    wanted = next((event for event in reversed(events) if isinstance(event, PasskeyWanted)), None)
    since = events[events.index(wanted) :] if wanted else events
    return Ceremony(
        wanted=wanted,
        options=next((found for event in reversed(events) if (found := _options(event)) is not None), None),
        credential=next((found for event in since if (found := _credential(event)) is not None), None),
    )


def parts(ceremony: Ceremony) -> list[PasskeyPart]:
    """Return the documents of a use of an authenticator, in the order in which they came about."""
    wanted, credential = ceremony.wanted, ceremony.credential or {}
    known = frozenset((wanted.origin, wanted.rp_id)) if wanted else frozenset()
    found = [
        _part("asked", _asked(wanted) if wanted else ()),
        _part("options", _rows("options", ceremony.options or {}, known)),
        *_decoded(ceremony, known),
        _part("answer", _rows("answer", credential, known)),
    ]
    return [part for part in found if part.rows or part.problem]


def _part(key: str, rows: Iterable[PasskeyRow], problem: str = "") -> PasskeyPart:
    return PasskeyPart(title=text(f"passkey.part.{key}"), rows=tuple(rows), problem=_problem(problem))


def _decoded(ceremony: Ceremony, known: frozenset[str]) -> Iterator[PasskeyPart]:
    """Take the documents in an answer apart that are bytes: what the page wrote, and what the authenticator did."""
    response = (ceremony.credential or {}).get("response")
    rp_id = ceremony.wanted.rp_id if ceremony.wanted else ""
    if not isinstance(response, Mapping):
        return
    written = response.get("clientDataJSON")
    if isinstance(written, str):
        found = decode_client_data(written)
        sent = (ceremony.options or {}).get("challenge")
        rows = (_compared(row, sent if row.name == "challenge" else None) for row in found.rows)
        yield _part("client_data", (_of_decoded("client_data", row, known) for row in rows), found.problem)
    for key, member, decode in (
        ("attestation", "attestationObject", decode_attestation_object),
        ("authenticator_data", "authenticatorData", decode_authenticator_data),
    ):
        if isinstance(response.get(member), str):
            found = decode(response[member], rp_id)
            yield _part(key, (_of_decoded("authenticator_data", row, known) for row in found.rows), found.problem)
            return  # an attestationObject has the authenticatorData in it


def _compared(row: Decoded, sent: object) -> Decoded:
    """Say where a challenge is not the one that Cognito sent."""
    differs = isinstance(sent, str) and not row.problem and row.value.rstrip("=") != sent.rstrip("=")
    return Decoded(name=row.name, value=row.value, problem="other_challenge") if differs else row


def _of_decoded(document: str, row: Decoded, known: frozenset[str]) -> PasskeyRow:
    opened = document == "authenticator_data" and row.name in DECODED_OPEN
    return PasskeyRow(
        name=row.name, value=row.value if opened or not row.value else _value(row.value, known),
        says=_says(document, row.name), problem=_problem(row.problem),
    )  # fmt: skip


def _problem(name: str) -> str:
    return words_of("passkey.problem", name) if name else ""


def _until(row: Row | None) -> Sequence[Event]:
    """Return the events of a row's run; of an authenticator's own row those up to its answer."""
    events = list(row.run.transcript.events) if row else []
    own = row.event if row else None
    if isinstance(own, PasskeyWanted | PasskeyGiven | PasskeyMissed) and own in events:
        return events[: events.index(own) + 1]
    return events


def _options(event: Event) -> Mapping[str, Any] | None:
    """Return the options in a reply: a document for a new passkey, JSON in a string for a sign-in."""
    if not isinstance(event, Replied) or not isinstance(event.body, Mapping):
        return None
    made = event.body.get("CredentialCreationOptions")
    if isinstance(made, Mapping):
        return _mapping(_numbers(reveal(made)))
    asked = event.body.get("ChallengeParameters")
    written = asked.get("CREDENTIAL_REQUEST_OPTIONS") if isinstance(asked, Mapping) else None
    return _parsed(written)


def _numbers(value: Any, name: str = "") -> Any:
    """Give the members that are numbers their kind again: sealing makes texts of them."""
    if isinstance(value, Mapping):
        return {each: _numbers(inside, each) for each, inside in value.items()}
    if isinstance(value, list):
        return [_numbers(each, name) for each in value]
    return int(value) if name in NUMBERS and isinstance(value, str) and NUMBER.fullmatch(value) else value


def _credential(event: Event) -> Mapping[str, Any] | None:
    """Return what the authenticator gave, or what a call carries of it."""
    if isinstance(event, PasskeyGiven):
        return _mapping(_numbers(reveal(event.credential)))
    if not isinstance(event, Called):
        return None
    if isinstance(event.params.get("Credential"), Mapping):
        return _mapping(_numbers(reveal(event.params["Credential"])))
    responses = event.params.get("ChallengeResponses")
    return _parsed(responses.get("CREDENTIAL")) if isinstance(responses, Mapping) else None


def _parsed(written: object) -> Mapping[str, Any] | None:
    if not isinstance(written, Secret | str):
        return None
    try:
        return _mapping(json.loads(written.reveal() if isinstance(written, Secret) else written))
    except (ValueError, RecursionError):
        return None


def _mapping(found: object) -> Mapping[str, Any] | None:
    return found if isinstance(found, Mapping) else None


def _asked(wanted: PasskeyWanted) -> Iterator[PasskeyRow]:
    for name, value in (
        ("authenticator", choice_words(wanted.authenticator)), ("origin", wanted.origin), ("rp_id", wanted.rp_id),
    ):  # fmt: skip
        yield PasskeyRow(name=name, value=value, says=_says("asked", name))


def _rows(document: str, members: Mapping[str, Any], known: Iterable[str], above: str = "") -> Iterator[PasskeyRow]:
    for member, value in members.items():
        name = f"{above}{member}"
        if isinstance(value, Mapping) and not above:
            yield from _rows(document, value, known, f"{member}.")
        else:
            yield PasskeyRow(name=name, value=_value(value, known), says=_says(document, name))


def _value(value: Any, known: Iterable[str]) -> str | Secret:
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return written if _harmless(value) or written in known else Secret(written)


def _harmless(value: Any) -> bool:
    """Say whether a value is a number, or made of WebAuthn's own words alone."""
    if isinstance(value, str):
        return value in WORDS
    if isinstance(value, list):
        return all(_harmless(each) for each in value)
    if isinstance(value, Mapping):
        return all(name in ("alg", "type") and _harmless(each) for name, each in value.items())
    return True


def _says(document: str, name: str) -> str:
    return text_or(f"passkey.says.{document}.{name.replace('.', '_')}")
