"""The verdicts on a token as rows: what was looked at, what came of it by word, icon and colour, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.auth.client import AppClient
from app.auth.signatures import issuers
from app.auth.tokens import decode_part
from app.auth.verdicts import Verdict, audience, verdicts
from app.models.rows import Row, Run
from app.profiles.profile import Profile
from app.seal import reveal
from app.secret import Secret
from app.texts import text, text_or
from app.transcript.events import Finished

CHECK = "check_tokens"  # a key of ACTIONS
LOOKS = {"good": ("check", "green"), "bad": ("cross", "red"), "unknown": ("minus", "muted")}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """One row."""

    title: str
    word: str
    detail: str
    icon: str
    colour: str

    @property
    def accessible(self) -> str:
        """The row in one line, for screen readers."""
        return f"{self.title}: {self.word}. {self.detail}"


def tokens_run(row: Row | None) -> Run | None:
    """Return the run whose tokens a row leads to: its own, or that of the sign-in that it checks."""
    run = row.run if row is not None else None
    return run.about if run is not None and run.flow == CHECK and run.about is not None else run


def last_check(runs: Iterable[Run], run: Run | None) -> Mapping[str, Any]:
    """Return what the last check of a run's tokens found; nothing where there was none."""
    found: Mapping[str, Any] = {}
    for each in runs:
        last = each.transcript.events[-1] if each.transcript.events else None
        if run is not None and each.flow == CHECK and each.about is run and isinstance(last, Finished):
            found = reveal(last.findings)
    return found


def verdict_rows(
    use: str, token: Secret | str, *, profile: Profile | None, now: float, by_server: bool, found: Mapping[str, Any]
) -> Sequence[VerdictRow]:
    """Return the verdicts on a token of this use ("access" or "id") at a time in epoch seconds.

    `by_server`: that time is the server's. The signature's verdict is the one that `found` has of `last_check`.
    """
    client = None
    if profile is not None:
        client = AppClient(user_pool_id=profile.user_pool_id, client_id=profile.client_id, issuer=profile.issuer)
    made = verdicts(
        token, None, issuers=issuers(client) if client else None, client_id=client.client_id if client else None,
        use=use, now=now,
    )  # fmt: skip
    checked = (_checked(found, use) or made[0], *made[1:])
    values = {
        "kid": str(decode_part(token, 0).get("kid", "")),
        "alg": str(decode_part(token, 0).get("alg", "")),
        "claim": audience(use),
    }
    expected = {"issuer": client.issuer if client else "", "audience": client.client_id if client else ""}
    return [
        _row(each, by_server=by_server, expected=expected.get(each.check, use), **values)
        for each in checked
    ]  # fmt: skip


def _checked(found: Mapping[str, Any], use: str) -> Verdict | None:
    rows = found.get("SignatureVerdicts")
    for row in rows if isinstance(rows, list | tuple) else ():
        if isinstance(row, Mapping) and (row.get("which"), row.get("check")) == (use, "signature"):
            state = str(row.get("state"))
            return Verdict(check="signature", state=state if state in LOOKS else "unknown", why=str(row.get("why", "")))
    return None


def _row(verdict: Verdict, *, by_server: bool, **values: str) -> VerdictRow:
    said = verdict.why or verdict.state
    server = f"tokens.{verdict.check}.{said}_server"
    detail = text_or(server) if by_server else ""
    detail = detail or text_or(f"tokens.{verdict.check}.{said}", said)
    icon, colour = LOOKS[verdict.state]
    return VerdictRow(
        title=text(f"tokens.{verdict.check}.title"),
        word=text(f"tokens.word.{verdict.state}"),
        detail=detail.format_map(values),
        icon=icon,
        colour=colour,
    )
