"""A sign-in for Amplify Swift, version 2, as the main file of a program.

The pool is configured in the program itself, as `amplifyconfiguration.json` would: `amplify_outputs.json` has no place
for a client secret or an endpoint (ConfigurationHelper.swift).
"""

import re
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
from app.exporters.quoting import in_swift
from app.exporters.recipe import Recipe, Value
from app.exporters.wording import CLIENT_SECRET, PASSWORD, comment, piece
from app.texts import text

FLOWS = {
    "user_srp": ".userSRP", "user_password": ".userPassword", "custom_srp": ".customWithSRP",
    "custom": ".customWithoutSRP",
}  # fmt: skip
FACTORS = {
    "PASSWORD": "password", "PASSWORD_SRP": "passwordSRP", "EMAIL_OTP": "emailOTP", "SMS_OTP": "smsOTP",
    "WEB_AUTHN": "webAuthn",
}  # fmt: skip
MFA = {"SMS_MFA": "sms", "SOFTWARE_TOKEN_MFA": "totp", "EMAIL_OTP": "email"}


def why_not(recipe: Recipe) -> str:
    """Return the sentence that says why there is no script; empty where there is one."""
    why = cannot(recipe)
    return text(f"code.cannot.amplify_swift.{why}") if why else ""


def amplify_swift(recipe: Recipe) -> str:
    """Return the sign-in as Swift, or the sentence that says why there is none."""
    sentence = why_not(recipe)
    if sentence:
        return sentence + "\n"
    lines = [
        *notes(recipe, "//", "amplify_swift"),
        *(comment("//", "code.note.passkey_swift") if uses_passkey(recipe) else []),
        "import Amplify",
        "import AWSCognitoAuthPlugin",
        "import Foundation",
        "",
        *_values(recipe),
        "",
        *comment("//", "code.note.ask"),
        *piece("ask.swift").splitlines(),
        "",
        *_configure(recipe),
        "",
        *_begin(recipe),
        *(line for step in steps(recipe) for line in _confirm(step)),
        "",
        *piece("signed_in.swift").splitlines(),
    ]
    return "\n".join(lines) + "\n"


def _values(recipe: Recipe) -> Iterator[str]:
    yield f"let region = {in_swift(recipe.region)}"
    yield f"let userPoolId = {in_swift(recipe.user_pool_id)}"
    yield f"let clientId = {in_swift(recipe.client_id)}"
    if recipe.endpoint_url:
        yield from comment("//", "code.note.swift_endpoint")
        yield f"let endpoint = {in_swift(re.sub(r'^https?://|/.*$', '', recipe.endpoint_url))}"
    yield f"let username = {in_swift(recipe.username)}"


def _configure(recipe: Recipe) -> Iterator[str]:
    yield "let userPool: JSONValue = ["
    yield '    "PoolId": .string(userPoolId),'
    yield '    "AppClientId": .string(clientId),'
    if recipe.has_secret:
        yield f'    "AppClientSecret": .string(ask({in_swift(CLIENT_SECRET)})),'
    if recipe.endpoint_url:
        yield '    "Endpoint": .string(endpoint),'
    yield '    "Region": .string(region),'
    yield "]"
    yield 'let plugin: JSONValue = ["CognitoUserPool": ["Default": userPool]]'
    yield "try Amplify.add(plugin: AWSCognitoAuthPlugin())"
    yield "try Amplify.configure("
    yield '    AmplifyConfiguration(auth: AuthCategoryConfiguration(plugins: ["awsCognitoAuthPlugin": plugin])))'


def _begin(recipe: Recipe) -> Iterator[str]:
    inner = _metadata(recipe)
    given = f"metadata: [{inner}], " if inner else ""
    flow = FLOWS.get(recipe.flow) or f".userAuth(preferredFirstFactor: {_factor(preferred(recipe))})"
    yield f"let options = AWSAuthSignInOptions({given}authFlowType: {flow})"
    if starts_with_password(recipe):
        yield f"let password = ask({in_swift(PASSWORD)})"
    yield "var result = try await Amplify.Auth.signIn("
    yield "    username: username,"
    if starts_with_password(recipe):
        yield "    password: password,"
    yield "    options: AuthSignInRequest.Options(pluginOptions: options))"


def _factor(name: str) -> str:
    return f".{FACTORS[name]}" if name in FACTORS else "nil"


def _metadata(recipe: Recipe) -> str:
    return ", ".join(f"{in_swift(name)}: {_ask(value)}" for name, value in metadata(recipe))


def _confirm(step: Step) -> Iterator[str]:
    yield ""
    match step.act:
        case Act.MFA | Act.SET_UP:
            yield from _told(f"MFAType.{MFA.get(step.choice, 'totp')}.challengeResponse")
        case Act.FACTOR:
            factor = FACTORS.get(step.choice)
            yield from _told(f"AuthFactorType.{factor}.challengeResponse" if factor else in_swift(step.choice))
        case Act.NEW_PASSWORD:
            yield from _new_password(step)
        case Act.TOTP:
            yield from comment("//", "code.note.enrol")
            yield "if case .continueSignInWithTOTPSetup(let details) = result.nextStep {"
            yield '    print("SecretCode: \\(details.sharedSecret)")'
            yield "}"
            yield from _told(_first(step))
        case Act.PASSWORD:
            yield from _told("password")
        case Act.ASKED:
            yield from _told(_first(step))


def _told(response: str) -> list[str]:
    return [f"result = try await Amplify.Auth.confirmSignIn(challengeResponse: {response})"]


def _new_password(step: Step) -> Iterator[str]:
    (_, new), *attributes = step.values
    if not attributes:
        yield from _told(_ask(new))
        return
    yield "let attributes = AWSAuthConfirmSignInOptions(userAttributes: ["
    for name, value in attributes:
        key = in_swift(name.removeprefix("userAttributes."))
        yield f"    AuthUserAttribute(.unknown({key}), value: {_ask(value)}),"
    yield "])"
    yield "result = try await Amplify.Auth.confirmSignIn("
    yield f"    challengeResponse: {_ask(new)},"
    yield "    options: AuthConfirmSignInRequest.Options(pluginOptions: attributes))"


def _first(step: Step) -> str:
    return _ask(step.values[0][1]) if step.values else '""'


def _ask(value: Value) -> str:
    return f"ask({in_swift(value.variable)})"
