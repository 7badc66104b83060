"""WEB_AUTHN: an authenticator signs with a passkey of the user."""

import json
from collections.abc import Mapping
from typing import Any

from app.auth.challenges.first_factors import ITSELF, SELECT_CHALLENGE, answer_as
from app.auth.challenges.retry import ask_about
from app.auth.conversation import Conversation
from app.auth.steps import Answer, Field, Kind, Reply, Steps, UsePasskey, passkey
from app.errors import PasskeyError, PasskeyTrouble, UnexpectedReply
from app.secret import Secret

OPTIONS = "CREDENTIAL_REQUEST_OPTIONS"
WEB_AUTHN = "WEB_AUTHN"
USER_VERIFICATION = ("required", "preferred", "discouraged")


def use_passkey(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    """Ask which authenticator signs, and ask again while it does not; its answer goes to Cognito once.

    CREDENTIAL is AuthenticationResponseJSON as a string. With the choice itself it can go along as well, under
    SELECT_CHALLENGE, since the options are known by then (API reference, RespondToAuthChallenge).
    """
    options = request_options(challenge.parameters.get(OPTIONS, ""), challenge.operation)
    answer, credential = yield from _signed(talk, challenge, options)
    given = {"CREDENTIAL": Secret(json.dumps(credential, separators=(",", ":")))}
    if answer.text("answer_as") == SELECT_CHALLENGE:
        return (yield from talk.respond(challenge, {"ANSWER": WEB_AUTHN, **given}, name=SELECT_CHALLENGE))
    return (yield from talk.respond(challenge, given))


def _signed(
    talk: Conversation, challenge: Reply, options: Mapping[str, Any]
) -> Steps[tuple[Answer, Mapping[str, Any]]]:
    rp_id = options["rpId"]
    names = talk.context.authenticators
    fields = (
        Field(name="authenticator", kind=Kind.CHOICE, choices=names, value=next(iter(names), "")),
        Field(name="origin", value=f"https://{rp_id}", advanced=True),
        answer_as(ITSELF),
    )
    refusal: PasskeyError | None = None
    while True:
        params = {**challenge.parameters, "rpId": rp_id}
        answer = yield from ask_about(challenge, *fields, params=params, refusal=refusal)
        origin = answer.text("origin").strip() or f"https://{rp_id}"
        step = UsePasskey(options=options, origin=origin, authenticator=answer.text("authenticator"))
        try:
            return answer, (yield from passkey(step)).credential
        except PasskeyError as error:
            if error.trouble is PasskeyTrouble.OPTIONS:  # no other answer makes them better
                raise
            refusal = error


def request_options(text: str, operation: str) -> dict[str, Any]:
    """Read PublicKeyCredentialRequestOptionsJSON (W3C WebAuthn, as Cognito fills it: rpId is always there).

    Raises UnexpectedReply where it is anything else.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not _are_options(found):
        raise UnexpectedReply(OPTIONS, operation=operation)
    return found


def _are_options(found: dict[str, Any]) -> bool:
    allowed, timeout = found.get("allowCredentials", []), found.get("timeout", 0)
    return (
        all(isinstance(found.get(name), str) and found[name] for name in ("challenge", "rpId"))
        and isinstance(timeout, int | float)
        and not isinstance(timeout, bool)
        and found.get("userVerification", "preferred") in USER_VERIFICATION
        and isinstance(allowed, list)
        and all(isinstance(each, dict) and isinstance(each.get("id"), str) for each in allowed)
    )
