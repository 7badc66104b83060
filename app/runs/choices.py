"""What was chosen in a run, recorded, so that a sign-in can be repeated with the same choices; codes never are."""

from collections.abc import Sequence
from dataclasses import replace

from app.auth.steps import CREDENTIALS, Answer, Ask, Kind

Choice = tuple[str, Answer]  # the name of the question, and what was answered
ONCE = frozenset({Kind.CODE, Kind.ANSWER, Kind.NEW_PASSWORD, Kind.TOKEN, Kind.PAIRS})  # worth nothing in another run


def is_choice(ask: Ask) -> bool:
    """Whether a question is about choices: what else it takes is typed the same each time, such as a device's name."""
    kinds = {field.kind for field in ask.fields}
    return ask.name != CREDENTIALS and Kind.CHOICE in kinds and not kinds & ONCE


class Choices:
    """Those of an earlier run, used in their order, and all that are made in this one. Belongs to one run's thread."""

    def __init__(self, earlier: Sequence[Choice] = ()) -> None:
        self._earlier = list(earlier)
        self._made: list[Choice] = []

    @property
    def made(self) -> tuple[Choice, ...]:
        """What was chosen in this run, by whom it may be."""
        return tuple(self._made)

    def earlier(self, ask: Ask) -> Answer | None:
        """Return what was answered to this question before, where it still is the next one and offers the same.

        From the first question that differs, or whose answer was refused, the person is asked again.
        """
        if not is_choice(ask):
            return None
        name, answer = self._earlier.pop(0) if self._earlier else ("", Answer(values={}))
        if ask.refusal is None and name == ask.name and _offers(ask, answer):
            return replace(answer, repeated=True)
        self._earlier.clear()
        return None

    def record(self, ask: Ask, answer: Answer) -> None:
        """Remember an answer; one that was refused is replaced by the next to the same question."""
        if not is_choice(ask):
            return
        if ask.refusal is not None and self._made and self._made[-1][0] == ask.name:
            self._made.pop()
        self._made.append((ask.name, replace(answer, repeated=False)))  # a choice is the same, however it came about


def _offers(ask: Ask, answer: Answer) -> bool:
    """Whether every choice of an answer can be made again."""
    wanted = (field for field in ask.fields if field.kind == Kind.CHOICE)
    return all(answer.text(field.name) in field.choices for field in wanted)
