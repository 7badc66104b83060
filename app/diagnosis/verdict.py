"""What may be behind a refusal: the cause that something proves, or those that remain; and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Something that the window can do about a cause: a key of REMEDIES, and what it is done with, as a user's name."""

    name: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One cause in words: what it is, how to check it, what to do about it, and what the window can do itself."""

    name: str
    what: str
    check: str
    try_: str
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`proven` and by what, or None; `causes` are those that remain, likeliest first.

    What proves: "reply", "sent", "saved", "aws", "fault" (the way to Cognito failed). A proven cause is the only one in
    `causes`; `says` is the sentence above them. `can_ask_aws`: calls that only read may tell which cause it is.
    `code` and `message` are Cognito's own words, or a Fault and the system's.
    """

    proven: Cause | None
    by: str
    causes: tuple[Cause, ...]
    says: str
    can_ask_aws: bool = False
    code: str = ""
    message: str = ""


# What the window can do about a cause; each has a text `remedy.NAME`.
REMEDIES = (
    "sign_in_again",
    "sign_in_as",  # value: the name to sign in with instead
    "use_flow",  # value: a key of FLOWS
    "confirm_sign_up",
    "resend_code",
    "reset_password",  # a code was sent already
    "forgot_password",
    "check_client",
    "look_up_user",
    "edit_profile",  # value: the field to look at
)
