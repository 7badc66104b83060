"""The file of profiles: read strictly, its faults named by their place, never a secret in it."""

import pytest

from app.errors import ProfileError
from app.profiles.profile import Profile
from app.profiles.store import load

ONE = '[[profile]]\nid = "a"\nname = "A"\nuser_pool_id = "us-east-1_X"\nclient_id = "c"\n'


def test_no_file_is_no_profiles(tmp_path):
    assert load(tmp_path / "profiles.toml") == ()
    assert load(tmp_path) == ()


def test_an_empty_file_is_no_profiles(tmp_path):
    path = tmp_path / "profiles.toml"
    path.write_text("# nothing yet\n")
    assert load(path) == ()


def test_profiles_are_read_member_by_member(tmp_path):
    path = tmp_path / "profiles.toml"
    more = (
        'region = "eu-west-1"\nendpoint_url = "http://127.0.0.1:1"\naws_profile = "qa"\nexplicit_auth_flows = ["X"]\n'
    )
    path.write_text(ONE + ONE.replace('"a"', '"b"') + more)
    first, second = load(path)
    assert first == Profile(id="a", name="A", user_pool_id="us-east-1_X", client_id="c")
    assert (second.region, second.endpoint_url, second.aws_profile) == ("eu-west-1", "http://127.0.0.1:1", "qa")
    assert second.explicit_auth_flows == ("X",)
    assert not second.practice


def test_what_is_readable_but_not_usable_is_let_through(tmp_path):
    path = tmp_path / "profiles.toml"
    path.write_text(ONE.replace("us-east-1_X", ""))
    assert load(path)[0].user_pool_id == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[profile]\n", "line 1"),
        (ONE.replace('name = "A"\n', ""), "name"),
        (ONE.replace('"A"', "7"), "$.profile[0].name"),
        (ONE + 'client_secret = "x"\n', "client_secret"),
        (ONE + 'colour = "x"\n', "colour"),
        ("profile = 7\n", "$.profile"),
        ('other = "x"\n', "other"),
        (ONE + ONE, "id"),
    ],
)
def test_a_fault_is_named_by_its_place(text, says, tmp_path):
    path = tmp_path / "profiles.toml"
    path.write_text(text)
    with pytest.raises(ProfileError) as caught:
        load(path)
    assert caught.value.field == str(path)
    assert says in caught.value.problem


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"\0"])
def test_a_file_that_is_no_text_is_a_fault_and_no_crash(raw, tmp_path):
    path = tmp_path / "profiles.toml"
    path.write_bytes(raw)
    with pytest.raises(ProfileError):
        load(path)


def test_a_file_that_nests_without_end_is_a_fault_and_no_crash(tmp_path):
    path = tmp_path / "profiles.toml"
    path.write_text("a = " + "[" * 5000)
    with pytest.raises(ProfileError, match="recursion"):
        load(path)
