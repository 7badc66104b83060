"""The file of profiles: read strictly, changed with care for what others wrote, never a secret in it."""

import os
import re
import stat
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import ProfileError
from app.profiles import checks, edit
from app.profiles.draft import draft_of
from app.profiles.profile import Profile
from app.profiles.store import ProfilesFile, load, new_id
from app.profiles.stored import parse
from app.secret import Secret

README = Path(__file__).parents[2] / "README.md"
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


WHOLE = Profile(
    id="whole", name="Whole “quoted” \\ name", user_pool_id="us-east-1_X", client_id="c", region="eu-west-1",
    has_secret=True, endpoint_url="http://127.0.0.1:1", aws_profile="qa", ca_bundle="/etc/ssl/own.pem",
    proxy="http://proxy.example.com:8080", connect_seconds=2.5, read_seconds=30.0, default_flow="custom",
    usernames=("plain", "somebody@example.com"), amplify_flow="CUSTOM_AUTH", explicit_auth_flows=("ALLOW_USER_AUTH",),
    session_seconds=180, refresh_seconds=3600, rotation=True, grace_seconds=0,
    facts={"LambdaConfig": {"PreSignUp": "arn:aws:lambda:us-east-1:1:function:f"}, "Name": "pool",
           "UserAttributes": [{"a": 1}, {"a": 2.5}], "empty": [], "none": {}},
    facts_from="aws",
)  # fmt: skip
BY_HAND = """# Our pools

# the first one
[[profile]]
id = "a" # never change this
name = 'A'
user_pool_id = "us-east-1_X"
client_id = "c"

# what AWS said
[profile.facts]
Name = "pool" # the pool's

# the second one,
# on two lines
[[ profile ]]
name = "B"
id = "b"
client_id = "c"
user_pool_id = "us-east-1_X"
# a last word on B


[[profile]]
id = "c"
name = "C"
user_pool_id = "us-east-1_X"
client_id = "c"
# the end
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "profiles.toml"


@pytest.fixture
def by_hand(path):
    path.write_text(BY_HAND)
    return ProfilesFile(path)


def named(profiles, wanted):
    return next(profile for profile in profiles if profile.id == wanted)


def test_every_member_survives_the_file(path):
    assert ProfilesFile(path).save([WHOLE]) == (WHOLE,)
    assert load(path) == (WHOLE,)


def test_what_is_no_toml_survives_as_well_as_it_can(path):
    odd = {"null": None, "nan": float("nan"), "large": 2**70, "list": [None, 1], "deep": {"null": None, "kept": True}}
    (found,) = ProfilesFile(path).save([replace(WHOLE, facts=odd)])
    assert found.facts == {"large": str(2**70), "list": [1], "deep": {"kept": True}}


def test_the_file_says_no_default_no_secret_and_no_date(path):
    plain = Profile(
        id="p", name="P", user_pool_id="us-east-1_X", client_id="c", client_secret=Secret("hush"), practice=True
    )
    ProfilesFile(path).save([plain])
    first, *rest = path.read_text().splitlines()
    assert first.startswith("# Profiles of Cognito Flow Explorer.")
    assert rest == ["", "[[profile]]", 'id = "p"', 'name = "P"', 'user_pool_id = "us-east-1_X"', 'client_id = "c"']


def test_a_change_is_the_only_line_of_the_difference(by_hand, path):
    b = named(by_hand.load(), "b")
    by_hand.save([replace(b, name="Better")])
    assert path.read_text() == BY_HAND.replace('name = "B"', 'name = "Better"')


def test_saving_what_is_there_already_changes_nothing(by_hand, path):
    by_hand.save(by_hand.load())
    assert path.read_text() == BY_HAND


def test_members_come_and_go_and_comments_stay(by_hand, path):
    a = named(by_hand.load(), "a")
    by_hand.save([replace(a, region="eu-west-1", usernames=("x",), facts={"Name": "pool", "UserPoolTier": "LITE"})])
    for comment in [line for line in BY_HAND.splitlines() if line.startswith("#")]:
        assert comment in path.read_text()
    assert "# never change this" in path.read_text()
    by_hand.save([a])
    assert load(path) == (a, *load(path)[1:])


def test_a_new_profile_goes_to_the_end(by_hand, path):
    found = by_hand.save([WHOLE])
    assert [one.id for one in found] == ["a", "b", "c", "whole"]
    assert path.read_text().startswith(BY_HAND + "\n[[profile]]\n")


def test_removing_takes_the_profile_with_the_comment_above_it_and_nothing_else(by_hand, path):
    removed = by_hand.remove(["b", "gone already"])
    assert [one.name for one in removed.profiles] == ["B"]
    text = path.read_text()
    assert [one.id for one in load(path)] == ["a", "c"]
    assert "# what AWS said" in text
    assert "second one" not in text
    by_hand.restore(removed)
    assert path.read_text() == BY_HAND


@pytest.mark.parametrize("gone", [["a"], ["b"], ["c"], ["a", "b"], ["b", "c"], ["a", "c"], ["a", "b", "c"]])
def test_what_was_removed_comes_back_to_its_place_though_the_file_changed_since(gone, by_hand, path):
    before = by_hand.load()
    removed = by_hand.remove(gone)
    by_hand.save([WHOLE])
    found = by_hand.restore(removed)
    assert [one for one in found if one.id != "whole"] == list(before)
    assert "# a last word on B" in path.read_text()
    assert by_hand.restore(removed) == found  # once is enough


@pytest.mark.parametrize(
    "text",
    [
        'profile = [{id = "a", name = "A", user_pool_id = "us-east-1_X", client_id = "c"}] # mine\n',
        'profile = [\n  # the one\n  {id = "a", name = "A", user_pool_id = "us-east-1_X", client_id = "c"},\n]\n',
        "profile = []\n",
        ONE + 'facts.Name = "pool"\nfacts.Deep.Er = 1\n',
        ONE.replace('"A"', '"""\n[[profile]]\n"""'),
        ONE.replace("\n", "\r\n"),
        "\ufeff" + ONE,
        ONE.rstrip("\n"),
        "",
        "# only a comment",
    ],
)
def test_other_ways_of_writing_the_same_stay_readable(text, path):
    path.write_bytes(text.encode())
    file = ProfilesFile(path)
    before = file.load()
    assert file.save([WHOLE]) == (*before, WHOLE)
    raw = path.read_bytes()
    assert raw.startswith("\ufeff".encode()) == text.startswith("\ufeff")
    assert raw.count(b"\r\n") == (raw.count(b"\n") if "\r\n" in text else 0)
    changed = replace(WHOLE, name="Other", proxy="", facts={"Name": "new"})
    assert file.save([changed]) == (*before, changed)
    removed = file.remove(["whole", "a"])
    assert load(path) == ()
    file.save([replace(WHOLE, id="new")])
    assert {one.id for one in file.restore(removed)} == {"new", "whole", *(one.id for one in before)}


def test_what_somebody_else_changed_meanwhile_stays_changed(by_hand, path):
    seen = {one.id: one for one in by_hand.load()}
    path.write_text(BY_HAND.replace('name = "B"\n', 'name = "B"\nregion = "eu-west-1"\n'))
    found = by_hand.save([replace(seen["b"], name="Mine")], seen)
    assert (named(found, "b").name, named(found, "b").region) == ("Mine", "eu-west-1")


def test_a_profile_that_somebody_removed_meanwhile_is_saved_whole(by_hand, path):
    seen = {one.id: one for one in by_hand.load()}
    ProfilesFile(path).remove(["b"])
    found = by_hand.save([replace(seen["b"], name="Mine")], seen)
    assert named(found, "b") == replace(seen["b"], name="Mine")


def test_an_editor_that_saves_in_between_loses_nothing(by_hand, path, monkeypatch):
    real, times = edit.put, []

    def slow(content, *rest):
        if not times:
            path.write_text(BY_HAND + "# from the editor\n")
        times.append(True)
        return real(content, *rest)

    monkeypatch.setattr(edit, "put", slow)
    by_hand.save([WHOLE])
    assert "# from the editor" in path.read_text()
    assert named(load(path), "whole") == WHOLE


def test_two_programs_that_write_at_once_lose_nothing(path):
    def write(name):
        for number in range(8):
            ProfilesFile(path).save([replace(WHOLE, id=f"{name}{number}", facts={})])

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.id for one in load(path)} == {f"{name}{number}" for name in "ab" for number in range(8)}


@pytest.mark.parametrize(
    "broken", ["[[profile]\n", ONE + ONE, ONE + 'colour = "x"\n', "\0", ONE + 'client_secret = "x"\n']
)
def test_a_broken_file_is_never_overwritten(broken, path):
    path.write_text(broken)
    file = ProfilesFile(path)
    for change in (lambda: file.save([WHOLE]), lambda: file.remove(["a"])):
        with pytest.raises(ProfileError):
            change()
    assert path.read_text() == broken


def test_a_folder_or_a_pipe_in_its_place_is_left_alone(tmp_path, path):
    with pytest.raises(ProfileError):
        ProfilesFile(tmp_path).save([WHOLE])
    os.mkfifo(path)
    with pytest.raises(ProfileError):
        ProfilesFile(path).save([WHOLE])
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_disk_that_takes_nothing_is_told_and_the_file_stays_whole(by_hand, path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(ProfileError, match="No space left"):
        by_hand.save([WHOLE])
    assert path.read_text() == BY_HAND
    assert [each.name for each in path.parent.iterdir() if each.name.endswith(".new")] == []


def test_permissions_and_links_stay(tmp_path, path):
    target = tmp_path / "dotfiles" / "mine.toml"
    target.parent.mkdir()
    target.write_text(BY_HAND)
    target.chmod(0o640)
    path.symlink_to(target)
    ProfilesFile(path).save([WHOLE])
    assert path.is_symlink()
    assert named(load(target), "whole") == WHOLE
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_the_folder_is_made_with_the_first_profile(tmp_path):
    path = tmp_path / "new" / "profiles.toml"
    assert ProfilesFile(path).save([WHOLE]) == (WHOLE,)


def test_an_id_is_new_and_tells_whose_it_is():
    one = new_id("Staging / Web (EU)")
    assert re.fullmatch(r"staging-web-eu-[0-9a-f]{6}", one)
    assert new_id("Staging / Web (EU)") != one
    assert new_id("“?”").startswith("profile-")


def test_the_readmes_example_is_a_profile_with_and_without_what_it_leaves_out():
    (example,) = re.findall(r"```toml\n(\[\[profile\]\]\n.+?)```", README.read_text("utf-8"), re.DOTALL)
    (short,) = parse(example)
    (long,) = parse(re.sub(r"^# (?=\w+ = )", "", example, flags=re.MULTILINE))
    short.check()
    long.check()
    assert (short.default_flow, long.default_flow, long.has_secret) == ("", "user_srp", True)
    assert checks.problems(draft_of(long)) == {}


@settings(max_examples=60)
@given(text=st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("utf-8", "replace")))
def test_whatever_the_file_holds_reading_it_is_a_profile_or_a_value_error(text):
    with suppress(ValueError):
        parse(text)


pieces = st.lists(st.tuples(st.integers(0, len(BY_HAND)), st.text(max_size=3), st.integers(0, 5)), max_size=4)


@settings(max_examples=60)
@given(pieces=pieces)
def test_of_a_file_written_in_any_way_nothing_but_the_new_profile_changes(pieces):
    text = BY_HAND
    for place, new, length in pieces:
        text = text[:place] + new + text[place + length :]
    try:
        before = parse(text)
    except ValueError:
        return
    after = edit.put(text, [WHOLE], {})
    assert parse(after) == (*before, WHOLE)
    without, cuts = edit.cut(after, [WHOLE.id])
    assert parse(without) == before
    assert parse(edit.paste(without, cuts)) == (*before, WHOLE)


names = st.text(st.characters(codec="utf-8"), max_size=12)
facts = st.dictionaries(
    names,
    st.recursive(
        st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | names,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=3,
)


@settings(max_examples=60)
@given(name=names, usernames=st.lists(names, max_size=3), facts=facts)
def test_whatever_a_profile_holds_comes_back_from_the_file(name, usernames, facts):
    profile = replace(WHOLE, name=name, usernames=tuple(usernames), facts=facts)
    (found,) = parse(edit.put("", [profile], {}))
    assert (found.name, found.usernames, set(found.facts)) == (name, tuple(usernames), set(facts))
