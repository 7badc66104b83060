"""Tells what happens while a performer performs: `record(send)` does what `send` does, and emits sealed events.

The module is longer than most: it has a method for each kind of step.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.auth.steps import (
    SECRET_KINDS,
    Answer,
    Ask,
    Call,
    CreatePasskey,
    Fetch,
    Field,
    Forget,
    Forgotten,
    Keep,
    Kept,
    Kind,
    PasskeyAnswer,
    Recall,
    Recalled,
    Reply,
    Show,
    Step,
    UsePasskey,
)
from app.auth.steps import Fetched as Page
from app.auth.tokens import TokenSet
from app.driver import Performer, Result
from app.errors import ApiError, PasskeyError, TransportError, Wire
from app.seal import HEADERS, mask_known, seal, seal_shown, seal_values
from app.secret import Secret
from app.transcript.events import (
    Answered,
    Asked,
    Called,
    Event,
    Failed,
    Fetched,
    NotSaved,
    PasskeyGiven,
    PasskeyMissed,
    PasskeyWanted,
    Refused,
    Removed,
    Replied,
    Saved,
    Shown,
    TokensReceived,
)

LONGEST_NAME = 128  # characters of a ChallengeName, or of an exception's, that a row shows
LONGEST_MESSAGE = 2048  # the whole body is in the details in any case

Emit = Callable[[Event], None]
Target = Callable[[str], tuple[str, bool]]  # operation -> (URL, whether the call is signed)


class Recorder:
    """Wraps a performer. It learns the run's secrets as they pass and masks them wherever they recur."""

    def __init__(
        self,
        perform: Performer,
        emit: Emit,
        *,
        target: Target,
        known: tuple[Secret, ...] = (),
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._perform = perform
        self._emit = emit
        self._target = target
        self._known: set[Secret] = set(known)
        self._clock = clock
        self._calls = 0

    def __call__(self, step: Step) -> Result:
        """Perform the step; emit what was asked, called, answered, refused or kept, in order."""
        match step:
            case Call():
                return self._call(step)
            case Ask():
                return self._ask(step)
            case Keep():
                return self._keep(step)
            case Recall():
                return self._recall(step)
            case Forget():
                return self._forget(step)
            case Fetch():
                return self._fetch(step)
            case CreatePasskey() | UsePasskey():
                return self._passkey(step)
            case Show():
                return self._show(step)

    def mask(self, text: str) -> str:
        """Return a text without the secrets that this run knows."""
        return mask_known(text, self._known)

    def seal(self, findings: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what an action found, sealed with the secrets that this run knows."""
        return seal_shown(findings, self._known)

    def held(self, params: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the members of a call that is not sent yet, sealed; their secrets are known from now on."""
        self._learn(params)
        sealed: Mapping[str, Any] = seal(params, self._known)
        return sealed

    def _call(self, step: Call) -> Result:
        self._calls += 1
        self._learn(step.params)
        url, signed = self._target(step.operation)
        started = self._clock()
        self._emit(
            Called(
                at=started,
                number=self._calls,
                operation=step.operation,
                params=seal(step.params, self._known),
                url=url,
                signed=signed,
            )
        )
        try:
            reply = self._perform(step)
        except ApiError as refusal:
            refusal.code = self.mask(refusal.code)[:LONGEST_NAME]  # cut first, half a secret would stay
            refusal.message = self.mask(refusal.message)[:LONGEST_MESSAGE]
            self._refused(step, refusal)
            raise
        except TransportError as error:
            error.detail = self.mask(error.detail)
            self._failed(step, error, started)
            raise
        assert isinstance(reply, Reply), reply
        self._replied(step, reply)
        return reply

    def _replied(self, step: Call, reply: Reply) -> None:
        assert reply.wire is not None, step.operation
        challenge = self.mask(reply.challenge)[:LONGEST_NAME]
        self._emit(Replied(at=reply.at, challenge=challenge, **self._wire(step, reply.wire)))
        tokens = TokenSet.from_result(reply.result)
        if tokens is not None:
            tokens = replace(tokens, token_type=self.mask(tokens.token_type))
            self._emit(TokensReceived(at=reply.at, tokens=tokens))

    def _refused(self, step: Call, refusal: ApiError) -> None:
        if refusal.wire is None:  # a flow's own refusal never comes through here
            return
        wire = self._wire(step, refusal.wire)
        self._emit(Refused(at=self._clock(), code=refusal.code, message=refusal.message, **wire))

    def _failed(self, step: Call, error: TransportError, started: float) -> None:
        now, wire = self._clock(), error.wire
        self._emit(
            Failed(
                at=now,
                number=self._calls,
                operation=step.operation,
                fault=error.fault,
                detail=error.detail,
                seconds=wire.seconds if wire else max(now - started, 0.0),  # the clock may be set meanwhile
                status=wire.status if wire else 0,
                headers=seal_values(wire.headers, HEADERS, self._known) if wire else {},
                body=seal(wire.body, self._known) if wire else None,
            )
        )

    def _wire(self, step: Call, wire: Wire) -> dict[str, Any]:
        return {
            "number": self._calls,
            "operation": step.operation,
            "status": wire.status,
            "request_id": self.mask(wire.request_id),
            "seconds": wire.seconds,
            "size": wire.size,
            "headers": seal_values(wire.headers, HEADERS, self._known),
            "body": seal(wire.body, self._known),
            "server_date": wire.server_date,
        }

    def _ask(self, step: Ask) -> Result:
        name = self.mask(step.name)
        self._asked(step, name)
        answer = self._perform(step)
        assert isinstance(answer, Answer), answer
        self._learn({field.name: answer.secret(field.name) for field in step.fields if field.kind in SECRET_KINDS})
        opened = {"username"} | {field.name for field in step.fields if field.kind in (Kind.CHOICE, Kind.DEVICE)}
        values = seal_values(answer.values, opened, self._known)
        self._emit(Answered(at=self._clock(), name=name, values=values, repeated=answer.repeated))
        return answer

    def _asked(self, step: Ask, name: str) -> None:
        body = seal({"ChallengeName": step.name, "ChallengeParameters": step.params}, self._known)
        fields = tuple(self._masked(field) for field in step.fields)
        refusal = step.refusal.code if step.refusal else ""
        params = body["ChallengeParameters"]
        self._emit(Asked(at=self._clock(), name=name, fields=fields, params=params, refusal=refusal))

    def _masked(self, field: Field) -> Field:
        """Return a field for the timeline: its name and choices may be a server's words."""
        return replace(field, name=self.mask(field.name), choices=tuple(map(self.mask, field.choices)))

    def _keep(self, step: Keep) -> Result:
        self._learn({step.name: step.secret})
        kept = self._perform(step)
        assert isinstance(kept, Kept), kept
        if kept.saved:
            self._emit(Saved(at=self._clock(), name=step.name, username=self.mask(step.username)))
        else:
            self._emit(NotSaved(at=self._clock(), name=step.name, reason=kept.reason, in_memory=kept.in_memory))
        return kept

    def _recall(self, step: Recall) -> Result:
        recalled = self._perform(step)
        assert isinstance(recalled, Recalled), recalled
        if recalled.secret is not None:
            self._learn(recalled.secret)
        return recalled

    def _forget(self, step: Forget) -> Result:
        forgotten = self._perform(step)
        assert isinstance(forgotten, Forgotten), forgotten
        self._emit(Removed(at=self._clock(), name=step.name, count=forgotten.count, reason=forgotten.reason))
        return forgotten

    def _fetch(self, step: Fetch) -> Result:
        started = self._clock()
        page = self._perform(step)
        assert isinstance(page, Page), page
        now = self._clock()
        self._emit(Fetched(at=now, url=step.url, seconds=max(now - started, 0.0), problem=self.mask(page.problem)))
        return page

    def _show(self, step: Show) -> Result:
        self._learn(step.values)
        self._emit(Shown(at=self._clock(), name=step.name, values=seal_shown(step.values, self._known)))
        return self._perform(step)

    def _passkey(self, step: CreatePasskey | UsePasskey) -> Result:
        purpose, who = ("create" if isinstance(step, CreatePasskey) else "get"), step.authenticator
        rp = step.options.get("rp")
        rp_id = rp.get("id") if isinstance(rp, Mapping) else step.options.get("rpId")
        self._emit(
            PasskeyWanted(
                at=self._clock(), purpose=purpose, authenticator=who, origin=self.mask(step.origin),
                rp_id=self.mask(str(rp_id or "")),
            )
        )  # fmt: skip
        try:
            answer = self._perform(step)
        except PasskeyError as error:
            error.detail = self.mask(error.detail)
            trouble = error.trouble.value
            self._emit(
                PasskeyMissed(at=self._clock(), purpose=purpose, authenticator=who, trouble=trouble,
                              detail=error.detail)
            )  # fmt: skip
            raise
        assert isinstance(answer, PasskeyAnswer), answer
        sealed = seal({"Credential": answer.credential}, self._known)["Credential"]
        self._emit(PasskeyGiven(at=self._clock(), purpose=purpose, authenticator=who, credential=sealed))
        return answer

    def _learn(self, values: Any) -> None:
        """Remember every `Secret` in what is about to be sent."""
        if isinstance(values, Secret):
            self._known.add(values)
        elif isinstance(values, Mapping):
            for value in values.values():
                self._learn(value)
