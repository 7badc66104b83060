"""Causes that have to do with the app client's secret and the name that the secret hash is over."""

from app.diagnosis.case import ALIAS, Finding, Refused, Row, Rule, remedies
from app.diagnosis.verdict import Remedy

PLAIN_SECRET = frozenset({"GetTokensFromRefreshToken", "RevokeToken"})  # take the secret itself, and no name
TYPED_NAME = frozenset({
    "InitiateAuth", "AdminInitiateAuth", "SignUp", "ConfirmSignUp", "ResendConfirmationCode", "ForgotPassword",
    "ConfirmForgotPassword",
})  # fmt: skip

ROWS: tuple[Row, ...] = (
    ("NotAuthorizedException", r"Unable to verify secret hash", ("hash_name", "hash_alias", "wrong_secret")),
    ("NotAuthorizedException", r"configured (with|for) secret but", ("secret_missing",)),
    ("NotAuthorizedException", r"Invalid client or secret", ("wrong_secret",)),
    ("UnauthorizedException", r"secret", ("wrong_secret",)),
    ("UnauthorizedException", r"", ("secret_or_token",)),
    ("InvalidParameterException", r"not configured for secret but", ("secret_unwanted",)),
)


def _hash_name(case: Refused) -> Finding:
    """The hash has to be over the USERNAME of the same call (API reference, "Computing secret hash values")."""
    if case.operation in PLAIN_SECRET or not case.hashed:
        return 0
    return "sent" if case.sent and case.hashed != case.sent else 0


def _hash_alias(case: Refused) -> Finding:
    """From the first challenge on it is over the user's name, never over an alias (wire reference, 4)."""
    if case.operation in PLAIN_SECRET or case.operation in TYPED_NAME:
        return 0
    name = case.hashed or case.sent or case.typed
    known = case.returned or case.fact("username")
    if known:
        return 0 if known == name else "aws" if case.looked_up else "sent"
    return 4 if ALIAS.fullmatch(name) else 1


def _wrong_secret(case: Refused) -> Finding:
    """Another than DescribeUserPoolClient names may still be right: an app client can have two."""
    same = case.fact("secret")
    if same == "same":
        return 0.5
    if same == "other":
        return "aws"
    over_what_was_sent = bool(case.hashed) and case.hashed == case.sent and case.operation in TYPED_NAME
    return "sent" if over_what_was_sent else 3


def _canonical(case: Refused) -> tuple[Remedy, ...]:
    name = case.fact("username") or case.returned
    return (Remedy(name="sign_in_as", value=name),) if name and name != case.typed else ()


SECRET = remedies("check_client", ("edit_profile", "client_secret"))

CAUSES: dict[str, Rule] = {
    "hash_name": Rule(weigh=_hash_name, remedies=_canonical, aws=True),
    "hash_alias": Rule(weigh=_hash_alias, remedies=_canonical, aws=True),
    "wrong_secret": Rule(weigh=_wrong_secret, remedies=SECRET, aws=True),
    "secret_or_token": Rule(remedies=SECRET),
    "secret_missing": Rule(remedies=SECRET),
    "secret_unwanted": Rule(remedies=SECRET),
}
