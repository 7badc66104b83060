"""Scenarios in the reports: what is not as expected is said, redacted as the runs are, whatever a server wrote."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from app.exporters.checked import Checked, Deviation, State, redact_checked, summary
from app.exporters.html import html_of_scenarios
from app.exporters.junit import junit_of_scenarios
from app.transcript.events import Ended
from app.transcript.recording import Recording
from tests.exporters.test_html import FORBIDDEN, Page
from tests.helpers import sample_runs as sample
from tests.helpers.exports import HOSTILE

RUN = Recording(run_id="r", events=tuple(sample.signed_in()))


def checked(state=State.FAILED, recording=RUN, **members):
    given = {"name": "signs in", "file": "s.toml", "profile": "p", "flow": "user_srp", "at": sample.T0, "expected": "x"}
    return Checked(**{**given, "state": state, "recording": recording, **members})


def claim(name, expected, got, token="id"):
    return Deviation(what=f"claims.{token}.{name}", expected=expected, got=got)


def redacted_claim(*given, **more):
    (found,) = redact_checked([checked(deviations=(claim(*given),))], **more)
    (deviation,) = found.deviations
    return deviation.expected, deviation.got


def test_a_claim_that_names_somebody_or_is_not_known_to_be_harmless_becomes_a_label():
    assert redacted_claim("email", '"a@example.com"', '"b@example.com"') == ('"<email-2>"', '"<email-3>"')
    assert redacted_claim("custom:plan", '"gold of ours"', "7") == ('"<claim-1>"', '"<claim-2>"')
    assert redacted_claim("custom:list", '["one thing", {"a": "another"}]', "") == (
        '["<claim-1>", {"a": "<claim-2>"}]', "",
    )  # fmt: skip


def test_a_claim_of_the_protocol_stays_and_names_where_they_are_kept():
    assert redacted_claim("token_use", '"access"', '"id"') == ('"access"', '"id"')
    assert redacted_claim("cognito:groups", '["a", "b"]', "[]") == ('["a", "b"]', "[]")
    assert redacted_claim("email", '"a@example.com"', "", keep_names=True) == ('"a@example.com"', "")


def test_the_same_value_has_the_label_that_it_has_in_the_run():
    user = sample.started().user
    message = Deviation(what="message", expected="None", got=f"user {user} of x@example.com is not here")
    (found,) = redact_checked([checked(deviations=(message,))])
    assert found.deviations[0].got == "user <user-1> of <email-2> is not here"
    assert found.recording.started.user == "<user-1>"


def test_what_is_redacted_belongs_to_its_own_scenario():
    others = [checked(State.SKIPPED, None), checked(State.PASSED), checked(deviations=(claim("aud", '"a"', '"b"'),))]
    assert [each.recording is not None for each in redact_checked(others)] == [False, True, True]
    assert [len(each.deviations) for each in redact_checked(others)] == [0, 0, 1]


def test_a_summary_names_only_what_there_is():
    assert summary([checked(State.PASSED)]) == "1 scenario: 1 ok"
    assert summary([checked(), checked(State.SKIPPED), checked(State.PASSED)]) == (
        "3 scenarios: 1 ok, 1 FAILED, 1 skipped"
    )


@pytest.mark.parametrize(
    ("reason", "result"), [("refused", "failure"), ("unanswered", "failure"), ("child", "error"), ("value", "error")]
)
def test_junit_tells_a_wrong_end_from_one_that_the_machine_came_to(reason, result):
    end = Ended(at=sample.T0 + 1, reason=reason, code="died", message="x")
    run = Recording(run_id="r", events=(sample.started(), end))
    deviation = Deviation(what="end", expected="signed_in", got=reason)
    root = ElementTree.fromstring(junit_of_scenarios([checked(recording=run, got=reason, deviations=(deviation,))]))
    (case,) = root.iter("testcase")
    assert [each.tag for each in case] == [result, "system-out"]
    assert case[0].get("message") == f"end: expected signed_in, got {reason}"


def test_the_table_says_how_it_ended_below_what_differs():
    end = Ended(at=sample.T0 + 1, reason="value", code="env", message="NOT_SET")
    run = Recording(run_id="r", events=(sample.started(), end))
    deviation = Deviation(what="end", expected="signed_in", got="value")
    page = Page(html_of_scenarios(redact_checked([checked(recording=run, got="value", deviations=(deviation,))])))
    table, _, _ = page.text().partition("1. ")
    assert "An answer's value is missing · env · NOT_SET" in " ".join(table.split())


def test_what_a_server_and_a_file_say_is_shown_as_it_is():
    hostile = checked(
        name=HOSTILE, file=HOSTILE, profile=HOSTILE, expected=HOSTILE, got=HOSTILE,
        deviations=(Deviation(what=HOSTILE, expected=HOSTILE, got=HOSTILE),),
    )  # fmt: skip
    found = redact_checked([hostile, replace(hostile, recording=None, state=State.SKIPPED, reason=HOSTILE)])
    page = Page(html_of_scenarios(found))
    assert FORBIDDEN.isdisjoint(page.tags)
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert HOSTILE.split("\n")[0] in page.text()
    assert len(list(ElementTree.fromstring(junit_of_scenarios(found)).iter("testcase"))) == 2


def test_the_table_leads_to_the_runs_and_says_what_never_began():
    found = redact_checked([checked(State.SKIPPED, None, reason="budget"), checked(State.PASSED, name="the second")])
    page = Page(html_of_scenarios(found))
    assert [value for _, name, value in page.attributes if name == "href"] == ["#run-1"]
    assert "1. the second" in page.text()
    assert "one more failure might lock the account" in page.text()
