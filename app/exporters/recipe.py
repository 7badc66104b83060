"""What a script needs to know of a sign-in to do the same: where it goes, its calls, where their values come from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """Where a value of a call comes from."""

    WORD = "word"  # a word of the wire, as it stands
    TEXT = "text"  # readable, and the person's own: a variable with its value
    CLIENT_ID = "client_id"
    USER_POOL_ID = "user_pool_id"
    USERNAME = "username"  # as typed, and from the first reply on as Cognito returned it
    DEVICE_KEY = "device_key"
    SESSION = "session"  # of the reply before
    # Asked for when the script runs.
    PASSWORD = "password"  # noqa: S105 - the name of a kind
    NEW_PASSWORD = "new_password"  # noqa: S105
    CLIENT_SECRET = "client_secret"  # noqa: S105
    CODE = "code"
    ANSWER = "answer"  # to a challenge of the pool's own, an attribute, a value of ClientMetadata
    TOKEN = "token"  # noqa: S105
    PASSKEY = "passkey"  # AuthenticationResponseJSON as a string
    # Computed.
    SECRET_HASH = "secret_hash"  # noqa: S105
    SRP_A = "srp_a"
    SECRET_BLOCK = "secret_block"  # noqa: S105
    SIGNATURE = "signature"
    TIMESTAMP = "timestamp"
    # Of the tokens that came, and of the new device that came with them.
    ACCESS_TOKEN = "access_token"  # noqa: S105
    NEW_DEVICE_KEY = "new_device_key"
    VERIFIER = "verifier"
    SALT = "salt"


ASKED = frozenset({
    Kind.PASSWORD, Kind.NEW_PASSWORD, Kind.CLIENT_SECRET, Kind.CODE, Kind.ANSWER, Kind.TOKEN, Kind.PASSKEY,
})  # fmt: skip
VARIABLE = "COGNITO_"  # what the names of the variables for secrets begin with


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a call. `name` is its variable's (`sms_mfa_code`), `text` what is readable of it."""

    kind: Kind
    name: str = ""
    text: str = ""

    @property
    def variable(self) -> str:
        """The variable in which a script looks for what it asks for."""
        return VARIABLE + self.name.upper()


Members = Mapping[str, Value | Mapping[str, Value]]  # by their names on the wire, in the order of the wire


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One call: `brought` is the ChallengeName in its reply, `refused` the exception that came instead of one."""

    operation: str
    members: Members
    challenge: str = ""  # the one that it answers
    brought: str = ""
    tokens: bool = False  # its reply held an AuthenticationResult
    new_device: bool = False  # and NewDeviceMetadata
    replied: bool = True
    refused: str = ""
    offered: tuple[str, ...] = ()  # MFAS_CAN_SETUP of the challenge that it brought

    def values(self) -> Iterator[tuple[str, Value]]:
        """Each value with its name on the wire."""
        for name, member in self.members.items():
            if isinstance(member, Value):
                yield name, member
            else:
                yield from member.items()

    def kinds(self) -> frozenset[Kind]:
        """The kinds of its values."""
        return frozenset(value.kind for _, value in self.values())

    def value(self, name: str) -> Value | None:
        """The value of this name, wherever in the call."""
        return next((value for key, value in self.values() if key == name), None)

    def word(self, name: str) -> str:
        """What is readable of the value of this name; empty where there is nothing."""
        found = self.value(name)
        return found.text if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A sign-in as far as it went. `flow` is a key of FLOWS; `region` and what follows it are the profile's."""

    flow: str
    username: str
    region: str
    user_pool_id: str
    client_id: str
    endpoint_url: str = ""  # empty: Cognito's own
    has_secret: bool = False
    aws_profile: str = ""
    device_group_key: str = ""  # of the device that it signed in as, where that proved itself
    sent: tuple[Sent, ...] = field(default=())

    @property
    def signed(self) -> bool:
        """Whether its calls are signed with AWS credentials."""
        return self.flow == "admin_password"

    @property
    def pool_name(self) -> str:
        """The part of the user pool's id that enters SRP."""
        return self.user_pool_id.partition("_")[2]

    def kinds(self) -> frozenset[Kind]:
        """All kinds of values in it."""
        return frozenset(kind for sent in self.sent for kind in sent.kinds())

    def challenges(self) -> tuple[str, ...]:
        """The challenges that were answered, in order."""
        return tuple(sent.challenge for sent in self.sent if sent.challenge)

    def operations(self) -> frozenset[str]:
        """All operations in it."""
        return frozenset(sent.operation for sent in self.sent)

    def texts(self) -> dict[str, str]:
        """The variables that have their value in the script."""
        readable = (Kind.TEXT, Kind.DEVICE_KEY)
        return {value.name: value.text for sent in self.sent for _, value in sent.values() if value.kind in readable}

    @property
    def metadata(self) -> tuple[str, ...]:
        """The keys of the ClientMetadata that went along."""
        found = next((sent.members["ClientMetadata"] for sent in self.sent if "ClientMetadata" in sent.members), {})
        return tuple(found) if isinstance(found, Mapping) else ()
