"""The response part of each trigger's event: what it holds before the function runs, and which types it may hold after.

Source: the pages of Cognito's developer guide on its Lambda triggers.
"""

import json
from collections.abc import Callable
from typing import Any

from app.practice import messages
from app.practice.errors import Refusal

Reader = Callable[[Any], Any]  # takes a value of the function's answer, raises TypeError for one of the wrong type


def flag(value: Any) -> bool | None:
    """true, false or null."""
    if value is not None and not isinstance(value, bool):
        raise TypeError(value)
    return value


def words(value: Any) -> str | None:
    """A string or null; other scalars become strings, as they do in Cognito's JSON reader."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise TypeError(value)
    return value


def strings(value: Any) -> dict[str, str] | None:
    """An object of strings, or null."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError(value)
    return {name: text for name, text in ((name, words(each)) for name, each in value.items()) if text is not None}


def string_list(value: Any) -> list[str] | None:
    """A list of strings, or null."""
    if value is not None and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
        raise TypeError(value)
    return value


def anything(value: Any) -> dict[str, Any] | None:
    """An object of any members, or null."""
    if value is not None and not isinstance(value, dict):
        raise TypeError(value)
    return value


def group_overrides(value: Any) -> dict[str, Any] | None:
    """groupOverrideDetails."""
    return _members(anything(value), {
        "groupsToOverride": string_list, "iamRolesToOverride": string_list, "preferredRole": words,
    })


def claims_overrides(value: Any) -> dict[str, Any] | None:
    """claimsOverrideDetails, version 1 of the event: strings only, in the ID token only."""
    return _members(anything(value), {
        "claimsToAddOrOverride": strings, "claimsToSuppress": string_list, "groupOverrideDetails": group_overrides,
    })


def token_overrides(value: Any) -> dict[str, Any] | None:
    """idTokenGeneration and accessTokenGeneration of version 2."""
    return _members(anything(value), {
        "claimsToAddOrOverride": anything, "claimsToSuppress": string_list,
        "scopesToAdd": string_list, "scopesToSuppress": string_list,
    })


def claims_and_scopes(value: Any) -> dict[str, Any] | None:
    """claimsAndScopeOverrideDetails, version 2 of the event."""
    return _members(anything(value), {
        "idTokenGeneration": token_overrides, "accessTokenGeneration": token_overrides,
        "groupOverrideDetails": group_overrides,
    })


def _members(value: dict[str, Any] | None, readers: dict[str, Reader]) -> dict[str, Any] | None:
    if value is None:
        return None
    return {name: read(value[name]) for name, read in readers.items() if value.get(name) is not None}


# Members of the response in the order of the event, by the trigger's key in LambdaConfig.
RESPONSES: dict[str, dict[str, Reader]] = {
    "PreSignUp": {"autoConfirmUser": flag, "autoVerifyEmail": flag, "autoVerifyPhone": flag},
    "PostConfirmation": {},
    "PreAuthentication": {},
    "PostAuthentication": {},
    "UserMigration": {
        "userAttributes": strings, "finalUserStatus": words, "messageAction": words,
        "desiredDeliveryMediums": string_list, "forceAliasCreation": flag, "enableSMSMFA": flag,
    },
    "DefineAuthChallenge": {"challengeName": words, "issueTokens": flag, "failAuthentication": flag},
    "CreateAuthChallenge": {
        "publicChallengeParameters": strings, "privateChallengeParameters": strings, "challengeMetadata": words,
    },
    "VerifyAuthChallengeResponse": {"answerCorrect": flag},
    "PreTokenGeneration": {"claimsOverrideDetails": claims_overrides,
                           "claimsAndScopeOverrideDetails": claims_and_scopes},
}
# The rest of the event, which has to come back as well.
COMMON: dict[str, type] = {
    "version": str, "region": str, "userPoolId": str, "userName": str, "callerContext": dict, "triggerSource": str,
    "request": dict, "response": dict,
}


def event(trigger: str, source: str, version: str, *, pool_id: str, username: str, client_id: str,
          request: dict[str, Any]) -> dict[str, Any]:
    """The event of a trigger as its function is given it, members in Lambda's order."""
    return {
        "version": version,
        "region": pool_id.split("_", 1)[0],
        "userPoolId": pool_id,
        "userName": username,
        "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": client_id},
        "triggerSource": source,
        "request": request,
        "response": empty_response(trigger, version),
    }


def empty_response(trigger: str, version: str) -> dict[str, Any]:
    """The response before the function fills it."""
    if trigger == "PreTokenGeneration":
        return {"claimsOverrideDetails" if version == "1" else "claimsAndScopeOverrideDetails": None}
    return dict.fromkeys(RESPONSES[trigger], False if trigger == "PreSignUp" else None)


def read_response(trigger: str, returned: Any) -> dict[str, Any]:
    """The response of the event that a function returned; raises InvalidLambdaResponseException."""
    try:
        json.dumps(returned, ensure_ascii=False).encode()  # half a surrogate pair is no text
        if not all(isinstance(returned[name], kind) for name, kind in COMMON.items()):
            raise TypeError(returned)
        return {name: read(returned["response"].get(name)) for name, read in RESPONSES[trigger].items()}
    except (TypeError, KeyError, AttributeError, UnicodeError) as error:
        raise Refusal("InvalidLambdaResponseException", messages.UNREADABLE_LAMBDA_OUTPUT) from error
