"""Playbooks of what is asked of AWS before a sign-in: which pools and clients there are, and what they are set to."""

import pytest

from app.auth.actions import ACTIONS
from app.auth.client import AppClient, Context
from app.auth.steps import Kept
from app.errors import ApiError, Fault, TransportError, Wire
from app.secret import Secret
from tests.helpers.playbook import CLIENT, CONTEXT, POOL, Playbook

SECRET = "a" * 51
CLIENT_BODY = {"UserPoolClient": {"ClientName": "web", "ExplicitAuthFlows": ["ALLOW_USER_AUTH"]}}
POOL_BODY = {"UserPool": {"Name": "pool", "UserPoolTier": "PLUS"}}
MFA_BODY = {"MfaConfiguration": "OPTIONAL"}
NAMES = {"UserPoolId": POOL, "ClientId": CLIENT}


def begin(action="check_client", context=CONTEXT):
    play = Playbook(ACTIONS[action].run(context))
    question = play.asks("CREDENTIALS")
    assert question.ask.fields == ()
    question.answers()
    return play


def describes(play, secret=""):
    body = dict(CLIENT_BODY["UserPoolClient"]) | ({"ClientSecret": secret} if secret else {})
    play.calls("DescribeUserPoolClient", **NAMES).replies({"UserPoolClient": body})


def the_rest(play):
    play.calls("DescribeUserPool", UserPoolId=POOL).replies(POOL_BODY)
    play.calls("GetUserPoolMfaConfig", UserPoolId=POOL).replies(MFA_BODY)
    return play.returns()


def test_all_pages_of_the_pools_are_listed_by_id_and_name():
    play = begin("list_user_pools")
    one = {"Id": "us-east-1_1", "Name": "one", "LambdaConfig": {}}
    play.calls("ListUserPools", MaxResults=60).replies({"UserPools": [one], "NextToken": "n"})
    rest = [{"Id": "us-east-1_2"}, {"Name": "no id"}, {"Id": 3}]
    play.calls("ListUserPools", MaxResults=60, NextToken="n").replies({"UserPools": rest})
    found = [{"Id": "us-east-1_1", "Name": "one"}, {"Id": "us-east-1_2", "Name": "us-east-1_2"}]
    assert play.returns() == {"UserPools": found}


def test_all_pages_of_a_pools_clients_are_listed():
    play = begin("list_app_clients")
    one, two = ({"ClientId": name, "ClientName": name.upper(), "UserPoolId": POOL} for name in ("a", "b"))
    listing = {"UserPoolId": POOL, "MaxResults": 60}
    play.calls("ListUserPoolClients", **listing).replies({"UserPoolClients": [one], "NextToken": "n"})
    play.calls("ListUserPoolClients", **listing, NextToken="n").replies({"UserPoolClients": [two]})
    found = [{"ClientId": "a", "ClientName": "A"}, {"ClientId": "b", "ClientName": "B"}]
    assert play.returns() == {"UserPoolClients": found}


def test_three_calls_fill_in_the_facts():
    play = begin()
    describes(play)
    found = the_rest(play)
    assert (found["refused"], found["secret"]) == ({}, "none")
    facts = found["facts"]
    assert (facts["ClientName"], facts["UserPoolTier"], facts["MfaConfiguration"]) == ("web", "PLUS", "OPTIONAL")
    assert facts["HasSecret"] is False


@pytest.mark.parametrize(
    ("kept", "word"),
    [
        (Kept(saved=True), "kept"),
        (Kept(saved=False, reason="locked", in_memory=True), "kept"),
        (Kept(saved=False, reason="locked"), "not_kept"),
    ],
)
def test_a_secret_goes_into_the_vault_and_not_into_the_findings(kept, word):
    play = begin()
    describes(play, SECRET)
    step = play._next()
    assert (step.name, step.secret, step.username) == ("client_secret", Secret(SECRET), "")
    play.go_on(kept)
    found = the_rest(play)
    assert (found["secret"], found["facts"]["HasSecret"]) == (word, True)
    assert SECRET not in repr(found)


def test_a_secret_that_the_profile_has_already_is_not_kept_again():
    client = AppClient(user_pool_id=POOL, client_id=CLIENT, client_secret=Secret(SECRET))
    play = begin(context=Context(client=client, entropy=CONTEXT.entropy))
    describes(play, SECRET)
    assert the_rest(play)["secret"] == "kept"


def test_what_may_not_be_seen_stays_unknown_and_the_rest_is_looked_at():
    play = begin()
    play.calls("DescribeUserPoolClient", **NAMES).refuses("AccessDeniedException")
    play.calls("DescribeUserPool", UserPoolId=POOL).refuses("ResourceNotFoundException")
    play.calls("GetUserPoolMfaConfig", UserPoolId=POOL).replies(MFA_BODY)
    found = play.returns()
    assert found["refused"] == {
        "DescribeUserPoolClient": "AccessDeniedException", "DescribeUserPool": "ResourceNotFoundException",
    }
    assert found["facts"] == {"MfaConfiguration": "OPTIONAL", "MfaMethods": []}
    assert found["secret"] == "unknown"


def test_with_keys_that_do_for_no_call_the_check_ends():
    play = begin()
    play.calls("DescribeUserPoolClient", **NAMES).refuses("ExpiredTokenException")
    assert play.raises(ApiError).code == "ExpiredTokenException"


def test_an_emulator_that_lacks_an_operation_leaves_its_facts_unknown():
    play = begin()
    describes(play)
    play.calls("DescribeUserPool", UserPoolId=POOL).replies({})
    play.calls("GetUserPoolMfaConfig", UserPoolId=POOL)
    play.refuse(TransportError(Fault.SERVER, wire=Wire(status=500, request_id="", seconds=0.1, size=0, body="")))
    found = play.returns()
    assert found["refused"] == {"DescribeUserPool": "not_cognito", "GetUserPoolMfaConfig": "server"}
    assert found["facts"]["ClientName"] == "web"
    assert "UserPoolTier" not in found["facts"]


def test_where_nothing_answers_the_check_ends():
    play = begin()
    play.calls("DescribeUserPoolClient", **NAMES).fails(Fault.CREDENTIALS)
    assert play.raises(TransportError).fault is Fault.CREDENTIALS
