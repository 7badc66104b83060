"""Profiles come out of files as they are in the wild; a hostile or broken file gets one sentence and is not touched."""

import json
import os
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.profile_words import import_problem_words, kind_words, note_words
from app.profiles.importing import LARGEST, read_file
from app.profiles.profile import Profile
from app.secret import Secret
from tests.profiles.sample_files import (
    BY_HAND,
    GEN2,
    IDENTITY,
    NEWER,
    POOL,
    SETTINGS,
    TOML,
    VALID,
    WEB,
    mobile,
)

CLIENT = "1example23456789abcdefghij"


@pytest.fixture
def read(tmp_path):
    def read(content, name="any.file", existing=()):
        path = tmp_path / name
        written = content if isinstance(content, str | bytes) else json.dumps(content)
        raw = written if isinstance(written, bytes) else written.encode()
        path.write_bytes(raw)
        found = read_file(path, existing)
        assert path.read_bytes() == raw
        assert [each.name for each in tmp_path.iterdir()] == [name]
        assert all(note_words(note) for note in found.notes)
        assert not found.profiles or kind_words(found.kind)
        assert bool(found.profiles) != (found.problem is not None)
        return found

    return read


def only(found):
    (profile,) = found.profiles
    profile.check()
    return profile


def keys(found):
    return [note.key for note in found.notes]


def problem(found):
    assert found.profiles == ()
    assert import_problem_words(found.problem)
    return found.problem.key


def test_gen_2_tells_pool_client_and_what_is_known_of_them(read):
    found = read(GEN2, "amplify_outputs.json")
    profile = only(found)
    assert found.kind == "amplify_outputs"
    assert (profile.user_pool_id, profile.client_id, profile.region) == ("eu-west-1_AbCdEf123", CLIENT, "")
    assert (profile.default_flow, profile.amplify_flow, profile.client_secret) == ("", "", None)
    assert profile.facts_from == "amplify_outputs.json"
    assert profile.facts == {
        "MfaConfiguration": "ON", "MfaMethods": ["SMS", "TOTP"], "UsernameAttributes": ["email"],
        "AutoVerifiedAttributes": ["email"],
        "PasswordPolicy": {"MinimumLength": 10, "RequireLowercase": True, "RequireNumbers": True,
                           "RequireSymbols": False, "RequireUppercase": True},
        "SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"]},
        "WebAuthnConfiguration": {"RelyingPartyId": "example.com", "UserVerification": "preferred"},
    }  # fmt: skip
    assert (profile.explicit_auth_flows, profile.session_seconds, profile.rotation) == (None, None, None)


@pytest.mark.parametrize("version", ["1", "1.1", "1.4", "1.99", 1])
def test_any_version_1_of_gen_2_is_read(version, read):
    assert only(read({**GEN2, "version": version}))


@pytest.mark.parametrize("version", ["2", "2.0", "10", "", 2, {}])
def test_another_version_is_not(version, read):
    assert problem(read({**GEN2, "version": version})) == "version"


def test_a_missing_version_is_noted(read):
    found = read({"auth": GEN2["auth"]})
    assert only(found)
    assert keys(found) == ["no_version"]


