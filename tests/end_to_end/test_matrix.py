"""The matrix in the real window: a hundred sign-ins in child processes while the window is in use."""

import re
from pathlib import Path

from tests.end_to_end.desk import Desk
from tests.helpers.waiting import wait_for
from tests.helpers.window import running_program

CLIENTS = ("practice / confidential", "practice / rotating", "practice / defaults")  # beside the one chosen at first
DONE = re.compile(r"(\d+) as expected, 0 not as expected, 0 skipped")


def says(desk: Desk) -> str:
    """The line above the grid."""
    return next((name for _, name, _ in desk.window.showing() if "expected, " in name), "")


def test_a_hundred_sign_ins_fill_the_grid_while_the_window_is_in_use(home: Path):
    with running_program(home, size="1600x1000x24") as running:
        desk = Desk(running.window)
        running.window.choose_menu("Run", "Matrix")
        for client in CLIENTS:
            running.window.press(client, role="check box")
        running.window.press("User otp-only", role="check box")  # refused too often: the rest of them would be skipped
        running.window.find("120 sign-ins. Nothing has run yet.")
        running.window.select("Pause between two sign-ins of a user", "1 s", role="combo box")  # it lasts a while
        running.window.press("Run all")
        typed = 0
        while not DONE.search(says(desk)) or "to go" in says(desk):
            running.window.type("Filter", "Initiate" if typed % 2 else "", role="text")
            typed += 1
            assert typed < 500, says(desk)
        assert DONE.search(says(desk)).group(1) == "120"
        assert typed > 1
        cells = running.window.items("Matrix of sign-ins", role="table")
        assert any(cell.startswith("plain · practice / public-all · User SRP: Signed in") for cell in cells)
        assert any("Refused: InvalidParameterException, refused, as expected" in cell for cell in cells)
        running.window.press("Export…")
        running.window.type("File name:", str(home / "matrix.xml"), role="text")
        running.window.press("Save")
        running.window.find(f"Saved: {home / 'matrix.xml'}", role="label")
        report = (home / "matrix.xml").read_text("utf-8")
        assert (report.count("<testcase "), report.count("<failure")) == (120, 0)
        assert "Practice1!" not in report


def test_what_was_chosen_is_there_after_a_new_start(home: Path):
    with running_program(home, size="1600x1000x24") as running:
        Desk(running.window)
        running.window.choose_menu("Run", "Matrix")
        running.window.press("None: Users")
        running.window.press("User sms", role="check box")
        running.window.press("Run all")
        running.window.find("3 as expected, 0 not as expected, 0 skipped", seconds=30.0)
    with running_program(home, size="1600x1000x24") as running:
        Desk(running.window)
        running.window.choose_menu("Run", "Matrix")
        wait_for(lambda: running.window.has("3 sign-ins. Nothing has run yet."), "the same three cells")
    kept = (home / "settings.ini").read_text("utf-8")
    assert "Practice1!" not in kept
    assert "user_srp" in kept
