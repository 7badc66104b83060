"""What an app client's ExplicitAuthFlows allow (API reference, ExplicitAuthFlows of CreateUserPoolClient).

Unset means SRP, custom and refresh. Legacy values (without ALLOW_) cannot stand beside ALLOW_ values; a client with
legacy values keeps SRP and refresh, but CUSTOM_AUTH_FLOW_ONLY leaves only custom and refresh.
"""

from collections.abc import Sequence

DEFAULT = ("ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH")
LEGACY = {
    "ADMIN_NO_SRP_AUTH": "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "CUSTOM_AUTH_FLOW_ONLY": "ALLOW_CUSTOM_AUTH",
    "USER_PASSWORD_AUTH": "ALLOW_USER_PASSWORD_AUTH",
}


def allows(explicit_auth_flows: Sequence[str] | None, value: str) -> bool:
    """Say whether a client allows what the ALLOW_ value stands for; None (unknown) forbids nothing."""
    return explicit_auth_flows is None or value in effective(explicit_auth_flows)


def effective(explicit_auth_flows: Sequence[str]) -> frozenset[str]:
    """Return the ALLOW_ values that a client's setting amounts to."""
    if not explicit_auth_flows:
        return frozenset(DEFAULT)
    given = frozenset(explicit_auth_flows)
    legacy = given & LEGACY.keys()
    if not legacy:
        return given
    replaced = frozenset(LEGACY[value] for value in legacy) | {"ALLOW_REFRESH_TOKEN_AUTH"}
    return replaced if "CUSTOM_AUTH_FLOW_ONLY" in legacy else replaced | {"ALLOW_USER_SRP_AUTH"}


def value_to_add(explicit_auth_flows: Sequence[str] | None, value: str) -> str:
    """Return the value that would allow it, in the family that the client uses; empty where it is allowed already."""
    if allows(explicit_auth_flows, value):
        return ""
    legacy_name = next((old for old, new in LEGACY.items() if new == value), "")
    uses_legacy = bool(set(explicit_auth_flows or ()) & LEGACY.keys())
    return legacy_name if uses_legacy and legacy_name else value
