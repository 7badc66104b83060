"""MFA_SETUP: the user has no factor yet and sets one up in the middle of the sign-in.

For TOTP the Session goes through three hands: the challenge's to AssociateSoftwareToken, the one from there to
VerifySoftwareToken, and the one from there into the answer; any other is refused as `Invalid session for the user.`
For e-mail the answer is the address. SMS cannot be set up here.
"""

from urllib.parse import quote, urlencode

from app.auth.challenges.listed import listed
from app.auth.challenges.retry import ask_about, ask_until_taken
from app.auth.conversation import Conversation
from app.auth.steps import Answer, Field, Kind, Reply, Steps, call
from app.errors import ApiError, UnexpectedReply

WRONG_CODE = "EnableSoftwareTokenMFAException"
RETRY_ON = (WRONG_CODE, "CodeMismatchException")


def set_up_mfa(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    """Let the person choose among the factors that can be set up here, then set that one up."""
    offered = listed(challenge.parameters, "MFAS_CAN_SETUP")
    possible = tuple(factor for factor in offered if factor in SET_UP)
    if not possible:
        raise UnexpectedReply("MFAS_CAN_SETUP", operation=challenge.operation)
    factor = possible[0]
    if len(possible) > 1:
        choice = Field(name="factor", kind=Kind.CHOICE, choices=possible)
        answer = yield from ask_about(challenge, choice)
        factor = answer.text("factor")
    if factor not in SET_UP:
        raise UnexpectedReply("MFAS_CAN_SETUP", operation=challenge.operation)
    return (yield from SET_UP[factor](talk, challenge))


def _set_up_totp(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    if challenge.session is None:
        raise UnexpectedReply("Session", operation=challenge.operation)
    associated = yield from call("AssociateSoftwareToken", Session=challenge.session)
    secret, session = associated.body.get("SecretCode"), associated.session
    if not isinstance(secret, str) or not secret or session is None:
        raise UnexpectedReply("SecretCode, Session", operation=associated.operation)

    def verify(answer: Answer) -> Steps[Reply]:
        nonlocal session
        name = answer.text("FriendlyDeviceName")
        optional = {"FriendlyDeviceName": name} if name else {}
        reply = yield from call("VerifySoftwareToken", Session=session, UserCode=answer.secret("UserCode"), **optional)
        session = reply.session or session
        if reply.body.get("Status") != "SUCCESS":
            raise ApiError(WRONG_CODE, f"Status: {reply.body.get('Status')}", operation=reply.operation)
        return reply

    shown = {"SecretCode": secret, "uri": totp_uri(secret, talk.context.client.user_pool_id, talk.username)}
    own = Reply(operation=challenge.operation, body=challenge.body, at=associated.at)
    yield from ask_until_taken(own, totp_fields(), verify, RETRY_ON, shown)
    return (yield from talk.respond(challenge, {}, session=session))


def totp_fields() -> tuple[Field, ...]:
    """Return the fields for an authenticator's first code, and for the name that the user gives it."""
    return Field(name="UserCode", kind=Kind.CODE), Field(name="FriendlyDeviceName", required=False)


def totp_uri(secret: str, issuer: str, username: str) -> str:
    """Return the URI that authenticator apps read from a QR code, whatever the secret and the names are made of."""
    query = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer, safe='')}:{quote(username, safe='')}?{query}"


def _set_up_email(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    def send(answer: Answer) -> Steps[Reply]:
        # The clients of Amplify send EMAIL; the developer guide's prose says email.
        return talk.respond(challenge, {"EMAIL": answer.secret("EMAIL")})

    return (yield from ask_until_taken(challenge, (Field(name="EMAIL"),), send, ("InvalidParameterException",)))


SET_UP = {"SOFTWARE_TOKEN_MFA": _set_up_totp, "EMAIL_OTP": _set_up_email}
