"""Causes that have to do with the user pool's Lambda triggers; which one, and what became of it, its message says."""

import re

from app.diagnosis.case import Finding, Refused, Row, Rule, remedies

TRIGGER = re.compile(r"(\w+) (?:failed with error|invocation failed due to)(?: error)? ?(.*)", re.DOTALL)
CRASHED = re.compile(r"Runtime exited|RequestId: [\w-]+ Error:|Runtime\.|Task timed out")

ROWS: tuple[Row, ...] = (
    ("", r"Exception migrating user", ("migration_nobody",)),
    ("UserLambdaValidationException", r"", ("trigger_crashed", "trigger_said_no")),
    ("InvalidLambdaResponseException", r"", ("trigger_malformed",)),
    ("UnexpectedLambdaException", r"AccessDenied", ("trigger_forbidden",)),
    ("UnexpectedLambdaException", r"[Tt]imeout|timed out", ("trigger_slow",)),
    ("UnexpectedLambdaException", r"configuration", ("trigger_settings",)),
    ("UnexpectedLambdaException", r"", ("trigger_slow", "trigger_forbidden", "trigger_settings")),
)


def trigger_of(message: str) -> tuple[str, str]:
    """Return which trigger a message tells of, by its name in LambdaConfig, and what it says of it; else two blanks."""
    found = TRIGGER.match(message)
    return (found[1], found[2].removesuffix(".")) if found else ("", "")


def _crashed(case: Refused) -> Finding:
    return "reply" if CRASHED.search(case.message) else 0


def _said_no(case: Refused) -> Finding:
    return "reply" if not CRASHED.search(case.message) else 0


AGAIN = remedies("sign_in_again")

CAUSES: dict[str, Rule] = {
    "migration_nobody": Rule(remedies=remedies(("edit_profile", "user_pool_id"))),
    "trigger_crashed": Rule(weigh=_crashed, remedies=AGAIN),
    "trigger_said_no": Rule(weigh=_said_no, remedies=AGAIN),
    "trigger_malformed": Rule(),
    "trigger_forbidden": Rule(),
    "trigger_slow": Rule(remedies=AGAIN),
    "trigger_settings": Rule(),
}
