"""ExplicitAuthFlows of an app client: which values may stand together, and which AuthFlow they let through.

Sources: Cognito's documentation and API model; where a refusal's text is measured it is marked so in messages.py.
"""

from collections.abc import Collection, Sequence

from app.practice import messages
from app.practice.errors import Refusal
from app.practice.state import Client

LEGACY = frozenset({"ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY", "USER_PASSWORD_AUTH"})
DEFAULT = frozenset({"ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"})
# The two spellings of a flow that do the same.
SAME_FLOW = {"ADMIN_NO_SRP_AUTH": "ADMIN_USER_PASSWORD_AUTH", "REFRESH_TOKEN": "REFRESH_TOKEN_AUTH"}
# What a legacy value lets through; SRP and refresh are always on beside them, but for CUSTOM_AUTH_FLOW_ONLY's SRP.
LEGACY_ALLOWS = {
    "ADMIN_NO_SRP_AUTH": "ADMIN_USER_PASSWORD_AUTH",
    "CUSTOM_AUTH_FLOW_ONLY": "CUSTOM_AUTH",
    "USER_PASSWORD_AUTH": "USER_PASSWORD_AUTH",
}


def check(values: Sequence[str], rotation_on: bool, tier: str) -> None:
    """Refuse a list of values that Cognito would not take for a client.

    `tier` is the pool's UserPoolTier. Raises InvalidParameterException or FeatureUnavailableInTierException.
    """
    if any(value in LEGACY for value in values) and any(value.startswith("ALLOW_") for value in values):
        raise Refusal("InvalidParameterException", messages.LEGACY_AND_ALLOW_MIXED)
    if rotation_on and "ALLOW_REFRESH_TOKEN_AUTH" in values:
        raise Refusal("InvalidParameterException", messages.ALLOW_REFRESH_WITH_ROTATION)
    if tier == "LITE" and "ALLOW_USER_AUTH" in values:
        raise Refusal("FeatureUnavailableInTierException", messages.USER_AUTH_ON_LITE)
    if tier == "LITE" and rotation_on:
        raise Refusal("FeatureUnavailableInTierException", messages.ROTATION_ON_LITE)


def custom_only(client: Client) -> bool:
    """Whether the client has the legacy value that shuts out every flow but the custom one."""
    return "CUSTOM_AUTH_FLOW_ONLY" in client.settings.get("ExplicitAuthFlows", [])


def rotation_on(client: Client) -> bool:
    """Whether the client's refresh tokens are replaced at each use."""
    return bool(client.settings.get("RefreshTokenRotation", {}).get("Feature") == "ENABLED")


def allowed(client: Client) -> Collection[str]:
    """The AuthFlow values, without their older spellings, that a client may begin."""
    values = client.settings.get("ExplicitAuthFlows") or []
    if not values and rotation_on(client):
        values = DEFAULT - {"ALLOW_REFRESH_TOKEN_AUTH"}
    if not any(value in LEGACY for value in values):
        return {value.removeprefix("ALLOW_") for value in values or DEFAULT}
    beside = {"REFRESH_TOKEN_AUTH"} if custom_only(client) else {"REFRESH_TOKEN_AUTH", "USER_SRP_AUTH"}
    return {LEGACY_ALLOWS[value] for value in values if value in LEGACY_ALLOWS} | beside


def allows(client: Client, auth_flow: str) -> bool:
    """Whether a client may begin a flow, by any spelling of its name."""
    return SAME_FLOW.get(auth_flow, auth_flow) in allowed(client)
