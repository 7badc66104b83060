"""Causes that have to do with codes and second factors, with how often they may be tried, and with their delivery."""

from app.diagnosis.case import Finding, Refused, Row, Rule, remedies
from app.diagnosis.verdict import Remedy

SENT = frozenset({"SMS_MFA", "SMS_OTP", "EMAIL_OTP"})
RECOVERY = frozenset({"ConfirmForgotPassword", "ForgotPassword"})
CONFIRMATION = frozenset({"ConfirmSignUp", "ResendConfirmationCode"})
PASSKEYS = frozenset({"StartWebAuthnRegistration", "CompleteWebAuthnRegistration"})
STEP = 30.0  # seconds that a TOTP code is good for (RFC 6238); servers take the neighbouring ones, too
OLDER = ("code_older", "code_typo", "code_of_nobody", "code_other_user")

ROWS: tuple[Row, ...] = (
    ("CodeMismatchException", r"code received for user", ("totp_clock", "totp_other", "totp_late")),
    ("CodeMismatchException", r"", OLDER),
    ("ExpiredCodeException", r"already been used once", ("totp_reused",)),
    ("ExpiredCodeException", r"", ("code_expired", "code_of_nobody")),
    ("EnableSoftwareTokenMFAException", r"", ("totp_clock", "totp_setup", "totp_late")),
    ("SoftwareTokenMFANotFoundException", r"enabled by the userPool", ("totp_off",)),
    ("SoftwareTokenMFANotFoundException", r"", ("totp_missing",)),
    ("MFAMethodNotFoundException", r"", ("no_mfa_method",)),
    ("InvalidParameterException", r"delivery config", ("mfa_not_set_up",)),
    ("InvalidParameterException", r"Cannot resend codes", ("nothing_to_send",)),
    ("LimitExceededException", r"", ("too_many_passkeys", "too_many_codes")),
    ("TooManyFailedAttemptsException", r"", ("too_many_tries",)),
    ("TooManyRequestsException", r"", ("throttled",)),
    ("ThrottlingException", r"", ("throttled",)),
    ("CodeDeliveryFailureException", r"", ("delivery_failed",)),
    ("InvalidSmsRoleAccessPolicyException", r"", ("sms_role",)),
    ("InvalidSmsRoleTrustRelationshipException", r"", ("sms_trust",)),
    ("InvalidEmailRoleAccessPolicyException", r"", ("email_role",)),
)


def _totp_clock(case: Refused) -> Finding:
    """The code comes from another device, whose clock is not this machine's; this one's may be off as well."""
    if case.skew is None:
        return 2
    return 4 if abs(case.skew.seconds) >= STEP else 1.5


def _code_of_nobody(case: Refused) -> Finding:
    """Where it is hidden who exists, the code of somebody who does not is refused like a wrong one (DG, SPK)."""
    recovery = case.operation in RECOVERY | CONFIRMATION
    if not recovery or case.hides_users is False or case.fact("user") == "present":
        return 0
    return "aws" if case.fact("user") == "missing" else 1


def _too_many_passkeys(case: Refused) -> Finding:
    """A user has 20 passkeys at most (developer guide); elsewhere the same exception limits codes and tries."""
    return "reply" if case.operation in PASSKEYS else 0


def _too_many_codes(case: Refused) -> Finding:
    return 0 if case.operation in PASSKEYS else "reply"


def _code_older(case: Refused) -> Finding:
    sent = case.challenge in SENT or case.operation in RECOVERY | CONFIRMATION
    many = case.attempts is not None and case.attempts.code_sends > 1
    return (4 if many else 2) if sent else 0


def _resend(case: Refused) -> tuple[Remedy, ...]:
    if case.operation in RECOVERY:
        return (Remedy(name="forgot_password", value=case.typed),)
    if case.operation in CONFIRMATION:
        return (Remedy(name="resend_code", value=case.typed),)
    return (Remedy(name="sign_in_again"),)


AGAIN = remedies("sign_in_again")

CAUSES: dict[str, Rule] = {
    "code_older": Rule(weigh=_code_older, remedies=_resend),
    "code_typo": Rule(weigh=lambda _: 1.5, remedies=_resend),
    "code_of_nobody": Rule(weigh=_code_of_nobody, aws=True),
    "code_other_user": Rule(weigh=lambda _: 0.5),
    "code_expired": Rule(weigh=lambda _: 2, remedies=_resend),
    "totp_clock": Rule(weigh=_totp_clock, remedies=AGAIN),
    "totp_other": Rule(weigh=lambda _: 3, remedies=AGAIN),
    "totp_late": Rule(weigh=lambda _: 1.6, remedies=AGAIN),
    "totp_setup": Rule(weigh=lambda _: 3, remedies=AGAIN),
    "totp_reused": Rule(remedies=AGAIN),
    "totp_off": Rule(remedies=remedies("check_client")),
    "totp_missing": Rule(aws=True),
    "no_mfa_method": Rule(aws=True),
    "mfa_not_set_up": Rule(),
    "nothing_to_send": Rule(remedies=remedies("check_client")),
    "too_many_passkeys": Rule(weigh=_too_many_passkeys),
    "too_many_codes": Rule(weigh=_too_many_codes),
    "too_many_tries": Rule(remedies=_resend),
    "throttled": Rule(remedies=AGAIN),
    "delivery_failed": Rule(remedies=_resend),
    "sms_role": Rule(),
    "sms_trust": Rule(),
    "email_role": Rule(),
}
