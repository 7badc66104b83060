"""A sign-in for Amplify JS, version 6, as a module for Node; a passkey wants a browser."""

from collections.abc import Iterator

from app.exporters.amplify import (
    Act,
    Step,
    cannot,
    metadata,
    notes,
    preferred,
    starts_with_password,
    steps,
    uses_passkey,
)
from app.exporters.quoting import in_javascript
from app.exporters.recipe import Recipe, Value
from app.exporters.wording import PASSWORD, comment, piece
from app.texts import text

FLOWS = {
    "user_srp": "USER_SRP_AUTH", "user_password": "USER_PASSWORD_AUTH", "custom_srp": "CUSTOM_WITH_SRP",
    "custom": "CUSTOM_WITHOUT_SRP", "user_auth": "USER_AUTH",
}  # fmt: skip
MFA = {"SMS_MFA": "SMS", "SOFTWARE_TOKEN_MFA": "TOTP", "EMAIL_OTP": "EMAIL"}


def why_not(recipe: Recipe) -> str:
    """Return the sentence that says why there is no script; empty where there is one."""
    why = "client_secret" if recipe.has_secret else cannot(recipe)
    return text(f"code.cannot.amplify_js.{why}") if why else ""


def amplify_js(recipe: Recipe) -> str:
    """Return the sign-in as a JavaScript module, or the sentence that says why there is none."""
    sentence = why_not(recipe)
    if sentence:
        return sentence + "\n"
    lines = [
        *notes(recipe, "//", "amplify_js"),
        *(comment("//", "code.note.passkey_browser") if uses_passkey(recipe) else []),
        'import { Amplify } from "aws-amplify";',
        'import { confirmSignIn, fetchAuthSession, signIn } from "aws-amplify/auth";',
        'import { createInterface } from "node:readline";',
        'import { Writable } from "node:stream";',
        "",
        *_values(recipe),
        "",
        *comment("//", "code.note.ask"),
        *piece("ask.mjs").splitlines(),
        "",
        *_configure(recipe),
        "",
        *_begin(recipe),
        *(line for step in steps(recipe) for line in _confirm(step)),
        "",
        *piece("signed_in.mjs").splitlines(),
    ]
    return "\n".join(lines) + "\n"


def _values(recipe: Recipe) -> Iterator[str]:
    yield f"const userPoolId = {in_javascript(recipe.user_pool_id)};"
    yield f"const userPoolClientId = {in_javascript(recipe.client_id)};"
    if recipe.endpoint_url:
        yield f"const userPoolEndpoint = {in_javascript(recipe.endpoint_url)};"
    yield f"const username = {in_javascript(recipe.username)};"


def _configure(recipe: Recipe) -> Iterator[str]:
    endpoint = ", userPoolEndpoint" if recipe.endpoint_url else ""
    if "ConfirmDevice" in recipe.operations():
        yield from comment("//", "code.note.navigator")
        yield 'globalThis.navigator ??= { userAgent: "node" };'
    yield f"Amplify.configure({{ Auth: {{ Cognito: {{ userPoolId, userPoolClientId{endpoint} }} }} }});"


def _begin(recipe: Recipe) -> Iterator[str]:
    if starts_with_password(recipe):
        yield f"const password = await ask({in_javascript(PASSWORD)});"
    yield "let state = await signIn({"
    yield "  username,"
    if starts_with_password(recipe):
        yield "  password,"
    options = [f'authFlowType: "{FLOWS[recipe.flow]}"']
    if preferred(recipe):
        options.append(f'preferredChallenge: "{preferred(recipe)}"')
    options += _metadata(recipe)
    yield f"  options: {{ {', '.join(options)} }},"
    yield "});"


def _metadata(recipe: Recipe) -> list[str]:
    inner = ", ".join(f"{in_javascript(name)}: {_ask(value)}" for name, value in metadata(recipe))
    return [f"clientMetadata: {{ {inner} }}"] if inner else []


def _confirm(step: Step) -> Iterator[str]:
    yield ""
    match step.act:
        case Act.MFA | Act.SET_UP:
            yield from _told(f'"{MFA.get(step.choice, step.choice)}"')
        case Act.FACTOR:
            yield from _told(f'"{step.choice}"')
        case Act.NEW_PASSWORD:
            yield from _new_password(step)
        case Act.TOTP:
            yield from comment("//", "code.note.enrol")
            yield 'console.error("SecretCode:", state.nextStep.totpSetupDetails.sharedSecret);'
            yield from _told(_first(step))
        case Act.PASSWORD:
            yield from _told("password")
        case Act.ASKED:
            yield from _told(_first(step))


def _told(response: str) -> list[str]:
    return [f"state = await confirmSignIn({{ challengeResponse: {response} }});"]


def _new_password(step: Step) -> Iterator[str]:
    (_, new), *attributes = step.values
    yield "state = await confirmSignIn({"
    yield f"  challengeResponse: {_ask(new)},"
    if attributes:
        yield "  options: {"
        yield "    userAttributes: {"
        for name, value in attributes:
            yield f"      {in_javascript(name.removeprefix('userAttributes.'))}: {_ask(value)},"
        yield "    },"
        yield "  },"
    yield "});"


def _first(step: Step) -> str:
    return _ask(step.values[0][1]) if step.values else '""'


def _ask(value: Value) -> str:
    return f"await ask({in_javascript(value.variable)})"
