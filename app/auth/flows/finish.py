"""The end that all sign-ins share: challenges until there are tokens, then the refresh token into the vault."""

from app.auth.challenges import answer_until_done
from app.auth.conversation import Conversation
from app.auth.steps import Reply, Steps, keep
from app.auth.tokens import TokenSet, claims
from app.errors import UnexpectedReply


def answer_until_tokens(talk: Conversation, reply: Reply, flow: str) -> Steps[TokenSet]:
    """Answer challenges until Cognito issues tokens, keep the refresh token, return the tokens."""
    reply = yield from answer_until_done(talk, reply)
    tokens = tokens_of(reply)
    if tokens.refresh_token is not None:
        yield from keep("refresh_token", tokens.refresh_token, returned_name(tokens, talk.username), {"flow": flow})
    return tokens


def tokens_of(reply: Reply) -> TokenSet:
    """Read a reply's tokens; raise UnexpectedReply where there is no access token."""
    tokens = TokenSet.from_result(reply.result)
    if tokens is None:
        raise UnexpectedReply("AccessToken", operation=reply.operation)
    return tokens


def returned_name(tokens: TokenSet, otherwise: str) -> str:
    """Return the name that Cognito gives the user: the access token's `username`."""
    name = claims(tokens.access_token).get("username")
    return name if isinstance(name, str) and name else otherwise
