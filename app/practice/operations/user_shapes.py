"""How a user looks in the answers of the operations that give one out."""

from typing import Any

from app.practice import attributes
from app.practice.state import User


def user_type(user: User, only: list[str] | None = None) -> dict[str, Any]:
    """UserType, as AdminCreateUser and the lists give it; `only` is AttributesToGet."""
    shown = attributes.to_wire(user)
    if only is not None:
        shown = [each for each in shown if each["Name"] in only]
    return {"Username": user.username, "Attributes": shown, **_common(user)}


def admin_view(user: User) -> dict[str, Any]:
    """The answer of AdminGetUser."""
    return {
        "Username": user.username,
        "UserAttributes": attributes.to_wire(user),
        **_common(user),
        **mfa_members(user),
    }


def _common(user: User) -> dict[str, Any]:
    return {
        "UserCreateDate": round(user.created_at, 3),
        "UserLastModifiedDate": round(user.modified_at, 3),
        "Enabled": user.enabled,
        "UserStatus": user.status,
    }


def mfa_members(user: User) -> dict[str, Any]:
    """The two members on MFA; both are absent where there is none."""
    members: dict[str, Any] = {}
    if user.mfa_preferred:
        members["PreferredMfaSetting"] = user.mfa_preferred
    if user.mfa_enabled:
        members["UserMFASettingList"] = sorted(user.mfa_enabled)
    return members
