"""Bad input and bad servers: a clear message, the next sign-in works, and what was saved is still there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.desk import Desk
from tests.helpers.odd_server import odd_server
from tests.helpers.window import Running, running_program

# profile name -> what the outcome begins with
BAD_PROFILES = {
    "html": "No answer from Cognito",
    "half": "No answer from Cognito",
    "array": "No answer from Cognito",
    "empty": "Reply without what the flow needs",
    "nothing-needed": "Reply without what the flow needs",
    "no-token": "Reply without what the flow needs",
    "server-error": "No answer from Cognito",
    "throttled": "No answer from Cognito",
    "closed": "No answer from Cognito",
    "refused": "No answer from Cognito",
    "unknown-host": "No answer from Cognito",
    "no-region": "Profile incomplete",
    "no-endpoint": "Profile incomplete",
}
UNICODE = "ä𝔘ß漢字🙂é\u202e\u200dЖعا<b>&amp;</b>'\";--" * 5


def profile(name: str, endpoint: str, pool: str = "us-east-1_Odd") -> str:
    return (
        f'[[profile]]\nid = "{name}"\nname = "{name}"\nuser_pool_id = "{pool}"\nclient_id = "odd"\n'
        f'endpoint_url = "{endpoint}"\n'
    )


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The program with a profile for each kind of bad server."""
    home = tmp_path_factory.mktemp("home")
    with odd_server() as url:
        entries = [profile(name, f"{url}/{name}") for name in (*BAD_PROFILES, "large")]
        entries = [entry for entry in entries if not any(f'"{name}"' in entry for name in OWN)]
        (home / "profiles.toml").write_text("".join([*entries, *OWN.values()]))
        with running_program(home) as program:
            yield program


OWN = {
    "refused": profile("refused", "http://127.0.0.1:9"),
    "unknown-host": profile("unknown-host", "http://no-such-host.invalid"),
    "no-region": profile("no-region", "", pool="nowhere_Pool"),
    "no-endpoint": profile("no-endpoint", "not a web address"),
}


@pytest.mark.parametrize(("name", "outcome"), BAD_PROFILES.items())
def test_a_bad_server_gets_a_clear_message_and_the_next_sign_in_works(desk: Desk, name: str, outcome: str):
    desk.choose(name, "User password")
    desk.fill(username="plain", password="Practice1!")
    desk.sign_in()
    assert desk.outcome(seconds=20.0).startswith(outcome)
    desk.window.find("Try:*")

    desk.choose("practice / public-all", "User password")
    desk.fill(username="plain", password="Practice1!")
    desk.sign_in()
    assert desk.outcome() == "Signed in as plain"


def test_a_reply_of_five_megabytes_leaves_the_window_usable(desk: Desk):
    desk.choose("large", "User password")
    desk.fill(username="plain", password="Practice1!")
    desk.sign_in()

    assert desk.outcome(seconds=20.0).startswith("Reply without what the flow needs")
    desk.window.select("Timeline", "InitiateAuth*", role="list")
    desk.window.press("Response", role="page tab")
    assert any(row.startswith("InitiateAuth, replied") for row in desk.timeline())


@pytest.mark.parametrize("flow", ["User SRP", "User password", "Admin password"])
def test_a_user_name_of_128_characters_of_all_kinds_is_refused_as_any_other(desk: Desk, flow: str):
    desk.choose("practice / public-all", flow)
    desk.fill(username=UNICODE[:128], password="Practice1!")
    desk.sign_in()

    assert "Exception" in desk.outcome()
    assert any(row.startswith(("InitiateAuth", "AdminInitiateAuth")) for row in desk.timeline())


def test_a_profile_file_that_cannot_be_read_is_said_and_left_as_it_is(home: Path):
    home.mkdir()
    broken = '[[profile]]\nid = "a"\nname = 7\n'
    (home / "profiles.toml").write_text(broken)

    with running_program(home) as running:
        Desk(running.window)
        running.window.find("Your profiles cannot be read*")

    assert (home / "profiles.toml").read_text() == broken
