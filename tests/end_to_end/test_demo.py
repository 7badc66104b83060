"""The demo in the real window: the guided tour by its own buttons, and a presentation step by step."""

import time
from pathlib import Path

from app.models.tour import STATIONS
from app.texts import text
from tests.end_to_end.desk import Desk
from tests.helpers.waiting import wait_for
from tests.helpers.window import running_program

DONE = text("tour.done")
PATIENCE = 75.0  # an authenticator shows its next code within 30 s


def take_the_stop(desk: Desk) -> None:
    """Press what the stop offers until it says that it is done."""
    ends = time.monotonic() + PATIENCE
    while not desk.window.has(DONE):
        assert time.monotonic() < ends, "\n".join(name for _, name, _ in desk.window.showing())
        for offer in (text("tour.do"), text("tour.answer")):
            desk.window.press_now(offer)


def test_the_whole_tour_by_its_own_buttons(tmp_path: Path):
    with running_program(tmp_path) as running:
        desk = Desk(running.window)
        running.window.press("Take the guided tour")
        for station in STATIONS[:-2]:
            running.window.find(text(f"tour.{station.name}.title"))
            if station.attempt or station.act:
                take_the_stop(desk)
            running.window.press("Next")
        running.window.find(text("tour.evidence.title"))
        running.window.press("End tour")
        wait_for(lambda: not running.window.has("Next", role="push button"), "the end of the tour")
        rows = desk.timeline()
        assert any(row.startswith("CUSTOM_CHALLENGE") or "CUSTOM_CHALLENGE" in row for row in rows)
        assert any("NotAuthorizedException" in row for row in rows)
        assert any(row.startswith("Refresh") for row in rows)


def test_a_presentation_shows_each_step_at_its_word(tmp_path: Path):
    with running_program(tmp_path) as running:
        desk = Desk(running.window)
        running.window.choose_menu("View", "Presentation")
        running.window.find(text("presentation.on"))
        desk.pick("Pace", text("presentation.pace_by_step"))
        desk.window.press("Sign in")
        wait_for(lambda: any(row.startswith("User SRP") for row in desk.timeline()), "the run's heading")
        wait_for(lambda: any(n.startswith("Next step (") for _, n, _ in running.window.showing()), "steps that wait")
        assert not any(row.startswith("InitiateAuth") for row in desk.timeline())
        running.window.press("Next step (*")  # how many wait may just be counted on
        wait_for(lambda: any(row.startswith("InitiateAuth") for row in desk.timeline()), "the first step")
        running.window.press("End presentation")
        assert desk.outcome() == "Signed in as plain"
