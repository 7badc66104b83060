"""The end that all sign-ins share: challenges until there are tokens, the refresh token kept, then a new device."""

from app.auth.challenges import answer_until_done
from app.auth.conversation import Conversation
from app.auth.flows.remember import confirm_device, keep_device, remember_device
from app.auth.steps import Reply, Steps, keep
from app.auth.tokens import TokenSet, claims
from app.auth.vault_names import REFRESH_TOKEN
from app.errors import UnexpectedReply


def answer_until_tokens(talk: Conversation, reply: Reply, flow: str) -> Steps[TokenSet]:
    """Answer challenges until Cognito issues tokens, keep the refresh token, see to a new device, return the tokens.

    The refresh token of a device is kept with its DeviceKey: Cognito refuses to refresh it without.
    """
    reply = yield from answer_until_done(talk, reply)
    tokens = tokens_of(reply)
    name = returned_name(tokens, talk.username)
    yield from _keep_refresh_token(tokens, name, flow, talk.device.key if talk.device else "")
    confirmed = yield from confirm_device(talk, tokens)
    if confirmed is not None:
        yield from keep_device(confirmed, name)
        yield from _keep_refresh_token(tokens, name, flow, confirmed.device.key)
        yield from remember_device(confirmed, tokens, name)
    return tokens


def _keep_refresh_token(tokens: TokenSet, name: str, flow: str, device_key: str) -> Steps[None]:
    if tokens.refresh_token is not None:
        facts = {"flow": flow, **({"device_key": device_key} if device_key else {})}
        yield from keep(REFRESH_TOKEN, tokens.refresh_token, name, facts)


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
