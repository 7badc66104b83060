"""Authentication levels: which proofs reach which, and the claims acr and amr that tell of them.

Source: Cognito's developer guide on authentication levels with ACR and AMR claims. Only a sign-in that asked for a
level (TARGET_ACR_VALUES) gets the claims; whether others do is not known.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from app.practice import messages
from app.practice.errors import Refusal
from app.practice.state import Pool

PASSWORD, TOTP, SMS, EMAIL, SOFTWARE_KEY, HARDWARE_KEY = "pwd", "otp", "sms", "email_otp", "swk", "hwk"  # amr values
SEVERAL = "mfa"  # besides, where there are two or more
LEVELS = (1, 2, 3, 4)
# By level: each set of proofs that reaches it.
COMBINATIONS: dict[int, tuple[frozenset[str], ...]] = {
    1: (frozenset({PASSWORD}),),
    2: (frozenset({EMAIL}), frozenset({SMS})),
    3: (
        frozenset({SOFTWARE_KEY}), frozenset({HARDWARE_KEY}), frozenset({PASSWORD, SMS}), frozenset({PASSWORD, EMAIL}),
    ),
    4: (frozenset({PASSWORD, TOTP}),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurance:
    """A sign-in on its way to a level (1 to 4): the amr values of what was proven, oldest first."""

    level: int
    methods: tuple[str, ...] = ()

    def proved(self, method: str) -> "Assurance":
        """The same with one more proof."""
        return self if method in self.methods else replace(self, methods=(*self.methods, method))


def names(pool: Pool) -> dict[int, str]:
    """The acr value of each level: Cognito's, or the pool's own by AcrConfiguration."""
    own = pool.settings.get("AcrConfiguration", {})
    return {level: own.get(f"Level{level}", {}).get("AcrValue", f"urn:cognito:loa:{level}") for level in LEVELS}


def configuration(pool: Pool) -> dict[str, dict[str, str]]:
    """AcrConfiguration as a pool's description shows it: whole, with the names that Cognito gives."""
    return {f"Level{level}": {"AcrValue": name} for level, name in names(pool).items()}


def check_names(pool: Pool) -> None:
    """Refuse own names on the Lite tier, and a name for two levels, Cognito's own names included."""
    if not pool.settings.get("AcrConfiguration"):
        return
    if pool.settings.get("UserPoolTier") == "LITE":
        raise Refusal("FeatureUnavailableInTierException", messages.LITE_ACR)
    if len(set(names(pool).values())) < len(LEVELS):
        raise Refusal("InvalidParameterException", messages.ACR_NOT_UNIQUE)


def level_of(methods: Collection[str]) -> int:
    """The highest level that these amr values reach; 0 for none."""
    return max((level for level, sets in COMBINATIONS.items() if any(each.issubset(methods) for each in sets)),
               default=0)


def claims(pool: Pool, assurance: Assurance | None) -> dict[str, Any]:
    """The claims acr and amr, or none where no level was asked for."""
    if assurance is None:
        return {}
    several = [SEVERAL] if len(assurance.methods) > 1 else []
    return {"acr": names(pool)[level_of(assurance.methods)], "amr": [*assurance.methods, *several]}
