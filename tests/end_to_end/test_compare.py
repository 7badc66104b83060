"""Two sign-ins of one user compared in the real window: what went wrong the second time is found by the keyboard."""

from pathlib import Path

from tests.end_to_end.desk import Desk
from tests.helpers.waiting import wait_for
from tests.helpers.window import running_program


def test_a_refused_sign_in_is_compared_with_the_one_that_went_well(home: Path):
    with running_program(home) as running:
        desk, window = Desk(running.window), running.window
        desk.choose("practice / public-all", "User password")
        desk.fill(username="plain", password="Practice1!")
        desk.sign_in()
        assert desk.outcome() == "Signed in as plain"
        window.type("Password", "Practice2!", role="password text")
        window.press("Sign in")
        wait_for(lambda: "NotAuthorizedException" in desk.outcomes(), "the refusal")
        window.press("Compare with the run before")
        rows = wait_for(lambda: window.items("Comparison", role="list"), "the comparison")
        first = [row for row in rows if row.startswith("First difference")]
        assert first == [
            "First difference: Question CREDENTIALS · answer/password, left: ••••••••, right: ••••••••, different"
        ]
        assert not [row for row in rows if "Practice1!" in row]
        window.press("Only differences", role="check box")
        fewer = wait_for(lambda: _fewer(window.items("Comparison", role="list"), rows), "the differences alone")
        assert any("right: NotAuthorizedException" in row for row in fewer)
        controls = window.controls()
        twice = {each for each in controls if controls.count(each) > 1 and each[0] in ("push button", "combo box")}
        assert not twice
        window.press("Close")


def _fewer(rows: list[str], before: list[str]) -> list[str]:
    return rows if len(rows) < len(before) else []
