"""A profile says where calls go, and what about it cannot work."""

import pytest

from app.errors import ProfileError
from app.profiles.profile import Profile
from app.secret import Secret

GOOD = {"id": "p", "name": "P", "user_pool_id": "us-east-1_AbCdEf123", "client_id": "1example23456789"}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"region": "eu-central-1"},
        {"user_pool_id": "us-gov-west-1_AbCdEf123"},
        {"user_pool_id": "eusc-de-east-1_AbCdEf123"},
        {"user_pool_id": "local_AbCdEf", "region": "us-east-1"},
        {"endpoint_url": "http://127.0.0.1:9229"},
        {"endpoint_url": "http://127.0.0.1:9229/"},
        {"endpoint_url": "https://cognito.example.com/prefix"},
        {"endpoint_url": "http://[::1]:9229"},
    ],
)
def test_a_usable_profile_passes(changed):
    Profile(**{**GOOD, **changed}).check()


@pytest.mark.parametrize(
    ("changed", "field", "problem"),
    [
        ({"user_pool_id": ""}, "user_pool_id", "missing"),
        ({"user_pool_id": "us-east-1"}, "user_pool_id", "format"),
        ({"user_pool_id": "us-east-1_"}, "user_pool_id", "format"),
        ({"user_pool_id": "_AbC"}, "user_pool_id", "format"),
        ({"user_pool_id": "us-east-1_Ab C\n"}, "user_pool_id", "format"),
        ({"client_id": ""}, "client_id", "missing"),
        ({"client_id": "with space"}, "client_id", "format"),
        ({"client_id": "a" * 129}, "client_id", "format"),
        ({"region": "nowhere"}, "region", "format"),
        ({"region": "us-east-1\n"}, "region", "format"),
        ({"region": "us-east-1.evil.example/"}, "region", "format"),
        ({"user_pool_id": "local_AbC"}, "region", "format"),
        ({"endpoint_url": "127.0.0.1:9229"}, "endpoint_url", "format"),
        ({"endpoint_url": "ftp://127.0.0.1"}, "endpoint_url", "format"),
        ({"endpoint_url": "http://"}, "endpoint_url", "format"),
        ({"endpoint_url": "http://a b"}, "endpoint_url", "format"),
        ({"endpoint_url": "http://user:password@127.0.0.1/"}, "endpoint_url", "format"),
        ({"endpoint_url": "http://127.0.0.1/?key=secret"}, "endpoint_url", "format"),
        ({"endpoint_url": "file:///etc/passwd"}, "endpoint_url", "format"),
    ],
)
def test_what_cannot_work_is_named(changed, field, problem):
    with pytest.raises(ProfileError) as caught:
        Profile(**{**GOOD, **changed}).check()
    assert (caught.value.field, caught.value.problem) == (field, problem)


def test_the_region_is_read_from_the_pool_id_unless_it_is_given():
    assert Profile(**GOOD).effective_region == "us-east-1"
    assert Profile(**GOOD, region="eu-west-1").effective_region == "eu-west-1"


def test_the_clients_secret_does_not_show():
    assert "shh!" not in repr(Profile(**GOOD, client_secret=Secret("shh!")))
