"""Begins each challenge playbook: a conversation that has just been given a challenge."""

from typing import Any

from app.auth.challenges import answer_until_done
from app.auth.conversation import Conversation
from app.auth.flows.finish import tokens_of
from app.auth.steps import Reply, Steps
from app.auth.tokens import TokenSet
from app.secret import Secret
from tests.helpers.playbook import CONTEXT, T0, Playbook, Request


def facing(body: dict[str, Any], context: Any = CONTEXT, metadata: dict[str, str] | None = None) -> Playbook[TokenSet]:
    """Return the playbook of a sign-in of `plain` whose first call was answered with this challenge."""

    def flow() -> Steps[TokenSet]:
        talk = Conversation(context, "plain", password=Secret("Practice1!"), metadata=metadata)
        reply = yield from answer_until_done(talk, Reply(operation="InitiateAuth", body=body, at=T0))
        return tokens_of(reply)

    return Playbook(flow())


def responds(play: Playbook[Any], name: str, session: str | None, responses: dict[str, str], **more: Any) -> Request:
    """Expect the answer to a challenge of `plain`."""
    optional = {} if session is None else {"Session": session}
    named = {"USERNAME": "plain", **responses}
    return play.calls("RespondToAuthChallenge", ChallengeName=name, ChallengeResponses=named, **optional, **more)
