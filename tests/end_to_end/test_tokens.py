"""In the real window: the tokens of a sign-in are checked by its pool's key set, rows are noted, marked and found."""

from tests.end_to_end.desk import Desk
from tests.helpers.waiting import wait_for

PUBLIC = "practice / public-all"


def signed_in(desk: Desk) -> None:
    desk.choose(PUBLIC, "User SRP")
    desk.fill(username="plain", password="Practice1!")
    desk.sign_in()
    assert desk.outcome() == "Signed in as plain"


def test_the_signatures_of_a_sign_in_are_checked_by_a_click(desk: Desk):
    signed_in(desk)
    desk.page("Tokens")
    desk.window.find("Signature: not checked*")
    desk.window.press("Check signature")
    desk.window.find("Signature: good. Made with the key*")
    names = [name for _, name, _ in desk.window.showing()]
    for title in ("Signature", "Issuer", "App client", "Use", "Begin", "Expiry"):
        assert sum(name.startswith(f"{title}: good.") for name in names) == 2, title
    assert any(row.startswith("Check tokens") for row in desk.timeline())
    assert desk.outcome() == "Tokens checked"


def test_a_row_is_noted_marked_and_found_by_the_filter(desk: Desk):
    signed_in(desk)
    desk.window.select("Timeline", "RespondToAuthChallenge*", role="list")
    desk.window.choose_menu("Edit", "Note…")
    desk.window.type("Your note", "the proof", role="text")
    desk.window.press("Keep the note")
    desk.window.choose_menu("Edit", "Mark or unmark")
    (noted,) = wait_for(lambda: [row for row in desk.timeline() if "note: the proof" in row], "the note on its row")
    assert "marked" in noted
    everything = desk.timeline()
    desk.window.type("Filter", "~note proof ~marked", role="text")
    wait_for(lambda: desk.timeline() == [everything[0], noted], "only what was noted")
    desk.window.type("Filter", "~colour", role="text")
    desk.window.find("At character 1: there is no term “~colour”.*")
    assert desk.timeline() == everything
    desk.window.type("Filter", "", role="text")