def test_the_mobile_file_tells_its_flow_and_settings(read):
    found = read(mobile(), "amplifyconfiguration.json")
    profile = only(found)
    assert found.kind == "amplify_mobile"
    assert (profile.user_pool_id, profile.client_id, profile.region) == (POOL["PoolId"], CLIENT, "")
    assert (profile.amplify_flow, profile.default_flow) == ("USER_SRP_AUTH", "user_srp")
    assert profile.facts == {
        "MfaConfiguration": "OPTIONAL", "MfaMethods": ["SMS", "TOTP"], "UsernameAttributes": ["email"],
        "AutoVerifiedAttributes": ["email"],
        "PasswordPolicy": {"MinimumLength": 8, "RequireLowercase": True, "RequireNumbers": False,
                           "RequireSymbols": False, "RequireUppercase": False},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("flow_type", "flow", "noted"),
    [
        ("USER_PASSWORD_AUTH", "user_password", []),
        ("CUSTOM_AUTH", "custom_srp", ["custom_auth"]),
        ("CUSTOM_AUTH_WITH_SRP", "custom_srp", []),
        ("CUSTOM_AUTH_WITHOUT_SRP", "custom", []),
        ("USER_AUTH", "user_auth", []),
        ("NEW_AUTH", "user_srp", ["flow_unknown"]),
    ],
)
def test_each_flow_type_stands_for_a_flow(flow_type, flow, noted, read):
    found = read(mobile(settings={"authenticationFlowType": flow_type}))
    assert (only(found).amplify_flow, only(found).default_flow) == (flow_type, flow)
    assert keys(found) == noted


def test_migration_takes_precedence_over_the_flow_type(read):
    found = read(mobile(pool={**POOL, "MigrationEnabled": True}))
    assert (only(found).amplify_flow, only(found).default_flow) == ("USER_SRP_AUTH", "user_password")
    assert keys(found) == ["migration"]
    assert "USER_SRP_AUTH" in note_words(found.notes[0])


def test_a_secret_in_the_file_is_offered_and_shows_nowhere(read):
    found = read(mobile(pool={**POOL, "AppClientSecret": "hush-hush-hush"}))
    assert only(found).client_secret == Secret("hush-hush-hush")
    assert not only(found).has_secret  # before it is kept
    assert keys(found) == ["secret"]
    assert "hush-hush" not in repr(found) + str(only(found).facts)


def test_the_hosted_uis_secret_is_the_app_clients_where_it_is_the_same(read):
    oauth = {"WebDomain": "d", "AppClientId": CLIENT, "AppClientSecret": "hush-hush-hush"}
    found = read(mobile(settings={**SETTINGS, "OAuth": oauth}))
    assert only(found).client_secret == Secret("hush-hush-hush")
    other = read(mobile(settings={**SETTINGS, "OAuth": {**oauth, "AppClientId": "another"}}))
    assert only(other).client_secret is None
    assert keys(other) == ["hosted_ui"]


def test_an_endpoint_is_a_host_in_the_file_and_a_url_in_the_profile(read):
    assert only(read(mobile(pool={**POOL, "Endpoint": "login.example.com"}))).endpoint_url == "https://login.example.com"
    found = read(mobile(pool={**POOL, "Endpoint": "user:password@host"}))
    assert only(found).endpoint_url == ""
    assert keys(found) == ["endpoint_left_out"]


def test_a_region_that_the_pool_id_does_not_say_is_kept(read):
    assert only(read(mobile(pool={**POOL, "PoolId": "local_AbC"}))).region == "us-east-1"
    assert only(read(mobile(pool={**POOL, "Region": "[REGION]"}))).region == ""


def test_each_of_several_pools_is_a_profile(read):
    pools = {"Default": POOL, "Staging": {**POOL, "PoolId": "us-east-1_Staging"}}
    auth = {"Default": SETTINGS, "Staging": {"authenticationFlowType": "CUSTOM_AUTH_WITHOUT_SRP"}}
    first, second = read(mobile(CognitoUserPool=pools, Auth=auth)).profiles
    assert (first.default_flow, second.default_flow) == ("user_srp", "custom")
    assert (first.name, second.name) == (
        "Amplify us-east-1_AbCdEf123 Default", "Amplify us-east-1_Staging Staging",
    )  # fmt: skip
    assert first.id != second.id


def test_the_older_mobile_file_is_the_inner_object_itself(read):
    found = read({"CredentialsProvider": IDENTITY, "CognitoUserPool": {"Default": POOL}}, "awsconfiguration.json")
    assert (found.kind, only(found).user_pool_id) == ("amplify_mobile", POOL["PoolId"])


