"""What the scripts of all tools share: their comments, from the texts, and the order in which things are asked."""

import textwrap

from app.exporters.recipe import ASKED, Kind, Recipe, Sent, Value
from app.texts import RESOURCES, text

WIDTH = 72  # columns that a comment may take: as wide as the details at first are
AT_ONCE = frozenset({Kind.PASSWORD, Kind.CLIENT_SECRET, Kind.TOKEN})  # known before the sign-in begins
DEVICE_PASSWORD = "COGNITO_DEVICE_PASSWORD"  # noqa: S105 - the name of a variable
CLIENT_SECRET = "COGNITO_CLIENT_SECRET"  # noqa: S105
PASSWORD = "COGNITO_PASSWORD"  # noqa: S105
VERIFIER, DEVICE_VERIFIER, DEVICE_SRP = "PASSWORD_VERIFIER", "DEVICE_PASSWORD_VERIFIER", "DEVICE_SRP_AUTH"


def comment(mark: str, key: str, **values: object) -> list[str]:
    """Return a text as comment lines that begin with `mark`; `values` must be words that cannot end a comment."""
    return [f"{mark} {line}" for line in textwrap.wrap(text(key, **values), WIDTH - len(mark) - 1)]


def headline(recipe: Recipe, mark: str, tool: str) -> list[str]:
    """Return the comment on top: which sign-in this is, what it needs, where its secrets come from."""
    flow = text(f"flow.{recipe.flow}.title")
    return [
        *comment(mark, "code.note.what", flow=flow),
        *comment(mark, f"code.needs.{tool}"),
        *comment(mark, "code.note.secrets"),
    ]


def piece(name: str) -> str:
    """Return a piece of a script from resources/scripts."""
    return (RESOURCES / "scripts" / name).read_text("utf-8")


def outcome_note(recipe: Recipe, mark: str) -> list[str]:
    """Return the comment on how the recorded sign-in ended, where it did not end with tokens."""
    last = recipe.sent[-1]
    if last.refused:
        return comment(mark, "code.note.refused", code=plain(last.refused))
    if last.brought:
        return comment(mark, "code.note.waits", challenge=plain(last.brought))
    return [] if last.replied else comment(mark, "code.note.under_way")


def plain(word: str) -> str:
    """Return a word that a server may have chosen so that it can stand in a comment."""
    return "".join(letter if letter.isalnum() or letter in "_-.:" else "?" for letter in word)


def asked_at_once(recipe: Recipe) -> list[str]:
    """Return the variables that are asked for before the first call, in the order in which they are needed."""
    kinds, challenges = recipe.kinds(), recipe.challenges()
    found = [CLIENT_SECRET] if kinds & {Kind.SECRET_HASH, Kind.CLIENT_SECRET} else []
    found += [PASSWORD] if needs_password(recipe) else []
    found += [value.variable for sent in recipe.sent for _, value in sent.values() if value.kind is Kind.TOKEN]
    found += [DEVICE_PASSWORD] if DEVICE_SRP in challenges or DEVICE_VERIFIER in challenges else []
    return list(dict.fromkeys(found))


def asked_now(sent: Sent) -> list[Value]:
    """Return what is asked for just before a call."""
    return [value for _, value in sent.values() if value.kind in ASKED - AT_ONCE]


def needs_password(recipe: Recipe) -> bool:
    """Whether the user's password is sent or proved."""
    return Kind.PASSWORD in recipe.kinds() or VERIFIER in recipe.challenges()


def user_srp(recipe: Recipe) -> Sent | None:
    """Return the call that sends the user's SRP_A."""
    with_srp = (sent for sent in recipe.sent if Kind.SRP_A in sent.kinds())
    return next((sent for sent in with_srp if sent.challenge != DEVICE_SRP), None)
