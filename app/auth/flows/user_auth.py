"""USER_AUTH, Amplify's userAuth: the user begins with the factor of their choice.

The password, also by SRP, needs ALLOW_USER_AUTH alone here: the app client may refuse the flows of their own (developer
guide, authentication flows).
"""

from typing import Any

from app.auth.challenges.first_factors import FIRST_FACTORS, PASSWORD, PASSWORD_SRP
from app.auth.client import Context
from app.auth.conversation import Conversation
from app.auth.flows.credentials import DEVICE, USERNAME, ask_credentials, converse
from app.auth.flows.finish import answer_until_tokens
from app.auth.steps import Answer, Field, Kind, Steps
from app.auth.tokens import TokenSet

OPTIONAL_PASSWORD = Field(name="password", kind=Kind.PASSWORD, required=False)
PREFERRED_CHALLENGE = Field(
    name="preferred_challenge", kind=Kind.CHOICE, choices=("", *FIRST_FACTORS), required=False
)
SESSION = Field(name="session", kind=Kind.TOKEN, required=False, advanced=True)  # of ConfirmSignUp
STEP_UP = (  # an access token needs target ACR values beside it; that is Cognito's to say
    Field(name="target_acr_values", required=False, advanced=True),
    Field(name="max_age", required=False, advanced=True),
    Field(name="access_token", kind=Kind.TOKEN, required=False, advanced=True),
)


def sign_in(context: Context) -> Steps[TokenSet]:
    """InitiateAuth with a preferred factor or none; then that factor's challenge, or SELECT_CHALLENGE.

    With the Session of ConfirmSignUp, Cognito issues tokens without any (API reference, InitiateAuth).
    """
    who = yield from ask_credentials(USERNAME, OPTIONAL_PASSWORD, PREFERRED_CHALLENGE, DEVICE, *STEP_UP, SESSION)
    talk = yield from converse(context, who)
    session = who.secret("session") if who.text("session") else None
    reply = yield from talk.initiate("USER_AUTH", {**_preferred(talk, who), **_step_up(who)}, session=session)
    return (yield from answer_until_tokens(talk, reply, "user_auth"))


def _preferred(talk: Conversation, who: Answer) -> dict[str, Any]:
    """A password or an SRP_A goes along with the preference that it belongs to."""
    preferred = who.text("preferred_challenge")
    if not preferred:
        return {}
    along: dict[str, Any] = {}
    if preferred == PASSWORD:
        along = {"PASSWORD": who.secret("password")}
    elif preferred == PASSWORD_SRP:
        along = {"SRP_A": talk.handshake.srp_a}
        talk.password = who.secret("password")  # an empty one, too: Cognito refuses its proof
    return {"PREFERRED_CHALLENGE": preferred, **along}


def _step_up(who: Answer) -> dict[str, Any]:
    given = {"TARGET_ACR_VALUES": who.text("target_acr_values"), "MAX_AGE": who.text("max_age")}
    found: dict[str, Any] = {name: value for name, value in given.items() if value}
    return {**found, "ACCESS_TOKEN": who.secret("access_token")} if who.text("access_token") else found
