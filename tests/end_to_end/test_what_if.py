"""What if and Triggers in the real window: MFA for all is met by the next sign-in, and 42 becomes the right answer."""

from tests.end_to_end.desk import Desk
from tests.helpers.waiting import wait_for

PUBLIC = "practice / public-all"
VERIFIED = "VerifyAuthChallengeResponse, Authentication · custom · answered"
RIGHT_IS_42 = '''
def verify_auth_challenge(event, context):
    event["response"]["answerCorrect"] = event["request"]["challengeAnswer"] == "42"
    return event
'''


def sign_in(desk: Desk, flow: str, username: str) -> None:
    desk.choose(PUBLIC, flow)
    desk.fill(username=username, password="Practice1!") if flow != "Custom" else desk.fill(username=username)
    desk.sign_in()


def test_mfa_for_all_is_met_by_the_next_sign_in_until_all_is_normal_again(desk: Desk):
    desk.window.choose_menu("Practice pool", "What if")
    desk.window.find("All is as usual.")
    desk.window.press("MFA required")
    desk.window.find("What if: MFA on (practice)", role="push button")
    sign_in(desk, "User SRP", "plain")
    desk.window.find("Set up a second factor")
    desk.give_up()
    desk.window.press("Back to normal")
    desk.window.find("All is as usual.")
    desk.window.press("Close")
    sign_in(desk, "User SRP", "plain")
    assert desk.outcome().startswith("Signed in")


def test_an_edited_function_makes_another_answer_the_right_one(desk: Desk):
    desk.window.choose_menu("Practice pool", "Triggers")
    desk.page("Functions")
    code = wait_for(lambda: desk.window.text("Functions of the triggers", role="text"), "the practice pool's functions")
    assert "def verify_auth_challenge" in code
    desk.window.type("Functions of the triggers", code + RIGHT_IS_42, role="text")
    desk.window.press("Use")
    desk.window.find("In use from the next call on.*")
    sign_in(desk, "Custom", "custom")
    for _ in range(2):
        desk.challenge("Answer")
        desk.answer("Answer", "42")
        desk.go_on()
    assert desk.outcome().startswith("Signed in")
    desk.page("Calls")
    wait_for(lambda: any(VERIFIED in each for each in desk.window.items("Calls of triggers", role="list")), VERIFIED)
    desk.page("Functions")
    desk.window.press("Back to the sample")
    desk.window.find("The file's own functions are in use again.")
    desk.window.press("Close")
