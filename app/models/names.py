"""Which name went where in the calls of a run, as labelled facts and as text to copy."""

from collections.abc import Iterable

from app.diagnosis.names import NamesRow, names, sent_name
from app.models.overview import Fact
from app.models.rows import Row, Tone
from app.profiles.profile import Profile
from app.runs.refusals import client_of
from app.texts import text, text_or
from app.transcript.events import Called, TokensReceived

NOWHERE = Profile(id="", name="", user_pool_id="", client_id="")


def names_of(row: Row | None, profile: Profile | None) -> tuple[NamesRow, ...]:
    """Return the calls of a row's run that carried, or brought, a name.

    With the profile's client secret it is computed again over which name each secret hash was.
    """
    if row is None or row.run.started is None:
        return ()
    client = client_of(profile or NOWHERE)
    found = names(row.run.transcript.events, typed=row.run.started.user, client=client)
    return tuple(each for each in found if _says(each))


def has_names(row: Row | None) -> bool:
    """Say whether a run has any call with a name, or tokens, which have one."""
    events = row.run.transcript.events if row is not None else ()
    return any(isinstance(each, TokensReceived) or (isinstance(each, Called) and sent_name(each)) for each in events)


def title_of(row: NamesRow) -> str:
    """Name a call: its number, its operation, and its flow or challenge."""
    return " · ".join(part for part in (f"{row.number}  {row.operation}", row.what) if part)


def rule_of(row: NamesRow) -> str:
    """Say which name belongs in such a call, and who says so."""
    return text_or(f"names_rule.{row.rule}")


def facts_of(row: NamesRow) -> list[Fact]:
    """Return which name went where in a call; what had none in it is left out."""
    found = [
        Fact(label=text("names.typed"), value=row.typed, wire=True),
        Fact(label=text("names.sent"), value=row.sent, wire=True),
        Fact(label=text("names.returned"), value=row.returned, wire=True),
        Fact(label=text("names.srp"), value=row.srp, wire=True),
        _hashed(row),
        Fact(label=text("names.sub"), value=row.sub, wire=True),
    ]
    return [fact for fact in found if fact.value]


def as_text(rows: Iterable[NamesRow]) -> str:
    """Write the calls with their names as text: a line for each call, and one below for each name."""
    lines: list[str] = []
    for row in rows:
        lines += [title_of(row), *(f"  {fact.label}: {fact.value}" for fact in facts_of(row))]
    return "\n".join(lines) + "\n"


def _hashed(row: NamesRow) -> Fact:
    """Say over which name the secret hash was, and how that is known."""
    if not row.hash_sent:
        return Fact(label=text("names.hash"), value="")
    if row.hash_known and not row.hashed:
        return Fact(label=text("names.hash"), value=text("names.hash_none"), tone=Tone.AMBER)
    how = "names.hash_computed" if row.hash_known else "names.hash_by_rule"
    return Fact(label=text("names.hash"), value=text(how, name=row.hashed), wire=True)


def _says(row: NamesRow) -> bool:
    return bool(row.sent or row.returned or row.srp or row.hash_sent or row.sub)
