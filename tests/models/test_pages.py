"""Which explanations belong to a row."""

import pytest

from app.models.pages import pages
from app.models.timeline import RowRole, TimelineModel
from app.texts import explanation
from tests.helpers import sample_passkeys as passkeys
from tests.helpers import sample_runs as sample


@pytest.fixture
def titles_of(qapp):
    def find(events, place):
        model = TimelineModel(now=lambda: sample.T0)
        for event in events:
            model.add("r", event)
        return [page.title for page in pages(model.index(place, 0).data(RowRole))]

    return find


def test_a_first_call_is_explained_by_its_flow_then_by_what_it_brings(titles_of):
    assert titles_of(sample.until_sms(), 1) == ["User SRP", "PASSWORD_VERIFIER"]


def test_an_answer_is_explained_by_the_challenge_it_answers(titles_of):
    assert titles_of(sample.until_sms(), 2) == ["PASSWORD_VERIFIER", "SMS_MFA", "User SRP"]


def test_a_question_is_explained_by_itself(titles_of):
    assert titles_of(sample.until_sms(), 3) == ["SMS_MFA", "User SRP"]


def test_the_calls_of_an_enrolment_belong_to_mfa_setup(titles_of):
    events = [sample.started(), sample.called(1, "AssociateSoftwareToken", {}, sample.T0)]
    assert titles_of(events, 1)[0] == "MFA_SETUP"


def test_a_challenge_nobody_knows_has_a_page_as_well(qapp):
    model = TimelineModel(now=lambda: sample.T0)
    model.add("r", sample.started())
    model.add("r", type(sample.until_sms()[-1])(at=sample.T0, name="../../FUTURE", fields=()))
    page = pages(model.index(1, 0).data(RowRole))[0]
    assert page.title == "../../FUTURE"
    assert page.markdown == explanation("unknown") != ""


def test_a_run_of_a_flow_nobody_knows_has_no_page_of_it(titles_of):
    assert titles_of([sample.started(flow="tomorrow")], 0) == []


def test_an_action_is_explained_by_the_page_that_it_shares(titles_of, monkeypatch):
    monkeypatch.setattr("app.models.pages.explanation", lambda name: "# Refresh" if name == "refresh" else "")
    assert titles_of([sample.started(flow="examine_refresh")], 0) == ["Examine refusal"]


def test_the_card_of_an_action_is_explained_by_the_action(titles_of):
    asked = type(sample.until_sms()[-1])(at=sample.T0, name="CONFIRM_SIGN_UP", fields=())
    assert titles_of([sample.started(flow="sign_up"), asked], 1) == ["Sign up"]


def test_the_calls_about_a_device_are_explained_by_the_question_they_follow(titles_of):
    events = [sample.started(), sample.called(1, "ConfirmDevice", {}, sample.T0)]
    assert titles_of(events, 1)[0] == "NEW_DEVICE"


def test_an_authenticator_that_is_asked_is_explained_by_its_challenge_and_a_registration_by_its_action(titles_of):
    assert titles_of(passkeys.until_authenticator(), 2)[0] == "WEB_AUTHN"
    assert "" not in titles_of(passkeys.registered(), 1)
