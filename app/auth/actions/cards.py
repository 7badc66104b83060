"""What the cards of actions share: they ask again while what was typed can be mended, and a code can be sent again."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from app.auth.client import Context
from app.auth.secret_hash import secret_hash
from app.auth.steps import Answer, Field, Kind, Reply, Steps, ask
from app.errors import ApiError

T = TypeVar("T")

# Whose account it is, as typed beside the password; a card asks where nothing was.
NAME = Field(name="username", required=False)
CLIENT_METADATA = Field(name="client_metadata", kind=Kind.PAIRS, required=False, advanced=True)
CODE = Field(name="ConfirmationCode", kind=Kind.CODE)
SKIP = "skip"
DO = "do"  # what a card with a code does: the name of an operation, or SKIP
NOT_SENT = ("LimitExceededException", "TooManyRequestsException", "CodeDeliveryFailureException")


def to_do(*choices: str) -> Field:
    """Return the field for what a card does: the first of these operations, unless another is wanted."""
    return Field(name=DO, kind=Kind.CHOICE, choices=choices, value=choices[0], required=False, advanced=True)


def whose(who: Answer) -> Steps[str]:
    """Return the user name that was given, or ask for it."""
    if who.text("username"):
        return who.text("username")
    answer = yield from ask("USERNAME", Field(name="username"))
    return answer.text("username")


def common(context: Context, username: str, answer: Answer | None = None) -> dict[str, Any]:
    """Return what every call about a user without a token carries: ClientId, Username, SecretHash, ClientMetadata.

    The hash is over the name as it is sent, an alias or not (API reference, SignUp and its neighbours).
    """
    params: dict[str, Any] = {"ClientId": context.client.client_id, "Username": username}
    digest = secret_hash(context.client, username)
    if digest is not None:
        params["SecretHash"] = digest
    metadata = answer.pairs(CLIENT_METADATA.name) if answer is not None else {}
    return {**params, "ClientMetadata": metadata} if metadata else params


def delivery(reply: Reply) -> dict[str, str]:
    """Return where a code went: Destination (masked by Cognito), DeliveryMedium, AttributeName; empty where unsaid."""
    found = reply.body.get("CodeDeliveryDetails")
    if not isinstance(found, Mapping):
        return {}
    names = ("Destination", "DeliveryMedium", "AttributeName")
    return {name: found[name] for name in names if isinstance(found.get(name), str)}


def until_done(
    name: str,
    fields: tuple[Field, ...] | Callable[[ApiError | None], tuple[Field, ...]],
    act: Callable[[Answer], Steps[T | None]],
    mendable: Collection[str] | Callable[[ApiError], bool],
    *,
    params: Mapping[str, str] | None = None,
    leave: Mapping[str, str] | None = None,
) -> Steps[T]:
    """Ask and act until `act` returns something; ask again where it returned None or a refusal can be mended.

    `params` is read at each question: what `act` puts into it shows in the next. `fields` may depend on the refusal.
    """
    refusal: ApiError | None = None
    while True:
        asked = fields(refusal) if callable(fields) else fields
        answer = yield from ask(name, *asked, params=dict(params or {}), refusal=refusal, leave=leave)
        refusal = None
        try:
            done = yield from act(answer)
        except ApiError as error:
            if not (mendable(error) if callable(mendable) else error.code in mendable):
                raise
            refusal = error
        else:
            if done is not None:
                return done
