"""A pool's password policy, and the setting of passwords."""

import secrets
import string
from collections.abc import Callable
from typing import Any

from app.practice import messages, srp
from app.practice.errors import Refusal
from app.practice.state import Attempts, Pool, State, User

SYMBOLS = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+= "
DEFAULT_POLICY: dict[str, Any] = {
    "MinimumLength": 8,
    "RequireUppercase": True,
    "RequireLowercase": True,
    "RequireNumbers": True,
    "RequireSymbols": True,
    "TemporaryPasswordValidityDays": 7,
}
# Policy member, what a password must have, and the reason that Cognito gives where it does not.
RULES: list[tuple[str, Callable[[str], bool], str]] = [
    ("RequireLowercase", str.islower, "Password must have lowercase characters"),
    ("RequireUppercase", str.isupper, "Password must have uppercase characters"),
    ("RequireNumbers", str.isdigit, "Password must have numeric characters"),
    ("RequireSymbols", SYMBOLS.__contains__, "Password must have symbol characters"),
]


def policy(pool: Pool) -> dict[str, Any]:
    """The pool's PasswordPolicy."""
    found: dict[str, Any] = pool.settings.get("Policies", {}).get("PasswordPolicy", DEFAULT_POLICY)
    return found


def check_policy(pool: Pool, password: str, words: Callable[[str], str] = messages.password_policy) -> None:
    """Raise InvalidPasswordException where the password breaks the pool's policy; `words` makes the message."""
    rules = policy(pool)
    if len(password) < rules.get("MinimumLength", 8):
        raise Refusal("InvalidPasswordException", words("Password not long enough"))
    for member, fits, reason in RULES:
        if rules.get(member) and not any(fits(character) for character in password):
            raise Refusal("InvalidPasswordException", words(reason))


def set_password(state: State, pool: Pool, user: User, password: str, *, temporary: bool = False) -> None:
    """Store the password's verifier; the user becomes CONFIRMED, or FORCE_CHANGE_PASSWORD with a temporary one.

    Does not check the policy. An UNCONFIRMED user's sign-up uses `store_password`, which leaves the status alone.
    """
    store_password(pool, user, password)
    user.status = "FORCE_CHANGE_PASSWORD" if temporary else "CONFIRMED"
    user.temporary_password_set_at = state.now() if temporary else None
    user.attempts = Attempts()
    user.modified_at = state.now()


def store_password(pool: Pool, user: User, password: str, *, salt: str | None = None) -> None:
    """Replace the verifier only; the status stays."""
    user.salt, user.verifier = srp.make_verifier(pool.pool_id, user.username, password, salt)


def make_temporary_password(pool: Pool) -> str:
    """A random password that every policy takes."""
    length = max(12, policy(pool).get("MinimumLength", 8))
    parts = [string.ascii_lowercase, string.ascii_uppercase, string.digits, "!#%*+-=?"]
    drawn = [secrets.choice(part) for part in parts]
    drawn += [secrets.choice(string.ascii_letters + string.digits) for _ in range(length - len(drawn))]
    secrets.SystemRandom().shuffle(drawn)
    return "".join(drawn)


def temporary_password_expired(state: State, pool: Pool, user: User) -> bool:
    """Whether a temporary password is older than the policy's TemporaryPasswordValidityDays."""
    days = policy(pool).get("TemporaryPasswordValidityDays", 7)
    return user.temporary_password_set_at is not None and (
        state.now() >= user.temporary_password_set_at + days * 24 * 60 * 60
    )
