"""JUnit XML has the elements, attributes and sums that test servers demand."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from app.exporters.junit import SKIPPED, Case, document, junit
from app.transcript.events import Ended
from app.transcript.recording import Remark
from tests.helpers import sample_runs as sample
from tests.helpers.exports import all_kinds, hostile, recorded

# What Jenkins' schema junit-10 knows: the attributes that must be there, those that may, and the children.
KNOWN = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors"},
        {"time", "skipped", "timestamp", "hostname", "id", "package"},
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
    ),
    "testcase": ({"name"}, {"time", "classname"}, {"skipped", "error", "failure", "system-out", "system-err"}),
    **dict.fromkeys(("skipped", "error", "failure"), (set(), {"type", "message"}, set())),
    "system-out": (set(), set(), set()),
}
TIME = re.compile(r"\d+\.\d{3}")


def suites(written):
    """The root of a document that keeps to the schema and counts right."""
    root = ElementTree.fromstring(written.encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        needed, allowed, children = KNOWN[element.tag]
        assert needed <= set(element.keys()) <= needed | allowed
        assert {child.tag for child in element} <= children
        assert TIME.fullmatch(element.get("time", "0.000"))
    for holder in (root, *root.findall("testsuite")):
        counts = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
        for name, tag in counts.items():
            assert holder.get(name) in (None, str(len(list(holder.iter(tag)))))
    return root


@pytest.mark.parametrize("recordings", [all_kinds(), hostile(), ()], ids=["all kinds", "hostile", "none"])
def test_a_document_keeps_to_the_schema(recordings):
    root = suites(junit(recordings))
    assert len(list(root.iter("testcase"))) == len(recordings)


def results(*runs):
    cases = suites(junit(recorded(*runs))).iter("testcase")
    return [next((child.tag for child in case if child.tag != "system-out"), "passed") for case in cases]


def test_the_end_of_a_run_is_its_result():
    cancelled = [*sample.until_sms(), Ended(at=sample.T0 + 9, reason="cancelled")]
    runs = (sample.signed_in(), sample.wrong_code(), sample.no_answer(), sample.until_sms(), cancelled)
    assert results(*runs) == ["passed", "failure", "error", "skipped", "skipped"]


def test_a_case_says_what_ran_how_long_and_why_it_failed():
    (suite,) = suites(junit(recorded(sample.wrong_code())))
    (case,) = suite
    assert (suite.get("name"), suite.get("timestamp")) == ("practice / public-all", "2026-11-22T08:41:05")
    assert (case.get("classname"), case.get("name"), case.get("time")) == ("user_srp", "User SRP · <user-1>", "4.050")
    failure = case.find("failure")
    assert failure.get("type") == "CodeMismatchException"
    assert failure.get("message") == failure.text == "CodeMismatchException · Invalid code or auth state for the user."
    log = case.findtext("system-out").splitlines()
    assert log[0] == "   0.000 s  InitiateAuth · replied · PASSWORD_VERIFIER · USER_SRP_AUTH · SRP_A"
    assert len(log) == 5


def test_cases_of_one_suite_stand_together():
    def case(suite, **more):
        return Case(suite=suite, group="g", name="n", at=sample.T0, seconds=1.5, **more)

    root = suites(document([case("a"), case("b", result=SKIPPED), case("a")]))
    found = [(each.get("name"), each.get("tests"), each.get("time"), each.get("skipped")) for each in root]
    assert found == [("a", "2", "3.000", "0"), ("b", "1", "1.500", "1")]


def test_what_a_person_noted_stands_in_the_log():
    (run,) = recorded(sample.wrong_code())
    noted = replace(run, marked=True, remarks=(Remark(event=len(run.events) - 1, note="late\nagain", marked=False),))
    (log,) = suites(junit([noted])).iter("system-out")
    first, *_, last = log.text.splitlines()
    assert first == "marked"
    assert last.endswith("note: late again")
