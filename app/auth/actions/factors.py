"""Which first factors a user has: GetUserAuthFactors."""

from app.auth.actions.info import ACCESS_TOKEN, Findings
from app.auth.client import Context
from app.auth.steps import CREDENTIALS, Steps, ask, call


def user_auth_factors(_: Context) -> Steps[Findings]:
    """GetUserAuthFactors: its body."""
    who = yield from ask(CREDENTIALS, ACCESS_TOKEN)
    reply = yield from call("GetUserAuthFactors", AccessToken=who.secret("access_token"))
    return dict(reply.body)
