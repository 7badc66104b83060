"""A refused run, examined: what is known about it is gathered here and weighed by app/diagnosis.

From its request, its events, what the vault lists, what was counted and measured, and what AWS said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.auth.client import AppClient
from app.auth.flows.refresh import FROM_VAULT, ISSUED_AT
from app.auth.tokens import shape_of
from app.auth.vault_names import REFRESH_TOKEN, name_of_device
from app.diagnosis import clock, names
from app.diagnosis.attempts import Meter
from app.diagnosis.case import Refused
from app.diagnosis.clock import Skew
from app.diagnosis.refresh import RefusedRefresh, explain_refusal
from app.diagnosis.refusals import explain, in_own_words
from app.diagnosis.verdict import Verdict
from app.profiles.profile import Profile
from app.runs.sign_in import SignInRequest, new_run_id
from app.secret import Secret
from app.transcript import events as happened
from app.transcript.events import Called, Ended, Event
from app.vault.vault import Entry

WEIGHED = ("refused", "failed")  # the other ends leave nothing open


def explain_run(
    ended: Ended,
    request: SignInRequest,
    events: Sequence[Event],
    *,
    entries: Iterable[Entry] = (),
    findings: Mapping[str, Any] | None = None,
    attempts: Meter | None = None,
    skew: Skew | None = None,
    profiles: Iterable[Profile] = (),
) -> Verdict | None:
    """Return what is behind the end of a run; None where its own words have to do.

    `events` are the run's. `entries` is what the vault lists, `findings` what the run of `look_up` (for a refresh, of
    `examination`) found, where it was made; `attempts` and `skew` what is known beyond this run.
    """
    verdict = explain_refresh(ended, request, entries=entries, findings=findings) or in_own_words(ended)
    if verdict is not None or ended.reason not in WEIGHED:
        return verdict
    return explain(
        case_of(ended, request, events, findings=findings, attempts=attempts, skew=skew, profiles=profiles)
    )


def look_up(request: SignInRequest) -> SignInRequest:
    """Return the run that asks AWS about the user of a refused one: signed calls that only read."""
    return replace(request, flow="look_up_user", save=False, choices=(), about=request.run_id, run_id=new_run_id())


def case_of(
    ended: Ended,
    request: SignInRequest,
    events: Sequence[Event],
    *,
    findings: Mapping[str, Any] | None = None,
    attempts: Meter | None = None,
    skew: Skew | None = None,
    profiles: Iterable[Profile] = (),
) -> Refused:
    """Return the case that a run's end makes, with all that the request, the events and the rest tell of it."""
    profile = request.profile
    called = _refused_call(events, ended.operation)
    answer = _answer(events, called)
    facts = (findings or {}).get("facts")
    return Refused(
        code=ended.code,
        message=ended.message,
        reason=ended.reason,
        operation=ended.operation,
        aws_profile=profile.aws_profile,
        at=ended.at,
        status=answer.status if answer else 0,
        headers={name: value for name, value in answer.headers.items() if isinstance(value, str)} if answer else {},
        no_json=answer is not None and isinstance(answer.body, Secret),
        flow=request.flow,
        user_pool_id=profile.user_pool_id,
        client_id=profile.client_id,
        region=profile.effective_region,
        server=called.url if called else profile.endpoint_url,
        own_endpoint=bool(profile.endpoint_url),
        proxy=profile.proxy,
        practice=profile.practice,
        other_pool=_other_pool(profile, profiles),
        explicit_auth_flows=profile.explicit_auth_flows,
        profile_facts=profile.facts,
        attempts=attempts,
        skew=skew or clock.skew(events),
        facts=facts if isinstance(facts, Mapping) else {},
        **_names(request, events, called),
        **_sent(request, called),
    )


def names_of(request: SignInRequest, events: Sequence[Event]) -> tuple[names.NamesRow, ...]:
    """Return which name went where in each call of a run."""
    return names.names(events, typed=request.credentials.text("username"), client=client_of(request.profile))


def client_of(profile: Profile) -> AppClient:
    """Return the app client that a profile names, as far as hashes need it."""
    return AppClient(
        user_pool_id=profile.user_pool_id, client_id=profile.client_id, client_secret=profile.client_secret
    )


def _names(request: SignInRequest, events: Sequence[Event], called: Called | None) -> dict[str, Any]:
    typed = request.credentials.text("username")
    row = None
    if called is not None:
        row = next((each for each in names_of(request, events) if each.number == called.number), None)
    gave = [name for event in events for name in names.returned_names(event)]
    return {
        "typed": typed,
        "sent": row.sent if row else "",
        "hashed": row.hashed if row else "",
        "returned": gave[-1] if gave else "",
    }


def _sent(request: SignInRequest, called: Called | None) -> dict[str, Any]:
    params = called.params if called else {}
    values = names.values_of(called) if called else {}
    password = request.credentials.text("password") if "password" in request.credentials.values else None
    key = values.get("DEVICE_KEY")
    return {
        "auth_flow": _text(params.get("AuthFlow")),
        "challenge": _text(params.get("ChallengeName")),
        "has_secret": request.profile.client_secret is not None or request.profile.has_secret,
        "hash_sent": any(name in values for name in names.HASHES),
        "password_length": None if password is None else len(password),
        "password_padded": password is not None and password != password.strip(),
        "device_key": key if isinstance(key, str) else "",
    }


def _refused_call(events: Sequence[Event], operation: str) -> Called | None:
    """Return the last call of that operation; of any, where the end names none."""
    calls = [event for event in events if isinstance(event, Called) and operation in ("", event.operation)]
    return calls[-1] if calls else None


def _answer(events: Sequence[Event], called: Called | None) -> happened.Refused | happened.Failed | None:
    if called is None:
        return None
    answers = [event for event in events if isinstance(event, happened.Refused | happened.Failed)]
    return next((each for each in reversed(answers) if each.number == called.number), None)


def _other_pool(profile: Profile, profiles: Iterable[Profile]) -> str:
    """Return the user pool of another profile that names the same app client."""
    others = (each.user_pool_id for each in profiles if each.client_id == profile.client_id)
    return next((pool for pool in others if pool != profile.user_pool_id), "")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


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
