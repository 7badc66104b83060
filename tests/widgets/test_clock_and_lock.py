"""What the window says of a clock that is off, and of a user who was refused too often."""

import re
import time

import pytest

from app.runs.users import counted_as
from tests.helpers.practice_pool import practice_pool
from tests.helpers.runs_of import profile_at
from tests.helpers.sample_runs import called, refused
from tests.helpers.showing import button, words
from tests.widgets.test_accessible_names import check_names
from tests.widgets.test_main_window import PATIENCE, signed_in


@pytest.fixture(scope="module")
def pool():
    with practice_pool() as running:
        yield running


@pytest.fixture
def apart(make_desk, pool, qtbot):
    """A window with a profile that leads to a pool whose clock can be set."""
    client = pool.client()["id"]
    desk = make_desk(
        profile_at(pool.endpoint, id="own", name="own", user_pool_id=pool.pool_id(), client_id=client)
    )
    desk.services.practice.start()
    qtbot.waitUntil(desk.panels.top.sign_in.isEnabled, timeout=20_000)
    return desk


def notice(desk) -> str:
    shown = desk.window._strips.clock
    return shown.words if shown.isVisible() else ""


def test_a_clock_that_is_off_is_warned_of_until_it_is_right_again(apart, pool, qtbot):
    with pool.clock_ahead(120):
        apart.begin("plain", "user_password", profile="own")
        signed_in(apart, qtbot, "plain")
        # A Date header tells the second, and a slow call widens what may be.
        assert re.search(r"(1:5[5-9]|2:0[0-5]) min behind the server's", notice(apart)), notice(apart)
        check_names(apart)
    apart.begin("plain", "user_password", profile="own")
    qtbot.waitUntil(lambda: not notice(apart), timeout=PATIENCE)


def test_a_clock_that_is_right_is_not_spoken_of(apart, qtbot):
    apart.begin("plain", "user_password", profile="own")
    signed_in(apart, qtbot, "plain")
    assert notice(apart) == ""


def test_the_warning_goes_with_the_profile_and_stays_closed(apart, pool, qtbot):
    with pool.clock_ahead(-90):
        apart.begin("plain", "user_password", profile="own")
        signed_in(apart, qtbot, "plain")
        assert "ahead of the server's" in notice(apart)
        apart.window._strips.clock.hide()
        apart.begin("plain", "user_password", profile="own")
        signed_in(apart, qtbot, "plain")
        assert notice(apart) == ""
        apart.panels.top.profiles.setCurrentIndex(0)
        assert notice(apart) == ""


def meter(desk) -> list[str]:
    return words(desk.panels.left.form.meter) if desk.panels.left.form.meter.isVisible() else []


def wrong_password(desk, qtbot) -> None:
    desk.panels.left.form.fill(password="wrong")
    desk.panels.top.sign_in.click()
    qtbot.waitUntil(lambda: desk.outcome().startswith("NotAuthorizedException"), timeout=PATIENCE)
    qtbot.waitUntil(desk.panels.top.sign_in.isEnabled)


def test_failed_attempts_are_counted_for_the_user_that_is_typed(desk, qtbot):
    desk.panels.left.flows.choose("user_password")
    desk.panels.left.form.fill(username="plain")
    assert meter(desk) == []
    wrong_password(desk, qtbot)
    assert meter(desk)[0].startswith("1 failed attempt ")
    desk.panels.left.form.fill(username="sms")
    assert meter(desk) == []
    desk.panels.left.form.fill(username="plain")
    for _ in range(4):
        wrong_password(desk, qtbot)
    assert "locked" in meter(desk)[0] or meter(desk)[0].startswith("5 failed")
    assert desk.panels.top.sign_in.isEnabled()


def test_a_sign_in_that_succeeds_and_a_reset_pool_start_the_count_again(desk, qtbot):
    desk.panels.left.flows.choose("user_password")
    desk.panels.left.form.fill(username="plain")
    wrong_password(desk, qtbot)
    desk.begin("plain", "user_password")
    signed_in(desk, qtbot, "plain")
    assert meter(desk) == []
    wrong_password(desk, qtbot)
    assert meter(desk)
    with qtbot.waitSignal(desk.services.practice.was_reset, timeout=PATIENCE):
        desk.services.practice.reset()
    assert meter(desk) == []


def test_failures_of_sign_ins_behind_the_window_are_counted_with_those_in_it(apart):
    (profile,) = [each for each in apart.panels.models.profiles.profiles if each.id == "own"]
    apart.panels.top.profiles.setCurrentIndex(apart.panels.top.profiles.findText("own"))
    apart.services.attempts.note(*counted_as(profile, "Plain"), [
        called(1, "InitiateAuth", {"AuthFlow": "USER_PASSWORD_AUTH"}, time.time()),
        refused(1, "InitiateAuth", "NotAuthorizedException", "Incorrect username or password.", time.time(), 0.1),
    ])  # fmt: skip
    apart.panels.left.form.fill(username="plain")
    assert meter(apart)[0].startswith("1 failed attempt ")


def test_failures_under_an_alias_count_for_the_user_once_that_is_looked_up(desk, qtbot):
    desk.panels.left.flows.choose("user_password")
    desk.panels.left.form.fill(username="plain@example.com")
    wrong_password(desk, qtbot)
    desk.panels.left.form.fill(username="plain")
    assert meter(desk) == []
    button(desk.panels.stage.outcome, "Look the user up").click()
    qtbot.waitUntil(lambda: desk.outcome() == "User looked up", timeout=PATIENCE)
    assert meter(desk)[0].startswith("1 failed attempt ")
