"""What is picked from AWS: where a draft says that calls go, the runs that list, what they found."""

import pytest

from app.runs.aws_pick import CLIENTS, POOLS, Listed, in_the_way, list_request, listed, pool_of, region_of
from app.transcript.events import Finished

DRAFT = {
    "name": "", "user_pool_id": "", "client_id": "", "region": " EU-West-1 ", "endpoint_url": '"http://127.0.0.1:9229"',
    "aws_profile": "qa", "ca_bundle": "/etc/ca.pem", "proxy": "http://proxy:3128",
    "connect_seconds": "2", "read_seconds": "5s",
}  # fmt: skip
ISSUER = "https://cognito-idp.eu-north-1.amazonaws.com/eu-north-1_AbCdEf123"


@pytest.mark.parametrize(
    ("region", "pool", "expected"),
    [
        ("eu-west-1", "us-east-1_AbCdEf123", "eu-west-1"),
        ("", "us-east-1_AbCdEf123", "us-east-1"),
        ("", ISSUER, "eu-north-1"),
        ("", "local_AbCdEf123", ""),
        ("nowhere", "", ""),
        ("", "", ""),
    ],
)
def test_the_region_is_what_the_draft_or_its_pool_id_says(region, pool, expected):
    assert region_of({"region": region, "user_pool_id": pool}) == expected


def test_the_pool_is_read_out_of_what_was_pasted_and_none_where_it_is_no_id():
    assert pool_of({"user_pool_id": ISSUER}) == "eu-north-1_AbCdEf123"
    assert pool_of({"user_pool_id": "half"}) == pool_of({}) == ""


def test_a_run_goes_the_way_that_the_draft_says_and_keeps_nothing():
    request = list_request(CLIENTS, DRAFT, "eu-west-1", "eu-west-1_AbCdEf123")
    profile = request.profile
    assert (request.flow, request.save, profile.has_secret) == ("list_app_clients", False, False)
    assert (profile.region, profile.user_pool_id, profile.client_id) == ("eu-west-1", "eu-west-1_AbCdEf123", "")
    assert (profile.endpoint_url, profile.aws_profile, profile.practice) == ("http://127.0.0.1:9229", "qa", False)
    assert (profile.ca_bundle, profile.proxy) == ("/etc/ca.pem", "http://proxy:3128")
    assert (profile.connect_seconds, profile.read_seconds) == (2.0, 5.0)
    profile.check("pool")


def test_pools_are_listed_with_nothing_but_a_region():
    list_request(POOLS, {}, "eu-west-1").profile.check("region")


def test_what_is_wrong_with_the_way_is_in_the_way_and_nothing_else():
    assert in_the_way(DRAFT) == {}
    wrong = {"user_pool_id": "half", "region": "nowhere", "proxy": "ftp://x", "read_seconds": "x"}
    assert in_the_way({**DRAFT, **wrong}) == {"proxy": "proxy_scheme", "read_seconds": "seconds_number"}


def test_what_was_found_stands_by_name_and_two_of_one_name_by_id():
    pools = [{"Id": "x_3", "Name": "beta"}, {"Id": "x_2", "Name": "Alpha"}, {"Id": "x_1", "Name": "beta"}]
    found = listed(POOLS, Finished(at=0.0, findings={"UserPools": pools}))
    assert [each.id for each in found] == ["x_2", "x_1", "x_3"]
    clients = Finished(at=0.0, findings={"UserPoolClients": ({"ClientId": "c", "ClientName": "web"},)})
    assert listed(CLIENTS, clients) == (Listed(id="c", name="web"),)
    assert listed(CLIENTS, Finished(at=0.0, findings={})) == ()
