"""A matrix of sign-ins: users by flows of app clients, each cell a scenario with the end that is expected of it.

A refresh has no user to begin with, so it is none of the flows. What would change the user pool, as a new password or a
second factor that is set up, is not answered: that it is asked is the outcome.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.auth.challenges.codes import ANSWER_KEY
from app.auth.flows import FLOWS, first_ask
from app.auth.steps import CREDENTIALS
from app.profiles.profile import Profile
from app.runs.matrix_expected import Expected, Why, expected
from app.runs.practice_profiles import PracticeUser
from app.runs.scenario import Job, PracticeAccess
from app.scenarios.scenario import Answers, Expectation, From, Scenario, Source
from app.secret import Secret

FLOWS_OF_MATRIX = tuple(name for name in FLOWS if name != "refresh")
ANY_PASSWORD = "none"  # noqa: S105 - of a user who has no password
AUTHENTICATOR = "SOFTWARE_TOKEN_MFA"
Key = tuple[str, str, str]  # profile id, flow, user: what an expectation of the person's own is kept under


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixUser:
    """Who signs in. `user_pool_id` is the only pool that knows the user, empty where all may.

    `totp` is where the authenticator's key comes from. Codes by e-mail and text message come from a practice inbox.
    """

    name: str
    password: Source | None = None
    totp: Source | None = None
    user_pool_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One cell: who signs in where by which flow, and what is expected of it."""

    user: MatrixUser
    profile: Profile
    flow: str
    expected: Expected

    @property
    def key(self) -> Key:
        """What an expectation of the person's own is kept under."""
        return self.profile.id, self.flow, self.user.name

    def expecting(self, wanted: Expectation | None) -> "Trial":
        """Return it with what the person expects; None: what is usual there."""
        usual = expected(self.profile, self.flow, self.user.name)
        return replace(self, expected=Expected(expect=wanted, why=Why.PERSON) if wanted is not None else usual)

    def is_of(self, other: "Trial") -> bool:
        """Say whether the facts are those of another one: the app client's, whatever its profile is called."""
        return replace(self.profile, name=other.profile.name) == other.profile

    @property
    def scenario(self) -> Scenario:
        """The sign-in as a scenario."""
        answers = _answers(self.user, self.flow, practice=self.profile.practice)
        return Scenario(
            name=" · ".join((self.user.name, self.profile.name, FLOWS[self.flow].auth_flow)),
            profile=self.profile.id,
            flow=self.flow,
            user=self.user.name,
            answers={question: (given,) for question, given in answers.items()},
            expect=self.expected.expect,
        )

    def job(self, job_id: str, practice: PracticeAccess | None) -> Job:
        """Return the job; `practice` is where the codes of practice users are read."""
        own = practice if self.profile.practice else None
        return Job(job_id=job_id, scenario=self.scenario, profile=self.profile, practice=own)


def trial(user: MatrixUser, profile: Profile, flow: str, own: Mapping[Key, Expectation]) -> Trial | None:
    """Return a cell; None where the profile's user pool does not know the user. `own` holds what the person expects."""
    if user.user_pool_id not in ("", profile.user_pool_id):
        return None
    made = Trial(user=user, profile=profile, flow=flow, expected=expected(profile, flow, user.name))
    wanted = own.get(made.key)
    return made if wanted is None else made.expecting(wanted)


def practice_testers(practice: Iterable[PracticeUser], profiles: Sequence[Profile]) -> tuple[MatrixUser, ...]:
    """Return the practice users whom one of these profiles can sign in."""
    pools = {profile.user_pool_id for profile in profiles if profile.practice}
    return tuple(
        MatrixUser(
            name=user.username, user_pool_id=user.user_pool_id,
            password=_literal(user.password) if user.password else None,
            totp=_literal(user.totp_secret) if user.totp_secret else None,
        )
        for user in practice if user.user_pool_id in pools
    )  # fmt: skip


def _answers(user: MatrixUser, flow: str, *, practice: bool) -> dict[str, Answers]:
    answers: dict[str, Answers] = {CREDENTIALS: _credentials(user, flow)}
    if practice:
        inbox = Source(kind=From.INBOX)
        answers |= {name: {key: inbox} for name, key in ANSWER_KEY.items() if name != AUTHENTICATOR}
        # Cognito takes an authenticator's code once: the text message keeps nobody waiting for the next one.
        answers["SELECT_MFA_TYPE"] = {"ANSWER": _literal("SMS_MFA")}
        if user.password is None:
            answers["SELECT_CHALLENGE"] = {"ANSWER": _literal("EMAIL_OTP")}
    elif user.totp is not None:
        answers["SELECT_MFA_TYPE"] = {"ANSWER": _literal(AUTHENTICATOR)}
    if user.totp is not None:
        answers[AUTHENTICATOR] = {ANSWER_KEY[AUTHENTICATOR]: Source(kind=From.TOTP, of=user.totp)}
    return answers


def _credentials(user: MatrixUser, flow: str) -> Answers:
    """Fill the fields that the flow asks for; of who has no password any will do, to be refused as Cognito does."""
    fields = {field.name for field in first_ask(flow).fields}
    given = {"password": user.password or _literal(ANY_PASSWORD)} if "password" in fields else {}
    if "preferred_challenge" in fields and user.password is not None:
        given["preferred_challenge"] = _literal("PASSWORD_SRP")
    return given


def _literal(value: str) -> Source:
    return Source(kind=From.LITERAL, value=Secret(value))
