"""A scenario: which sign-in, what answers what it asks, and the end that it is expected to come to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.secret import Secret


class From(StrEnum):
    """Where the value of an answer comes from."""

    LITERAL = "literal"  # it stands in the file
    ENV = "env"  # an environment variable; `name` is its name
    VAULT = "vault"  # a test secret; `name` is the name it was kept under
    TOTP = "totp"  # the code of the moment; `of` is where the authenticator's key comes from
    INBOX = "inbox"  # the newest code that the practice pool sent; `name` is its medium, SMS or EMAIL, or ""
    ROWS = "rows"  # free key/value rows, as ClientMetadata; `rows` has the source of each value


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One answer's value, or where to get it: what stands in a file is held as a Secret, since it may be one."""

    kind: From
    name: str = ""
    value: Secret | None = None  # only with LITERAL
    of: "Source | None" = None  # only with TOTP; None: the key that the question shows, as MFA_SETUP does
    rows: "Mapping[str, Source]" = field(default_factory=dict)  # only with ROWS


class End(StrEnum):
    """How a sign-in may be expected to end."""

    SIGNED_IN = "signed_in"
    CHALLENGE = "challenge"  # it is asked, and the scenario has no answer to it
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """The end that a scenario is about."""

    end: End = End.SIGNED_IN
    # The ChallengeName, or the error's wire code; a Fault's name where nobody answered, else that of the end's reason.
    name: str = ""
    message: str = ""  # only with ERROR: Cognito's message, whole; empty: whatever it says
    # Only with SIGNED_IN: "id" and "access", each with claims that have to be there with these values.
    claims: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


Answers = Mapping[str, Source]  # by the name of the field


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One sign-in with its expected end. `answers` is by the name of the question, CREDENTIALS among them.

    One answer is given whenever the question comes anew; several are given in turn, one each time that it is asked.
    A question that was refused and has no further answer ends the sign-in with that refusal.
    """

    name: str
    profile: str  # the name of a profile, or its id
    flow: str  # a key of FLOWS
    user: str = ""
    answers: Mapping[str, tuple[Answers, ...]] = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()  # questions whose one answer is given whenever they come anew
    expect: Expectation = field(default_factory=Expectation)
    client_secret: Source | None = None  # of the app client, where the profile has it elsewhere: LITERAL, ENV or VAULT
    save: bool = False  # whether the refresh token goes to the vault
    file: str = ""  # where it was read from, for people


class ScenarioError(Exception):
    """A scenario cannot be used: `where` is the place in its file, counted from one (`scenario[2].answers.SMS_MFA`).

    `problem` is a key of the texts `scenario_problem`; `detail` is what is allowed there, or what a library said, and
    never a value that stands in the file. `others` are what is wrong in the scenarios after it.
    """

    others: "tuple[ScenarioError, ...]" = ()

    def __init__(self, where: str, problem: str, detail: str = "", file: str = "") -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem
        self.detail = detail
        self.file = file
