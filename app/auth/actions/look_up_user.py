"""What AWS knows about a user, and about the app client and the user pool as far as a refusal may come of them.

Reading calls, signed; none of them changes anything or counts as an attempt.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from app.auth.actions.info import Findings, all_pages
from app.auth.actions.refused import Refused, note
from app.auth.client import Context
from app.auth.pool_facts import Facts, client_facts, pool_facts
from app.auth.steps import CREDENTIALS, Field, Steps, ask, call
from app.errors import ApiError, TransportError

USERNAME = Field(name="username")
HISTORY = 20  # of the newest events of a user
GONE = frozenset({"ResourceNotFoundException", "UserNotFoundException"})
STATUS = "dev:device_remembered_status"


def look_up_user(context: Context) -> Steps[Findings]:
    """Look a user up: {"facts": {...}, "refused": {operation: code}}; what AWS does not say is not among the facts.

    Facts: `user`, `client`, `pool` ("present", "missing"); of the user `username`, `enabled` ("yes", "no"), `status`,
    `mfa`, `preferred_mfa`, `verified` (names of attributes), `created`, `modified` (epoch seconds), `devices` and
    `remembered` (counts), `events`, `failed_passwords` (in a row, up to now), `blocked`; `secret` ("same", "other",
    "missing", "unwanted", "none"); `settings`, by AWS's names.
    """
    who = yield from ask(CREDENTIALS, USERNAME)
    refused: Refused = {}
    facts = yield from _user(context, who.text("username"), refused)
    facts |= yield from _client(context, refused)
    settings = facts.pop("settings", {})
    found = yield from _pool(context, refused)
    facts["settings"] = {**settings, **found.pop("settings", {})}
    facts |= found
    if facts.get("user") == "present":
        facts |= yield from _devices(context, facts["username"], refused)
        facts |= yield from _events(context, facts, refused)
    return {"facts": facts, "refused": refused}


def _read(operation: str, refused: Refused, **params: Any) -> Steps[Mapping[str, Any] | None]:
    """Call an operation; None where it was refused. Keys that are good for nothing end the run, as no network does."""
    try:
        reply = yield from call(operation, **params)
    except (ApiError, TransportError) as failure:
        note(operation, failure, refused)
        return None
    return reply.body


def _user(context: Context, name: str, refused: Refused) -> Steps[Facts]:
    """Cognito takes an alias here, too, and answers with the user's real name."""
    found = yield from _read("AdminGetUser", refused, UserPoolId=context.client.user_pool_id, Username=name)
    if found is None:
        return {"user": "missing"} if refused["AdminGetUser"] == "UserNotFoundException" else {}
    attributes = _attributes(found.get("UserAttributes"))
    mfa = found.get("UserMFASettingList")
    facts: Facts = {
        "user": "present",
        "username": _text(found.get("Username")) or name,
        "enabled": "no" if found.get("Enabled") is False else "yes",
        "status": _text(found.get("UserStatus")),
        "sub": attributes.get("sub", ""),
        "verified": [each for each in ("email", "phone_number") if attributes.get(f"{each}_verified") == "true"],
        "mfa": [each for each in mfa if isinstance(each, str)] if isinstance(mfa, list) else [],
        "preferred_mfa": _text(found.get("PreferredMfaSetting")),
    }
    return facts | _times(found, created="UserCreateDate", modified="UserLastModifiedDate")


def _client(context: Context, refused: Refused) -> Steps[Facts]:
    client = context.client
    names = {"UserPoolId": client.user_pool_id, "ClientId": client.client_id}
    found = yield from _read("DescribeUserPoolClient", refused, **names)
    if found is None:
        return _missing("client", "DescribeUserPoolClient", refused)
    settings = _mapping(found.get("UserPoolClient"))
    mine = client.client_secret.reveal() if client.client_secret else ""
    return {
        "client": "present",
        "secret": _compared(mine, _text(settings.get("ClientSecret"))),
        "settings": client_facts(settings),
    }


def _compared(mine: str, its: str) -> str:
    if not mine or not its:
        return "missing" if its else "unwanted" if mine else "none"
    return "same" if mine == its else "other"


def _pool(context: Context, refused: Refused) -> Steps[Facts]:
    found = yield from _read("DescribeUserPool", refused, UserPoolId=context.client.user_pool_id)
    if found is None:
        return _missing("pool", "DescribeUserPool", refused)
    return {"pool": "present", "settings": pool_facts(_mapping(found.get("UserPool")))}


def _missing(what: str, operation: str, refused: Refused) -> Facts:
    """Only a refusal that says so means that something is not there; any other says nothing about it."""
    return {what: "missing"} if refused[operation] in GONE else {}


def _devices(context: Context, name: str, refused: Refused) -> Steps[Facts]:
    pool = context.client.user_pool_id
    try:
        found = yield from all_pages("AdminListDevices", "Devices", "PaginationToken", UserPoolId=pool, Username=name)
    except (ApiError, TransportError) as failure:
        note("AdminListDevices", failure, refused)
        return {}
    remembered = [each for each in found if _attributes(each.get("DeviceAttributes")).get(STATUS) == "remembered"]
    return {"devices": len(found), "remembered": len(remembered)}


def _events(context: Context, facts: Facts, refused: Refused) -> Steps[Facts]:
    """Threat protection has to be on (UserPoolAddOns); where that is not known, the call says so itself."""
    add_ons = facts["settings"].get("UserPoolAddOns")
    if isinstance(add_ons, Mapping) and add_ons.get("AdvancedSecurityMode", "OFF") == "OFF":
        return {}
    names = {"UserPoolId": context.client.user_pool_id, "Username": facts["username"]}
    found = yield from _read("AdminListUserAuthEvents", refused, **names, MaxResults=HISTORY)
    listed = found.get("AuthEvents") if found is not None else None
    if not isinstance(listed, list):
        return {}
    events = [_event(each) for each in listed if isinstance(each, Mapping)]
    last = events[0] if events else {}
    return {
        "events": events,
        "failed_passwords": _failed_passwords(events),
        "blocked": "yes" if last.get("risk") == "Block" or last.get("compromised") else "no",
    }


def _event(found: Mapping[str, Any]) -> Facts:
    risk = _mapping(found.get("EventRisk"))
    steps = found.get("ChallengeResponses")
    answered = [each for each in steps if isinstance(each, Mapping)] if isinstance(steps, list) else []
    return {
        "type": _text(found.get("EventType")),
        "response": _text(found.get("EventResponse")),
        "risk": _text(risk.get("RiskDecision")),
        "compromised": risk.get("CompromisedCredentialsDetected") is True,
        "challenges": [_words(each, "ChallengeName", "ChallengeResponse") for each in answered],
        **_times(found, at="CreationDate"),
    }


def _failed_passwords(events: Iterable[Facts]) -> int:
    """Count the failures in a row, the newest event first."""
    count = 0
    for event in events:
        if event["response"] == "Pass":
            break
        count += "Password Failure" in event["challenges"]
    return count


def _times(found: Mapping[str, Any], **names: str) -> Facts:
    """Return the members that are times, epoch seconds as Cognito sends them, under names of ours."""
    given = {name: found.get(member) for name, member in names.items()}
    return {name: value for name, value in given.items() if type(value) in (int, float)}


def _attributes(found: object) -> dict[str, str]:
    pairs = [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
    return {_text(pair.get("Name")): _text(pair.get("Value")) for pair in pairs}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _words(found: Mapping[str, Any], *names: str) -> str:
    return " ".join(_text(found.get(name)) for name in names)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
