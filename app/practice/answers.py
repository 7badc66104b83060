"""What an answer to a challenge brings: its parameters, its session, and the sign-in that it goes on with."""

from dataclasses import dataclass, replace

from app.practice import devices, lookups, messages
from app.practice.errors import Refusal
from app.practice.lookups import Where
from app.practice.sessions import Session
from app.practice.state import Client, Pool, State, User
from app.practice.turn import Turn, find_session, resume


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer as it came. `responses` are the ChallengeResponses without empty ones; `session` may be empty."""

    state: State
    pool: Pool
    client: Client
    challenge: str
    responses: dict[str, str]
    session: str
    metadata: dict[str, str] | None

    def need(self, name: str) -> str:
        """A member of the responses; raises InvalidParameterException where it is absent or empty."""
        if name not in self.responses:
            raise Refusal("InvalidParameterException", messages.missing_parameter(name))
        return self.responses[name]

    def check_secret_hash(self) -> None:
        """The hash has to be over the USERNAME that comes with it."""
        lookups.check_secret_hash(self.client, self.need("USERNAME"), self.responses.get("SECRET_HASH"),
                                  Where.CHALLENGE)

    def with_device(self, turn: Turn) -> Turn:
        """The turn with the DEVICE_KEY of this answer, which may be the first to bring one."""
        return replace(turn, device_key=self.responses.get("DEVICE_KEY", turn.device_key))

    def names(self, username: str) -> bool:
        """Whether USERNAME is the user with that real name, by whatever name."""
        user = lookups.find_user(self.pool, self.need("USERNAME"))
        return user is not None and user.username == username


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """An answer that fits an open session."""

    given: Given
    session: Session
    turn: Turn

    def spend(self) -> Turn:
        """Use the session up, now that the answer is right."""
        self.given.state.sessions.spend(self.given.session)
        return self.turn


def resumed(given: Given, *stages: str, unconfirmed_too: bool = False) -> Resumed:
    """Find the session of an answer; raises where it is missing, gone, or of another client, challenge or user.

    `stages` are the session's challenges that may be answered now; by default the one that the answer names.
    """
    if not given.session:
        raise Refusal("InvalidParameterException", messages.missing_parameter("Session"))
    session = find_session(given.state, given.client, given.session, *(stages or (given.challenge,)))
    if not session.simulated and not given.names(session.username):
        raise Refusal("NotAuthorizedException", messages.SESSION_INVALID)
    turn = given.with_device(resume(given.state, given.pool, given.client, session, given.metadata))
    if not session.simulated:
        check_may_sign_in(turn.user(), unconfirmed_too=unconfirmed_too)
        devices.check(turn)
    return Resumed(given=given, session=session, turn=turn)


def check_may_sign_in(user: User, *, unconfirmed_too: bool = False) -> None:
    """Refuse a disabled or an unconfirmed user, whatever the password; a sent code may confirm the latter."""
    if not user.enabled:
        raise Refusal("NotAuthorizedException", messages.USER_DISABLED)
    if user.status == "UNCONFIRMED" and not unconfirmed_too:
        raise Refusal("UserNotConfirmedException", messages.USER_NOT_CONFIRMED)
