"""REFRESH_TOKEN_AUTH: new tokens for a refresh token that was saved or is pasted."""

from typing import Any

from app.auth.client import Context
from app.auth.flows.credentials import CLIENT_METADATA
from app.auth.flows.finish import returned_name, tokens_of
from app.auth.secret_hash import secret_hash
from app.auth.steps import Field, Kind, Steps, ask, call, keep
from app.auth.tokens import TokenSet

REFRESH_TOKEN = Field(name="refresh_token", kind=Kind.TOKEN)
USERNAME = Field(name="username", required=False)  # only for the hash of an app client with a secret
FROM_VAULT = "from_vault"  # set in the answer when the token was read from the vault: it need not be kept again


def sign_in(context: Context) -> Steps[TokenSet]:
    """InitiateAuth with the refresh token. There is no USERNAME in it, but SECRET_HASH is over the user's real name.

    Cognito answers without a new refresh token, so the one that was used is still the user's.
    """
    who = yield from ask("CREDENTIALS", REFRESH_TOKEN, USERNAME, CLIENT_METADATA)
    token, username = who.secret("refresh_token"), who.text("username")
    parameters: dict[str, Any] = {"REFRESH_TOKEN": token}
    digest = secret_hash(context.client, username)
    if digest is not None:
        parameters["SECRET_HASH"] = digest
    metadata = who.pairs("client_metadata")
    optional = {"ClientMetadata": metadata} if metadata else {}
    reply = yield from call(
        "InitiateAuth",
        AuthFlow="REFRESH_TOKEN_AUTH",
        ClientId=context.client.client_id,
        AuthParameters=parameters,
        **optional,
    )
    tokens = tokens_of(reply)
    if tokens.refresh_token is not None or not who.text(FROM_VAULT):
        name = returned_name(tokens, username)
        yield from keep("refresh_token", tokens.refresh_token or token, name, {"flow": "refresh"})
    return tokens
