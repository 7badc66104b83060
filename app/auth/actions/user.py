"""GetUser: the signed-in user as the user pool has it now, which may be newer than what the ID token says."""

from collections.abc import Mapping
from typing import Any

from app.auth.actions.info import ACCESS_TOKEN, Findings
from app.auth.client import Context
from app.auth.steps import CREDENTIALS, Steps, ask, call
from app.secret import Secret


def get_user(_: Context) -> Steps[Findings]:
    """GetUser: {"Username", "UserAttributes": [{"Name", "Value"}], "UserMFASettingList", "PreferredMfaSetting"}.

    Each Value is a Secret. What Cognito leaves out comes as an empty list or text: no factor on, none preferred.
    """
    who = yield from ask(CREDENTIALS, ACCESS_TOKEN)
    return (yield from read_user(who.secret("access_token")))


def read_user(token: Secret) -> Steps[Findings]:
    """Call GetUser; findings as those of `get_user`."""
    body = (yield from call("GetUser", AccessToken=token)).body
    attributes, factors = body.get("UserAttributes"), body.get("UserMFASettingList")
    return {
        "Username": _text(body.get("Username")),
        "UserAttributes": [_attribute(each) for each in _list(attributes) if isinstance(each, Mapping)],
        "UserMFASettingList": [each for each in _list(factors) if isinstance(each, str)],
        "PreferredMfaSetting": _text(body.get("PreferredMfaSetting")),
    }


def _attribute(found: Mapping[str, Any]) -> dict[str, Any]:
    return {"Name": _text(found.get("Name")), "Value": Secret(_text(found.get("Value")))}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
