"""What a scenario may answer: the questions by name, and the fields of each."""

from difflib import get_close_matches

from app.auth.challenges.codes import ANSWER_KEY
from app.auth.conversation import LONGEST_NAME
from app.auth.flows import first_ask
from app.auth.steps import CREDENTIALS

# A test asks each challenge and compares; the last four are asked beside them.
FIELDS: dict[str, tuple[str, ...]] = {
    **{name: (key,) for name, key in ANSWER_KEY.items()},
    "NEW_PASSWORD_REQUIRED": ("NEW_PASSWORD",),
    "SELECT_MFA_TYPE": ("ANSWER",),
    "MFA_SETUP": ("factor", "UserCode", "FriendlyDeviceName", "EMAIL"),
    "CUSTOM_CHALLENGE": ("ANSWER",),
    "SELECT_CHALLENGE": ("ANSWER", "password", "answer_as"),
    "PASSWORD": ("PASSWORD",),
    "PASSWORD_SRP": ("password",),
    "WEB_AUTHN": ("authenticator", "origin", "answer_as"),
    "NEW_DEVICE": ("DeviceName", "confirm"),
    "REMEMBER_DEVICE": ("DeviceRememberedStatus",),
    "AWS_MFA": ("token_code",),
    "PIN": ("pin",),  # of a security key
}
UNASKED = ("PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER")  # the program answers these by itself
UNKNOWN = ("ChallengeResponses",)  # of a challenge that the program has never heard of
ROWS = ("client_metadata", *UNKNOWN)  # fields that take rows, and nothing else
ATTRIBUTE = "userAttributes."  # with NEW_PASSWORD_REQUIRED, followed by whatever the user pool requires
KNOWN = (CREDENTIALS, *FIELDS)
ALMOST = 0.85  # how alike a name may be to a known one and still be another, as EMAIL_MFA and EMAIL_OTP


def is_question(name: str) -> bool:
    """Say whether a question may have this name: a known one, or one that Cognito may have learnt since.

    One that is almost a known one is taken for a slip.
    """
    looks_like_one = name.isascii() and name.isupper() and name.replace("_", "").isalnum() and len(name) <= LONGEST_NAME
    return name in KNOWN or (looks_like_one and name not in UNASKED and not get_close_matches(name, KNOWN, 1, ALMOST))


def fields_of(question: str, flow: str) -> tuple[str, ...]:
    """Return the names of the fields that a question may have; those of CREDENTIALS depend on the flow."""
    if question == CREDENTIALS:
        return tuple(field.name for field in first_ask(flow).fields)
    return FIELDS.get(question, UNKNOWN)


def is_field(name: str, question: str, flow: str) -> bool:
    """Say whether a question may have this field."""
    return name in fields_of(question, flow) or (question == "NEW_PASSWORD_REQUIRED" and name.startswith(ATTRIBUTE))
