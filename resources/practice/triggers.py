"""Sample Lambda triggers of the practice pool. A LambdaConfig names one by the last part of an ARN: ...:function:NAME.

A trigger takes Lambda's event and context and returns the event with its `response` filled in. Give your own file with
`practice --triggers FILE.py`; a function of the same name there takes the place of the one here.
"""

from typing import Any

Event = dict[str, Any]

# The directory that users are migrated from: nobody in it is known to the user pool yet.
OLD_DIRECTORY = {
    "legacy": {"password": "Practice1!", "email": "legacy@example.com"},
}

# What the custom challenge asks, one riddle a round.
RIDDLES = [
    {"question": "I have hands but cannot clap. What am I?", "hint": "I hang on the wall and tick.", "answer": "clock"},
    {"question": "The more you take, the more you leave behind. What are they?", "hint": "Look back at the beach.",
     "answer": "footsteps"},
]
WRONG_ANSWERS_ALLOWED = 3


def migrate_user(event: Event, _context: object) -> Event:
    """Move a user over from the old directory when they sign in with a password, or have forgotten theirs."""
    known = OLD_DIRECTORY.get(event["userName"])
    if known is None:
        return event  # the response stays empty: there is no such user here either
    if event["triggerSource"] == "UserMigration_Authentication":
        if event["request"]["password"] != known["password"]:
            raise ValueError("Bad password")
        event["response"]["finalUserStatus"] = "CONFIRMED"
    event["response"]["userAttributes"] = {"email": known["email"], "email_verified": "true"}
    event["response"]["messageAction"] = "SUPPRESS"
    return event


def define_auth_challenge(event: Event, _context: object) -> Event:
    """Ask for the password where the sign-in began with SRP, then a riddle a round, then let the user in."""
    rounds = event["request"]["session"]
    answers = [entry["challengeResult"] for entry in rounds if entry["challengeName"] == "CUSTOM_CHALLENGE"]
    response = event["response"]
    response["issueTokens"] = answers.count(True) == len(RIDDLES)
    response["failAuthentication"] = answers.count(False) >= WRONG_ANSWERS_ALLOWED
    if [entry["challengeName"] for entry in rounds] == ["SRP_A"]:
        response["challengeName"] = "PASSWORD_VERIFIER"
    elif not response["issueTokens"] and not response["failAuthentication"]:
        response["challengeName"] = "CUSTOM_CHALLENGE"
    return event


def create_auth_challenge(event: Event, _context: object) -> Event:
    """Pose the next riddle. The answer goes only to verify_auth_challenge, never to the client."""
    solved = sum(entry["challengeName"] == "CUSTOM_CHALLENGE" and entry["challengeResult"]
                 for entry in event["request"]["session"])
    riddle = RIDDLES[solved]
    event["response"]["publicChallengeParameters"] = {
        "question": riddle["question"],
        "hint": riddle["hint"],
        "round": f"{solved + 1} of {len(RIDDLES)}",
    }
    event["response"]["privateChallengeParameters"] = {"answer": riddle["answer"]}
    event["response"]["challengeMetadata"] = f"RIDDLE_{solved + 1}"
    return event


def verify_auth_challenge(event: Event, _context: object) -> Event:
    """Compare what was answered, without minding case or spaces around it."""
    expected = event["request"]["privateChallengeParameters"]["answer"]
    event["response"]["answerCorrect"] = event["request"]["challengeAnswer"].strip().casefold() == expected
    return event


def pre_token_generation(event: Event, _context: object) -> Event:
    """Add a claim to the ID token that tells how the tokens came about."""
    event["response"]["claimsOverrideDetails"] = {
        "claimsToAddOrOverride": {"practice_trigger": event["triggerSource"]},
    }
    return event
