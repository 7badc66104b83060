"""What InitiateAuth and AdminInitiateAuth bring, and the checks that more than one flow makes of it."""

from dataclasses import dataclass

from app.practice import existence, lookups, migration, triggers
from app.practice.answers import check_may_sign_in
from app.practice.lookups import Where
from app.practice.state import Client, Pool, State
from app.practice.turn import Turn

LONGEST_USERNAME = 128
LONGEST_PASSWORD = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How a sign-in begins: the client, the parameters without empty ones, and the trigger's validation data."""

    state: State
    pool: Pool
    client: Client
    flow: str
    parameters: dict[str, str]
    metadata: dict[str, str] | None
    session: str = ""  # the request's member, which only USER_AUTH reads
    admin: bool = False


def check_secret_hash(start: Start) -> None:
    """The hash has to be over the name that was typed."""
    lookups.check_secret_hash(start.client, start.parameters["USERNAME"], start.parameters.get("SECRET_HASH"),
                              Where.SIGN_IN)


def turn_of(start: Start, *, migrate_with: str | None = None, unconfirmed_too: bool = False) -> Turn:
    """Find the user, or what stands for nobody; refuse who may not sign in at all."""
    name = start.parameters["USERNAME"]
    user = lookups.find_user(start.pool, name)
    if user is None and migrate_with is not None and could_exist(name, migrate_with):
        user = migration.on_sign_in(start.state, start.pool, start.client, name, migrate_with, start.metadata)
    if user is None and not lookups.existence_errors_hidden(start.client):
        raise existence.refuse_unknown(start.client)
    if user is not None:
        check_may_sign_in(user, unconfirmed_too=unconfirmed_too)
    username = user.username if user else existence.made_up_id(start.pool.pool_id, name)
    return Turn(state=start.state, pool=start.pool, client=start.client, username=username, simulated=user is None,
                flow=start.flow, device_key=start.parameters.get("DEVICE_KEY", ""), admin=start.admin)


def could_exist(username: str, password: str) -> bool:
    """Whether name and password are short enough for anybody: the migration trigger is not asked about others."""
    return len(username) <= LONGEST_USERNAME and len(password) <= LONGEST_PASSWORD


def before_authentication(start: Start, turn: Turn) -> None:
    """PreAuthentication runs before the password is looked at, for unknown users too (measured)."""
    if triggers.configured(turn.pool, "PreAuthentication"):
        request = turn.request(client_metadata=False, validationData=start.metadata)
        triggers.invoke(turn.state, turn.pool, "PreAuthentication", "PreAuthentication_Authentication",
                        username=start.parameters["USERNAME"] if turn.simulated else turn.username,
                        client_id=turn.client.client_id, request=request)
