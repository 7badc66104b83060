"""A sample event for each trigger, to try a function on before anything has called it.

The members are those that the developer guide's pages on the triggers give (wire reference 8); the values are made up.
"""

from typing import Any

from app.practice.triggers import shapes

USER = {"sub": "00000000-0000-4000-8000-000000000000", "cognito:user_status": "CONFIRMED", "email_verified": "true",
        "given_name": "Practice", "email": "plain@example.com"}
ROUND = {"challengeName": "CUSTOM_CHALLENGE", "challengeResult": True, "challengeMetadata": "RIDDLE_1"}
NO_GROUPS: dict[str, Any] = {"groupsToOverride": [], "iamRolesToOverride": [], "preferredRole": None}

# triggerSource and request, by the trigger's key in LambdaConfig.
SAMPLES: dict[str, tuple[str, dict[str, Any]]] = {
    "DefineAuthChallenge": ("DefineAuthChallenge_Authentication", {"userAttributes": USER, "session": []}),
    "CreateAuthChallenge": (
        "CreateAuthChallenge_Authentication",
        {"userAttributes": USER, "challengeName": "CUSTOM_CHALLENGE", "session": [ROUND]},
    ),
    "VerifyAuthChallengeResponse": (
        "VerifyAuthChallengeResponse_Authentication",
        {"userAttributes": USER, "privateChallengeParameters": {"answer": "clock"}, "challengeAnswer": "clock"},
    ),
    "PreSignUp": ("PreSignUp_SignUp", {"userAttributes": {"email": "new@example.com"}, "validationData": None}),
    "PostConfirmation": ("PostConfirmation_ConfirmSignUp", {"userAttributes": USER}),
    "PreAuthentication": ("PreAuthentication_Authentication", {"userAttributes": USER, "validationData": None}),
    "PostAuthentication": ("PostAuthentication_Authentication", {"userAttributes": USER, "newDeviceUsed": False}),
    "UserMigration": (
        "UserMigration_Authentication",
        {"password": "Practice1!", "validationData": None, "userAttributes": None},
    ),
    "PreTokenGeneration": (
        "TokenGeneration_Authentication", {"userAttributes": USER, "groupConfiguration": NO_GROUPS},
    ),
}


def event(trigger: str, pool_id: str, client_id: str) -> dict[str, Any]:
    """A sample event of this trigger, version 1."""
    source, request = SAMPLES[trigger]
    username = "legacy" if trigger == "UserMigration" else "plain"
    return shapes.event(trigger, source, "1", pool_id=pool_id, username=username, client_id=client_id, request=request)
