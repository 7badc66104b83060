"""The signed-in user's passkeys: register one in two calls, list them, delete one."""

from typing import Any

from app.practice import messages, paging, passkey_checks, passkeys, tokens
from app.practice.errors import Refusal
from app.practice.registrations import VALID_FOR, Registration
from app.practice.state import Passkey, Pool, State, User

TIMEOUT = 60_000  # milliseconds, as in the sample of Cognito's documentation


def start_web_authn_registration(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """StartWebAuthnRegistration: the options for the authenticator, an object with the members of Cognito's sample."""
    pool, client, user, _ = tokens.verify_access(state, request["AccessToken"])
    _check_enabled(pool)
    rp_id = passkeys.rp_id(pool)
    if not rp_id:
        raise Refusal("WebAuthnConfigurationMissingException", messages.RELYING_PARTY_MISSING)
    _check_limit(user)
    verification = passkeys.user_verification(pool, user)
    challenge = state.registrations.open(Registration(
        pool_id=pool.pool_id, client_id=client.client_id, username=user.username, rp_id=rp_id,
        user_verification=verification, expires_at=state.now() + VALID_FOR,
    ))
    return {"CredentialCreationOptions": {
        "authenticatorSelection": {
            "requireResidentKey": True, "residentKey": "required", "userVerification": verification,
        },
        "challenge": passkeys.to_text(challenge),
        "excludeCredentials": [
            {"id": passkeys.to_text(each.credential_id), "type": "public-key"} for each in passkeys.usable(pool, user)
        ],
        "pubKeyCredParams": [{"alg": algorithm, "type": "public-key"} for algorithm in passkeys.ALGORITHMS],
        "rp": {"id": rp_id, "name": rp_id},
        "timeout": TIMEOUT,
        "user": {"displayName": user.username, "id": passkeys.to_text(user.sub.encode()), "name": user.username},
    }}


def complete_web_authn_registration(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """CompleteWebAuthnRegistration. An empty object: what aws-amplify reads of the reply has to be JSON."""
    pool, client, user, _ = tokens.verify_access(state, request["AccessToken"])
    _check_enabled(pool)
    response = passkey_checks.read_registration(request["Credential"])
    challenge = response.response.client_data.challenge
    started = state.registrations.find(challenge, state.now())
    if started is None or (started.pool_id, started.username) != (pool.pool_id, user.username):
        raise Refusal("WebAuthnChallengeNotFoundException", messages.PASSKEY_CHALLENGE_NOT_FOUND)
    if started.client_id != client.client_id:
        raise Refusal("WebAuthnClientMismatchException", messages.PASSKEY_OTHER_CLIENT)
    state.registrations.spend(challenge)
    _check_limit(user)
    passkey = passkey_checks.verify_registration(
        response, started, request["Credential"], at=state.now(), name=_free_name(user)
    )
    if any(each.credential_id == passkey.credential_id for owner in pool.users.values() for each in owner.passkeys):
        raise Refusal("InvalidParameterException", messages.PASSKEY_REGISTERED)
    user.passkeys.append(passkey)
    user.modified_at = state.now()
    return {}


def _check_enabled(pool: Pool) -> None:
    if not passkeys.enabled(pool):
        raise Refusal("WebAuthnNotEnabledException", messages.PASSKEYS_OFF)


def _check_limit(user: User) -> None:
    if len(user.passkeys) >= passkeys.LARGEST_NUMBER:
        raise Refusal("LimitExceededException", messages.PASSKEY_LIMIT)


def _free_name(user: User) -> str:
    """FriendlyCredentialName; how Cognito makes it up is not known."""
    taken = {each.friendly_name for each in user.passkeys}
    return next(name for number in range(1, len(taken) + 2) if (name := f"Passkey {number}") not in taken)


def list_web_authn_credentials(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """ListWebAuthnCredentials."""
    _, _, user, _ = tokens.verify_access(state, request["AccessToken"])
    limit = request.get("MaxResults") or passkeys.LARGEST_NUMBER
    page, token = paging.page([_described(each) for each in user.passkeys], limit, request.get("NextToken"))
    return {"Credentials": page} | ({"NextToken": token} if token else {})


def _described(passkey: Passkey) -> dict[str, Any]:
    """WebAuthnCredentialDescription."""
    return {
        "CredentialId": passkeys.to_text(passkey.credential_id),
        "FriendlyCredentialName": passkey.friendly_name,
        "RelyingPartyId": passkey.rp_id,
        **({"AuthenticatorAttachment": passkey.attachment} if passkey.attachment else {}),
        "AuthenticatorTransports": passkey.transports,
        "CreatedAt": round(passkey.created_at, 3),
    }


def delete_web_authn_credential(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """DeleteWebAuthnCredential."""
    _, _, user, _ = tokens.verify_access(state, request["AccessToken"])
    kept = [each for each in user.passkeys if passkeys.to_text(each.credential_id) != request["CredentialId"]]
    if len(kept) == len(user.passkeys):
        raise Refusal("ResourceNotFoundException", messages.PASSKEY_NOT_FOUND)
    user.passkeys, user.modified_at = kept, state.now()
    return {}


HANDLERS = {
    "StartWebAuthnRegistration": start_web_authn_registration,
    "CompleteWebAuthnRegistration": complete_web_authn_registration,
    "ListWebAuthnCredentials": list_web_authn_credentials,
    "DeleteWebAuthnCredential": delete_web_authn_credential,
}
