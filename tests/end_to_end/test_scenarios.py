"""Scenarios in the real window: a secret put into the keyring by its page is what a sign-in then uses."""

from pathlib import Path

from tests.end_to_end.desk import Desk
from tests.helpers.waiting import wait_for
from tests.helpers.window import running_program

PASSWORD = "Practice1!"
FILE = """
[[scenario]]
name = "By a test secret"
profile = "practice / public-all"
flow = "user_srp"
user = "plain"
answers.CREDENTIALS.password = { vault = "plain-password" }

[[scenario]]
name = "A code from the inbox"
profile = "practice / public-all"
flow = "user_srp"
user = "sms"
answers.CREDENTIALS.password = { vault = "plain-password" }
answers.SMS_MFA.SMS_MFA_CODE = { inbox = true }

[[scenario]]
name = "Another end than expected"
profile = "practice / public-all"
flow = "user_password"
user = "disabled"
answers.CREDENTIALS.password = { vault = "plain-password" }
"""


def add_secret(desk: Desk, name: str, secret: str) -> None:
    desk.page("Test secrets")
    desk.window.press("Add…")
    desk.window.type("Name of the secret", name, role="text")
    desk.window.type("Secret", secret, role="password text")
    desk.window.press("Put into the keyring")
    desk.window.find(f"“{name}” is kept in the keyring.", role="label")


def open_file(desk: Desk, path: Path) -> None:
    desk.page("Scenarios")
    desk.window.press("Open files…")
    desk.window.type("File name:", str(path), role="text")
    desk.window.press("Open")
    desk.window.find("By a test secret*", role="list item")


def test_a_suite_runs_with_a_secret_of_the_keyring_and_its_results_lead_to_their_transcripts(tmp_path: Path):
    path = tmp_path / "night.toml"
    path.write_text(FILE)
    with running_program(tmp_path / "home") as running:
        desk = Desk(running.window)
        running.window.choose_menu("Run", "Scenarios")
        add_secret(desk, "plain-password", PASSWORD)
        open_file(desk, path)
        running.window.press("Run all")
        running.window.find("Ran 3 of 3: 2 ok, 1 FAILED", role="label", seconds=60.0)
        running.window.select("Scenarios of the open files", "Another end than expected, FAILED*", role="list")
        running.window.find("end: expected signed_in, got NotAuthorizedException*", role="label")
        running.window.press("Open transcript")
        running.window.press("Close")
        rows = wait_for(lambda: [row for row in desk.timeline() if "from scenarios night.toml" in row], "the run")
        assert rows[0].startswith("User password · disabled, NotAuthorizedException")
    files = [each for each in (tmp_path / "home").rglob("*") if each.is_file()]
    assert files
    assert not [each for each in files if PASSWORD.encode() in each.read_bytes()]
