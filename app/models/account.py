"""Whose account the chosen row of the timeline leads to: its sign-in, the tokens, and what was found with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.auth.tokens import TokenSet, claims
from app.models.rows import Row, Run
from app.seal import reveal
from app.secret import Secret
from app.transcript.events import Finished, SignedIn

SCOPE = "aws.cognito.signin.user.admin"  # what an access token needs for a user's own devices, passkeys and factors
FARTHEST = 8  # runs that examine runs that examine runs ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A sign-in that has tokens. `found` is what its actions found last, by the wire name."""

    run_id: str
    profile_id: str
    username: str
    tokens: TokenSet
    found: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def token(self) -> Secret:
        """The newest access token."""
        return self.tokens.access_token

    @property
    def can_ask(self) -> bool:
        """Whether the token itself is there: of a run from a redacted file, only its claims are."""
        return isinstance(self.tokens.access_token, Secret)

    @property
    def has_scope(self) -> bool:
        """Whether Cognito lets this token read and change the user's own account."""
        return SCOPE in str(claims(self.token).get("scope", "")).split()

    @property
    def device_key(self) -> str:
        """The device that this sign-in was made with, where there is one."""
        return str(claims(self.token).get("device_key", ""))


def account_of(runs: Sequence[Run], row: Row | None) -> Account | None:
    """Return the account of a row's run, or of the sign-in that its run went on from; None without tokens."""
    run = _sign_in(runs, row)
    tokens = run.transcript.tokens if run is not None else None
    if run is None or run.started is None or tokens is None:
        return None
    return Account(
        run_id=run.run_id,
        profile_id=run.started.profile_id,
        username=_username(run, tokens),
        tokens=tokens,
        found=_found(runs, run.run_id),
    )


def _sign_in(runs: Sequence[Run], row: Row | None) -> Run | None:
    by_id = {run.run_id: run for run in runs}
    run = row.run if row is not None else None
    for _ in range(FARTHEST):
        if run is None or run.started is None or not run.started.about or run.transcript.tokens is not None:
            break
        run = by_id.get(run.started.about)
    return run


def _username(run: Run, tokens: TokenSet) -> str:
    last = run.transcript.events[-1]
    if isinstance(last, SignedIn) and last.username:
        return last.username
    name = claims(tokens.access_token).get("username")
    return name if isinstance(name, str) else run.started.user if run.started else ""


def _found(runs: Sequence[Run], run_id: str) -> dict[str, Any]:
    """Merge what the actions of a sign-in found, the newest over the older."""
    found: dict[str, Any] = {}
    for run in runs:
        last = run.transcript.events[-1] if run.transcript.events else None
        if run.started is not None and run.started.about == run_id and isinstance(last, Finished):
            found |= reveal(last.findings)
    return found
