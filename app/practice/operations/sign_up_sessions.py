"""The sessions that lead from a sign-up straight into USER_AUTH: SignUp gives one, and ConfirmSignUp another.

SignUp was seen to give one only where the app client allows USER_AUTH. ConfirmSignUp gives one whether or not it was
sent the first: aws-amplify sends none, and signs in by the one it gets.
"""

from app.practice import explicit_auth_flows, messages
from app.practice.errors import Refusal
from app.practice.sessions import Lost
from app.practice.state import Client, Pool, State, User
from app.practice.turn import Turn, find_session

SIGN_UP, CONFIRMED = "SignUp", "ConfirmSignUp"  # stages of the session, by the operation that gave it


def member(state: State, pool: Pool, client: Client, user: User, stage: str) -> dict[str, str]:
    """The Session member of the operation's answer, or nothing."""
    if not explicit_auth_flows.allows(client, "USER_AUTH"):
        return {}
    turn = Turn(state=state, pool=pool, client=client, username=user.username, flow="USER_AUTH")
    return {"Session": turn.open_session(stage)}


def check(state: State, client: Client, user: User, text: str) -> None:
    """Refuse a session that came with ConfirmSignUp and is unknown, used or another user's.

    One that only ran out does not keep the user from being confirmed, since the code lives far longer; this is our
    reading.
    """
    if not text or state.sessions.find(text, state.now()) == Lost.EXPIRED:
        return
    if find_session(state, client, text, SIGN_UP).username != user.username:
        raise Refusal("NotAuthorizedException", messages.SESSION_INVALID)
