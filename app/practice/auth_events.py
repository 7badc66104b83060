"""The history of a user's sign-ins, which a pool keeps where its threat protection is on (UserPoolAddOns).

Each sign-in is an event: what was tried, and how it went. That a second try at a code belongs to the event of the first
is our reading. Names of members and values are those of Cognito's service model.
"""

import uuid
from dataclasses import replace
from typing import Any

from app.practice.state import AuthEvent, Pool, User
from app.practice.turn import Turn

PASSWORD, MFA = "Password", "Mfa"  # ChallengeName of a history; all other challenges are in none
PASS, FAIL, IN_PROGRESS = "Pass", "Fail", "InProgress"
KEPT = 500  # events of one user
IP_ADDRESS = "127.0.0.1"  # the practice pool hears of nobody else


def are_kept(pool: Pool) -> bool:
    """Whether the pool's AdvancedSecurityMode is AUDIT or ENFORCED."""
    return bool(pool.settings.get("UserPoolAddOns", {}).get("AdvancedSecurityMode", "OFF") != "OFF")


def tried(turn: Turn, challenge: str, *, right: bool) -> Turn:
    """Note what became of a password or a code (PASSWORD, MFA; empty: of another first factor).

    Returns the turn with its event.
    """
    if turn.simulated or not are_kept(turn.pool):
        return turn
    event, turn = _event(turn)
    event.response = IN_PROGRESS if right else FAIL
    if challenge:
        event.challenges.append((challenge, right))
    return turn


def passed(turn: Turn) -> None:
    """Note that the user is signed in."""
    if not turn.simulated and are_kept(turn.pool):
        _event(turn)[0].response = PASS


def _event(turn: Turn) -> tuple[AuthEvent, Turn]:
    history = turn.user().auth_events
    for event in history:
        if event.event_id == turn.auth_event:
            return event, turn
    event = AuthEvent(event_id=str(uuid.uuid4()), created_at=turn.state.now())
    history.append(event)
    del history[:-KEPT]
    return event, replace(turn, auth_event=event.event_id)


def newest_first(user: User) -> list[dict[str, Any]]:
    """AuthEventType of each, as on the wire."""
    return [_wire(event) for event in reversed(user.auth_events)]


def _wire(event: AuthEvent) -> dict[str, Any]:
    outcomes = {True: "Success", False: "Failure"}
    return {
        "EventId": event.event_id,
        "EventType": "SignIn",
        "CreationDate": round(event.created_at, 3),
        "EventResponse": event.response,
        "EventRisk": {"RiskDecision": "NoRisk", "CompromisedCredentialsDetected": False},
        "ChallengeResponses": [
            {"ChallengeName": name, "ChallengeResponse": outcomes[right]} for name, right in event.challenges
        ],
        "EventContextData": {"IpAddress": IP_ADDRESS},
    }
