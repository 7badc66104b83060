"""What a flow asks of the world, and what it gets back.

A flow is a generator: it yields a step (`Call`, `Ask`, `Keep` ...) and receives that step's result (`Reply`, `Answer`,
`Kept` ...). The helpers `call`, `ask`, `keep` ... give each step its result's type. A refusal by Cognito is thrown into
the flow at the `yield` as `ApiError`, one by an authenticator as `PasskeyError`, so a flow may catch it and ask again.
The module is longer than most: it is the whole vocabulary of the flows.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from app.errors import ApiError, PasskeyError, Wire
from app.secret import Secret

T = TypeVar("T")


class Kind(StrEnum):
    """What a field takes; the form picks its widget by it."""

    TEXT = "text"
    PASSWORD = "password"  # noqa: S105 - the name of a kind
    NEW_PASSWORD = "new_password"  # noqa: S105
    CODE = "code"  # digits; a pasted code loses its spaces and dashes
    ANSWER = "answer"  # the answer to a custom challenge: masked on the timeline
    TOKEN = "token"  # noqa: S105 - any of Cognito's three, pasted
    CHOICE = "choice"
    PAIRS = "pairs"  # free key/value rows
    DEVICE = "device"  # a DeviceKey that is kept, or one of NEW_DEVICE and NO_DEVICE


CREDENTIALS = "CREDENTIALS"  # the name of what a flow asks first, before any call
NEW_DEVICE = "new"  # sign in without a DEVICE_KEY, and keep the device that Cognito then offers
NO_DEVICE = "none"  # sign in without one, and leave the offer alone
SECRET_KINDS = frozenset({Kind.PASSWORD, Kind.NEW_PASSWORD, Kind.CODE, Kind.ANSWER, Kind.TOKEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing a person types or chooses. `name` is a wire name where there is one, and the key of its texts."""

    name: str
    kind: Kind = Kind.TEXT
    value: str = ""  # what the form starts with
    required: bool = True
    choices: tuple[str, ...] = ()  # only with Kind.CHOICE and Kind.DEVICE; wire names
    advanced: bool = False  # rarely needed: a form shows it only on demand


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Call one operation of Cognito; `params` are its members, secrets as `Secret`."""

    operation: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Ask whoever answers for this run: the person at the window, a scenario, an earlier transcript.

    `name` is the ChallengeName, or CREDENTIALS for what a flow needs first. `params` are what the form may show, among
    them the challenge's own parameters. `refusal` is why the previous answer to the same question was not taken.
    `deadline_from` is when the Session at stake was received (epoch seconds), or None where there is none. `leave` is
    the answer of who does not want to answer, where the run goes on without; None where Cancel ends it.
    """

    name: str
    fields: tuple[Field, ...]
    params: Mapping[str, str] = field(default_factory=dict, repr=False)  # an authenticator's key may be among them
    refusal: ApiError | PasskeyError | None = None
    deadline_from: float | None = None
    leave: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Keep a secret in the vault, under a name (`refresh_token`), for the user that Cognito named.

    `facts` about it are not secret.
    """

    name: str
    secret: Secret
    username: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """Give back a secret that the vault keeps for this profile under a name (`device KEY`), whoever the user is."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget:
    """Remove a secret of this profile from the vault by its name; only this user's, where `username` is given."""

    name: str
    username: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """Read a public JSON document, such as a user pool's key set."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """Show the person what the flow found out (`srp`, `refresh_call`); `values` that are secret come as `Secret`."""

    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatePasskey:
    """Let an authenticator make a passkey, as navigator.credentials.create does.

    `options` is PublicKeyCredentialCreationOptionsJSON, `origin` a web origin (`https://example.com`), `authenticator`
    one of `Context.authenticators`.
    """

    options: Mapping[str, Any] = field(repr=False)
    origin: str
    authenticator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UsePasskey:
    """Let an authenticator sign with a passkey, as navigator.credentials.get does.

    `options` is PublicKeyCredentialRequestOptionsJSON; the rest as for `CreatePasskey`.
    """

    options: Mapping[str, Any] = field(repr=False)
    origin: str
    authenticator: str


Step = Call | Ask | Keep | Recall | Forget | Fetch | Show | CreatePasskey | UsePasskey


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A 200 of Cognito: the parsed body as it came, and when (epoch seconds, this machine's clock)."""

    operation: str
    body: Mapping[str, Any] = field(repr=False)
    at: float
    wire: Wire | None = None

    @property
    def challenge(self) -> str:
        """The ChallengeName, or an empty string."""
        return _text(self.body.get("ChallengeName"))

    @property
    def session(self) -> Secret | None:
        """The Session string, where there is one."""
        value = _text(self.body.get("Session"))
        return Secret(value) if value else None

    @property
    def result(self) -> Mapping[str, Any]:
        """The AuthenticationResult; an empty mapping where there is none."""
        found = self.body.get("AuthenticationResult")
        return found if isinstance(found, Mapping) else {}

    @property
    def parameters(self) -> Mapping[str, str]:
        """The ChallengeParameters whose values are strings, as all of Cognito's are."""
        found = self.body.get("ChallengeParameters")
        if not isinstance(found, Mapping):
            return {}
        return {str(key): value for key, value in found.items() if isinstance(value, str)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered to an `Ask`, by field name: str, Secret, or a mapping for Kind.PAIRS. `at` in epoch seconds."""

    values: Mapping[str, Any] = field(repr=False)  # free rows are no Secrets
    at: float = 0.0
    repeated: bool = False  # nobody was asked: it was answered so in an earlier run

    def text(self, name: str) -> str:
        """The value of a field, secret or not, as text; an empty string where nothing was typed."""
        value = self.values.get(name, "")
        return whole_characters(value.reveal() if isinstance(value, Secret) else str(value))

    def secret(self, name: str) -> Secret:
        """The value of a field as a Secret."""
        return Secret(self.text(name))

    def pairs(self, name: str) -> Mapping[str, str]:
        """The rows of a key/value field."""
        rows = self.values.get(name, {})
        if not isinstance(rows, Mapping):
            return {}
        return {whole_characters(key): whole_characters(value) for key, value in rows.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Whether the vault has kept the secret; where not, why: a `VaultTrouble`, or "off" when nobody wanted it saved.

    `in_memory`: it is not in the keyring, but can be recalled as long as the program runs (devices and passkeys).
    """

    saved: bool
    reason: str = ""
    in_memory: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A kept secret and the facts beside it; None where there is none, with the `VaultTrouble` in `reason`."""

    secret: Secret | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    username: str = ""  # whose it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How many secrets were removed from the vault; what could not be has its `VaultTrouble` in `reason`."""

    count: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A secret that the vault keeps, without the secret: its name and the facts beside it."""

    name: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A JSON object as it came, or an empty mapping and in `problem` why there is none; when, in epoch seconds."""

    body: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyAnswer:
    """What the authenticator gave: RegistrationResponseJSON or AuthenticationResponseJSON (W3C WebAuthn)."""

    credential: Mapping[str, Any] = field(repr=False)


Steps = Generator[Step, Any, T]


def call(operation: str, **params: Any) -> Steps[Reply]:
    """Yield a Call and return its Reply."""
    reply = yield Call(operation=operation, params=params)
    assert isinstance(reply, Reply), reply
    return reply


def ask(
    name: str,
    *fields: Field,
    params: Mapping[str, str] | None = None,
    refusal: ApiError | PasskeyError | None = None,
    deadline_from: float | None = None,
    leave: Mapping[str, str] | None = None,
) -> Steps[Answer]:
    """Yield an Ask and return its Answer."""
    answer = yield Ask(
        name=name, fields=fields, params=params or {}, refusal=refusal, deadline_from=deadline_from, leave=leave
    )
    assert isinstance(answer, Answer), answer
    return answer


def keep(name: str, secret: Secret, username: str, facts: Mapping[str, str]) -> Steps[Kept]:
    """Yield a Keep and return whether it was kept."""
    kept = yield Keep(name=name, secret=secret, username=username, facts=facts)
    assert isinstance(kept, Kept), kept
    return kept


def recall(name: str) -> Steps[Recalled]:
    """Yield a Recall and return what the vault gave."""
    recalled = yield Recall(name=name)
    assert isinstance(recalled, Recalled), recalled
    return recalled


def forget(name: str, username: str = "") -> Steps[Forgotten]:
    """Yield a Forget and return what was removed."""
    forgotten = yield Forget(name=name, username=username)
    assert isinstance(forgotten, Forgotten), forgotten
    return forgotten


def fetch(url: str) -> Steps[Fetched]:
    """Yield a Fetch and return what was there."""
    fetched = yield Fetch(url=url)
    assert isinstance(fetched, Fetched), fetched
    return fetched


def show(name: str, **values: Any) -> Steps[None]:
    """Yield a Show."""
    yield Show(name=name, values=values)


def passkey(step: CreatePasskey | UsePasskey) -> Steps[PasskeyAnswer]:
    """Yield a step for an authenticator and return its answer; PasskeyError where it has none."""
    answer = yield step
    assert isinstance(answer, PasskeyAnswer), answer
    return answer


def whole_characters(text: str) -> str:
    """Return a text that can be encoded: half of a surrogate pair, as a bad paste brings it, becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
