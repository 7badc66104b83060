"""Causes of a refused sign-in that have to do with the user: password, name, state, lock."""

from collections.abc import Mapping

from app.diagnosis.attempts import FREE_FAILURES
from app.diagnosis.case import ALIAS, Finding, Refused, Row, Rule, for_user, other_flow, remedies
from app.diagnosis.messages import BY_ACCESS_TOKEN
from app.diagnosis.verdict import Remedy

LONGEST_NAME, LONGEST_PASSWORD = 128, 256  # characters (API reference); one more is refused as a wrong password
DAY = 86_400.0
TEMPORARY_DAYS = 7  # PasswordPolicy.TemporaryPasswordValidityDays where it is not set (API reference)
CUSTOM_RUNS = ("custom", "custom_srp")
EXTERNAL = ("Google_", "Facebook_", "SignInWithApple_", "LoginWithAmazon_")
LONG_SKEW = 300.0  # seconds; how much Cognito tolerates is not known

WRONG = (
    "too_long", "device_proof", "old_password", "trigger_failed_sign_in", "passkey_failed", "not_here_yet",
    "not_migrated", "alias_unusable", "no_such_user", "user_disabled", "user_unconfirmed", "reset_required",
    "external_user", "risk_blocked", "temporary_password_expired", "locked_out", "password_spaces", "wrong_password",
    "unknown_user", "clock_skew", "wrong_pool", "name_case", "temporary_password", "no_password",
)  # fmt: skip
NOBODY = (
    "user_gone", "not_here_yet", "not_migrated", "alias_unusable", "no_such_user", "unknown_user", "wrong_pool",
    "name_case",
)  # fmt: skip
BY_TOKEN = BY_ACCESS_TOKEN | {"ChangePassword"}

ROWS: tuple[Row, ...] = (
    ("NotAuthorizedException", r"Incorrect username or password", WRONG),
    ("NotAuthorizedException", r"User is disabled", ("user_disabled",)),
    ("NotAuthorizedException", r"Password attempts exceeded", ("locked_out",)),
    ("NotAuthorizedException", r"Temporary password has expired", ("temporary_password_expired",)),
    ("UserNotFoundException", r"", NOBODY),
    ("UserNotConfirmedException", r"", ("user_unconfirmed",)),
    ("PasswordResetRequiredException", r"", ("reset_required",)),
)  # fmt: skip


def _is_status(case: Refused, status: str) -> Finding:
    return "aws" if case.fact("status") == status else 0


def _too_long(case: Refused) -> Finding:
    long = len(case.sent or case.typed) > LONGEST_NAME or (case.password_length or 0) > LONGEST_PASSWORD
    return "sent" if long else 0


def _device_proof(case: Refused) -> Finding:
    return "sent" if case.challenge == "DEVICE_PASSWORD_VERIFIER" else 0


def _passkey_failed(case: Refused) -> Finding:
    return 4 if case.challenge == "WEB_AUTHN" else 0


def _old_password(case: Refused) -> Finding:
    return "sent" if case.operation == "ChangePassword" else 0


def _trigger_failed_sign_in(case: Refused) -> Finding:
    """After an answer to a custom challenge nobody but DefineAuthChallenge can have said no (developer guide)."""
    if case.flow not in CUSTOM_RUNS and case.challenge != "CUSTOM_CHALLENGE":
        return 0
    if case.challenge == "CUSTOM_CHALLENGE":
        return "sent"
    if case.lambdas is not None and "DefineAuthChallenge" not in case.lambdas:
        return 0
    return 4 if case.flow == "custom" else 2


def _not_migrated(case: Refused) -> Finding:
    """A migration trigger runs only where it gets the password: not for SRP, not for custom (wire reference, 8)."""
    sees_password = not case.uses_srp and case.flow != "custom"
    no_trigger = case.lambdas is not None and "UserMigration" not in case.lambdas
    exists = case.fact("user") == "present" or case.seems_real
    if sees_password or no_trigger or exists or (case.lambdas is None and not _practice_legacy(case)):
        return 0
    return 5 if _practice_legacy(case) or case.seems_made_up else 3.5


