"""Checking tokens as a resource server does: the user pool's key set is read, and nothing is asked of Cognito."""

from typing import Any

from app.auth.actions.info import Findings
from app.auth.client import Context
from app.auth.signatures import issuers, key_set_url
from app.auth.steps import CREDENTIALS, Answer, Field, Kind, Steps, ask, fetch
from app.auth.verdicts import BAD, verdicts

TOKENS = tuple(Field(name=name, kind=Kind.TOKEN, required=False) for name in ("access_token", "id_token"))
AHEAD = Field(name="server_ahead", kind=Kind.TEXT, required=False)  # seconds that the server's clock is ahead
USES = (("access_token", "access"), ("id_token", "id"))


def check_tokens(context: Context) -> Steps[Findings]:
    """Check what is given: {"how", "problem", "SignatureVerdicts": [{"which", "check", "state", "why"}]}.

    `problem` says why the key set could not be read, `which` is "access" or "id"; the rest is as in `Verdict`. `how` is
    "unread", "bad" where a verdict is, or empty.
    """
    who = yield from ask(CREDENTIALS, *TOKENS, AHEAD)
    client = context.client
    page = yield from fetch(key_set_url(client.issuer))
    now = (page.at or who.at) + _seconds(who)
    rows: list[dict[str, Any]] = []
    for name, use in USES:
        if who.text(name):
            found = verdicts(
                who.secret(name), None if page.problem else page.body, issuers=issuers(client),
                client_id=client.client_id, use=use, now=now,
            )  # fmt: skip
            rows += [{"which": use, "check": each.check, "state": each.state, "why": each.why} for each in found]
    bad = any(row["state"] == BAD for row in rows)
    how = "unread" if page.problem else "bad" if bad else ""
    return {"how": how, "problem": page.problem, "SignatureVerdicts": rows}


def _seconds(who: Answer) -> float:
    try:
        return float(who.text(AHEAD.name) or 0.0)
    except ValueError:
        return 0.0
