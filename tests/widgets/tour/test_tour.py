"""The guided tour in the window, on the practice pool in its own process: every stop, by its own buttons."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QPushButton

from app.models.inbox import InboxRole
from app.models.tour import STATIONS
from app.texts import text
from app.transcript.events import Answered
from app.vault.vault import Entry
from tests.helpers.showing import button, showing, words
from tests.widgets.test_accessible_names import check_names
from tests.widgets.test_main_window import PATIENCE

DONE = text("tour.done")


def begin(desk):
    desk.window.conductors.tour.begin()
    return desk.window._strips.tour


def to(card, name: str) -> None:
    """Go on to a stop."""
    while text(f"tour.{name}.title") not in words(card):
        button(card, text("tour.next")).click()


def do(desk, qtbot, card) -> None:
    """Press what the stop offers until it is done."""

    def done() -> bool:
        if card._do.isEnabled() and DONE not in words(card):
            card._do.click()
        return DONE in words(card)

    qtbot.waitUntil(done, timeout=PATIENCE)


def test_every_stop_does_what_it_says_and_the_form_is_as_it_was(desk, qtbot):
    form = desk.panels.left.form
    form.fill(username="somebody", password="Else1!")
    card = begin(desk)
    outcomes = {}
    for station in STATIONS:
        assert text(f"tour.{station.name}.title") in words(card)
        if station.attempt or station.act:
            do(desk, qtbot, card)
            outcomes[station.name] = desk.outcome()
        check_names(desk)
        button(card, text("tour.finish" if station is STATIONS[-1] else "tour.next")).click()
    assert not card.isVisible()
    assert outcomes["first"] == "Signed in as plain"
    assert [run.started.flow for run in desk.panels.models.timeline.runs][-1] == "refresh"
    assert outcomes["refused"].startswith("NotAuthorizedException")
    assert outcomes["custom"] == "Signed in as custom"
    assert {"username": "somebody", "password": "Else1!"}.items() <= form.typed.items()


def test_at_its_end_what_the_person_went_on_to_stays(desk, qtbot):
    card = begin(desk)
    to(card, "first")
    do(desk, qtbot, card)
    desk.panels.top.want(desk.panels.models.profiles.profiles[1].id)
    desk.panels.left.form.fill(username="me@example.com", password="Mine1!")
    button(card, text("tour.end")).click()
    assert desk.panels.top.profile == desk.panels.models.profiles.profiles[1]
    assert {"username": "me@example.com", "password": "Mine1!"}.items() <= desk.panels.left.form.typed.items()


def test_what_a_person_does_by_hand_counts_as_well(desk, qtbot):
    card = begin(desk)
    button(card, text("tour.next")).click()
    desk.begin("plain")
    qtbot.waitUntil(lambda: DONE in words(card), timeout=PATIENCE)


def test_the_ring_goes_around_what_the_stop_speaks_of(desk):
    card = begin(desk)
    button(card, text("tour.next")).click()
    ring, sign_in = desk.window.conductors.tour._ring, desk.panels.top.sign_in
    assert ring.isVisible()
    assert ring.geometry().contains(sign_in.mapTo(desk.window, QPoint(sign_in.width() // 2, sign_in.height() // 2)))
    button(card, text("tour.end")).click()
    assert not ring.isVisible()


def test_a_refresh_needs_a_saved_sign_in_of_the_practice_pool(desk, qtbot):
    card = begin(desk)
    to(card, "saved")
    assert text("tour.nothing_saved") in words(card)
    button(card, text("tour.sign_in_first")).click()
    assert DONE not in words(card)
    qtbot.waitUntil(lambda: card._do.isEnabled() and card._do.text() == text("tour.do"), timeout=PATIENCE)
    card._do.click()
    assert DONE not in words(card)  # not before there are new tokens
    qtbot.waitUntil(lambda: DONE in words(card), timeout=PATIENCE)
    assert [run.started.flow for run in desk.panels.models.timeline.runs] == ["user_srp", "refresh"]


def test_closing_the_window_ends_the_tour_and_remembers_the_person_s_own_profile(desk, qtbot):
    top = desk.panels.top
    top.profiles.setCurrentIndex(top.profiles.findText("practice / confidential"))
    own = top.profile.id
    card = begin(desk)
    to(card, "first")
    do(desk, qtbot, card)
    assert top.profile.id != own
    desk.window.close()
    assert not desk.window.conductors.tour._ring.isVisible()
    assert desk.services.settings.value("window/profile") == own


def test_a_person_s_own_saved_sign_in_is_left_alone(make_desk):
    own = make_desk()
    own.panels.models.saved.set_entries([Entry(profile_id="mine", profile_name="mine", client_id="1", username="me")])
    card = begin(own)
    to(card, "saved")
    assert text("tour.do") not in [each.text() for each in showing(card, QPushButton)]


def test_riddles_are_answered_from_the_first_one_when_they_are_done_again(desk, qtbot):
    card = begin(desk)
    to(card, "custom")
    do(desk, qtbot, card)
    button(card, text("tour.do_again")).click()

    def over() -> bool:
        if card._do.isEnabled() and card._do.text() == text("tour.answer"):
            card._do.click()
        return desk.outcome() == "Signed in as custom"

    qtbot.waitUntil(over, timeout=PATIENCE)
    again = desk.panels.models.timeline.runs[-1].transcript.events
    assert [event.name for event in again if isinstance(event, Answered)][1:] == ["CUSTOM_CHALLENGE"] * 2


def test_a_code_that_was_used_is_not_given_once_more(desk, qtbot):
    card = begin(desk)
    to(card, "totp")
    do(desk, qtbot, card)
    button(card, text("tour.do_again")).click()
    qtbot.waitUntil(lambda: card._do.text() == text("tour.answer"), timeout=PATIENCE)
    desk.window.conductors.tour._given.update(every_code(desk))
    card._do.click()
    assert text("tour.waits") in words(card)
    assert not card._do.isEnabled()
    desk.window.conductors.sign_ins.stop()


def every_code(desk) -> set[tuple[str, ...]]:
    inbox = desk.panels.models.inbox
    rows = range(inbox.rowCount())
    return {(*inbox.key(row), str(inbox.index(row).data(InboxRole.CODE))) for row in rows}


def test_an_empty_timeline_offers_the_tour(desk):
    button(desk.panels.stage, text("timeline_pane.tour")).click()
    assert desk.window._strips.tour.isVisible()


def test_without_the_practice_pool_it_says_what_to_do(make_desk):
    bare = make_desk()
    card = begin(bare)
    button(card, text("tour.next")).click()
    assert text("tour.no_pool") in words(card)
    assert not card._do.isEnabled()


def test_ending_it_leaves_a_person_s_own_typing_alone_when_it_never_began(desk):
    desk.panels.left.form.fill(username="mine")
    desk.window.conductors.tour.end()
    (line,) = [each for each in desk.panels.left.form.findChildren(QLineEdit) if each.accessibleName() == "Username"]
    assert line.text() == "mine"
