"""What can go wrong, as data: names as on the wire and kinds, never a sentence for people (see app/texts.py)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LATEST = 250_000_000_000.0  # epoch seconds, in the year 9892: what a clock can show, and a transcript holds


class Fault(StrEnum):
    """Why a call has no answer from Cognito."""

    REFUSED = "refused"  # nothing listens there
    UNKNOWN_HOST = "unknown_host"
    TIMEOUT = "timeout"
    TLS = "tls"
    PROXY = "proxy"
    CLOSED = "closed"  # the connection ended before the reply did
    NOT_COGNITO = "not_cognito"  # HTML, half a JSON, an array: an answer, but not one of Cognito's
    SERVER = "server"  # 5xx without a Cognito error in it
    THROTTLED = "throttled"  # 429 without a Cognito error in it
    PARAMETERS = "parameters"  # botocore refused to send it
    CREDENTIALS = "credentials"  # a signed call found no usable AWS credentials
    CA_BUNDLE = "ca_bundle"  # the profile's own certificates cannot be read
    ENDPOINT = "endpoint"  # the profile's endpoint is not a URL
    DROPPED = "dropped"  # the person did not let it go
    OTHER = "other"


class CredentialsTrouble(StrEnum):
    """What is wrong with the AWS credentials: each is put right in another way."""

    NONE = "none"  # nowhere in the chain
    PARTIAL = "partial"  # half of a pair of keys, or of a role
    NO_PROFILE = "no_profile"  # the AWS profile is in no file
    CONFIG = "config"  # a file cannot be read, or contradicts itself
    SSO = "sso"  # nobody is logged in (any more) by `aws sso login`
    LOGIN = "login"  # nobody is logged in (any more) by `aws login`
    PROCESS = "process"  # the program, or the service, that was to give them failed
    MFA = "mfa"  # the code was not taken, or nobody was there to be asked for it
    ROLE = "role"  # STS does not let these keys assume the role
    REJECTED = "rejected"  # STS or SSO does not know these keys, or they have expired
    DEPENDENCY = "dependency"  # botocore lacks a library for this kind
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """How an HTTP answer came. `body` is the parsed JSON object, or the text as it is where the body is none."""

    status: int
    request_id: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)  # names in lower case
    seconds: float  # from sending to the last byte
    size: int  # bytes of the body
    body: Any = field(repr=False)
    server_date: float | None = None  # the Date header, epoch seconds


class SignInError(Exception):
    """Ends a run, or is caught by the flow that can go on; `wire` is the HTTP answer behind it, where there was one."""

    wire: Wire | None = None


class ApiError(SignInError):
    """Cognito said no: its exception's name and message."""

    def __init__(self, code: str, message: str, *, operation: str = "", wire: Wire | None = None) -> None:
        super().__init__(f"{operation}: {code}")  # the message may echo what was typed: it stays out of tracebacks
        self.code = code
        self.message = message
        self.operation = operation
        self.wire = wire


class TransportError(SignInError):
    """Cognito never answered, or what answered is not Cognito."""

    def __init__(
        self,
        fault: Fault,
        detail: str = "",
        *,
        operation: str = "",
        wire: Wire | None = None,
        trouble: CredentialsTrouble | None = None,  # only with Fault.CREDENTIALS
        aws_profile: str = "",
    ) -> None:
        super().__init__(f"{operation}: {fault.value}")
        self.trouble = trouble
        self.aws_profile = aws_profile
        self.fault = fault
        self.detail = detail
        self.operation = operation
        self.wire = wire


class UnexpectedReply(SignInError):
    """Cognito answered, and the flow has no step for that answer; `missing` names what it looked for."""

    def __init__(self, missing: str, *, operation: str = "") -> None:
        super().__init__(f"{operation}: {missing}")
        self.missing = missing
        self.operation = operation


class Cancelled(SignInError):
    """The person cancelled, or closed the window."""


class Unanswered(SignInError):
    """Nobody is there to answer what the flow asks: a scenario has no (further) answer to this question."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class ValueMissing(SignInError):
    """The value of an answer is not where a scenario says: `source` is where that is (env, vault, totp, inbox).

    `name` is what it is called there, never the value; `trouble` is the VaultTrouble behind it, where there is one.
    """

    def __init__(self, source: str, name: str, trouble: str = "") -> None:
        super().__init__(f"{source}: {name}")
        self.source = source
        self.name = name
        self.trouble = trouble


class PasskeyTrouble(StrEnum):
    """Why an authenticator gave no passkey, or why it was not even asked."""

    RELYING_PARTY = "relying_party"  # the origin may not use passkeys of that relying party
    OPTIONS = "options"  # what Cognito sent is not what WebAuthn asks for
    NO_PASSKEY = "no_passkey"  # it holds none of those that are wanted
    NO_AUTHENTICATOR = "no_authenticator"  # no security key is plugged in
    EXISTS = "exists"  # it holds one already that the user pool knows
    PIN = "pin"  # wrong, or none was given
    PIN_BLOCKED = "pin_blocked"
    TIMEOUT = "timeout"  # nobody touched it
    DENIED = "denied"  # the person said no at the authenticator
    UNSUPPORTED = "unsupported"  # by it, or on this system
    NOT_KEPT = "not_kept"  # the vault cannot keep its private key
    OTHER = "other"


class PasskeyError(SignInError):
    """An authenticator gave no passkey."""

    def __init__(self, trouble: PasskeyTrouble, detail: str = "") -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.detail = detail

    @property
    def code(self) -> str:
        """The trouble's name, where an ApiError has its exception's."""
        return self.trouble.value


class DeviceError(SignInError):
    """The device to sign in as is not known here: its DeviceKey, and why the vault gave no password (VaultTrouble)."""

    def __init__(self, key: str, trouble: str) -> None:
        super().__init__(trouble)
        self.key = key
        self.trouble = trouble


class ClientSecretError(SignInError):
    """The app client has a secret, and the vault, which keeps it, gave none: why (VaultTrouble)."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class VaultTrouble(StrEnum):
    """Why the vault could not do what it was asked to."""

    NO_BACKEND = "no_backend"
    PLAIN_TEXT = "plain_text"  # the only backend stores secrets readable
    UNKNOWN_BACKEND = "unknown_backend"  # one that is not known to encrypt, so it is not used
    LOCKED = "locked"
    DENIED = "denied"  # the person refused to unlock it
    NO_COLLECTION = "no_collection"
    HANGS = "hangs"
    MISSING = "missing"  # the keyring has no such secret (any more)
    BROKEN_ENTRY = "broken_entry"  # a part of a split value is missing or wrong
    DISK = "disk"  # the index could not be read or written
    OTHER = "other"


class VaultError(Exception):
    """The vault did not keep, give or forget a secret; what it held before is still there."""

    def __init__(self, trouble: VaultTrouble, detail: str = "") -> None:
        super().__init__(f"{trouble.value}: {detail}")
        self.trouble = trouble
        self.detail = detail


class ProfileError(Exception):
    """A profile lacks something, or a member of it is not valid; `field` names it."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class TranscriptError(Exception):
    """A transcript file cannot be read, or not be written.

    `where` is a file's path, or the place in it (`$.runs[0].events[3].at`); `problem` is a key of the texts
    `transcript_problem`, and `detail` what a library or the system said.
    """

    def __init__(self, where: str, problem: str, detail: str = "") -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem
        self.detail = detail
