"""The rarer ways through a sign-in, in the real window: legacy names, e-mail as a factor, ended sessions, tokens."""

import json
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.desk import WHERE, Desk
from tests.helpers.desktop import kept_in_the_keyring
from tests.helpers.odd_server import odd_server
from tests.helpers.waiting import wait_for
from tests.helpers.window import Running, running_program

PUBLIC = "practice / public-all"
PASSWORD = "Practice1!"
MFA_REQUIRED = "practice-mfa-required / public"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The program, with a profile whose server asks a challenge that nobody has heard of."""
    home = tmp_path_factory.mktemp("home")
    with odd_server() as url:
        (home / "profiles.toml").write_text(
            f'[[profile]]\nid = "future"\nname = "future"\nuser_pool_id = "us-east-1_Future"\nclient_id = "future"\n'
            f'endpoint_url = "{url}/future"\n'
        )
        with running_program(home) as program:
            yield program


def control(running: Running, path: str, body: dict[str, float]) -> None:
    """Do what only the process that started the practice pool may: its token is in the pool's environment."""
    threads = Path(f"/proc/{running.program.pid}/task").glob("*/children")
    children = [pid for thread in threads for pid in thread.read_text().split()]
    pool = next(pid for pid in children if b"practice" in Path(f"/proc/{pid}/cmdline").read_bytes())
    environment = Path(f"/proc/{pool}/environ").read_text().split("\0")
    token = next(line.partition("=")[2] for line in environment if line.startswith("PRACTICE_CONTROL_TOKEN="))
    places = (WHERE.fullmatch(name) for _, name, _ in running.window.showing())
    host = next(place.group(2) for place in places if place)
    request = urllib.request.Request(f"http://{host}/practice/{path}", json.dumps(body).encode())
    request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=5) as answer:
        assert answer.status == 200


def start(desk: Desk, flow: str, username: str, profile: str = PUBLIC) -> None:
    desk.choose(profile, flow)
    desk.fill(username=username, password=PASSWORD)
    desk.sign_in()


def test_the_admin_flow_goes_by_its_legacy_name_too(desk: Desk):
    desk.choose(PUBLIC, "Admin password")
    desk.window.press("Legacy*", role="radio button")
    desk.fill(username="plain", password=PASSWORD)
    desk.sign_in()

    assert desk.outcome() == "Signed in as plain"


def test_e_mail_is_set_up_as_a_factor_in_the_middle_of_the_sign_in(desk: Desk):
    start(desk, "User SRP", "enroll-mfa", MFA_REQUIRED)
    desk.window.find("Continue", role="push button")
    desk.window.press("E-mail", role="radio button")
    desk.go_on()
    desk.challenge("E-mail address")
    desk.answer("E-mail address", "enroll-mfa@example.com")
    desk.go_on()
    desk.challenge("Code")
    desk.use_code("enroll-mfa")
    desk.go_on()

    assert desk.outcome() == "Signed in as enroll-mfa"


def test_the_authenticator_can_be_the_chosen_factor(desk: Desk):
    start(desk, "User password", "choose-mfa")
    desk.window.find("Continue", role="push button")
    desk.window.press("Authenticator app", role="radio button")
    desk.go_on()
    desk.challenge("Code")
    desk.use_authenticator("choose-mfa")
    desk.go_on()

    assert desk.outcome() == "Signed in as choose-mfa"


def test_a_session_that_ran_out_ends_the_sign_in_and_says_so(desk: Desk, running: Running):
    start(desk, "User SRP", "sms")
    desk.challenge("Code")
    desk.use_code("sms")
    control(running, "clock", {"offset": 3600.0})
    try:
        desk.go_on()

        assert desk.outcome() == "NotAuthorizedException"
        desk.window.find("Why: The Session ran out before the answer came.")
    finally:
        control(running, "clock", {"offset": 0.0})


def test_a_challenge_that_nobody_has_heard_of_can_be_answered(desk: Desk):
    start(desk, "User password", "plain", "future")
    desk.window.find("FUTURE_CHALLENGE*", seconds=15.0)
    desk.answer("ChallengeResponses key 1", "FUTURE_KEY")
    desk.answer("ChallengeResponses value 1", "42")
    desk.go_on()

    assert desk.outcome().startswith("Signed in")


def test_a_pasted_refresh_token_brings_new_tokens(desk: Desk):
    start(desk, "User SRP", "plain")
    assert desk.outcome() == "Signed in as plain"
    token = wait_for(lambda: kept("plain"), "the saved token")[0]

    desk.choose(PUBLIC, "Refresh")
    desk.window.type("Refresh token", token, role="password text")
    desk.sign_in()

    assert desk.outcome() == "Signed in as plain"
    assert any(row.startswith("InitiateAuth, replied, tokens") for row in desk.timeline())


def test_a_token_is_copied_by_a_click(desk: Desk):
    start(desk, "User SRP", "plain")
    assert desk.outcome() == "Signed in as plain"
    desk.window.press("Copy access token")

    wait_for(lambda: [name for _, name, _ in desk.window.showing() if "Copied" in name], "the word that it was copied")


def test_a_forgotten_sign_in_is_gone_from_the_keyring(desk: Desk):
    start(desk, "User SRP", "plain")
    assert desk.outcome() == "Signed in as plain"
    wait_for(lambda: saved(desk, "plain"), "the saved sign-in")
    desk.window.select("Saved sign-ins", "plain,*", role="list")  # how long ago it was saved goes on
    desk.window.press("Forget")
    wait_for(lambda: not saved(desk, "plain"), "the list without it")

    wait_for(lambda: not kept("plain"), "a keyring without it", seconds=20.0)


def kept(username: str) -> list[str]:
    """Read this user's refresh tokens in the real keyring; its labels name the user."""
    return [
        secret.rsplit(":", 1)[-1] for label, secret in kept_in_the_keyring() if label.endswith(f"| {username}'")
    ]


def saved(desk: Desk, username: str) -> str:
    if not desk.window.has("Saved sign-ins", role="list"):
        return ""
    items = desk.window.items("Saved sign-ins", role="list")
    return next((name for name in items if re.match(rf"{username}, ", name)), "")


def test_reset_brings_a_used_up_user_back(desk: Desk):
    for _ in range(2):
        start(desk, "User SRP", "new-password")
        desk.challenge("New password")
        desk.answer("New password", "BrandNew1!", role="password text")
        desk.answer("Given name", "Nova")
        desk.go_on()
        assert desk.outcome() == "Signed in as new-password"
        desk.window.choose_menu("Practice pool", "Reset practice pool")
        desk.window.find("The practice pool is as it was at first.", seconds=10.0)
