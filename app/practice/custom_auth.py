"""CUSTOM_AUTH: the three triggers that define, create and verify challenges, round by round.

DefineAuthChallenge decides after each round; what it is shown grows by one entry a round. Source: Cognito's developer
guide on custom authentication challenges.
"""

from typing import Any

from app.practice import grants, inbox, messages, srp_sign_in, triggers
from app.practice.errors import Refusal
from app.practice.sessions import Session
from app.practice.state import Pool
from app.practice.turn import Answer, Turn

TRIGGERS = ("DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse")


def check_configured(pool: Pool) -> None:
    """Refuse the flow where the pool lacks one of its triggers."""
    if not all(triggers.configured(pool, trigger) for trigger in TRIGGERS):
        raise Refusal("InvalidParameterException", messages.CUSTOM_NOT_CONFIGURED)


def next_round(turn: Turn, srp_a: int | None = None) -> Answer:
    """Ask DefineAuthChallenge what comes next, and do that. `srp_a` is the client's public value, where it sent one."""
    decision = _invoke(turn, "DefineAuthChallenge", session=list(turn.rounds))
    if decision["failAuthentication"]:
        raise Refusal("NotAuthorizedException", messages.WRONG_CREDENTIALS)
    if decision["issueTokens"]:
        return grants.finish(turn)
    name = decision["challengeName"]
    if name == "CUSTOM_CHALLENGE":
        return _create(turn)
    if name == "PASSWORD_VERIFIER" and srp_a is not None:
        return srp_sign_in.ask_for_proof(turn, srp_a)
    if name == "SMS_MFA":
        return _bare_text_message(turn)
    # SOFTWARE_TOKEN_MFA was seen to fail here; a name without what it needs has no other answer either.
    raise Refusal("InvalidLambdaResponseException", messages.UNREADABLE_LAMBDA_OUTPUT)


def _create(turn: Turn) -> Answer:
    created = _invoke(turn, "CreateAuthChallenge", challengeName="CUSTOM_CHALLENGE", session=list(turn.rounds))
    private = created["privateChallengeParameters"] or {}
    if turn.simulated and not private:
        raise Refusal("NotAuthorizedException", messages.WRONG_CREDENTIALS)
    parameters = {"USERNAME": turn.username, **(created["publicChallengeParameters"] or {})}
    return turn.challenge("CUSTOM_CHALLENGE", parameters, private=private, metadata=created["challengeMetadata"])


def _bare_text_message(turn: Turn) -> Answer:
    """SMS_MFA in a custom flow, which was seen to come with the user name alone."""
    sent = inbox.send_code(turn.state, turn.pool, turn.user(), "mfa", "SMS")
    return turn.challenge("SMS_MFA", {"USERNAME": turn.username}, code=sent.code)


def answer(turn: Turn, session: Session, given: str) -> Answer:
    """Let VerifyAuthChallengeResponse judge an answer and DefineAuthChallenge decide what follows."""
    verdict = _invoke(turn, "VerifyAuthChallengeResponse", privateChallengeParameters=session.memory["private"],
                      challengeAnswer=given)
    right = bool(verdict["answerCorrect"])
    return next_round(turn.after_round("CUSTOM_CHALLENGE", right=right, metadata=session.memory["metadata"]))


def _invoke(turn: Turn, trigger: str, **members: Any) -> dict[str, Any]:
    return triggers.invoke(turn.state, turn.pool, trigger, f"{trigger}_Authentication", username=turn.username,
                           client_id=turn.client.client_id, request=turn.request(**members))
