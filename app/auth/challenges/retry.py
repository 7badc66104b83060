"""Ask again where Cognito lets the same Session be used once more."""

from collections.abc import Callable, Collection

from app.auth.steps import Answer, Field, Reply, Steps, ask
from app.errors import ApiError


def ask_until_taken(
    challenge: Reply,
    fields: tuple[Field, ...],
    send: Callable[[Answer], Steps[Reply]],
    retry_on: Collection[str],
    params: dict[str, str] | None = None,
) -> Steps[Reply]:
    """Ask, send, and ask again while the refusal is one of `retry_on`; any other refusal is raised."""
    refusal: ApiError | None = None
    while True:
        answer = yield from ask(
            challenge.challenge,
            *fields,
            params=params if params is not None else dict(challenge.parameters),
            refusal=refusal,
            deadline_from=challenge.at if challenge.session else None,
        )
        try:
            return (yield from send(answer))
        except ApiError as error:
            if error.code not in retry_on:
                raise
            refusal = error
