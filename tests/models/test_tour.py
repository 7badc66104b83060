"""The tour's stations: each has its words, names what is there, and is done by what it is about."""

import pytest

from app.auth.flows import FLOWS
from app.models.tour import CODE, STATIONS, Tour
from app.practice.seed_table import SEED
from app.texts import has_text
from app.transcript.events import Answered, Ended, SignedIn
from tests.helpers.sample_runs import started

SIGNED_IN = SignedIn(at=1.0, username="plain")
REFUSED = Ended(at=1.0, reason="refused", code="NotAuthorizedException")
ANSWERED = Answered(at=1.0, name="CUSTOM_CHALLENGE", values={})
BY_NAME = {station.name: station for station in STATIONS}


def at(name: str) -> Tour:
    tour = Tour()
    tour.go(list(BY_NAME).index(name))
    return tour


@pytest.mark.parametrize("station", STATIONS, ids=lambda station: station.name)
def test_each_station_has_a_title_and_what_there_is_to_see(station):
    assert has_text(f"tour.{station.name}.title")
    assert has_text(f"tour.{station.name}.body")


@pytest.mark.parametrize("station", [each for each in STATIONS if each.attempt], ids=lambda station: station.name)
def test_each_sign_in_is_one_that_the_practice_pool_has(station):
    attempt = station.attempt
    assert attempt.flow in FLOWS
    assert attempt.profile in {f"{pool.name} / {client.name}" for pool in SEED for client in pool.clients}
    assert attempt.user in {user.username for pool in SEED for user in pool.users}


def test_a_station_is_done_by_its_own_sign_in_and_by_no_other():
    tour = at("first")
    tour.take("user_srp", "sms", SIGNED_IN)
    tour.take("user_password", "plain", SIGNED_IN)
    tour.take("user_srp", "plain", REFUSED)
    assert not tour.done
    tour.take("user_srp", "plain", SIGNED_IN)
    assert tour.done


def test_the_refusal_is_done_by_a_refusal():
    tour = at("refused")
    tour.take("user_srp", "plain", SIGNED_IN)
    assert not tour.done
    tour.take("user_srp", "plain", REFUSED)
    assert tour.done


def test_what_was_done_stays_done_on_the_way_back():
    tour = at("first")
    tour.take("user_srp", "plain", SIGNED_IN)
    tour.go(1)
    assert not tour.done
    tour.go(-1)
    assert tour.done


def test_it_goes_no_further_than_its_ends():
    tour = Tour()
    tour.go(-1)
    assert tour.station is STATIONS[0]
    tour.go(len(STATIONS) + 5)
    assert tour.last


def test_each_round_of_a_challenge_has_its_own_answer():
    tour = at("custom")
    given = []
    for _ in range(3):
        given.append(tour.answer_to("CUSTOM_CHALLENGE"))
        tour.take("custom_srp", "custom", ANSWERED)
    assert given == ["clock", "footsteps", "footsteps"]
    assert at("sms").answer_to("SMS_MFA") == CODE
    assert at("sms").answer_to("EMAIL_OTP") == ""


def test_a_run_that_begins_is_at_its_first_round_whoever_answered_the_one_before():
    tour = at("custom")
    tour.take("custom_srp", "custom", ANSWERED)
    tour.take("custom_srp", "custom", started())
    assert tour.answer_to("CUSTOM_CHALLENGE") == "clock"


def test_the_saved_sign_ins_are_done_by_a_refresh_that_brings_tokens():
    tour = at("saved")
    tour.take("user_srp", "plain", SIGNED_IN)
    tour.take("refresh", "plain", REFUSED)
    assert not tour.done
    tour.take("refresh", "plain", SIGNED_IN)
    assert tour.done
