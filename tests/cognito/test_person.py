"""What a profile's fields can be filled in with: the person's AWS profiles, and the regions that have user pools."""

import pytest

from app.auth.hosts import user_pool_host
from app.cognito.client import CognitoApi
from app.cognito.reach import Reach
from app.cognito.regions import regions
from app.cognito.session import aws_profiles
from app.profiles.profile import REGION
from tests.helpers.sts import KEYS, write_config


@pytest.fixture
def files(tmp_path, monkeypatch):
    for variable, name in (("AWS_CONFIG_FILE", "config"), ("AWS_SHARED_CREDENTIALS_FILE", "credentials")):
        monkeypatch.setenv(variable, str(tmp_path / name))
    return tmp_path


def test_the_names_in_both_files_are_listed_the_default_first(files):
    write_config(files / "config", staging={}, default={}, a={})
    (files / "credentials").write_text("[keys]\naws_access_key_id = x\naws_secret_access_key = y\n")
    assert aws_profiles() == ("default", "a", "keys", "staging")


def test_without_files_there_are_none(files):
    assert aws_profiles() == ()


@pytest.mark.parametrize("content", [b"[[[", b"\xff\xfe\x00", b"a = b"])
def test_files_that_cannot_be_read_are_none_and_no_error(files, content, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "no-such-profile")
    (files / "config").write_bytes(content)
    assert aws_profiles() == ()


def test_a_chosen_profile_that_is_not_there_does_not_hide_the_others(files, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "no-such-profile")
    write_config(files / "config", qa=KEYS)
    assert aws_profiles() == ("qa",)


def test_the_regions_are_botocores_of_all_partitions_and_each_can_stand_in_a_profile(monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "no-such-profile")
    found = regions()
    assert {"us-east-1", "eu-central-1", "us-gov-west-1", "eusc-de-east-1"} <= set(found)
    assert list(found) == sorted(found)
    assert [name for name in found if not REGION.match(name)] == []


@pytest.mark.parametrize("region", ["us-east-1", "us-gov-west-1", "eusc-de-east-1", "cn-north-1"])
def test_the_host_of_a_region_is_the_one_that_botocore_calls(region):
    api = CognitoApi(Reach(region=region))
    assert api.target("InitiateAuth")[0] == f"https://{user_pool_host(region)}/"
    assert api._client(False).meta.endpoint_url == f"https://{user_pool_host(region)}"
