"""What AWS says of the app client and its user pool: three reading calls, signed, that a sign-in does not need."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.auth.actions.info import Findings
from app.auth.actions.refused import Refused, note
from app.auth.client import Context
from app.auth.pool_facts import Facts, client_facts, mfa_facts, pool_facts
from app.auth.steps import CREDENTIALS, Steps, ask, call, keep
from app.auth.vault_names import CLIENT_SECRET
from app.errors import ApiError, Fault, TransportError
from app.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One of the three calls: what it names, the member that its answer is in, and what is read there."""

    operation: str
    names_client: bool = False
    member: str = ""  # empty: the whole body
    read: Callable[[Mapping[str, Any]], Facts]


LOOKS = (
    Look(operation="DescribeUserPoolClient", names_client=True, member="UserPoolClient", read=client_facts),
    Look(operation="DescribeUserPool", member="UserPool", read=pool_facts),
    Look(operation="GetUserPoolMfaConfig", read=mfa_facts),
)


def check_client(context: Context) -> Steps[Findings]:
    """Look at app client and user pool: {"facts": {...}, "refused": {operation: code}, "secret": what became of it}.

    What AWS does not let these credentials see stays unknown, and is in "refused" with the exception's name, or with
    the fault where what answered was no answer of Cognito's. The secret goes into the vault: "kept" or "not_kept";
    "none" where the app client has none, "unknown" where AWS did not say.
    """
    yield from ask(CREDENTIALS)
    facts: Facts = {}
    refused: Refused = {}
    secret = "unknown"  # noqa: S105 - what is known of it
    for look in LOOKS:
        found = yield from _look(context, look, refused)
        if found is not None:
            facts |= look.read(found)
        if found is not None and look.names_client:
            secret = yield from _keep(context, found)
    return {"facts": facts, "refused": refused, "secret": secret}


def _look(context: Context, look: Look, refused: Refused) -> Steps[Mapping[str, Any] | None]:
    params = {"UserPoolId": context.client.user_pool_id}
    if look.names_client:
        params["ClientId"] = context.client.client_id
    try:
        reply = yield from call(look.operation, **params)
    except (ApiError, TransportError) as failure:
        note(look.operation, failure, refused)
        return None
    found = reply.body.get(look.member) if look.member else reply.body
    if isinstance(found, Mapping) and found:
        return found
    refused[look.operation] = Fault.NOT_COGNITO.value
    return None


def _keep(context: Context, found: Mapping[str, Any]) -> Steps[str]:
    """Keep the app client's secret, unless the profile has that very one."""
    value = found.get("ClientSecret")
    if not isinstance(value, str) or not value:
        return "none"
    secret = Secret(value)
    if secret == context.client.client_secret:
        return "kept"
    kept = yield from keep(CLIENT_SECRET, secret, "", {})
    return "kept" if kept.saved or kept.in_memory else "not_kept"
