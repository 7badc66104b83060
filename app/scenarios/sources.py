"""Reads where an answer's value comes from: a text of the file, or a table that says where else."""

import base64
import re
from typing import Any

from app.scenarios.checks import below, only, table, text
from app.scenarios.scenario import From, ScenarioError, Source
from app.secret import Secret

ENV_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}\Z")
VAULT_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}\Z")
MEDIA = ("SMS", "EMAIL")
KINDS = ("env", "vault", "totp", "inbox", "rows")
PLAIN = ("env", "vault")  # what the values of rows and an authenticator's key may come from, beside the file


def source(value: object, where: str, kinds: tuple[str, ...] = KINDS) -> Source:
    """Return the source that a value stands for; ScenarioError where it stands for none."""
    if isinstance(value, str):
        return Source(kind=From.LITERAL, value=Secret(value))
    if not isinstance(value, dict):
        raise ScenarioError(where, "not_source", ", ".join(kinds))
    only(value, kinds, where)
    if len(value) != 1:
        raise ScenarioError(where, "one_source", ", ".join(kinds))
    (kind, given), *_ = value.items()
    return _READERS[kind](given, below(where, kind))


def key_of(secret: str) -> bytes:
    """Return an authenticator's key from its Base32 text, as apps take it: spaces and case do not matter.

    ValueError where it is none.
    """
    plain = "".join(secret.split()).upper().rstrip("=")
    if not plain:
        raise ValueError("empty")
    return base64.b32decode(plain + "=" * (-len(plain) % 8))


def _env(given: object, where: str) -> Source:
    return Source(kind=From.ENV, name=_name(given, where, ENV_NAME, "env_name"))


def _vault(given: object, where: str) -> Source:
    return Source(kind=From.VAULT, name=_name(given, where, VAULT_NAME, "vault_name"))


def _name(given: object, where: str, pattern: re.Pattern[str], problem: str) -> str:
    if not pattern.match(text(given, where)):
        raise ScenarioError(where, problem)
    return str(given)


def _totp(given: object, where: str) -> Source:
    if given is True:
        return Source(kind=From.TOTP)
    of = source(given, where, PLAIN)
    if of.value is not None:
        try:
            key_of(of.value.reveal())
        except ValueError:
            raise ScenarioError(where, "totp_key") from None  # the error's text may quote the key
    return Source(kind=From.TOTP, of=of)


def _inbox(given: object, where: str) -> Source:
    if given is True:
        return Source(kind=From.INBOX)
    if not isinstance(given, str) or given not in MEDIA:
        raise ScenarioError(where, "inbox", ", ".join(MEDIA))
    return Source(kind=From.INBOX, name=given)


def _rows(given: object, where: str) -> Source:
    rows: dict[str, Any] = table(given, where)
    return Source(kind=From.ROWS, rows={key: source(value, below(where, key), PLAIN) for key, value in rows.items()})


_READERS = {"env": _env, "vault": _vault, "totp": _totp, "inbox": _inbox, "rows": _rows}
