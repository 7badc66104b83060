"""Which remedies a refusal's card offers, and their words."""

from collections.abc import Callable

from app.diagnosis.verdict import Remedy, Verdict
from app.texts import text, text_or


def remedies_of(verdict: Verdict, can: Callable[[Remedy], bool], *, asked: bool = False) -> tuple[Remedy, ...]:
    """Return what to offer: what helps with the likeliest cause, then what fits all of them, then to ask AWS.

    `can` says what the window is able to do now; `asked`: AWS was asked already.
    """
    if not verdict.causes:
        return ()
    first, *others = (cause.remedies for cause in verdict.causes)
    wanted = [*first, *(each for rest in others for each in rest if all(each in one for one in (first, *others)))]
    if verdict.can_ask_aws:
        wanted.append(Remedy(name="look_up_user"))
    found: dict[str, Remedy] = {}
    for each in wanted:
        if can(each) and not (asked and each.name == "look_up_user"):
            found.setdefault(remedy_words(each), each)
    return tuple(found.values())


def remedy_words(remedy: Remedy) -> str:
    """Return what stands on a remedy's button."""
    value = remedy.value
    if remedy.name == "use_flow":
        value = text_or(f"flow.{value}.title", value)
    return text(f"remedy.{remedy.name}", value=value)
