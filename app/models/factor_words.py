"""What a user can sign in with, in words, as far as GetUserAuthFactors and GetUser have said it."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.models.field_words import choice_words
from app.texts import text

MFA_ONLY = ("SOFTWARE_TOKEN",)  # of ConfiguredUserAuthFactors: no first factor (API reference, SignInPolicyType)


def factor_words(found: Mapping[str, Any]) -> str:
    """Say the first factors, the second ones and the preferred one, a line each; what is not known is left out."""
    lines: list[str] = []
    first, second = found.get("ConfiguredUserAuthFactors"), found.get("UserMFASettingList")
    if isinstance(first, list):
        lines.append(text("account.first_factors", factors=_listed([each for each in first if each not in MFA_ONLY])))
        second = second if isinstance(second, list) else []
    if isinstance(second, list):
        lines.append(text("account.second_factors", factors=_listed(second)))
    if isinstance(first, list) and set(first) & set(MFA_ONLY):
        lines.append(text("account.mfa_only", factors=_listed([each for each in first if each in MFA_ONLY])))
    if lines and found.get("PreferredMfaSetting"):
        lines.append(text("account.preferred", factor=_listed([found["PreferredMfaSetting"]])))
    return "\n".join(lines) or text("account.unknown_factors")


def _listed(factors: Sequence[object]) -> str:
    return ", ".join(choice_words(str(each)) for each in factors) or text("account.none")
