"""New ID and access tokens from a refresh token: REFRESH_TOKEN_AUTH. There are no challenges, ever."""

from app.practice import grants, lookups, messages, tokens
from app.practice.errors import Refusal
from app.practice.lookups import Where
from app.practice.state import Client, State
from app.practice.turn import Answer


def refresh_token_auth(state: State, client: Client, parameters: dict[str, str]) -> Answer:
    """The reply to REFRESH_TOKEN_AUTH: tokens without a refresh token.

    There is no USERNAME, so the secret hash is over the user's real name (the sub where addresses are user names).
    """
    secret_hash = parameters.get("SECRET_HASH")
    if client.secret and not secret_hash:
        raise Refusal("NotAuthorizedException", messages.secret_hash_missing(client.client_id))
    token = parameters["REFRESH_TOKEN"]
    grant = tokens.read_refresh(state, client, token)
    lookups.check_secret_hash(client, grant.user.username, secret_hash, Where.REFRESH)
    overrides = grants.token_overrides(state, grant.pool, client, grant.user, grants.REFRESH, None)
    grant = tokens.read_refresh(state, client, token)  # the trigger may have taken its time: is it still good?
    result = tokens.issue(
        state, grant.pool, client, grant.user, auth_time=grant.auth_time, event_id=grant.event_id,
        origin_jti=grant.origin_jti, with_refresh=False, overrides=overrides,
    )
    return {"AuthenticationResult": result, "ChallengeParameters": {}}
