"""An app client's settings, as DescribeUserPoolClient gives them, with the defaults for what it leaves unsaid."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
REFRESH_SECONDS = 30 * 86400  # RefreshTokenValidity where it is 0 or not given (API reference)
SESSION_MINUTES = 3  # AuthSessionValidity


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSettings:
    """What a sign-in wants to know of its app client; durations in seconds."""

    explicit_auth_flows: tuple[str, ...]
    session_seconds: int  # AuthSessionValidity
    refresh_seconds: int  # RefreshTokenValidity
    rotation: bool  # RefreshTokenRotation is ENABLED
    grace_seconds: int | None  # its RetryGracePeriodSeconds


def read_settings(found: Mapping[str, Any]) -> ClientSettings:
    """Read a UserPoolClientType; what is not of its kind counts as not given."""
    rotation = _mapping(found.get("RefreshTokenRotation"))
    unit = SECONDS.get(str(_mapping(found.get("TokenValidityUnits")).get("RefreshToken")), SECONDS["days"])
    lasts = _number(found.get("RefreshTokenValidity"))
    flows = found.get("ExplicitAuthFlows")
    return ClientSettings(
        explicit_auth_flows=tuple(map(str, flows)) if isinstance(flows, list | tuple) else (),
        session_seconds=60 * (_number(found.get("AuthSessionValidity")) or SESSION_MINUTES),
        refresh_seconds=unit * lasts if lasts else REFRESH_SECONDS,
        rotation=rotation.get("Feature") == "ENABLED",
        grace_seconds=_number(rotation.get("RetryGracePeriodSeconds")),
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
