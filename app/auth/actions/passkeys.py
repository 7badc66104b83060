"""Passkeys of a signed-in user: list, register, delete (API reference, StartWebAuthnRegistration and its neighbours).

Each wants an access token whose scope has aws.cognito.signin.user.admin, as those of a sign-in by these flows have.
"""

from collections.abc import Mapping
from typing import Any

from app.auth.actions.info import ACCESS_TOKEN, Findings, all_pages
from app.auth.client import Context
from app.auth.steps import (
    CREDENTIALS,
    CreatePasskey,
    Field,
    Kind,
    Steps,
    ask,
    call,
    forget,
    passkey,
)
from app.auth.vault_names import name_of_passkey
from app.errors import ApiError, UnexpectedReply
from app.secret import Secret

CREDENTIAL_ID = Field(name="CredentialId")
ORIGIN = Field(name="origin", required=False, advanced=True)  # empty: https and the relying party id


def list_passkeys(_: Context) -> Steps[Findings]:
    """ListWebAuthnCredentials, page by page: {"Credentials": [...]}."""
    who = yield from ask(CREDENTIALS, ACCESS_TOKEN)
    return (yield from _listed(who.secret("access_token")))


def register_passkey(context: Context) -> Steps[Findings]:
    """Let an authenticator make a passkey for the user pool, and list what there is then.

    A passkey that the user pool did not take is forgotten where its key was in the vault: nobody could sign in with it.
    """
    authenticator = Field(name="authenticator", kind=Kind.CHOICE, choices=context.authenticators)
    who = yield from ask(CREDENTIALS, ACCESS_TOKEN, authenticator, ORIGIN)
    token = who.secret("access_token")
    started = yield from call("StartWebAuthnRegistration", AccessToken=token)
    options = started.body.get("CredentialCreationOptions")
    if not isinstance(options, Mapping):
        raise UnexpectedReply("CredentialCreationOptions", operation=started.operation)
    chosen = who.text("authenticator") or context.authenticators[0]
    made = yield from passkey(
        CreatePasskey(options=options, origin=who.text("origin") or _own_origin(options), authenticator=chosen)
    )
    try:
        yield from call("CompleteWebAuthnRegistration", AccessToken=token, Credential=made.credential)
    except ApiError:
        yield from forget(name_of_passkey(str(made.credential.get("id", ""))))
        raise
    return (yield from _listed(token))


def delete_passkey(_: Context) -> Steps[Findings]:
    """DeleteWebAuthnCredential; a software key is forgotten with it, and the rest is listed.

    A security key keeps what it holds: only its owner can delete it there.
    """
    who = yield from ask(CREDENTIALS, ACCESS_TOKEN, CREDENTIAL_ID)
    token, credential_id = who.secret("access_token"), who.text("CredentialId")
    yield from call("DeleteWebAuthnCredential", AccessToken=token, CredentialId=credential_id)
    yield from forget(name_of_passkey(credential_id))
    return (yield from _listed(token))


def _listed(token: Secret) -> Steps[Findings]:
    found = yield from all_pages("ListWebAuthnCredentials", "Credentials", "NextToken", AccessToken=token)
    return {"Credentials": found}


def _own_origin(options: Mapping[str, Any]) -> str:
    """Return https and the relying party id; what is wrong with the id the authenticator's check says."""
    rp = options.get("rp")
    return f"https://{rp.get('id', '') if isinstance(rp, Mapping) else ''}"
