"""What may be behind any refusal, in the outcome's card: ranked causes, and what the window can do about them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.diagnosis.verdict import Cause, Remedy, Verdict
from app.models.remedies import remedies_of, remedy_words
from tests.helpers.showing import button, showing, words
from widgets.verdict import VerdictBox

FORGOT, LOOK = Remedy(name="forgot_password"), Remedy(name="look_up_user")


def cause(name: str, *remedies: Remedy) -> Cause:
    return Cause(name=name, what=f"{name} is it.", check=f"look at {name}", try_=f"mend {name}", remedies=remedies)


def ranked(*causes: Cause, can_ask_aws: bool = False) -> Verdict:
    return Verdict(proven=None, by="", causes=causes, says="Not known.", can_ask_aws=can_ask_aws)


def found(of: Cause, by: str) -> Verdict:
    return Verdict(proven=of, by=by, causes=(of,), says="AWS says so.")


def buttons(box) -> list[str]:
    return [each.text() for each in showing(box, QPushButton)]


def everything(_: Remedy) -> bool:
    return True


@pytest.fixture
def box(qtbot):
    made = VerdictBox()
    qtbot.addWidget(made)
    return made


def test_each_of_the_causes_that_remain_has_its_check_and_what_to_do(box):
    box.show_causes(ranked(cause("one"), cause("two")))
    assert words(box) == [
        "Why: Not known.", "1. one is it.", "Check: look at one", "Try: mend one",
        "2. two is it.", "Check: look at two", "Try: mend two",
    ]  # fmt: skip


def test_causes_beyond_the_third_are_behind_a_button_that_the_keyboard_reaches(box, qtbot):
    box.show_causes(ranked(*map(cause, ("one", "two", "three", "four", "five"))))
    assert "4. four is it." not in words(box)
    more = button(box, "More causes (2)")
    assert more.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(more, Qt.Key.Key_Return)
    assert {"4. four is it.", "5. five is it."} <= set(words(box))
    button(box, "Fewer causes").click()
    assert "4. four is it." not in words(box)


def test_another_verdict_has_its_further_causes_behind_the_button_again(box):
    box.show_causes(ranked(*map(cause, ("one", "two", "three", "four"))))
    button(box, "More causes (1)").click()
    box.show_causes(ranked(*map(cause, ("one", "two", "three", "last"))))
    assert "4. last is it." not in words(box)
    box.show_causes(ranked(cause("one")))
    assert buttons(box) == []


def test_what_aws_proves_is_found(box):
    box.show_causes(found(cause("disabled"), "aws"))
    assert words(box) == ["Found: disabled is it.", "Try: mend disabled"]


def test_what_the_reply_proves_stands_below_its_heading(box):
    box.show_causes(found(cause("disabled"), "reply"))
    assert words(box) == ["AWS says so.", "Why: disabled is it.", "Try: mend disabled"]


def test_a_card_about_another_run_says_about_which(box):
    box.show_causes(ranked(cause("one")), about="About the refused run: NotAuthorizedException")
    assert words(box)[0] == "About the refused run: NotAuthorizedException"


def test_a_remedy_is_a_button_and_is_told_when_it_is_pressed(box, qtbot):
    wanted = Remedy(name="sign_in_as", value="a&b")
    box.show_causes(ranked(cause("one")), [wanted, LOOK])
    assert buttons(box) == ["Sign in again as a&&b", "Look the user up"]
    assert next(each.accessibleName() for each in showing(box, QPushButton)) == "Sign in again as a&b"
    with qtbot.waitSignal(box.remedy_wanted) as told:
        button(box, "Sign in again as a&&b").click()
    assert told.args == [wanted]


def test_nothing_of_one_verdict_is_left_for_the_next(box):
    box.show_causes(ranked(cause("one")), [FORGOT], about="About the refused run: X")
    box.clear()
    assert words(box) == buttons(box) == []


def test_offered_is_what_helps_with_the_likeliest_cause_what_fits_all_and_to_ask_aws():
    again, client = Remedy(name="sign_in_again"), Remedy(name="check_client")
    verdict = ranked(cause("one", FORGOT, again), cause("two", client, again), can_ask_aws=True)
    assert remedies_of(verdict, everything) == (FORGOT, again, LOOK)


def test_once_aws_was_asked_it_is_not_offered_again():
    assert remedies_of(ranked(cause("one", FORGOT), can_ask_aws=True), everything, asked=True) == (FORGOT,)


def test_what_the_window_cannot_do_is_not_offered():
    assert remedies_of(ranked(cause("one", FORGOT, LOOK)), lambda each: each == LOOK) == (LOOK,)


def test_two_remedies_with_the_same_words_are_one_button():
    fields = [Remedy(name="edit_profile", value=each) for each in ("region", "client_id")]
    assert remedies_of(ranked(cause("one", *fields)), everything) == (fields[0],)


def test_without_a_cause_nothing_is_offered():
    assert remedies_of(ranked(), everything) == ()


def test_another_flow_is_called_by_its_title():
    assert remedy_words(Remedy(name="use_flow", value="user_password")) == "Use User password"
