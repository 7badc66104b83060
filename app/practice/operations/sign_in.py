"""InitiateAuth and AdminInitiateAuth: one row of FLOWS for each way to begin a sign-in.

The order of the checks is Cognito's as far as it was measured: does the operation know the flow, does the client allow
it, are the parameters there, the secret hash, the user's state, the trigger before authentication, the password.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.practice import custom_auth, devices, explicit_auth_flows, factors, lookups, messages, srp, srp_sign_in
from app.practice.errors import Refusal
from app.practice.operations import choice_sign_in, refresh
from app.practice.operations.password_answers import check_password
from app.practice.operations.start import Start, before_authentication, check_secret_hash, turn_of
from app.practice.state import Client, Pool, State
from app.practice.turn import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """An AuthFlow: which operation takes it, what it needs, and what begins it."""

    begin: Callable[[Start], Answer]
    public: bool = True  # InitiateAuth takes it
    admin: bool = True  # AdminInitiateAuth takes it
    required: tuple[str, ...] = ()


def initiate_auth(state: State, request: dict[str, Any]) -> Answer:
    """InitiateAuth."""
    pool, client = lookups.client(state, request["ClientId"])
    return _initiate(state, pool, client, request, admin=False)


def admin_initiate_auth(state: State, request: dict[str, Any]) -> Answer:
    """AdminInitiateAuth; any AWS credentials will do."""
    pool = lookups.pool(state, request["UserPoolId"])
    return _initiate(state, pool, lookups.client_of(pool, request["ClientId"]), request, admin=True)


def _initiate(state: State, pool: Pool, client: Client, request: dict[str, Any], *, admin: bool) -> Answer:
    name = request["AuthFlow"]
    flow = FLOWS[name]  # the API model's enumeration has no other
    if not (flow.admin if admin else flow.public):
        raise Refusal("InvalidParameterException", messages.FLOW_NOT_SUPPORTED)
    _check_allowed(client, name)
    parameters = {key: value for key, value in (request.get("AuthParameters") or {}).items() if value}
    for key in flow.required:
        if key not in parameters:
            raise Refusal("InvalidParameterException", messages.missing_parameter(key))
    return flow.begin(Start(state=state, pool=pool, client=client, flow=name, parameters=parameters,
                            metadata=request.get("ClientMetadata"), session=request.get("Session") or "", admin=admin))


def _check_allowed(client: Client, flow: str) -> None:
    if flow in ("REFRESH_TOKEN_AUTH", "REFRESH_TOKEN") and explicit_auth_flows.rotation_on(client):
        raise Refusal("UnsupportedOperationException", messages.NO_ROTATION_HERE)
    if explicit_auth_flows.allows(client, flow):
        return
    only = explicit_auth_flows.custom_only(client)
    raise Refusal("InvalidParameterException", messages.CUSTOM_ONLY if only else messages.flow_off(flow))


def _with_password(start: Start) -> Answer:
    """USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH: the migration trigger may bring a user it does not know."""
    check_secret_hash(start)
    password = start.parameters["PASSWORD"]
    turn = turn_of(start, migrate_with=password)
    before_authentication(start, turn)
    user = turn.user()
    turn = check_password(turn, user, right=srp.password_matches(start.pool.pool_id, user, password))
    devices.check(turn)
    return factors.after_password(turn)


def _with_srp(start: Start) -> Answer:
    srp_a = srp_sign_in.read_public_value(start.parameters["SRP_A"])
    check_secret_hash(start)
    turn = turn_of(start)
    before_authentication(start, turn)
    return srp_sign_in.ask_for_proof(turn, srp_a)


def _custom(start: Start) -> Answer:
    """CUSTOM_AUTH; with CHALLENGE_NAME=SRP_A the password is proven first."""
    custom_auth.check_configured(start.pool)
    srp_a = None
    if start.parameters.get("CHALLENGE_NAME") == "SRP_A":
        if "SRP_A" not in start.parameters:
            raise Refusal("InvalidParameterException", messages.missing_parameter("SRP_A"))
        srp_a = srp_sign_in.read_public_value(start.parameters["SRP_A"])
    check_secret_hash(start)
    turn = turn_of(start)
    before_authentication(start, turn)
    if srp_a is not None:  # of its device a client learns with the proof
        return custom_auth.next_round(turn.after_round("SRP_A", right=True), srp_a)
    devices.check(turn)
    return custom_auth.next_round(turn)


def _refresh(start: Start) -> Answer:
    return refresh.refresh_token_auth(start.state, start.client, start.parameters)


PASSWORD = ("USERNAME", "PASSWORD")
FLOWS: dict[str, Flow] = {
    "USER_SRP_AUTH": Flow(begin=_with_srp, required=("USERNAME", "SRP_A")),
    "USER_PASSWORD_AUTH": Flow(begin=_with_password, required=PASSWORD, admin=False),
    "ADMIN_USER_PASSWORD_AUTH": Flow(begin=_with_password, required=PASSWORD, public=False),
    "ADMIN_NO_SRP_AUTH": Flow(begin=_with_password, required=PASSWORD, public=False),
    "CUSTOM_AUTH": Flow(begin=_custom, required=("USERNAME",)),
    "USER_AUTH": Flow(begin=choice_sign_in.begin, required=("USERNAME",)),
    "REFRESH_TOKEN_AUTH": Flow(begin=_refresh, required=("REFRESH_TOKEN",)),
    "REFRESH_TOKEN": Flow(begin=_refresh, required=("REFRESH_TOKEN",)),
}
HANDLERS = {"InitiateAuth": initiate_auth, "AdminInitiateAuth": admin_initiate_auth}
