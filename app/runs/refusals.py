"""A refused refresh, examined: what is known about it is gathered here and weighed by app/diagnosis/refresh.py."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.auth.flows.refresh import FROM_VAULT, ISSUED_AT
from app.auth.tokens import shape_of
from app.auth.vault_names import REFRESH_TOKEN, name_of_device
from app.diagnosis.refresh import RefusedRefresh, explain_refusal
from app.diagnosis.verdict import Verdict
from app.runs.sign_in import SignInRequest, new_run_id
from app.transcript.events import Ended
from app.vault.vault import Entry


def explain_refresh(
    ended: Ended, request: SignInRequest, *, entries: Iterable[Entry] = (), findings: Mapping[str, Any] | None = None
) -> Verdict | None:
    """Return what is behind the refusal of a refresh; None where there is nothing to examine.

    `entries` is what the vault lists, `findings` what the run of `examination` found, where it was made.
    """
    if ended.reason != "refused" or request.flow != "refresh":
        return None
    who, profile = request.credentials, request.profile
    name = who.text("username")
    mine = [each for each in entries if (each.profile_id, each.client_id) == (profile.id, profile.client_id)]
    return explain_refusal(
        RefusedRefresh(
            code=ended.code,
            message=ended.message,
            at=ended.at,
            operation=ended.operation,
            token_shape=shape_of(who.secret("refresh_token")),
            username=name,
            device_key=who.text("device_key"),
            from_vault=bool(who.text(FROM_VAULT)),
            known_device_key=_fact(mine, REFRESH_TOKEN, name, "device_key") if name else "",
            device_status=_fact(mine, name_of_device(who.text("device_key")), "", "status"),
            issued_at=_number(who.text(ISSUED_AT)),
            refresh_seconds=profile.refresh_seconds,
            rotation=profile.rotation,
            facts=_facts(findings),
        )
    )


def examination(request: SignInRequest) -> SignInRequest:
    """Return the run that asks AWS about a refused refresh: signed calls that read, and spend no token."""
    return replace(request, flow="examine_refresh", save=False, choices=(), about=request.run_id, run_id=new_run_id())


def _fact(entries: Iterable[Entry], name: str, username: str, fact: str) -> str:
    """Return a fact that was saved under a name, for a user where one is given."""
    found = (each for each in entries if each.name == name and username in ("", each.username))
    return next((each.facts.get(fact, "") for each in found), "")


def _facts(findings: Mapping[str, Any] | None) -> dict[str, str]:
    facts = (findings or {}).get("facts", {})
    return {name: str(value) for name, value in facts.items()} if isinstance(facts, Mapping) else {}


def _number(typed: str) -> float | None:
    try:
        return float(typed)
    except ValueError:
        return None
