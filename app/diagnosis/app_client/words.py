"""The settings of app clients and user pools in words, with their units, defaults and ranges.

Each function takes facts whose kind it cannot trust: they may come from a file that a person has edited.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from app.auth.app_client_rules import DEFAULT
from app.auth.client_settings import SECONDS
from app.texts import text, text_or

Facts = Mapping[str, Any]
HOUR = 3600
# Token -> its member, the unit where none is named, and its lifetime where none is given (service model).
LIFETIMES = {
    "AccessToken": ("AccessTokenValidity", "hours", HOUR),
    "IdToken": ("IdTokenValidity", "hours", HOUR),
    "RefreshToken": ("RefreshTokenValidity", "days", 30 * 24 * HOUR),
}
UNITS = (("days", 86400), ("hours", HOUR), ("minutes", 60), ("seconds", 1))
SESSION_MINUTES = 3
RULES = {
    "RequireUppercase": "uppercase", "RequireLowercase": "lowercase", "RequireNumbers": "numbers",
    "RequireSymbols": "symbols",
}  # fmt: skip


def span(seconds: int) -> str:
    """Write a length of time in the largest unit that fits it: `30 days`, `90 minutes`, `1 hour`."""
    unit, size = next((unit, size) for unit, size in UNITS if seconds % size == 0)
    count = seconds // size
    return text(f"app_client.span.{unit}" if count != 1 else f"app_client.span.one_{unit}", count=f"{count:,}")


def flows_words(values: object) -> str:
    """The values of ExplicitAuthFlows; what none at all means."""
    given = _strings(values)
    return ", ".join(given) if given else text("app_client.value.flows_unset", values=", ".join(DEFAULT))


def lifetime(facts: Facts, token: str) -> str:
    """How long a token is good for; the default where none is given."""
    member, unit, default = LIFETIMES[token]
    count = _number(facts.get(member))
    if not count:
        return text("app_client.value.default", value=span(default))
    named = _mapping(facts.get("TokenValidityUnits")).get(token)
    return span(count * SECONDS.get(str(named), SECONDS[unit]))


def session(facts: Facts) -> str:
    """How long a Session is good for."""
    minutes = _number(facts.get("AuthSessionValidity"))
    return span(60 * minutes) if minutes else text("app_client.value.default", value=span(60 * SESSION_MINUTES))


def secret(facts: Facts) -> str:
    """Whether the app client has a secret."""
    return secret_words(has=bool(facts.get("HasSecret")))


def secret_words(*, has: bool) -> str:
    """Whether the app client has a secret."""
    return text("app_client.value.secret" if has else "app_client.value.no_secret")


def rotation(facts: Facts) -> str:
    """Whether refresh tokens rotate, and how long the old one is good for after that."""
    found = _mapping(facts.get("RefreshTokenRotation"))
    if found.get("Feature") != "ENABLED":
        return rotation_words(on=False)
    grace = _number(found.get("RetryGracePeriodSeconds"))
    if grace is None:
        return rotation_words(on=True)
    return text("app_client.value.rotation_grace" if grace else "app_client.value.rotation_no_grace", time=span(grace))


def rotation_words(*, on: bool) -> str:
    """Whether refresh tokens rotate."""
    return text("app_client.value.rotation" if on else "app_client.value.no_rotation")


def existence(facts: Facts) -> str:
    """What is said to a name that nobody has; LEGACY is the API's default."""
    value = str(facts.get("PreventUserExistenceErrors") or "LEGACY")
    return text_or(f"app_client.value.existence_{value}", value)


def revocation(facts: Facts) -> str:
    """Whether tokens can be revoked."""
    return _on_off(facts.get("EnableTokenRevocation"))


def tier(facts: Facts) -> str:
    """The feature plan of the user pool."""
    value = str(facts.get("UserPoolTier", ""))
    return text_or(f"app_client.value.tier_{value}", value)


def mfa(facts: Facts) -> str:
    """Whether a second factor is asked for."""
    value = str(facts.get("MfaConfiguration", ""))
    return text_or(f"app_client.value.mfa_{value}", value)


def mfa_methods(facts: Facts) -> str:
    """Which second factors there are; a passkey only where it counts as one."""
    found = [text_or(f"app_client.value.method_{method}", method) for method in _strings(facts.get("MfaMethods"))]
    if _mapping(facts.get("WebAuthnConfiguration")).get("FactorConfiguration") == "MULTI_FACTOR_WITH_USER_VERIFICATION":
        found.append(text("app_client.value.method_WEB_AUTHN"))
    return ", ".join(found) or text("app_client.value.none")


