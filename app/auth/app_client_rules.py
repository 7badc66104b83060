"""What an app client's ExplicitAuthFlows allow (API reference, ExplicitAuthFlows of CreateUserPoolClient).

Unset means SRP, custom and refresh. Legacy values (without ALLOW_) cannot stand beside ALLOW_ values; a client with
legacy values keeps SRP and refresh, but CUSTOM_AUTH_FLOW_ONLY leaves only custom and refresh.
"""

from collections.abc import Sequence

DEFAULT = ("ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH")
REFRESH = DEFAULT[0]
CUSTOM_ONLY = "CUSTOM_AUTH_FLOW_ONLY"
LEGACY = {
    "ADMIN_NO_SRP_AUTH": "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    CUSTOM_ONLY: "ALLOW_CUSTOM_AUTH",
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
    return replaced if CUSTOM_ONLY in legacy else replaced | {"ALLOW_USER_SRP_AUTH"}


def value_to_add(explicit_auth_flows: Sequence[str] | None, value: str) -> str:
    """Return the value that would allow it, in the family that the client uses; empty where it is allowed already.

    CUSTOM_AUTH_FLOW_ONLY is never added, and nothing beside it: it shuts out what is no custom flow.
    """
    if allows(explicit_auth_flows, value):
        return ""
    given = set(explicit_auth_flows or ())
    names = (old for old, new in LEGACY.items() if new == value and old != CUSTOM_ONLY)
    uses_legacy = bool(given & LEGACY.keys()) and CUSTOM_ONLY not in given
    return next(names, value) if uses_legacy else value


def with_value(explicit_auth_flows: Sequence[str], value: str, *, rotation: bool = False) -> tuple[str, ...]:
    """Return the whole new setting that allows what the ALLOW_ value stands for, and all that was allowed before.

    What was implied is written out, as the default of a client without values; legacy values become those that
    replaced them. A client whose refresh tokens rotate cannot have ALLOW_REFRESH_TOKEN_AUTH.
    """
    given = set(explicit_auth_flows)
    if given and not given & LEGACY.keys():
        before = tuple(explicit_auth_flows)
    else:
        allowed = effective(explicit_auth_flows)
        before = tuple(each for each in (*DEFAULT, *LEGACY.values()) if each in allowed)
    after = dict.fromkeys((*before, value))
    if rotation:
        after.pop(REFRESH, None)
    return tuple(after)
