"""Ask for the answer to a challenge, and ask again where Cognito lets the same Session be used once more."""

from collections.abc import Callable, Collection, Mapping

from app.auth.steps import Answer, Field, Reply, Steps, ask
from app.errors import ApiError, PasskeyError


def ask_about(
    challenge: Reply,
    *fields: Field,
    params: Mapping[str, str] | None = None,
    refusal: ApiError | PasskeyError | None = None,
) -> Steps[Answer]:
    """Ask for the answer to a challenge; `params` are its own, or those given."""
    return ask(
        challenge.challenge,
        *fields,
        params=challenge.parameters if params is None else params,
        refusal=refusal,
        deadline_from=challenge.at if challenge.session else None,
    )


def ask_until_taken(
    challenge: Reply,
    fields: tuple[Field, ...],
    send: Callable[[Answer], Steps[Reply]],
    retry_on: Collection[str],
    params: Mapping[str, str] | None = None,
) -> Steps[Reply]:
    """Ask, send, and ask again while the refusal is one of `retry_on`; any other refusal is raised."""
    refusal: ApiError | None = None
    while True:
        answer = yield from ask_about(challenge, *fields, params=params, refusal=refusal)
        try:
            return (yield from send(answer))
        except ApiError as error:
            if error.code not in retry_on:
                raise
            refusal = error