def test_flutters_file_is_read_out_of_its_text(read):
    found = read(VALID[-1], "amplifyconfiguration.dart")
    assert (found.kind, only(found).default_flow) == ("amplify_mobile", "user_srp")


@pytest.mark.parametrize(
    "content",
    [
        WEB,
        WEB.replace("export default awsmobile", "module.exports = awsmobile"),
        WEB.replace("const awsmobile =", "const awsmobile: Record<string, unknown> ="),
        WEB.replace('"', "'"),
        WEB.replace('"\n};', '"],\n};').replace("\n};", ",\n};"),
        WEB[WEB.index("{\n") : WEB.index("};") + 1],  # the flat amplifyconfiguration.json
        WEB.replace("\n", "\r\n"),
    ],
)
def test_the_web_file_is_read_in_every_form(content, read):
    found = read(content, "aws-exports.js")
    assert (found.kind, only(found).user_pool_id, only(found).client_id) == ("amplify_web", POOL["PoolId"], CLIENT)
    assert only(found).facts["MfaConfiguration"] == "ON"
    assert only(found).facts["PasswordPolicy"]["RequireNumbers"] is True


def test_what_is_given_to_configure_is_read_and_nothing_in_it_is_run(read):
    found = read(BY_HAND, "main.ts")
    assert (found.kind, only(found).user_pool_id, only(found).client_id) == ("amplify_js", POOL["PoolId"], CLIENT)
    assert (only(found).amplify_flow, only(found).default_flow) == ("USER_PASSWORD_AUTH", "user_password")
    assert keys(found) == ["hosted_ui", "js_flow"]  # what is computed in oauth stops nothing


def test_what_version_6_is_configured_with_is_read(read):
    found = read(NEWER)
    assert (only(found).user_pool_id, only(found).endpoint_url) == (POOL["PoolId"], "http://localhost:9229")
    assert keys(found) == ["hosted_ui"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_hindrance(encoding, read):
    assert only(read(json.dumps(GEN2).encode(encoding)))


def test_of_a_name_given_twice_the_last_counts(read):
    twice = json.dumps(GEN2).replace('"user_pool_id"', '"user_pool_id": "us-east-1_First", "user_pool_id"')
    assert only(read(twice)).user_pool_id == "eu-west-1_AbCdEf123"


def test_numbers_that_nobody_means_are_left_out(read):
    auth = {**GEN2["auth"], "password_policy": {"min_length": 7}}
    huge = json.dumps({**GEN2, "auth": auth}).replace("7}", "9" * 5000 + "}")
    assert "PasswordPolicy" not in only(read(huge)).facts


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ({"CredentialsProvider": IDENTITY}, "identity_pool_only"),
        (mobile(CognitoUserPool={}), "identity_pool_only"),
        ({"version": "1", "auth": {"identity_pool_id": "us-east-1:1"}}, "identity_pool_only"),
        ({"aws_project_region": "us-east-1", "aws_cognito_identity_pool_id": "us-east-1:1"}, "identity_pool_only"),
        ({"version": "1", "data": {}}, "no_auth"),
        ({"UserAgent": "aws-amplify-cli/2.0", "api": {}}, "no_auth"),
        ({"aws_project_region": "us-east-1"}, "no_user_pool"),
        (mobile(pool={"PoolId": "us-east-1_A"}), "no_client"),
        (mobile(pool={**POOL, "PoolId": "<your pool>"}), "bad_user_pool_id"),
        (mobile(pool={**POOL, "AppClientId": "[CLIENT ID]"}), "bad_client_id"),
        ("export default { aws_user_pools_id: process.env.POOL }", "computed"),
        ('{"auth": {"user_pool_id": "us-e', "json"),
        ('{"a": NaN}', "no_number"),
        ("[1, 2]", "nothing"),
        ('"text"', "nothing"),
        ("just words", "nothing"),
        ({"a": 1}, "nothing"),
        ("const x = {a: 1}", "nothing"),
        ("[[profile]]\nid = 7\n", "own"),
        (TOML + TOML, "own"),
        ("profile = []", "nothing"),
        ("", "empty"),
        (" \n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not_text"),
        (b"{\0}", "not_text"),
        (b"\xff\xfea", "not_text"),
        ('{"a":' * 100_000, "too_deep"),
        ("[" * 500_000, "too_deep"),
        ("{a:" * 300_000, "json"),
        ('{"a": "' + "x" * LARGEST + '"}', "too_large"),
    ],
)
def test_every_other_file_gets_its_one_sentence(content, key, read):
    assert problem(read(content)) == key


