"""What is behind a refusal, of a sign-in or of anything else: the cause that something proves, or those that remain.

The causes stand in tables, a module for each theme; their words are the texts `cause.NAME.what`, `.check` and `.try`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.diagnosis import (
    causes_accounts,
    causes_codes,
    causes_credentials,
    causes_flows,
    causes_places,
    causes_secret,
    causes_transport,
    causes_triggers,
)
from app.diagnosis.case import Finding, Refused, Row, Rule
from app.diagnosis.causes_triggers import trigger_of
from app.diagnosis.messages import UNSENT, explain_end, of_profile
from app.diagnosis.refresh import RefusedRefresh, explain_refusal
from app.diagnosis.verdict import Cause, Remedy, Verdict
from app.errors import Fault
from app.texts import text
from app.transcript.events import Ended

__all__ = ["CAUSES", "ROWS", "Refused", "explain", "in_own_words"]

_THEMES = (
    causes_triggers, causes_secret, causes_accounts, causes_credentials, causes_codes, causes_flows,
    causes_places, causes_transport,
)  # fmt: skip
CAUSES: dict[str, Rule] = {name: rule for theme in _THEMES for name, rule in theme.CAUSES.items()}
ROWS: tuple[Row, ...] = tuple(row for theme in _THEMES for row in theme.ROWS)

# What the profile has to do with a fault that has words enough of its own (app/diagnosis/messages.py): its field.
OWN_WORDS = {str(Fault.CREDENTIALS): "aws_profile", str(Fault.CA_BUNDLE): "ca_bundle"}
REFRESH = re.compile(r"Refresh Token|deleted for the associated refresh token")
REMAINING = "wrong_password"  # what is left once AWS has ruled the rest out


def explain(case: Refused) -> Verdict | None:
    """Return what is behind a refusal; None where nothing is known about its kind."""
    about_token = _refresh_token(case)
    if about_token is not None:
        return about_token
    names = fitting(case)
    if not names:
        return None
    if len(names) == 1:
        return _proven(case, names[0], "fault" if case.reason == "failed" else "reply")
    found = {name: CAUSES[name].weigh(case) for name in names}
    proof = next(((name, finding) for name, finding in found.items() if isinstance(finding, str)), None)
    return _proven(case, *proof) if proof else _ranked(case, found)


def in_own_words(ended: Ended) -> Verdict | None:
    """Return the verdict on an end of which there is nothing to weigh: what is wrong is known to the last detail."""
    field = _field(ended)
    if not field:
        return None
    said = explain_end(ended)
    remedy = Remedy(name="edit_profile", value=field)
    cause = Cause(name=ended.code, what=said.what, check=said.why, try_=said.try_, remedies=(remedy,))
    return replace(_of(cause, "fault", code=ended.code, message=ended.message), says=said.why)


def _field(ended: Ended) -> str:
    """Return the profile's field that has to do with an end whose own words say all; empty for other ends."""
    match ended.reason:
        case "failed":
            return OWN_WORDS.get(ended.code, "")
        case "client_secret":
            return "client_secret"
        case "profile":
            return ended.code
    return ""


def fitting(case: Refused) -> tuple[str, ...]:
    """Return the causes that the words of a refusal leave possible, as the first row has them that fits."""
    failed = case.reason == "failed"
    for code, pattern, names in ROWS:
        same_kind = failed == (code in _FAULTS)
        same_code = code in ("", case.code) or (code == "WebAuthn" and case.code.startswith(code))
        if same_kind and same_code and re.search(pattern, case.message):
            return names
    return ()


_FAULTS = frozenset(str(code) for code, _, _ in causes_transport.ROWS)


def _refresh_token(case: Refused) -> Verdict | None:
    """A refresh token has a table of its own (app/diagnosis/refresh.py)."""
    if case.reason != "refused" or not (case.code == "RefreshTokenReuseException" or REFRESH.search(case.message)):
        return None
    return explain_refusal(
        RefusedRefresh(
            code=case.code, message=case.message, at=case.at, operation=case.operation,
            username=case.hashed or case.typed, device_key=case.device_key,
        )
    )  # fmt: skip


def _proven(case: Refused, name: str, by: str) -> Verdict:
    return _of(_cause(case, name), by, code=case.code, message=case.message)


def _of(cause: Cause, by: str, *, code: str, message: str) -> Verdict:
    says = text("cause_proof.unsent" if by == "fault" and code in UNSENT else f"cause_proof.{by}")
    return Verdict(proven=cause, by=by, causes=(cause,), says=says, code=code, message=message)


def _ranked(case: Refused, found: Mapping[str, Finding]) -> Verdict:
    weights = {name: finding for name, finding in found.items() if not isinstance(finding, str)}
    left = {name: weight for name, weight in weights.items() if weight > 0} or weights
    ranked = sorted(left, key=lambda name: -left[name])  # stable: of two alike the one that the table has first
    return Verdict(
        proven=None,
        by="",
        causes=tuple(_cause(case, name) for name in ranked),
        says=text(f"cause_proof.{_standing(case, ranked)}"),
        can_ask_aws=not case.looked_up and any(CAUSES[name].aws for name in ranked),
        code=case.code,
        message=case.message,
    )


def _standing(case: Refused, ranked: Sequence[str]) -> str:
    """Say how the causes are to be taken: as what AWS leaves, or as what fits."""
    if case.fact("user") == "present" and ranked[0] == REMAINING:
        return "remains"
    if case.looked_up:
        return "asked"
    return "one" if len(ranked) == 1 else "none"


def _cause(case: Refused, name: str) -> Cause:
    trigger, said = trigger_of(case.message)
    values = {
        "code": case.code, "message": case.message, "operation": case.operation, "user": case.typed,
        "sent": case.sent, "hashed": case.hashed, "over": case.hashed or case.sent or case.typed,
        "own_name": _own_name(case),
        "client": case.client_id, "pool": case.user_pool_id, "region": case.region, "server": case.server,
        "other_pool": case.other_pool, "trigger": trigger, "said": said,
        "challenge": case.challenge, "flow": case.auth_flow, "proxy": case.proxy,
        "of_profile": of_profile(case.aws_profile),
        "seconds": _seconds(case), "wait": _wait(case), "retry_after": case.headers.get("retry-after", ""),
    }  # fmt: skip
    what, check, try_ = (text(f"cause.{name}.{part}", **values) for part in ("what", "check", "try"))
    return Cause(name=name, what=what, check=check, try_=try_, remedies=CAUSES[name].remedies(case))


def _own_name(case: Refused) -> str:
    name = case.returned or case.fact("username")
    return text("cause_words.own_name", name=name) if name else text("cause_words.own_name_unknown")


def _seconds(case: Refused) -> str:
    """Return how far off the server's clock is, in words, where it was measured."""
    if case.skew is None:
        return text("cause_words.skew_unknown")
    key = "cause_words.ahead" if case.skew.seconds > 0 else "cause_words.behind"
    return text(key, seconds=f"{abs(case.skew.seconds):.0f}")


def _wait(case: Refused) -> str:
    """Return how long a lock is likely to last yet."""
    left = case.attempts.locked_until - case.at if case.attempts else 0.0
    return text("cause_words.wait", seconds=f"{left:.0f}") if left > 0 else text("cause_words.wait_unknown")
