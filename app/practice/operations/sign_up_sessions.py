"""The sessions that lead from a sign-up straight into USER_AUTH: SignUp gives one, ConfirmSignUp trades it for another.

SignUp was seen to give one only where the app client allows USER_AUTH.
"""

from app.practice import explicit_auth_flows, messages
from app.practice.errors import Refusal
from app.practice.sessions import Lost
from app.practice.state import Client, Pool, State, User
from app.practice.turn import Turn, find_session

SIGN_UP = "SignUp"  # stages of the session, by the operation that gave it
CONFIRMED = "ConfirmSignUp"


def after_sign_up(state: State, pool: Pool, client: Client, user: User) -> dict[str, str]:
    """The Session member of SignUp's answer, or nothing."""
    if not explicit_auth_flows.allows(client, "USER_AUTH"):
        return {}
    return {"Session": _turn(state, pool, client, user).open_session(SIGN_UP)}


def check(state: State, client: Client, user: User, text: str) -> bool:
    """Whether a session that came with ConfirmSignUp leads on.

    Raises NotAuthorizedException for one that is unknown, used or another user's. One that only ran out does not keep
    the user from being confirmed, since the code lives far longer; this is our reading.
    """
    if not text or state.sessions.find(text, state.now()) == Lost.EXPIRED:
        return False
    if find_session(state, client, text, SIGN_UP).username != user.username:
        raise Refusal("NotAuthorizedException", messages.SESSION_INVALID)
    return True


def after_confirmation(state: State, pool: Pool, client: Client, user: User, text: str) -> dict[str, str]:
    """The Session member of ConfirmSignUp's answer, for the session that it used up."""
    state.sessions.spend(text)
    return {"Session": _turn(state, pool, client, user).open_session(CONFIRMED)}


def _turn(state: State, pool: Pool, client: Client, user: User) -> Turn:
    return Turn(state=state, pool=pool, client=client, username=user.username, flow="USER_AUTH")