def _not_here_yet(case: Refused) -> Finding:
    """AWS knows nobody of that name, and the trigger that might have was not asked."""
    return "aws" if case.fact("user") == "missing" and _not_migrated(case) else 0


def _practice_legacy(case: Refused) -> bool:
    return case.practice and case.typed == "legacy"


def _no_such_user(case: Refused) -> Finding:
    return "aws" if case.fact("user") == "missing" else 0


def _alias_unusable(case: Refused) -> Finding:
    """An address is a name only in a pool that is set up so, and as an alias only while it is verified (DG)."""
    if not ALIAS.fullmatch(case.typed) or case.fact("user") == "present" or case.seems_real:
        return 0
    if case.has_none("UsernameAttributes") and case.has_none("AliasAttributes"):
        return "aws" if case.fact("user") == "missing" else 3.5
    return 1.4


def _user_gone(case: Refused) -> Finding:
    return "reply" if case.operation in BY_TOKEN else 0


def _unknown_user(case: Refused) -> Finding:
    if case.fact("user") == "present" or case.seems_real:
        return 0
    if case.code == "UserNotFoundException":
        return 3
    if case.hides_users is False:
        return 0  # Cognito would have said UserNotFoundException
    return 4 if case.seems_made_up else 2.5 if case.hides_users else 2


def _user_disabled(case: Refused) -> Finding:
    """Cognito says it in plain words, as far as is known; so it is only a cause where AWS says so."""
    return "aws" if case.fact("enabled") == "no" else 0


def _risk_blocked(case: Refused) -> Finding:
    return "aws" if case.fact("blocked") == "yes" or case.fact("status") == "COMPROMISED" else 0


def _external_user(case: Refused) -> Finding:
    if case.fact("status"):
        return _is_status(case, "EXTERNAL_PROVIDER")
    return 3.2 if case.typed.startswith(EXTERNAL) else 0


def _temporary_password(case: Refused) -> Finding:
    if case.fact("status"):
        return 4 if case.fact("status") == "FORCE_CHANGE_PASSWORD" else 0
    return 0.8 if _has_password(case) and not case.seems_made_up else 0


def _temporary_password_expired(case: Refused) -> Finding:
    """Older than TemporaryPasswordValidityDays since the user was last changed."""
    changed = case.number("modified")
    if case.fact("status") != "FORCE_CHANGE_PASSWORD" or changed is None or not case.at:
        return 0
    policy = case.settings.get("PasswordPolicy")
    days = policy.get("TemporaryPasswordValidityDays") if isinstance(policy, Mapping) else None
    lasts = days if isinstance(days, int) and days > 0 else TEMPORARY_DAYS
    return "aws" if case.at > changed + lasts * DAY else 0


def _locked_out(case: Refused) -> Finding:
    """For a lock Cognito has words of its own, so behind others it is never the likeliest; others may have tried, too.

    The lock that is counted may well have begun with this very attempt.
    """
    meter, failed = case.attempts, case.number("failed_passwords") or 0
    return 1.8 if failed >= FREE_FAILURES or (meter is not None and meter.locked_until > case.at) else 0


def _password_spaces(case: Refused) -> Finding:
    return 3.6 if case.password_padded else 0


def _wrong_password(case: Refused) -> Finding:
    return (1 if case.seems_made_up else 3) if _has_password(case) else 0


def _clock_skew(case: Refused) -> Finding:
    """Only an SRP proof has a time in it; one that is far off fails as a wrong password does (wire reference, 4)."""
    if not case.uses_srp:
        return 0
    if case.skew is None:
        return 0.6
    if abs(case.skew.seconds) >= LONG_SKEW:
        return 4
    return 2.6 if case.skew.warns else 0


def _wrong_pool(case: Refused) -> Finding:
    return 0 if case.fact("user") == "present" or case.seems_real else 1.2


