"""ChangePassword: a signed-in user's own, with the one that it replaces."""

from app.auth.actions.cards import until_done
from app.auth.actions.info import ACCESS_TOKEN, Findings
from app.auth.client import Context
from app.auth.steps import CREDENTIALS, Answer, Field, Kind, Steps, ask, call
from app.errors import ApiError

PREVIOUS = Field(name="PreviousPassword", kind=Kind.PASSWORD, required=False)  # a user may have none yet
PROPOSED = Field(name="ProposedPassword", kind=Kind.NEW_PASSWORD)
MENDABLE = ("InvalidPasswordException", "InvalidParameterException", "PasswordHistoryPolicyViolationException")
WRONG_PREVIOUS = "Incorrect username or password."  # the same exception as for a token that is no good any more


def change_password(_: Context) -> Steps[Findings]:
    """ChangePassword, asked until Cognito takes it: {"changed": True}."""
    who = yield from ask(CREDENTIALS, ACCESS_TOKEN)

    def send(answer: Answer) -> Steps[Findings | None]:
        params = {"ProposedPassword": answer.secret("ProposedPassword"), "AccessToken": who.secret("access_token")}
        if answer.text("PreviousPassword"):
            params["PreviousPassword"] = answer.secret("PreviousPassword")
        yield from call("ChangePassword", **params)
        return {"changed": True}

    return (yield from until_done("CHANGE_PASSWORD", (PREVIOUS, PROPOSED), send, _can_be_mended))


def _can_be_mended(refusal: ApiError) -> bool:
    return refusal.code in MENDABLE or (
        refusal.code == "NotAuthorizedException" and refusal.message == WRONG_PREVIOUS
    )