def test_a_folder_a_pipe_a_loop_and_nothing_get_theirs(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    said = [problem(read_file(tmp_path / name)) for name in (".", "pipe", "loop", "nothing", "\0")]
    assert said == ["folder", "not_a_file", "unreadable", "unreadable", "unreadable"]


def test_a_file_that_may_not_be_read_says_so(tmp_path, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "file"
    path.write_text(WEB)
    monkeypatch.setattr(os, "open", refused)
    found = read_file(path)
    assert problem(found) == "unreadable"
    assert "Permission denied" in import_problem_words(found.problem)


def test_our_own_file_brings_its_profiles(read):
    found = read(TOML + "has_secret = true\n")
    assert (found.kind, only(found).id, keys(found)) == ("profiles", "a", ["secret_elsewhere"])


def test_ids_and_names_that_are_taken_become_others_and_the_same_client_is_noted(read):
    there = Profile(id="a", name="a", user_pool_id="us-east-1_X", client_id="c")
    found = read(TOML, existing=[there])
    assert only(found).id != "a"
    assert (only(found).name, keys(found)) == ("A 2", ["same_client"])
    assert keys(read(TOML, existing=[replace(there, client_id="d")])) == []


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


def mutated(content, value, place):
    """Put any value into a place of a valid object."""
    found = json.loads(json.dumps(content))
    at, names = found, []
    while isinstance(at, dict) and at:
        name = sorted(at)[place % len(at)]
        names.append((at, name))
        at = at[name]
    parent, name = names[place % len(names)]
    parent[name] = value
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


def holds(folder, raw):
    """Read it as a file: no exception, one of profiles and problem, the folder as it was."""
    path = folder / "file"
    path.write_bytes(raw)
    found = read_file(path, [Profile(id="a", name="A", user_pool_id="us-east-1_X", client_id="c")])
    assert bool(found.profiles) != (found.problem is not None)
    assert found.problem is None or import_problem_words(found.problem)
    assert all(note_words(note) for note in found.notes)
    assert [(each.name, each.read_bytes()) for each in folder.iterdir()] == [("file", raw)]
    for profile in found.profiles:
        assert profile.id
        assert profile.name


@settings(max_examples=80)
@given(raw=st.binary(max_size=300))
def test_random_bytes_are_no_fault(raw, folder):
    holds(folder, raw)


@settings(max_examples=80)
@given(value=anything)
def test_random_json_is_no_fault(value, folder):
    holds(folder, json.dumps(value).encode("utf-8", "surrogatepass"))


@settings(max_examples=120)
@given(content=st.sampled_from([GEN2, mobile()]), value=anything, place=st.integers(0, 10_000))
def test_any_value_in_any_place_is_no_fault(content, value, place, folder):
    holds(folder, json.dumps(mutated(content, value, place)).encode("utf-8", "surrogatepass"))


@settings(max_examples=120)
@given(
    content=st.sampled_from(VALID),
    cuts=st.lists(st.tuples(st.integers(0, 2000), st.text(max_size=4), st.integers(0, 40)), min_size=1, max_size=4),
)
def test_a_valid_file_torn_and_patched_is_no_fault(content, cuts, folder):
    for place, new, length in cuts:
        content = content[:place] + new + content[place + length :]
    holds(folder, content.encode("utf-8", "surrogatepass"))
