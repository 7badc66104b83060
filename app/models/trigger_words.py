"""The practice pool's triggers in words: a function's line in a list, a past call, what came of a try."""

from app.models.figures import local_time
from app.models.row_words import join
from app.runs.trigger_desk import Tried, TriggerCall, TriggerFunction
from app.texts import text

STUB = '''

def {name}(event: Event, _context: object) -> Event:
    """{about}"""
    return event
'''


def trigger_words(each: TriggerFunction) -> str:
    """A trigger with the function that the user pool has for it."""
    if each.function:
        return text("triggers.with_function", trigger=each.trigger, function=each.function)
    return text("triggers.without_function", trigger=each.trigger, function=each.own_name)


def call_words(call: TriggerCall) -> str:
    """A past call, as one of the events to try."""
    return join(text("triggers.past", number=call.number), call.username, local_time(call.at)[11:19])


def answer_line(tried: Tried) -> str:
    """How long a function took to answer."""
    return text("triggers.answered_in", ms=round(tried.seconds * 1000))


def log_words(tried: Tried) -> str:
    """The traceback, and what was printed."""
    return "\n".join(part for part in (tried.traceback, tried.printed) if part) or text("triggers.nothing_printed")


def stub(each: TriggerFunction) -> str:
    """A function that does nothing yet, as code."""
    return STUB.format(name=each.own_name, about=text("triggers.stub_about", trigger=each.trigger))
