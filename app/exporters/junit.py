"""JUnit XML, which test servers read: a suite for each profile, a case for each run.

There is no standard; this is what Jenkins' xUnit plugin demands of its junit-10 schema, which others read as well. A
refusal by Cognito is a failure; what kept a run from its end otherwise is an error; a run that was cancelled, or had
not ended, is skipped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from app.exporters.checked import Checked, State
from app.exporters.story import Story, line, moment, remark, stories, story
from app.exporters.visible import visible
from app.texts import text
from app.transcript.events import Ended
from app.transcript.recording import Recording

FAILURE, ERROR, SKIPPED = "failure", "error", "skipped"
ANSWERS = ("refused", "unanswered")  # the reasons of ends that Cognito came to: a scenario was wrong about it


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One test case. `result` is empty where it passed; `at` is in epoch seconds, `log` what happened, in lines.

    `more` stands below the message, for whoever reads on.
    """

    suite: str
    group: str  # JUnit's classname
    name: str
    at: float
    seconds: float
    result: str = ""
    kind: str = ""
    message: str = ""
    more: str = ""
    log: str = ""


def junit(recordings: Sequence[Recording]) -> str:
    """Return the runs as test cases; they are redacted already."""
    return document([_case(told) for told in stories(recordings)])


def junit_of_scenarios(checked: Sequence[Checked]) -> str:
    """Return scenarios as test cases, a suite for each file; they are redacted already."""
    return document([_checked(each) for each in checked])


def document(cases: Sequence[Case]) -> str:
    """Return test cases as JUnit XML, suites in the order of their first cases."""
    root = Element("testsuites", {"name": text("about.name"), **_counts(cases)})
    for name in dict.fromkeys(case.suite for case in cases):
        _add_suite(root, name, [case for case in cases if case.suite == name])
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _add_suite(root: Element, name: str, cases: Sequence[Case]) -> None:
    began = min(case.at for case in cases)
    more = {"skipped": str(_count(cases, SKIPPED)), "timestamp": _timestamp(began)}
    suite = SubElement(root, "testsuite", {"name": visible(name), **_counts(cases), **more})
    for case in cases:
        names = {"name": visible(case.name), "classname": visible(case.group)}
        element = SubElement(suite, "testcase", {**names, "time": f"{case.seconds:.3f}"})
        if case.result:
            said = {"type": visible(case.kind), "message": visible(case.message)}
            SubElement(element, case.result, said).text = visible("\n".join(filter(None, (case.message, case.more))))
        if case.log:
            SubElement(element, "system-out").text = visible(case.log)


def _case(told: Story) -> Case:
    started, end = told.run.started, told.recording.end
    result, kind, message = "", "", ""
    if end is None:
        result, kind, message = SKIPPED, "unfinished", told.head.word
    elif isinstance(end, Ended):
        results = {"refused": FAILURE, "cancelled": SKIPPED, "dropped": SKIPPED}
        result, kind = results.get(end.reason, ERROR), end.code or end.reason
        message = _outcome(told)
    return Case(
        suite=started.profile if started else "",
        group=started.flow if started else "",
        name=told.head.title,
        at=told.head.at,
        seconds=told.seconds,
        result=result,
        kind=kind,
        message=message,
        log=_log(told),
    )


def _checked(checked: Checked) -> Case:
    end = checked.recording.end if checked.recording else None
    told = story(checked.recording) if checked.recording else None
    result = {State.PASSED: "", State.FAILED: FAILURE, State.SKIPPED: SKIPPED}[checked.state]
    if result == FAILURE and isinstance(end, Ended) and end.reason not in ANSWERS:
        result = ERROR
    return Case(
        suite=checked.file,
        group=checked.profile,
        name=checked.name,
        at=checked.at,
        seconds=checked.seconds,
        result=result,
        kind=checked.reason or checked.got,
        message=checked.why,
        more=_outcome(told) if told and isinstance(end, Ended) else "",
        log=_log(told) if told else "",
    )


def _outcome(told: Story) -> str:
    """Return a run's last row in words, Cognito's own among them."""
    return " · ".join(part for part in (told.rows[-1].title, told.rows[-1].detail) if part)


def _log(told: Story) -> str:
    noted = [(moment(row.offset), line(row), remark(row)) for row in told.rows]
    lines = [f"{at:>10}  {' · '.join(filter(None, words))}" for at, *words in noted]
    return "\n".join(filter(None, [remark(told.head), *lines]))


def _counts(cases: Sequence[Case]) -> dict[str, str]:
    return {
        "tests": str(len(cases)),
        "failures": str(_count(cases, FAILURE)),
        "errors": str(_count(cases, ERROR)),
        "time": f"{sum(case.seconds for case in cases):.3f}",
    }


def _count(cases: Iterable[Case], result: str) -> int:
    return sum(case.result == result for case in cases)


def _timestamp(at: float) -> str:
    try:
        return datetime.fromtimestamp(at, UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    except (OverflowError, OSError, ValueError):  # a file may have brought any number
        return datetime.fromtimestamp(0, UTC).replace(tzinfo=None).isoformat(timespec="seconds")
