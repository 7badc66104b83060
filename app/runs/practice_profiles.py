"""The built-in profiles: one for each app client that the running practice pool announces."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.auth.pool_facts import client_facts
from app.auth.steps import Call
from app.cognito.client import CognitoApi
from app.cognito.reach import Reach
from app.profiles.facts import AWS, with_facts
from app.profiles.profile import Profile
from app.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeUser:
    """A user of a practice user pool, whose password is no secret: all have it; or a name, without a password."""

    user_pool_id: str
    username: str
    password: str
    shows: str
    totp_secret: str = ""  # of the authenticator, where the user has one; no secret either


def users_of(profile: Profile | None, practice: Iterable[PracticeUser]) -> tuple[PracticeUser, ...]:
    """Return the users to offer with a profile: those of its practice user pool, or the names that it has itself."""
    if profile is None:
        return ()
    if profile.practice:
        return tuple(user for user in practice if user.user_pool_id == profile.user_pool_id)
    pool = profile.user_pool_id
    return tuple(PracticeUser(user_pool_id=pool, username=name, password="", shows="") for name in profile.usernames)


def practice_profiles(announced: Mapping[str, Any]) -> tuple[Profile, ...]:
    """Return the profiles of an announcement, the practice pool's one line on stdout.

    What each app client allows is asked of the practice pool by DescribeUserPoolClient, as of any user pool.
    """
    endpoint = str(announced["endpoint"])
    api = CognitoApi(Reach(region="us-east-1", endpoint_url=endpoint, practice=True))
    return tuple(_profiles(announced, endpoint, api))


def practice_users(announced: Mapping[str, Any]) -> tuple[PracticeUser, ...]:
    """Return the users of an announcement, in its order."""
    return tuple(
        PracticeUser(
            user_pool_id=pool["id"],
            username=user["username"],
            password=user.get("password") or "",
            shows=user["shows"],
            totp_secret=user.get("totp_secret") or "",
        )
        for pool in announced["user_pools"]
        for user in pool["users"]
    )


def _profiles(announced: Mapping[str, Any], endpoint: str, api: CognitoApi) -> Iterator[Profile]:
    for pool in announced["user_pools"]:
        for client in pool["clients"]:
            profile = Profile(
                id=f"practice-{client['id']}",
                name=f"{pool['name']} / {client['name']}",
                user_pool_id=pool["id"],
                client_id=client["id"],
                client_secret=Secret(client["secret"]) if client.get("secret") else None,
                endpoint_url=endpoint,
                practice=True,
            )
            yield with_facts(profile, _facts(api, pool["id"], client["id"]), AWS)


def _facts(api: CognitoApi, pool_id: str, client_id: str) -> dict[str, Any]:
    """Ask for an app client's settings."""
    reply = api(Call(operation="DescribeUserPoolClient", params={"UserPoolId": pool_id, "ClientId": client_id}))
    return client_facts(reply.body["UserPoolClient"])
