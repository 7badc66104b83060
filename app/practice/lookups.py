"""Finds pools, app clients and users by the names a request gives, and checks a client's secret hash."""

import base64
import hmac
from enum import StrEnum

from app.practice import messages
from app.practice.errors import Refusal
from app.practice.state import Client, Pool, State, User


class Where(StrEnum):
    """Which kind of call carries a secret hash: the messages and the leniency differ."""

    SIGN_IN = "sign_in"  # InitiateAuth, AdminInitiateAuth
    CHALLENGE = "challenge"  # RespondToAuthChallenge, AdminRespondToAuthChallenge
    REFRESH = "refresh"
    SELF_SERVICE = "self_service"  # SignUp, ForgotPassword and the like


def pool(state: State, pool_id: str) -> Pool:
    """The pool of that id; raises ResourceNotFoundException."""
    found = state.pools.get(pool_id)
    if found is None:
        raise Refusal("ResourceNotFoundException", messages.pool_not_found(pool_id))
    return found


def client(state: State, client_id: str) -> tuple[Pool, Client]:
    """The app client of that id and its pool; raises ResourceNotFoundException."""
    for each in state.pools.values():
        if client_id in each.clients:
            return each, each.clients[client_id]
    raise Refusal("ResourceNotFoundException", messages.client_not_found(client_id))


def client_of(owner: Pool, client_id: str) -> Client:
    """The app client of that id in that pool; raises ResourceNotFoundException."""
    found = owner.clients.get(client_id)
    if found is None:
        raise Refusal("ResourceNotFoundException", messages.client_not_found(client_id))
    return found


def case_sensitive(owner: Pool) -> bool:
    """Whether user names and aliases of the pool differ by case (UsernameConfiguration)."""
    return bool(owner.settings.get("UsernameConfiguration", {}).get("CaseSensitive", True))


def same_name(owner: Pool, one: str, other: str) -> bool:
    """Whether two user names or aliases are the same in this pool."""
    return one == other if case_sensitive(owner) else one.casefold() == other.casefold()


def find_user(owner: Pool, name: str) -> User | None:
    """The user of that real user name, sub or alias.

    An address is an alias where AliasAttributes says so and it is verified; in pools with UsernameAttributes it is
    the user name, verified or not.
    """
    if name in owner.users:
        return owner.users[name]
    for user in owner.users.values():
        if same_name(owner, user.username, name) or user.sub == name:
            return user
    return next((user for user in owner.users.values() if name_is_alias(owner, user, name)), None)


def name_is_alias(owner: Pool, user: User, name: str) -> bool:
    """Whether `name` is an address or preferred_username by which `user` may sign in."""
    return any(
        attribute in user.attributes and same_name(owner, user.attributes[attribute], name)
        for attribute in sign_in_attributes(owner, user)
    )


def sign_in_attributes(owner: Pool, user: User) -> list[str]:
    """The attributes of this user that work as a user name now."""
    return list(owner.settings.get("UsernameAttributes", [])) + [
        alias
        for alias in owner.settings.get("AliasAttributes", [])
        if alias == "preferred_username" or user.attributes.get(f"{alias}_verified") == "true"
    ]


def need_user(owner: Pool, name: str) -> User:
    """The user as the admin operations look it up; raises UserNotFoundException."""
    user = find_user(owner, name)
    if user is None:
        raise Refusal("UserNotFoundException", messages.USER_NOT_FOUND)
    return user


def secret_hash(username: str, app_client: Client) -> str:
    """base64(HMAC-SHA256(client secret, user name + client id)), as Cognito's documentation gives it."""
    text = (username + app_client.client_id).encode(errors="surrogatepass")
    return base64.b64encode(hmac.digest(app_client.secret.encode(), text, "sha256")).decode()


def check_secret_hash(app_client: Client, username: str, given: str | None, where: Where) -> None:
    """Refuse a missing, wrong or unexpected secret hash, in the words of that kind of call."""
    if not app_client.secret:
        if given and where in (Where.SIGN_IN, Where.SELF_SERVICE):
            raise Refusal("InvalidParameterException", messages.secret_hash_unexpected(app_client.client_id))
        return
    if not given:
        missing = messages.secret_missing if where == Where.SELF_SERVICE else messages.secret_hash_missing
        raise Refusal("NotAuthorizedException", missing(app_client.client_id))
    if not hmac.compare_digest(given.encode(errors="surrogatepass"), secret_hash(username, app_client).encode()):
        raise Refusal("NotAuthorizedException", messages.secret_hash_wrong(app_client.client_id))


def existence_errors_hidden(app_client: Client) -> bool:
    """Whether the client hides which users exist; LEGACY is the API's default."""
    return app_client.settings.get("PreventUserExistenceErrors") == "ENABLED"
