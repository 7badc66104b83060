"""A value that must not be seen by accident: passwords, codes, tokens, session strings."""

import hmac
from typing import NoReturn

MASK = "••••••••"


class Secret:
    """Holds one secret string; only `reveal` gives it out.

    Neither `repr`, `str` nor a format string shows it, and it cannot be pickled, so it does not slip into logs,
    tracebacks or files.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the secret itself."""
        return self._value

    def __len__(self) -> int:
        return len(self._value)

    def __repr__(self) -> str:
        return f"Secret({MASK})"

    def __str__(self) -> str:
        return MASK

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        mine, its = (value.encode(errors="surrogatepass") for value in (self._value, other._value))
        return hmac.compare_digest(mine, its)

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret cannot be pickled")


def readable(value: str | Secret, *, revealed: bool) -> str:
    """Return a value for a person: as it is, or the mask where it is a secret that is not revealed."""
    if not isinstance(value, Secret):
        return value
    return value.reveal() if revealed else MASK
