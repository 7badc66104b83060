"""After a refusal in the real window: the causes, what AWS says of the user, and the ways on."""

from collections.abc import Iterator

import pytest

from tests.end_to_end.desk import Desk
from tests.helpers.practice_pool import PracticePool, practice_pool
from tests.helpers.waiting import wait_for
from tests.helpers.window import Running, running_program

PUBLIC, SRP_ONLY = "practice / public-all", "practice / srp-only"
PASSWORD = "Practice1!"
# Profiles of the person's own: at a practice pool whose clock can be set, without the app client's secret, nowhere.
OWN = """
[[profile]]
id = "{name}"
name = "{name}"
user_pool_id = "{pool}"
client_id = "{client}"
endpoint_url = "{endpoint}"
"""


@pytest.fixture(scope="module")
def pool() -> Iterator[PracticePool]:
    with practice_pool() as made:
        yield made


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, pool: PracticePool) -> Iterator[Running]:
    """The program with profiles of its own, and without AWS credentials."""
    home = tmp_path_factory.mktemp("home")
    entries = {
        "apart": (pool.client()["id"], pool.endpoint),
        "no secret": (pool.client("confidential")["id"], pool.endpoint),
        "nowhere": (pool.client()["id"], "http://nowhere.invalid"),
    }
    (home / "profiles.toml").write_text(
        "".join(
            OWN.format(name=name, pool=pool.pool_id(), client=client, endpoint=endpoint)
            for name, (client, endpoint) in entries.items()
        )
    )
    nothing = str(home / "no-such-file")
    without = {
        "AWS_CONFIG_FILE": nothing, "AWS_SHARED_CREDENTIALS_FILE": nothing, "AWS_EC2_METADATA_DISABLED": "true",
    }  # fmt: skip
    with running_program(home, variables=without) as program:
        yield program


def refused(desk: Desk, flow: str, username: str, *, profile: str = PUBLIC, password: str = PASSWORD) -> str:
    desk.choose(profile, flow)
    desk.fill(username=username, password=password)
    desk.sign_in()
    return desk.outcome(30.0)


def test_a_wrong_password_has_ranked_causes_and_the_others_behind_a_button(desk: Desk):
    assert refused(desk, "User password", "plain", password="Wrong-Password1!") == "NotAuthorizedException"
    desk.window.find("1. *")
    desk.window.find("3. *")
    assert not desk.window.has("4. *")
    more = desk.window.find("More causes*", role="push button")
    desk.window.press(more)
    desk.window.find("4. *")
    desk.window.find("1 failed attempt for this user*")


def test_of_a_disabled_user_the_reply_itself_is_proof(desk: Desk):
    assert refused(desk, "User SRP", "disabled") == "NotAuthorizedException"
    desk.window.find("Try: *")
    assert not desk.window.has("1. *")


def test_a_user_who_is_looked_up_is_found_not_to_exist(desk: Desk):
    assert refused(desk, "User password", "nobody") == "NotAuthorizedException"
    desk.window.press("Look the user up")
    desk.window.find("User looked up")
    desk.window.find("Found: *")
    desk.window.find("About the refused run: NotAuthorizedException*")
    assert any("About User password · nobody: NotAuthorizedException" in row for row in desk.timeline())


def test_without_aws_credentials_the_causes_stay_and_the_command_is_named(desk: Desk):
    assert refused(desk, "User password", "plain", profile="apart", password="Wrong-Password1!").startswith("NotAuth")
    desk.window.press("Look the user up")
    wait_for(lambda: desk.outcomes() and not desk.outcomes()[0].startswith("NotAuth"), "the end of the look-up")
    desk.window.find("About the refused run: NotAuthorizedException*")
    desk.window.find("1. *")
    assert any("aws " in name for _, name, _ in desk.window.showing())
    desk.window.press("Sign in again")
    wait_for(lambda: desk.outcomes() == ["NotAuthorizedException"], "the refusal", 15.0)


def test_a_flow_that_is_off_leads_to_one_that_is_on(desk: Desk):
    assert refused(desk, "User password", "plain", profile=SRP_ONLY) == "InvalidParameterException"
    desk.window.press("Use User SRP")
    wait_for(lambda: desk.outcomes() == ["Signed in as plain"], "the sign-in", 15.0)


def test_a_user_of_the_old_directory_is_led_to_the_flow_that_migrates_and_srp_works_then(desk: Desk):
    desk.choose(PUBLIC, "User SRP")
    desk.reset_pool()
    assert refused(desk, "User SRP", "legacy") == "NotAuthorizedException"
    desk.window.press("Use User password")
    wait_for(lambda: desk.outcomes() == ["Signed in as legacy"], "the sign-in", 15.0)
    assert refused(desk, "User SRP", "legacy") == "Signed in as legacy"


def test_an_unconfirmed_user_is_led_to_the_confirmation_and_signs_in(desk: Desk):
    desk.choose(PUBLIC, "User SRP")
    desk.reset_pool()
    assert refused(desk, "User SRP", "unconfirmed") == "UserNotConfirmedException"
    desk.window.press("Send the code again")
    desk.challenge("Code")
    desk.use_code("unconfirmed")
    desk.go_on()
    desk.window.press("Sign in without a code")
    wait_for(lambda: desk.outcomes() == ["Signed in as unconfirmed"], "the sign-in", 15.0)


def test_a_secret_that_the_profile_lacks_is_named(desk: Desk):
    assert refused(desk, "User password", "plain", profile="no secret") == "NotAuthorizedException"
    assert not desk.window.has("1. *")
    desk.window.find("Try: *")


def test_a_host_that_does_not_exist_is_put_down_to_the_way_there(desk: Desk):
    refused(desk, "User password", "plain", profile="nowhere")
    desk.window.find("Try: *")
    assert any("nowhere.invalid" in name for _, name, _ in desk.window.showing())


def test_a_clock_that_is_off_is_warned_of_until_it_is_right(desk: Desk, pool: PracticePool):
    with pool.clock_ahead(300):
        assert refused(desk, "User password", "plain", profile="apart") == "Signed in as plain"
        desk.window.find("This machine's clock is*")
    assert refused(desk, "User password", "plain", profile="apart") == "Signed in as plain"
    wait_for(lambda: not desk.window.has("This machine's clock is*"), "the warning to go")


def test_the_page_names_tells_which_name_went_where(desk: Desk):
    assert refused(desk, "User SRP", "plain", profile="practice / confidential") == "Signed in as plain"
    desk.page("Names")
    desk.window.find("Secret hash: plain (computed again)")
    desk.window.find("SRP proof: plain")
