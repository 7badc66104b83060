"""What a scenario may answer: the questions by name, and the fields of each."""

from app.auth.challenges.codes import ANSWER_KEY
from app.auth.flows import first_ask
from app.auth.steps import CREDENTIALS

# A test asks each of them and compares.
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
}
UNASKED = ("PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER")  # the program answers these by itself
UNKNOWN = ("ChallengeResponses",)  # of a challenge that the program has never heard of
ATTRIBUTE = "userAttributes."  # with NEW_PASSWORD_REQUIRED, followed by whatever the user pool requires


def fields_of(question: str, flow: str) -> tuple[str, ...]:
    """Return the names of the fields that a question may have; those of CREDENTIALS depend on the flow."""
    if question == CREDENTIALS:
        return tuple(field.name for field in first_ask(flow).fields)
    return FIELDS.get(question, UNKNOWN)


def is_field(name: str, question: str, flow: str) -> bool:
    """Say whether a question may have this field."""
    return name in fields_of(question, flow) or (question == "NEW_PASSWORD_REQUIRED" and name.startswith(ATTRIBUTE))
