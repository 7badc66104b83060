"""Causes that have to do with where a call went: app client, user pool, region, and AWS credentials."""

from app.diagnosis.case import Finding, Refused, Row, Rule, remedies
from app.diagnosis.messages import AWS_CREDENTIALS

ROWS: tuple[Row, ...] = (
    ("AccessDeniedException", r"", ("aws_permission",)),
    *((code, r"", ("aws_credentials",)) for code in sorted(AWS_CREDENTIALS - {"AccessDeniedException"})),
    ("ResourceNotFoundException", r"client", ("client_of_other_pool", "client_wrong", "region_wrong")),
    ("ResourceNotFoundException", r"pool", ("region_wrong", "pool_wrong")),
    ("ResourceNotFoundException", r"", ("region_wrong", "pool_wrong", "client_wrong")),
    ("ForbiddenException", r"", ("waf",)),
    ("InternalErrorException", r"", ("cognito_failed",)),
    ("ConcurrentModificationException", r"", ("changed_meanwhile",)),
    ("UnknownOperationException", r"", ("not_cognito_all",)),
    ("SerializationException", r"", ("not_understood",)),
)


def _client_of_other_pool(case: Refused) -> Finding:
    return 5 if case.other_pool and case.other_pool != case.user_pool_id else 0


def _region_wrong(case: Refused) -> Finding:
    """The region of a user pool stands in its id."""
    named = case.user_pool_id.partition("_")[0]
    if not case.region or not named:
        return 1
    return 4 if named != case.region else 0


def _pool_wrong(case: Refused) -> Finding:
    return 2 if case.fact("pool") != "present" else 0


def _client_wrong(case: Refused) -> Finding:
    return "aws" if case.fact("client") == "missing" else 2


CLIENT = remedies(("edit_profile", "client_id"), "check_client")

CAUSES: dict[str, Rule] = {
    "client_of_other_pool": Rule(weigh=_client_of_other_pool, remedies=CLIENT),
    "client_wrong": Rule(weigh=_client_wrong, remedies=CLIENT, aws=True),
    "region_wrong": Rule(weigh=_region_wrong, remedies=remedies(("edit_profile", "region"))),
    "pool_wrong": Rule(weigh=_pool_wrong, remedies=remedies(("edit_profile", "user_pool_id")), aws=True),
    "aws_permission": Rule(remedies=remedies(("edit_profile", "aws_profile"))),
    "aws_credentials": Rule(remedies=remedies(("edit_profile", "aws_profile"))),
    "waf": Rule(remedies=remedies("sign_in_again")),
    "cognito_failed": Rule(remedies=remedies("sign_in_again")),
    "changed_meanwhile": Rule(remedies=remedies("sign_in_again")),
    "not_cognito_all": Rule(remedies=remedies(("edit_profile", "endpoint_url"))),
    "not_understood": Rule(remedies=remedies(("edit_profile", "endpoint_url"))),
}
