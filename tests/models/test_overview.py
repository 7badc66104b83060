"""The facts about a row."""

from dataclasses import replace

import pytest

from app.models.overview import clock_offset, facts, status, status_line
from app.models.rows import Tone
from app.models.timeline import RowRole, TimelineModel
from app.secret import MASK, Secret
from app.transcript.events import Asked, Fetched, Replied, Saved, Shown
from tests.helpers import sample_passkeys as passkeys
from tests.helpers import sample_runs as sample


@pytest.fixture
def row_of(qapp):
    def find(events, place):
        model = TimelineModel(now=lambda: sample.T0 + 1)
        for event in events:
            model.add("r", event)
        return model.index(place, 0).data(RowRole)

    return find


def values(row) -> dict[str, str]:
    return {fact.label: fact.value for fact in facts(row)}


def test_a_reply_tells_how_it_came(row_of):
    found = values(row_of(sample.signed_in(), 2))
    assert found["Brings"] == "SMS_MFA"
    assert found["HTTP status"] == "200 OK"
    assert found["Request id"] == sample.REQUEST_ID
    assert (found["Time"], found["Size of the reply"], found["URL"]) == ("121 ms", "1.9 kB", sample.URL)
    assert found["Server's clock"] == "the same as this machine's"
    assert found["Signed"].startswith("no")


def test_a_refusal_tells_cognitos_words(row_of):
    row = row_of(sample.wrong_code(), 4)
    found = values(row)
    assert (found["Error"], found["HTTP status"]) == ("CodeMismatchException", "400 Bad Request")
    assert found["Message"] == "Invalid code or auth state for the user."
    assert next(fact for fact in facts(row) if fact.label == "Outcome").tone is Tone.RED


def test_a_call_without_answer_has_no_status(row_of):
    found = values(row_of(sample.no_answer(), 1))
    assert "HTTP status" not in found
    assert found["Message"] == "nothing listens at this address · 127.0.0.1:9"


def test_a_call_under_way_tells_what_is_known(row_of):
    row = row_of(sample.until_sms()[:2], 1)
    assert values(row)["Outcome"] == "under way"
    assert status_line(row) == "under way"


def test_a_heading_sums_its_run_up(row_of):
    found = values(row_of(sample.signed_in(), 0))
    assert (found["Outcome"], found["Flow"], found["User"]) == ("Signed in", "User SRP", "sms")
    assert found["Calls"] == "3, 303 ms at Cognito"


def test_a_question_tells_what_it_asks_for_and_why_again(row_of):
    again = Asked(at=sample.T0, name="SMS_MFA", fields=(), refusal="CodeMismatchException")
    found = values(row_of([*sample.until_sms(), again], 4))
    assert found["Answer before"] == "CodeMismatchException"
    found = values(row_of(sample.until_sms(), 3))
    assert found["Asks for"] == "SMS_MFA_CODE"
    assert found["CODE_DELIVERY_DESTINATION"] == "+*******0199"


@pytest.mark.parametrize("place", range(5, 8))
def test_every_other_row_has_facts_too(row_of, place):
    assert values(row_of(sample.signed_in(), place))["Outcome"]


def test_the_clocks_are_compared_no_finer_than_the_header_allows():
    assert clock_offset(-1.4) == "the same as this machine's"
    assert clock_offset(90.0) == "1:30 min ahead of this machine's"
    assert clock_offset(-7200.0) == "2 h behind this machine's"


def test_a_status_nobody_knows_is_its_number():
    assert [status(code) for code in (0, 200, 799)] == ["", "200 OK", "799"]


def test_a_call_tells_which_name_and_which_device_it_carries(row_of):
    values_sent = {"USERNAME": "device", "DEVICE_KEY": "us-east-1_aaaa"}
    call = sample.called(1, "InitiateAuth", {"AuthFlow": "USER_SRP_AUTH", "AuthParameters": values_sent}, sample.T0)
    found = values(row_of([sample.started(), call], 1))
    assert (found["User name sent"], found["Device sent"]) == ("device", "us-east-1_aaaa")
    action = sample.called(1, "ForgetDevice", {"DeviceKey": "us-east-1_bbbb"}, sample.T0)
    assert values(row_of([sample.started(), action], 1))["Device sent"] == "us-east-1_bbbb"
    assert "Device sent" not in values(row_of(sample.until_sms(), 1))


def test_a_name_that_is_a_secret_of_the_run_stays_masked(row_of):
    call = sample.called(1, "InitiateAuth", {"AuthParameters": {"USERNAME": Secret("482913")}}, sample.T0)
    assert values(row_of([sample.started(), call], 1))["User name sent"] == MASK


def test_an_authenticator_tells_what_it_was_asked_and_for_whom(row_of):
    found = values(row_of(passkeys.signed_by_passkey(), 2))
    assert (found["Asked to"], found["Origin"], found["Relying party"], found["Time"]) == (
        "sign with a passkey", passkeys.ORIGIN, passkeys.RP_ID, "1.00 s",
    )  # fmt: skip
    assert values(row_of(passkeys.missed("pin"), 2))["Message"] == "the PIN is wrong, or none was given · 30 s"


@pytest.mark.parametrize(
    ("grace", "said"),
    [("10", "would have worked for 10 s more"), ("0", "nothing would have covered it"), ("", "does not know it")],
)
def test_a_rotation_tells_what_a_crash_before_the_save_would_have_cost(row_of, grace, said):
    rotated = Shown(at=sample.T0, name="rotated", values={"saved": "yes", "reason": "", "grace_seconds": grace})
    assert said in values(row_of([sample.started(), rotated], 1))["Had it crashed before the new one was kept"]


def test_what_was_kept_tells_its_name_and_a_document_its_address(row_of):
    saved = Saved(at=sample.T0, name="device us-east-1_aaaa", username="device")
    assert values(row_of([sample.started(), saved], 1))["Kept as"] == "device us-east-1_aaaa"
    read = Fetched(at=sample.T0, url="http://127.0.0.1/jwks.json", seconds=0.02)
    found = values(row_of([sample.started(), read], 1))
    assert (found["URL"], found["Time"]) == ("http://127.0.0.1/jwks.json", "20 ms")


@pytest.mark.parametrize(("seconds", "tone"), [(31.0, Tone.AMBER), (-40.0, Tone.AMBER), (5.0, None)])
def test_a_clock_that_is_too_far_off_stands_out(row_of, seconds, tone):
    apart = [
        replace(each, server_date=each.at + seconds) if isinstance(each, Replied) else each
        for each in sample.signed_in()
    ]
    (clock,) = [fact for fact in facts(row_of(apart, 2)) if fact.label == "Server's clock"]
    assert clock.tone is tone