def triggers(facts: Facts) -> str:
    """Which triggers there are, and by its name the function behind each."""
    found = _mapping(facts.get("LambdaConfig"))
    return "\n".join(f"{trigger}: {function_name(arn)}" for trigger, arn in found.items()) or _none()


def function_name(arn: object) -> str:
    """The last part of a function's ARN: its name, with its version or alias where there is one."""
    return str(arn).rpartition(":function:")[2]


def device_rule(facts: Facts) -> str:
    """Whether devices are remembered, by whose decision, and what a remembered one is good for."""
    found = _mapping(facts.get("DeviceConfiguration"))
    if not found:
        return text("app_client.value.device_off")
    asked = bool(found.get("DeviceOnlyRememberedOnUserPrompt"))
    stands = bool(found.get("ChallengeRequiredOnNewDevice"))
    return " ".join((
        text("app_client.value.device_asked" if asked else "app_client.value.device_always"),
        text("app_client.value.device_stands" if stands else "app_client.value.device_beside"),
    ))


def password_policy(facts: Facts) -> str:
    """What a password has to have."""
    policy = _mapping(facts.get("PasswordPolicy"))
    wanted = [text(f"app_client.value.{word}") for member, word in RULES.items() if policy.get(member) is True]
    length, history = _number(policy.get("MinimumLength")), _number(policy.get("PasswordHistorySize"))
    days = _number(policy.get("TemporaryPasswordValidityDays"))
    parts = [text("app_client.value.length", count=length)] if length else []
    parts += [text("app_client.value.with", what=", ".join(wanted))] if wanted else []
    parts += [text("app_client.value.history", count=history)] if history else []
    parts += [text("app_client.value.temporary", time=span(days * 86400))] if days else []
    return "; ".join(parts) or _none()


def sign_in_policy(facts: Facts) -> str:
    """Which first factors USER_AUTH may offer; a password alone is the default."""
    found = _strings(_mapping(facts.get("SignInPolicy")).get("AllowedFirstAuthFactors"))
    if not found:
        return text("app_client.value.default", value=text("app_client.value.factor_PASSWORD"))
    return ", ".join(text_or(f"app_client.value.factor_{factor}", factor) for factor in found)


def user_names(facts: Facts) -> str:
    """What a user may type as name."""
    addresses, aliases = _strings(facts.get("UsernameAttributes")), _strings(facts.get("AliasAttributes"))
    if addresses:
        return text("app_client.value.names_are", attributes=_attributes(addresses))
    if aliases:
        return text("app_client.value.names_also", attributes=_attributes(aliases))
    return text("app_client.value.names_only")


def verified(facts: Facts) -> str:
    """Which addresses are verified by a code at sign-up."""
    return _attributes(_strings(facts.get("AutoVerifiedAttributes"))) or _none()


def self_sign_up(facts: Facts) -> str:
    """Whether users may sign up themselves."""
    only = _mapping(facts.get("AdminCreateUserConfig")).get("AllowAdminCreateUserOnly") is True
    return text("app_client.value.admin_only" if only else "app_client.value.self_sign_up")


def recovery(facts: Facts) -> str:
    """Where a code for a forgotten password goes, the first first."""
    found = _mapping(facts.get("AccountRecoverySetting")).get("RecoveryMechanisms")
    listed = [each for each in found if isinstance(each, Mapping)] if isinstance(found, list | tuple) else []
    names = [str(each.get("Name")) for each in sorted(listed, key=lambda each: _number(each.get("Priority")) or 0)]
    words = (text_or(f"app_client.value.recovery_{name}", name) for name in names)
    return text("app_client.value.then").join(words) or text("app_client.value.recovery_unset")


def threat_protection(facts: Facts) -> str:
    """Whether sign-ins are watched for risk: then there is a history of them, too."""
    value = str(_mapping(facts.get("UserPoolAddOns")).get("AdvancedSecurityMode") or "OFF")
    return text_or(f"app_client.value.threat_{value}", value)


def _attributes(names: Iterable[str]) -> str:
    return ", ".join(text_or(f"app_client.value.attribute_{name}", name) for name in names)


def _on_off(value: object) -> str:
    return text("app_client.value.on" if value is True else "app_client.value.off")


def _none() -> str:
    return text("app_client.value.none")


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _mapping(value: object) -> Facts:
    return value if isinstance(value, Mapping) else {}


def _strings(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else []
