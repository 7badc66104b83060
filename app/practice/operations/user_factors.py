"""GetUserAuthFactors and AdminGetUserAuthFactors: what a user could prove to be the user with."""

from collections.abc import Callable
from typing import Any

from app.practice import factors, inbox, lookups, passkeys, pool_settings, tokens
from app.practice.operations.user_shapes import mfa_members
from app.practice.state import Pool, State, User


def get_user_auth_factors(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """GetUserAuthFactors."""
    pool, _, user, _ = tokens.verify_access(state, request["AccessToken"])
    return _view(pool, user)


def admin_get_user_auth_factors(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminGetUserAuthFactors."""
    pool = lookups.pool(state, request["UserPoolId"])
    return _view(pool, lookups.need_user(pool, request["Username"]))


def _view(pool: Pool, user: User) -> dict[str, Any]:
    configured = [name for name, has in CONFIGURED.items() if has(pool, user)]
    return {"Username": user.username, "ConfiguredUserAuthFactors": configured, **mfa_members(user)}


def _has_code(factor: str, mfa: str) -> Callable[[Pool, User], bool]:
    """A code counts where the user has the address, and the pool takes it first or the user switched it on as MFA."""
    attribute = inbox.ATTRIBUTES[factors.MEDIA[mfa]]
    return lambda pool, user: bool(user.attributes.get(attribute)) and (
        factor in pool_settings.first_factors(pool) or mfa in user.mfa_enabled
    )


# Which AuthFactorType a user has; SOFTWARE_TOKEN is a second factor only (Cognito's API model).
CONFIGURED: dict[str, Callable[[Pool, User], bool]] = {
    "PASSWORD": lambda _, user: bool(user.salt),
    "EMAIL_OTP": _has_code("EMAIL_OTP", factors.EMAIL),
    "SMS_OTP": _has_code("SMS_OTP", factors.SMS),
    "WEB_AUTHN": lambda pool, user: passkeys.enabled(pool) and bool(passkeys.usable(pool, user)),
    "SOFTWARE_TOKEN": lambda _, user: factors.set_up(user, factors.TOTP),
}
HANDLERS = {
    "GetUserAuthFactors": get_user_auth_factors,
    "AdminGetUserAuthFactors": admin_get_user_auth_factors,
}
