"""Rows of the lists that are picked from in AWS, and the search in them."""

from collections.abc import Iterable, Mapping, Sequence

from app.models.short_list import Short
from app.runs.aws_pick import Listed
from app.texts import text


def region_rows(places: Mapping[str, str], own: str, now: str) -> tuple[Short, ...]:
    """Return a row for each region with where it is; `own` is that of the AWS profile, `now` the draft's."""
    names = sorted({*places, *(each for each in (own, now) if each)})
    return tuple(
        Short(key=name, title=name, below=places.get(name, ""), right=_mark(name, own=own, now=now)) for name in names
    )


def listed_rows(found: Iterable[Listed], now: str) -> tuple[Short, ...]:
    """Return a row for each user pool or app client; `now` is the id that the draft has."""
    return tuple(
        Short(key=each.id, title=each.name, below=each.id, right=_mark(each.id, now=now)) for each in found
    )


def matching(rows: Sequence[Short], search: str) -> tuple[Short, ...]:
    """Return the rows that have each word of the search somewhere, in whatever case."""
    words = search.casefold().split()
    return tuple(row for row in rows if all(word in row.accessible.casefold() for word in words))


def _mark(key: str, *, own: str = "", now: str) -> str:
    if key == now:
        return text("pick.now")
    return text("pick.own") if key == own else ""
