"""What happened in a run, in the past tense and frozen all the way down: bodies are sealed before they get here.

`at` is this machine's clock in epoch seconds. `number` pairs a call with its reply: 1 for the run's first call.
Sealed bodies are read-only mappings and tuples in which every string that is not known to be harmless is a `Secret`
(see app/seal.py). The module is longer than most: it is the whole vocabulary of what happens.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.auth.steps import Field
from app.auth.tokens import TokenSet
from app.errors import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The part that all events share."""

    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Started(Event):
    """A run began: `flow` is a key of FLOWS or ACTIONS, `profile` the profile's name, `user` what was typed."""

    run_id: str
    flow: str
    profile: str
    profile_id: str
    user: str
    session_seconds: float | None = None  # AuthSessionValidity of the app client; None where it is not known
    about: str = ""  # the run_id of the run that this one examines or goes on from


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Event):
    """The flow waits for a person: `name` is the ChallengeName."""

    name: str
    fields: tuple[Field, ...]
    params: Mapping[str, Any] = field(default_factory=dict)  # sealed
    refusal: str = ""  # the wire code of why the last answer was not taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Event):
    """The person answered, or did so in an earlier run; every value is sealed."""

    name: str
    values: Mapping[str, Any]
    repeated: bool = False  # as in an earlier run, without asking


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Event):
    """A call waits for the person before it is sent; these are the members that the flow gave it."""

    operation: str
    params: Mapping[str, Any]  # sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Event):
    """The call that was held goes on. `changed` names members as paths: `AuthParameters.USERNAME`.

    `outcome` is "sent" (as the flow gave it), "edited" (the next Called has what was sent), "dropped" (it never is), or
    "hurried": it was not held at all, for Cognito allows only seconds for this answer.
    """

    operation: str
    outcome: str
    changed: tuple[str, ...] = ()

    @property
    def meddled(self) -> bool:
        """Whether the person did anything but let it go as it was."""
        return self.outcome in ("edited", "dropped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Called(Event):
    """A request is on its way."""

    number: int
    operation: str
    params: Mapping[str, Any]  # sealed
    url: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpAnswer(Event):
    """The part that `Replied` and `Refused` share: how an HTTP answer came."""

    number: int
    operation: str
    status: int
    request_id: str
    seconds: float  # from sending to the last byte
    size: int  # bytes of the body
    headers: Mapping[str, str]
    body: Any  # sealed: a mapping, or one Secret where the body is no JSON object
    server_date: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied(HttpAnswer):
    """Cognito answered with 200."""

    challenge: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(HttpAnswer):
    """Cognito said no: its exception's name and its message, known secrets masked."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(Event):
    """No answer from Cognito: `status` is 0 where there was no HTTP answer at all; `body` is masked whole, or None."""

    number: int
    operation: str
    fault: Fault
    detail: str
    seconds: float
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokensReceived(Event):
    """An AuthenticationResult came."""

    tokens: TokenSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved(Event):
    """The vault keeps the secret of this name now."""

    name: str
    username: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSaved(Event):
    """The secret stays in memory; `reason` is a VaultTrouble, or "off" when saving was not wanted.

    `in_memory`: a later run of this program finds it there, as the vault would give it.
    """

    name: str
    reason: str
    in_memory: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed(Event):
    """The vault has forgotten `count` secrets of this name; what it could not has its VaultTrouble in `reason`."""

    name: str
    count: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Event):
    """The flow found something out that a person may want to see; `values` are sealed."""

    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched(Event):
    """A public document was read, or in `problem` why not."""

    url: str
    seconds: float
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyWanted(Event):
    """An authenticator was asked; `purpose` is "create" or "get"."""

    purpose: str
    authenticator: str
    origin: str
    rp_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyGiven(Event):
    """The authenticator answered: the credential as W3C's JSON, sealed."""

    purpose: str
    authenticator: str
    credential: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyMissed(Event):
    """The authenticator gave nothing: `trouble` is a PasskeyTrouble."""

    purpose: str
    authenticator: str
    trouble: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Event):
    """The run ended with tokens; `username` is the name that Cognito gave the user."""

    username: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Event):
    """The run ended without what it was for.

    `reason` is one of "refused" (code and message are Cognito's), "failed" (code is a Fault), "unexpected" (code is
    what the reply lacked), "passkey" (code is a PasskeyTrouble), "device" (code is a VaultTrouble, message the
    DeviceKey), "client_secret" (code is a VaultTrouble), "cancelled", "unanswered" (a scenario has no answer; code is
    the name of the question), "value" (a scenario's answer is not where it should be: code is "env", "vault", "totp",
    "inbox" or "keyring", message its name there, trouble a VaultTrouble), "dropped" (the person held a call and did not
    let it go), "bug" (code is the exception's type), "profile" (code is the wrong member), "child" (the process that it
    ran in ended first: app/runs/jobs.py has the codes), "unfinished" (the program ended before the run did: known only
    when it is opened).
    """

    reason: str
    code: str = ""
    message: str = ""
    operation: str = ""
    trouble: str = ""  # a CredentialsTrouble, where code is "credentials"; a VaultTrouble, where it is "keyring"
    aws_profile: str = ""  # whose credentials those are


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished(Event):
    """A run that is no sign-in did what it was for; `findings` (sealed) is what it returned."""

    findings: Mapping[str, Any]


END = (SignedIn, Finished, Ended)
