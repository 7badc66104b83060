"""Answers what a sign-in asks as a scenario says: by the name of the question, and which time it is asked."""

import time
from collections.abc import Callable
from typing import Any

from app.auth.flows import first_ask
from app.auth.steps import CREDENTIALS, SECRET_KINDS, Answer, Ask, Field, Kind
from app.errors import Unanswered
from app.runs.scenario_values import Values
from app.scenarios.scenario import Answers, From, Scenario, Source
from app.secret import Secret

USERNAME = "username"
USED = "ExpiredCodeException"  # what Cognito says to an authenticator's code that was used before
MOST = 50  # times that one answer is given: a custom challenge may never end


class ScenarioAnswers:
    """Answers one run: Unanswered where the scenario has no answer, the refusal where it has no further one."""

    def __init__(self, scenario: Scenario, values: Values, clock: Callable[[], float] = time.time) -> None:
        self._scenario = scenario
        self._values = values
        self._clock = clock
        self._given: dict[str, int] = {}  # how often each question was answered
        self._waited = False  # for another code of an authenticator

    def credentials(self) -> Answer:
        """Return the answer to what the flow asks first; the user of the scenario is its username."""
        sources = self._scenario.answers.get(CREDENTIALS, ({},))[0]
        if self._scenario.user:
            sources = {**sources, USERNAME: Source(kind=From.LITERAL, value=Secret(self._scenario.user))}
        answer = self._answer(first_ask(self._scenario.flow), sources)
        self._values.username = answer.text(USERNAME)
        return answer

    def __call__(self, step: Ask) -> Answer:
        """Answer a question; raises its refusal, Unanswered, ValueMissing or Cancelled."""
        self._values.go_on()
        turns = self._scenario.answers.get(step.name)
        if turns is None:
            return self._unsaid(step)
        count = self._given.get(step.name, 0)
        repeated = step.name in self._scenario.repeated
        if step.refusal is not None and (repeated or count >= len(turns)):
            return self._again(step, turns[-1])
        if count >= (MOST if repeated else len(turns)):
            raise Unanswered(step.name)
        self._given[step.name] = count + 1
        return self._answer(step, turns[0 if repeated else count])

    def _again(self, step: Ask, sources: Answers) -> Answer:
        """Give another code of an authenticator, once, where the last was used before; else end with the refusal."""
        assert step.refusal is not None, step.name
        of_authenticator = any(source.kind is From.TOTP for source in sources.values())
        wanted = self._scenario.expect.name == USED
        if step.refusal.code != USED or not of_authenticator or wanted or self._waited:
            raise step.refusal
        self._waited = True
        self._values.next_code()
        return self._answer(step, sources)

    def _unsaid(self, step: Ask) -> Answer:
        """Answer what the scenario says nothing about: leave what can be left, take what is the only choice."""
        if step.refusal is not None:
            raise step.refusal
        if step.name == self._scenario.expect.name:
            raise Unanswered(step.name)
        if step.leave is not None:
            return Answer(values=step.leave, at=self._clock())
        if [field.kind for field in step.fields] != [Kind.CHOICE] or len(step.fields[0].choices) != 1:
            raise Unanswered(step.name)
        return self._answer(step, {})

    def _answer(self, step: Ask, sources: Answers) -> Answer:
        values = {field.name: self._value(field, sources.get(field.name), step) for field in step.fields}
        given = {name: value for name, value in values.items() if value is not None}
        return Answer(values=given, at=self._clock())

    def _value(self, field: Field, source: Source | None, step: Ask) -> Any:
        """Return a field's value, None where it may stay empty; Unanswered where it may not."""
        if source is None:
            only = field.choices[0] if field.kind is Kind.CHOICE and len(field.choices) == 1 else ""
            if field.required and not (field.value or only):
                raise Unanswered(step.name)
            return field.value or (only if field.required else "") or None
        if source.kind is From.ROWS:
            return self._values.rows(source)
        value = self._values.value(source, step)
        return value if field.kind in SECRET_KINDS else value.reveal()
