"""One call of a sign-in: who asks, through which client and flow, and what earlier calls left behind."""

from dataclasses import dataclass, replace
from typing import Any

from app.practice import lookups, messages, triggers
from app.practice.assurance import Assurance
from app.practice.errors import Refusal
from app.practice.sessions import Lost, Session
from app.practice.state import Client, Pool, State, User

DEFAULT_SESSION_MINUTES = 3  # AuthSessionValidity
LOST = {
    Lost.UNKNOWN: messages.SESSION_INVALID,
    Lost.EXPIRED: messages.SESSION_EXPIRED,
    Lost.SPENT: messages.SESSION_SPENT,
}
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A call that carries a sign-in one step further. `username` is the real one, or made up for nobody."""

    state: State
    pool: Pool
    client: Client
    username: str
    simulated: bool = False  # there is no such user, and the client must not learn it
    flow: str
    rounds: tuple[dict[str, Any], ...] = ()  # what DefineAuthChallenge is shown
    token_source: str = ""
    metadata: dict[str, str] | None = None  # ClientMetadata of an answer, for the triggers
    device_key: str = ""  # DEVICE_KEY, where the client sent one
    device_proven: bool = False
    under_alias: bool = False  # a code came with an alias for USERNAME: the new device then cannot be confirmed (seen)
    admin: bool = False  # begun by AdminInitiateAuth, which knows no devices
    assurance: Assurance | None = None  # where a level was asked for
    auth_event: str = ""  # event_id in the user's history

    def user(self) -> User:
        """The user; raises NotAuthorizedException where there is none (any more)."""
        found = self.pool.users.get(self.username)
        if found is None or self.simulated:
            raise Refusal("NotAuthorizedException", messages.WRONG_CREDENTIALS)
        return found

    def after_round(self, challenge: str, *, right: bool, metadata: str | None = None) -> "Turn":
        """The turn with one more entry in what DefineAuthChallenge is shown."""
        entry = {"challengeName": challenge, "challengeResult": right, "challengeMetadata": metadata}
        return replace(self, rounds=(*self.rounds, entry))

    def proved(self, method: str) -> "Turn":
        """The turn with one more proof (an amr value), where that is of interest."""
        return self if self.assurance is None else replace(self, assurance=self.assurance.proved(method))

    def ends_at(self) -> float:
        """When a session that is opened now runs out."""
        minutes = self.client.settings.get("AuthSessionValidity") or DEFAULT_SESSION_MINUTES
        return self.state.now() + float(minutes) * 60

    def open_session(self, challenge: str, **memory: Any) -> str:
        """A session for the next answer, which must be to this challenge; `memory` is for whoever checks it."""
        return self.state.sessions.open(Session(
            pool_id=self.pool.pool_id, client_id=self.client.client_id, username=self.username, challenge=challenge,
            flow=self.flow, simulated=self.simulated, rounds=self.rounds, token_source=self.token_source,
            device_key=self.device_key, admin=self.admin, assurance=self.assurance, memory=memory,
            auth_event=self.auth_event, expires_at=self.ends_at(),
        ))

    def challenge(self, name: str, parameters: dict[str, str], **memory: Any) -> Answer:
        """The reply that asks for a challenge, with its session."""
        return {"ChallengeName": name, "ChallengeParameters": parameters, "Session": self.open_session(name, **memory)}

    def request(self, *, client_metadata: bool = True, **members: Any) -> dict[str, Any]:
        """The request part of a trigger's event: attributes first, then the given members, then what is optional."""
        user = None if self.simulated else self.pool.users.get(self.username)
        request: dict[str, Any] = {"userAttributes": triggers.user_attributes(self.pool, user), **members}
        if client_metadata and self.metadata is not None:
            request["clientMetadata"] = self.metadata
        if lookups.existence_errors_hidden(self.client):
            request["userNotFound"] = user is None
        return request


def find_session(state: State, client: Client | None, text: str, *challenges: str) -> Session:
    """The session that may be used now for one of these challenges; raises NotAuthorizedException.

    Operations whose request has no ClientId give no client.
    """
    found = state.sessions.find(text, state.now())
    if isinstance(found, Lost):
        raise Refusal("NotAuthorizedException", LOST[found])
    if (client is not None and found.client_id != client.client_id) or found.challenge not in challenges:
        raise Refusal("NotAuthorizedException", messages.SESSION_INVALID)
    return found


def resume(state: State, pool: Pool, client: Client, session: Session, metadata: dict[str, str] | None) -> Turn:
    """The turn that goes on where a session was opened."""
    return Turn(state=state, pool=pool, client=client, username=session.username, simulated=session.simulated,
                flow=session.flow, rounds=session.rounds, token_source=session.token_source, metadata=metadata,
                device_key=session.device_key, admin=session.admin, assurance=session.assurance,
                auth_event=session.auth_event)
