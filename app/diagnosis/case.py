"""A refusal and all that is known beside it: what the causes of app/diagnosis are weighed by."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.auth.app_client_rules import allows
from app.auth.flows import FLOWS
from app.diagnosis.attempts import Meter
from app.diagnosis.clock import Skew
from app.diagnosis.verdict import Remedy

LOOPBACK = re.compile(r"https?://(localhost|[\w.-]+\.localhost|127\.[\d.]+|\[::1\])(:\d+)?(/|$)")
ALIAS = re.compile(r".+@.+|\+\d+")  # an e-mail address or a phone number
SRP_RUNS = frozenset({"user_srp", "custom_srp"})
VERIFIERS = frozenset({"PASSWORD_VERIFIER", "DEVICE_PASSWORD_VERIFIER"})
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Finding = float | str  # how likely a cause is, 0 where it is ruled out; or by what it is proven


@dataclass(frozen=True, kw_only=True)
class Refused:
    """How a run ended without what it was for; what is None or empty is not known. Times in epoch seconds.

    `reason` is "refused" (code and message are Cognito's) or "failed" (code is a Fault, message the system's detail).
    `facts` is what the action look_up_user found. It has no slots, for the settings are put together once.
    """

    code: str
    message: str = ""
    reason: str = "refused"
    operation: str = ""  # the call that was refused
    aws_profile: str = ""  # whose AWS credentials sign calls; empty: those of the default chain
    at: float = 0.0
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    no_json: bool = False  # the body was HTML, or some other text
    flow: str = ""  # a key of FLOWS or ACTIONS
    auth_flow: str = ""  # the AuthFlow that was sent
    challenge: str = ""  # the ChallengeName that was answered
    # Names.
    typed: str = ""
    sent: str = ""  # USERNAME, or Username, of the call
    returned: str = ""  # the name that Cognito gave in this run
    hashed: str = ""  # over which the secret hash was
    # What else was sent.
    has_secret: bool | None = None  # the profile has a client secret
    hash_sent: bool = False
    password_length: int | None = None
    password_padded: bool = False  # it begins or ends with a space
    device_key: str = ""
    # Where it went.
    user_pool_id: str = ""
    client_id: str = ""
    region: str = ""
    server: str = ""  # the URL of the call
    own_endpoint: bool = False  # the profile names one
    proxy: str = ""
    practice: bool = False
    other_pool: str = ""  # the user pool of another profile that has this app client
    # What is known.
    explicit_auth_flows: tuple[str, ...] | None = None
    profile_facts: Mapping[str, Any] = field(default_factory=dict)
    attempts: Meter | None = None
    skew: Skew | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """What is known of app client and user pool, by AWS's names; what was just looked up stands over the rest."""
        looked_up = self.facts.get("settings")
        return {**self.profile_facts, **(looked_up if isinstance(looked_up, Mapping) else {})}

    @property
    def looked_up(self) -> bool:
        """Whether AWS was asked about the user."""
        return bool(self.facts)

    @property
    def on_this_machine(self) -> bool:
        """Whether the call went to a server on this machine, past network, name service, firewall and proxy."""
        return LOOPBACK.match(self.server) is not None

    @property
    def flows(self) -> tuple[str, ...] | None:
        """ExplicitAuthFlows, or None where they are not known."""
        found = self.settings.get("ExplicitAuthFlows")
        if isinstance(found, list | tuple):
            return tuple(map(str, found))
        return self.explicit_auth_flows

    @property
    def hides_users(self) -> bool | None:
        """Whether the app client hides which users exist (PreventUserExistenceErrors)."""
        said = self.settings.get("PreventUserExistenceErrors")
        return {"ENABLED": True, "LEGACY": False}.get(said) if isinstance(said, str) else None

    @property
    def uses_srp(self) -> bool:
        """Whether the password went as an SRP proof, which no migration trigger sees."""
        return self.flow in SRP_RUNS or self.auth_flow == "USER_SRP_AUTH" or self.challenge in VERIFIERS

    @property
    def lambdas(self) -> frozenset[str] | None:
        """The names of the triggers in LambdaConfig, or None where it is not known."""
        found = self.settings.get("LambdaConfig")
        return frozenset(map(str, found)) if isinstance(found, Mapping) else None

    @property
    def seems_made_up(self) -> bool:
        """Whether Cognito gave a name as it does for a user who does not exist: like a sub, for no alias.

        Where the user pool has names of its own, the name that was typed would have come back (SPK, wire captures).
        """
        own_names = self.has_none("UsernameAttributes") or self.practice
        no_alias = not ALIAS.fullmatch(self.typed) and not UUID.fullmatch(self.typed)
        return bool(own_names and no_alias and self.typed and UUID.fullmatch(self.returned))

    @property
    def seems_real(self) -> bool:
        """Whether Cognito gave the very name back that was typed, as it does only for a user who exists."""
        return bool(self.typed) and self.returned == self.typed and not UUID.fullmatch(self.typed)

    def has_none(self, setting: str) -> bool:
        """Say whether a setting that is a list is known to be empty."""
        found = self.settings.get(setting)
        return isinstance(found, list | tuple) and not found

    def fact(self, name: str) -> str:
        """Return what AWS said of the user, as text; empty where it did not."""
        found = self.facts.get(name, "")
        return found if isinstance(found, str) else ""

    def number(self, name: str) -> float | None:
        """Return a number that AWS said, or None."""
        found = self.facts.get(name)
        return found if isinstance(found, int | float) and not isinstance(found, bool) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a cause is weighed, what the window can do about it, and whether AWS, asked about the user, can tell."""

    weigh: Callable[[Refused], Finding] = lambda _: 1
    remedies: Callable[[Refused], tuple[Remedy, ...]] = lambda _: ()
    aws: bool = False


# (exception or fault, part of its message, causes that fit, the likeliest first where nothing is known).
Row = tuple[str, str, tuple[str, ...]]


def by_user(case: Refused, *, otherwise: float) -> Finding:
    """Weigh a cause that wants the user to exist: ruled out where AWS knows nobody of that name."""
    return 0 if case.fact("user") == "missing" else otherwise


def remedies(*found: tuple[str, str] | str) -> Callable[[Refused], tuple[Remedy, ...]]:
    """Return the same remedies for every case: names, or names with their values."""
    made = tuple(Remedy(name=each) if isinstance(each, str) else Remedy(name=each[0], value=each[1]) for each in found)
    return lambda _: made


def for_user(*names: str) -> Rule:
    """Return a rule with remedies for the user of the run, by their names."""
    return Rule(remedies=lambda case: tuple(Remedy(name=each, value=case.typed) for each in names))


def other_flow(case: Refused, *wanted: str) -> tuple[Remedy, ...]:
    """Return the remedy to use the first of these flows that the app client is known to allow, but for this one."""
    flows = case.flows
    if flows is None:
        return ()
    name = next((each for each in wanted if each != case.flow and allows(flows, FLOWS[each].needs)), "")
    return (Remedy(name="use_flow", value=name),) if name else ()
