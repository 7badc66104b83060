"""A profile is checked as it is typed: what is wrong is named by field, what is only odd is a warning."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.profile_words import problem_words, warning_words
from app.profiles import checks
from app.profiles.checks import free_name
from app.profiles.draft import FIELDS, draft_of, with_draft
from app.profiles.normal import normalised
from app.profiles.profile import Profile
from app.profiles.regions import known_regions

GOOD = {"name": "Staging", "user_pool_id": "us-east-1_AbCdEf123", "client_id": "1example23456789abcdefghij"}


def test_a_good_profile_has_no_problem():
    assert checks.problems(GOOD) == {}
    assert checks.warnings(GOOD) == {}


def test_every_field_that_must_be_there_is_asked_for():
    empty = dict.fromkeys(FIELDS, "")
    assert checks.problems(empty) == {
        "name": "name_missing", "user_pool_id": "pool_missing", "client_id": "client_missing",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("name", " ", "name_missing"),
        ("name", "x" * 101, "name_long"),
        ("name", "prod", "name_taken"),
        ("user_pool_id", "us-east-1", "pool_format"),
        ("user_pool_id", "us-east-1_Ab Cd", "pool_format"),
        ("user_pool_id", "us-east-1:12345678-1234-1234-1234-123456789012", "pool_is_identity_pool"),
        ("user_pool_id", "1example23456789abcdefghij", "pool_is_client"),
        ("client_id", "us-east-1_AbCdEf123", "client_is_pool"),
        ("client_id", "one two", "client_format"),
        ("client_secret", "two words", "client_secret_format"),
        ("region", "Frankfurt", "region_format"),
        ("region", "us-east-1.evil.example/", "region_format"),
        ("endpoint_url", "127.0.0.1:9229", "endpoint_scheme"),
        ("endpoint_url", "ftp://127.0.0.1", "endpoint_scheme"),
        ("endpoint_url", "http://", "endpoint_format"),
        ("endpoint_url", "http://host:99999", "endpoint_format"),
        ("endpoint_url", "http://a b", "endpoint_format"),
        ("endpoint_url", "http://host/?key=1", "endpoint_format"),
        ("endpoint_url", "http://user:word@host", "endpoint_password"),
        ("endpoint_url", "http://[::1", "endpoint_format"),
        ("aws_profile", "[qa]", "aws_profile_format"),
        ("ca_bundle", "company.pem", "ca_bundle_path"),
        ("proxy", "proxy.example.com:8080", "proxy_scheme"),
        ("proxy", "socks5://proxy.example.com", "proxy_scheme"),
        ("proxy", "http://:8080", "proxy_format"),
        ("proxy", "http://me:word@proxy.example.com:8080", "proxy_password"),
        ("connect_seconds", "soon", "seconds_number"),
        ("connect_seconds", "0", "seconds_range"),
        ("read_seconds", "601", "seconds_range"),
        ("read_seconds", "nan", "seconds_range"),
        ("default_flow", "USER_SRP_AUTH", "flow_unknown"),
        ("usernames", "plain\nsome body", "usernames_format"),
    ],
)
def test_what_is_wrong_is_named_under_its_field(field, value, problem):
    assert checks.problems({**GOOD, field: value}, names=("Prod",)) == {field: problem}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("region", "us-west-2"),
        ("endpoint_url", "https://cognito.example.com/prefix"),
        ("endpoint_url", "http://[::1]:9229"),
        ("ca_bundle", "/etc/ssl/company.pem"),
        ("ca_bundle", r"C:\certs\company.pem"),
        ("proxy", "http://proxy.example.com:8080"),
        ("connect_seconds", "0.1"),
        ("connect_seconds", "2,5 s"),
        ("read_seconds", "600"),
        ("default_flow", "custom_srp"),
        ("usernames", "plain, totp\nsomebody@example.com"),
    ],
)
def test_what_is_right_passes(field, value):
    assert checks.problems({**GOOD, field: value}) == {}


def test_a_pool_of_an_emulator_needs_a_region_beside_it():
    local = {**GOOD, "user_pool_id": "local_AbCd", "region": ""}
    assert checks.problems(local) == {"region": "region_missing"}
    assert checks.problems({**local, "region": "us-east-1"}) == {}


@pytest.mark.parametrize(
    ("changed", "warning"),
    [
        ({"region": "us-east-9"}, "region_unknown"),
        ({"region": "eu-west-1"}, "region_differs"),
        ({"user_pool_id": "xx-nowhere-1_Ab"}, "region_unknown"),
        ({"client_secret": "short"}, "client_secret_unusual"),
        ({"endpoint_url": "http://cognito.example.com"}, "endpoint_readable"),
    ],
)
def test_what_is_odd_is_only_warned_about(changed, warning):
    assert checks.problems({**GOOD, **changed}) == {}
    assert warning in checks.warnings({**GOOD, **changed}).values()


def test_an_emulators_pool_may_be_in_any_region():
    draft = {**GOOD, "user_pool_id": "local_AbCd", "region": "us-east-1", "endpoint_url": "http://127.0.0.1:9229"}
    assert checks.warnings(draft) == {}


@pytest.mark.parametrize(
    ("field", "pasted", "kept"),
    [
        ("user_pool_id", ' "us-east-1_AbC", ', "us-east-1_AbC"),
        ("user_pool_id", "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_AbC", "us-east-1_AbC"),
        ("user_pool_id", "arn:aws-us-gov:cognito-idp:us-gov-west-1:1:userpool/us-gov-west-1_A", "us-gov-west-1_A"),
        ("user_pool_id", "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbC", "us-east-1_AbC"),
        (
            "user_pool_id",
            "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbC/.well-known/jwks.json",
            "us-east-1_AbC",
        ),
        ("user_pool_id", "http://127.0.0.1:9229/local_AbC/.well-known/openid-configuration", "local_AbC"),
        ("endpoint_url", "http://127.0.0.1:9229/local_AbC", "http://127.0.0.1:9229"),
        ("endpoint_url", "http://127.0.0.1:9229/prefix", "http://127.0.0.1:9229/prefix"),
        ("client_id", "'1example23456789',", "1example23456789"),
        ("region", " EU-West-1 ", "eu-west-1"),
        ("name", "  My   pool ", "My pool"),
        ("read_seconds", "1,5 s", "1.5"),
        ("usernames", "b, a;b\n\n'c'", "b\na\nc"),
    ],
)
def test_what_is_pasted_becomes_what_belongs_there(field, pasted, kept):
    assert normalised(field, pasted) == kept
    assert normalised(field, kept) == kept


@given(st.dictionaries(st.sampled_from([*FIELDS, "client_secret"]), st.text(max_size=60)))
def test_nothing_that_can_be_typed_is_too_much(draft):
    for key in checks.problems(draft, names=("x",)).values():
        assert problem_words(key)
    for key in checks.warnings(draft).values():
        assert warning_words(key)


def test_every_key_has_its_sentence():
    source = Path(checks.__file__).read_text("utf-8")
    keys = set(re.findall(r'return "(\w+)"| "(\w+)" if |else "(\w+)"', source))
    words = {word for found in keys for word in found if "_" in word}
    assert len(words) > 12
    for word in words:
        assert problem_words(word)


def test_a_profile_becomes_a_form_and_a_form_a_profile():
    profile = Profile(
        id="p", name="P", user_pool_id="us-east-1_A", client_id="c", connect_seconds=2.5, usernames=("a", "b"),
        default_flow="custom", facts={"Name": "pool"}, proxy="http://proxy:1",
    )  # fmt: skip
    draft = draft_of(profile)
    assert set(draft) == set(FIELDS)
    assert with_draft(profile, draft) == profile
    changed = with_draft(profile, {**draft, "connect_seconds": "", "usernames": "c", "user_pool_id": '"eu-west-1_B"'})
    assert (changed.connect_seconds, changed.usernames, changed.user_pool_id) == (None, ("c",), "eu-west-1_B")
    assert changed.facts == {"Name": "pool"}


def test_the_regions_are_those_that_botocore_knows():
    assert {"us-east-1", "eu-central-1", "us-gov-west-1", "eusc-de-east-1"} <= set(known_regions())
    assert not any(region.endswith("global") for region in known_regions())


def test_a_free_name_is_the_wanted_one_or_numbered_and_never_too_long():
    assert free_name(" a  b ", ()) == "a b"
    assert free_name("A", ("a", "a 2")) == "A 3"
    long = "x" * 300
    first = free_name(long, ())
    second = free_name(long, (first,))
    assert first != second
    assert [checks.problems({"name": name}, (first,) if name == second else ()) for name in (first, second)] == [{}, {}]
