"""What AWS credentials can ask before a sign-in, against the practice pool: lists, and the check of an app client."""

import json
from dataclasses import replace

from app.profiles.facts import with_facts
from app.transcript.events import Ended, Finished, Refused, Replied
from tests.helpers.practice_desk import ended

CONFIDENTIAL = "practice / confidential"


def findings(events):
    assert isinstance(events[-1], Finished), events[-1]
    return events[-1].findings


def test_user_pools_and_app_clients_are_listed_with_region_or_pool_alone(desk):
    desk.profiles["bare"] = replace(desk.profiles[CONFIDENTIAL], client_id="", user_pool_id="", region="us-east-1")
    pools = findings(desk.sign_in("list_user_pools", "", "bare"))["UserPools"]
    assert {"Id": desk.pool.pool_id(), "Name": "practice"} in pools
    desk.profiles["bare"] = replace(desk.profiles["bare"], user_pool_id=desk.pool.pool_id())
    clients = findings(desk.sign_in("list_app_clients", "", "bare"))["UserPoolClients"]
    confidential = desk.pool.client("confidential")
    assert {"ClientId": confidential["id"], "ClientName": "confidential"} in clients
    assert ended(desk.sign_in("check_client", "", "bare"))[:2] == ("profile", "client_id")


def test_more_pools_than_a_page_holds_are_all_listed(desk):
    with_more = desk.pool.api()
    made = [with_more.create_user_pool(PoolName=f"p{number}")["UserPool"]["Id"] for number in range(61)]
    with_more.close()
    events = desk.sign_in("list_user_pools", "")
    assert {pool["Id"] for pool in findings(events)["UserPools"]} >= set(made)
    assert len([event for event in events if isinstance(event, Replied)]) == 2


def test_a_client_is_checked_and_its_secret_is_nowhere_but_in_the_vault(desk):
    secret = desk.pool.client("confidential")["secret"]
    desk.profiles["mine"] = replace(desk.profiles[CONFIDENTIAL], client_secret=None)
    events = desk.sign_in("check_client", "", "mine")
    found = findings(events)
    assert (found["secret"], found["refused"], found["facts"]["HasSecret"]) == ("kept", {}, True)
    assert found["facts"]["MfaConfiguration"] == "OPTIONAL"
    assert "DefineAuthChallenge" in found["facts"]["LambdaConfig"]
    (entry,) = desk.vault.entries()
    assert (entry.name, entry.username, desk.vault.read(entry.entry_id).reveal()) == ("client_secret", "", secret)
    assert secret not in repr(events)
    described = next(event for event in events if isinstance(event, Replied))
    assert described.body["UserPoolClient"]["ClientName"] == "confidential"
    assert secret not in repr(described.body["UserPoolClient"])


def test_a_pool_that_is_not_there_is_in_the_findings_not_the_end(desk):
    desk.profiles["gone"] = replace(desk.profiles[CONFIDENTIAL], user_pool_id="us-east-1_nothere")
    events = desk.sign_in("check_client", "", "gone")
    assert set(findings(events)["refused"].values()) == {"ResourceNotFoundException"}
    assert len([event for event in events if isinstance(event, Refused)]) == 3
    assert not [event for event in events if isinstance(event, Ended)]


def test_what_was_found_can_be_put_into_the_profile_as_plain_json(desk):
    profile = desk.profiles["practice / rotating"]
    found = findings(desk.sign_in("check_client", "", profile.name))
    unknown = replace(profile, explicit_auth_flows=None, rotation=None, grace_seconds=None)
    known = with_facts(unknown, found["facts"], "aws")
    assert (known.explicit_auth_flows, known.rotation, known.grace_seconds) == (
        profile.explicit_auth_flows, True, 10,
    )
    assert json.loads(json.dumps(known.facts)) == known.facts
    assert known.facts["SignInPolicy"]["AllowedFirstAuthFactors"][0] == "PASSWORD"
    assert known.facts_from == "aws"
