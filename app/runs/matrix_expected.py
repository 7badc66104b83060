"""What is expected of a cell of the matrix before anybody says: by the app client's rules, by the practice user's name.

The ends of practice users are those of the seed (app/practice/seed_table.py): a test signs them in and compares. One is
not the same twice: `legacy` comes over with the first password that is sent, and by SRP only after that.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.auth.app_client_rules import allows
from app.auth.flows import FLOWS
from app.profiles.profile import Profile
from app.scenarios.scenario import End, Expectation

SIGNED_IN = Expectation()
FLOW_OFF = Expectation(end=End.ERROR, name="InvalidParameterException")  # "... flow not enabled for this client"
CUSTOM = ("custom", "custom_srp")
WITHOUT_PASSWORD = "custom"  # noqa: S105 - a flow
TRIGGERS_IN = ("us-east-1_Practice1",)  # the practice user pools with triggers for custom challenges


class Why(StrEnum):
    """Where an expectation comes from: a key of the texts `matrix.why`."""

    PERSON = "person"
    FLOW_OFF = "flow_off"
    PRACTICE = "practice"
    USUAL = "usual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """An expectation, and where it comes from."""

    expect: Expectation
    why: Why


def expected(profile: Profile, flow: str, username: str) -> Expected:
    """Return what a sign-in should come to; where nothing speaks against it, that is a sign-in."""
    needs = FLOWS[flow].needs
    if needs and not allows(profile.explicit_auth_flows, needs):
        return Expected(expect=FLOW_OFF, why=Why.FLOW_OFF)
    if profile.practice:
        return Expected(expect=_practice(profile, flow, username), why=Why.PRACTICE)
    return Expected(expect=_asks("CUSTOM_CHALLENGE") if flow in CUSTOM else SIGNED_IN, why=Why.USUAL)


def _practice(profile: Profile, flow: str, username: str) -> Expectation:
    if flow in CUSTOM and profile.user_pool_id not in TRIGGERS_IN:
        return _refuses("InvalidParameterException")  # "Custom auth lambda trigger is not configured ..."
    if username in _ALWAYS:
        return _refuses(_ALWAYS[username])
    if flow == WITHOUT_PASSWORD:
        return _asks("CUSTOM_CHALLENGE")
    if username in _WITH_PASSWORD and (username, flow) not in _OTHERWISE:
        return _WITH_PASSWORD[username]
    return _asks("CUSTOM_CHALLENGE") if flow in CUSTOM else SIGNED_IN


def _asks(challenge: str) -> Expectation:
    return Expectation(end=End.CHALLENGE, name=challenge)


def _refuses(code: str) -> Expectation:
    return Expectation(end=End.ERROR, name=code)


_ALWAYS = {"disabled": "NotAuthorizedException", "unconfirmed": "UserNotConfirmedException"}
_WITH_PASSWORD = {
    "new-password": _asks("NEW_PASSWORD_REQUIRED"),
    "enroll-mfa": _asks("MFA_SETUP"),
    "otp-only": _refuses("NotAuthorizedException"),
    "reset-required": _refuses("PasswordResetRequiredException"),
}
_OTHERWISE = {("otp-only", "user_auth")}  # a code by e-mail is the first factor there
