"""All flows, in the order in which the window lists them."""

from collections.abc import Callable
from dataclasses import dataclass

from app.auth.client import AppClient, Context
from app.auth.flows import admin_password, custom, refresh, user_auth, user_password, user_srp
from app.auth.steps import Ask, Steps
from app.auth.tokens import TokenSet


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowInfo:
    """A flow: its names as on the wire and in Amplify, the ExplicitAuthFlows value it needs, and its generator.

    `needs` is empty where there is a way for every app client, as GetTokensFromRefreshToken is for a refresh.
    """

    name: str
    auth_flow: str
    amplify: str = ""
    group: str = "client"  # client, aws (signed with AWS credentials) or tokens
    needs: str
    sign_in: Callable[[Context], Steps[TokenSet]]


_ALL = (
    FlowInfo(
        name="user_srp",
        auth_flow="USER_SRP_AUTH",
        amplify="userSRP",
        needs="ALLOW_USER_SRP_AUTH",
        sign_in=user_srp.sign_in,
    ),
    FlowInfo(
        name="user_password",
        auth_flow="USER_PASSWORD_AUTH",
        amplify="userPassword",
        needs="ALLOW_USER_PASSWORD_AUTH",
        sign_in=user_password.sign_in,
    ),
    FlowInfo(
        name="custom_srp",
        auth_flow="CUSTOM_AUTH",
        amplify="customWithSRP",
        needs="ALLOW_CUSTOM_AUTH",
        sign_in=custom.sign_in_with_srp,
    ),
    FlowInfo(
        name="custom",
        auth_flow="CUSTOM_AUTH",
        amplify="customWithoutSRP",
        needs="ALLOW_CUSTOM_AUTH",
        sign_in=custom.sign_in,
    ),
    FlowInfo(
        name="user_auth",
        auth_flow="USER_AUTH",
        amplify="userAuth",
        needs="ALLOW_USER_AUTH",
        sign_in=user_auth.sign_in,
    ),
    FlowInfo(
        name="admin_password",
        auth_flow="ADMIN_USER_PASSWORD_AUTH",
        group="aws",
        needs="ALLOW_ADMIN_USER_PASSWORD_AUTH",
        sign_in=admin_password.sign_in,
    ),
    FlowInfo(
        name="refresh",
        auth_flow="REFRESH_TOKEN_AUTH",
        group="tokens",
        needs="",
        sign_in=refresh.sign_in,
    ),
)

FLOWS: dict[str, FlowInfo] = {flow.name: flow for flow in _ALL}
DEFAULT = "user_srp"


def first_ask(name: str) -> Ask:
    """Return what a flow asks first: its credentials. No call is made before, so the form can be built from it."""
    nowhere = Context(client=AppClient(user_pool_id="", client_id=""), entropy=bytes)
    flow = FLOWS[name].sign_in(nowhere)
    first = next(flow)
    flow.close()
    assert isinstance(first, Ask), first
    return first