def _name_case(case: Refused) -> Finding:
    if case.fact("user") == "present" or case.seems_real:
        return 0
    return 0 if case.typed == case.typed.lower() else 3.5 if case.seems_made_up else 1.5


def _no_password(case: Refused) -> Finding:
    """Only where a user can sign in without one: what AWS says of a user does not tell whether there is a password."""
    if not _has_password(case) or case.seems_made_up or "ALLOW_USER_AUTH" not in (case.flows or ()):
        return 0
    policy = case.settings.get("SignInPolicy")
    factors = policy.get("AllowedFirstAuthFactors") if isinstance(policy, Mapping) else None
    return 0 if factors is not None and set(factors) <= {"PASSWORD"} else 0.7


def _has_password(case: Refused) -> bool:
    return case.password_length is not None or case.uses_srp


def _password_flow(case: Refused) -> tuple[Remedy, ...]:
    known = other_flow(case, "user_password", "admin_password")
    return known or (Remedy(name="use_flow", value="user_password"),)


def _wait(case: Refused) -> tuple[Remedy, ...]:
    return (Remedy(name="sign_in_again"), Remedy(name="forgot_password", value=case.typed))


def _in_small_letters(case: Refused) -> tuple[Remedy, ...]:
    small = case.typed.lower()
    return (Remedy(name="sign_in_as", value=small),) if case.typed != small else ()


CAUSES: dict[str, Rule] = {
    "too_long": Rule(weigh=_too_long),
    "device_proof": Rule(weigh=_device_proof, remedies=remedies("sign_in_again")),
    "old_password": Rule(weigh=_old_password, remedies=for_user("forgot_password").remedies),
    "trigger_failed_sign_in": Rule(weigh=_trigger_failed_sign_in, remedies=remedies("sign_in_again")),
    "passkey_failed": Rule(weigh=_passkey_failed, remedies=remedies("sign_in_again")),
    "not_migrated": Rule(weigh=_not_migrated, remedies=_password_flow, aws=True),
    "not_here_yet": Rule(weigh=_not_here_yet, remedies=_password_flow),
    "user_gone": Rule(weigh=_user_gone),
    "alias_unusable": Rule(weigh=_alias_unusable, aws=True),
    "no_such_user": Rule(weigh=_no_such_user, remedies=remedies(("edit_profile", "user_pool_id"))),
    "user_disabled": Rule(weigh=_user_disabled, aws=True),
    "user_unconfirmed": Rule(
        weigh=lambda case: _is_status(case, "UNCONFIRMED"),
        remedies=for_user("confirm_sign_up", "resend_code").remedies,
        aws=True,
    ),
    "reset_required": Rule(
        weigh=lambda case: _is_status(case, "RESET_REQUIRED"),
        remedies=for_user("reset_password", "forgot_password").remedies,
        aws=True,
    ),
    "external_user": Rule(weigh=_external_user, aws=True),
    "risk_blocked": Rule(weigh=_risk_blocked, aws=True),
    "temporary_password_expired": Rule(weigh=_temporary_password_expired, aws=True),
    "locked_out": Rule(weigh=_locked_out, remedies=_wait),
    "password_spaces": Rule(weigh=_password_spaces, remedies=remedies("sign_in_again")),
    "wrong_password": Rule(weigh=_wrong_password, remedies=for_user("forgot_password").remedies, aws=True),
    "unknown_user": Rule(weigh=_unknown_user, remedies=_in_small_letters, aws=True),
    "clock_skew": Rule(weigh=_clock_skew, remedies=lambda case: other_flow(case, "user_password")),
    "wrong_pool": Rule(weigh=_wrong_pool, remedies=remedies(("edit_profile", "user_pool_id")), aws=True),
    "name_case": Rule(weigh=_name_case, remedies=_in_small_letters, aws=True),
    "temporary_password": Rule(weigh=_temporary_password, aws=True),
    "no_password": Rule(weigh=_no_password, remedies=lambda case: other_flow(case, "user_auth")),
}
