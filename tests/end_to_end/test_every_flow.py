"""The main job, in the real window under Xvfb: each flow and challenge, against the practice pool's own process."""

import re

import pyotp
import pytest

from tests.end_to_end.desk import Desk
from tests.helpers.desktop import kept_in_the_keyring
from tests.helpers.waiting import wait_for

PUBLIC = "practice / public-all"
CONFIDENTIAL = "practice / confidential"
PASSWORD = "Practice1!"


def start(desk: Desk, flow: str, username: str, *, profile: str = PUBLIC, password: str | None = PASSWORD) -> None:
    desk.choose(profile, flow)
    desk.fill(username=username)
    if password is not None:
        desk.fill(password=password)
    desk.sign_in()


@pytest.mark.parametrize("flow", ["User SRP", "User password", "Admin password"])
@pytest.mark.parametrize("profile", [PUBLIC, CONFIDENTIAL])
def test_a_name_and_a_password_are_enough(desk: Desk, flow: str, profile: str):
    start(desk, flow, "plain", profile=profile)

    assert desk.outcome() == "Signed in as plain"


def test_the_timeline_shows_each_exchange_of_a_sign_in_by_srp(desk: Desk):
    start(desk, "User SRP", "plain")

    assert desk.outcome() == "Signed in as plain"
    rows = desk.timeline()
    assert rows[0].startswith("User SRP · plain, Signed in")
    assert rows[1].startswith("InitiateAuth, replied, PASSWORD_VERIFIER")
    assert rows[2].startswith("RespondToAuthChallenge, replied, tokens")
    assert any(row.startswith("Refresh token saved") for row in rows)


def test_an_sms_code_from_the_inbox_completes_the_sign_in(desk: Desk):
    start(desk, "User SRP", "sms")
    desk.challenge("Code")
    desk.use_code("sms")
    desk.go_on()

    assert desk.outcome() == "Signed in as sms"


def test_a_wrong_code_is_asked_for_again(desk: Desk):
    start(desk, "User SRP", "sms")
    desk.challenge("Code")
    desk.answer("Code", "000000")
    desk.go_on()
    desk.window.find("CodeMismatchException*")
    desk.use_code("sms")
    desk.go_on()

    assert desk.outcome() == "Signed in as sms"


def test_an_e_mailed_code_completes_the_sign_in(desk: Desk):
    start(desk, "User password", "email", profile=CONFIDENTIAL)
    desk.challenge("Code")
    desk.use_code("email")
    desk.go_on()

    assert desk.outcome() == "Signed in as email"


def test_an_authenticator_code_completes_the_sign_in(desk: Desk):
    start(desk, "User SRP", "totp")
    desk.challenge("Code")
    desk.use_authenticator("totp")
    desk.go_on()

    assert desk.outcome() == "Signed in as totp"


def test_one_of_several_factors_can_be_chosen(desk: Desk):
    start(desk, "User SRP", "choose-mfa")
    desk.window.find("Continue", role="push button")
    desk.window.press("Text message", role="radio button")
    desk.go_on()
    desk.challenge("Code")
    desk.use_code("choose-mfa")
    desk.go_on()

    assert desk.outcome() == "Signed in as choose-mfa"


def test_a_refused_new_password_keeps_what_was_typed(desk: Desk):
    start(desk, "User SRP", "new-password")
    desk.challenge("New password")
    desk.answer("New password", "short", role="password text")
    desk.answer("Given name", "Nova")
    desk.go_on()
    desk.window.find("InvalidPasswordException*")
    assert desk.window.text("Given name", role="text") == "Nova"
    desk.answer("New password", "BrandNew1!", role="password text")
    desk.go_on()

    assert desk.outcome() == "Signed in as new-password"


def test_an_authenticator_is_enrolled_in_the_middle_of_the_sign_in(desk: Desk):
    start(desk, "User SRP", "enroll-mfa", profile="practice-mfa-required / public")
    desk.window.find("Continue", role="push button")
    desk.window.press("Authenticator app", role="radio button")
    desk.go_on()
    desk.challenge("Code")
    keys = [name for role, name, _ in desk.window.showing() if role == "label" and re.fullmatch("[A-Z2-7]{32,}", name)]
    desk.answer("Code", pyotp.TOTP(keys[0]).now())
    desk.go_on()

    assert desk.outcome() == "Signed in as enroll-mfa"


@pytest.mark.parametrize("flow", ["Custom", "Custom, SRP first"])
def test_custom_challenges_go_on_round_after_round(desk: Desk, flow: str):
    start(desk, flow, "custom", password=None if flow == "Custom" else PASSWORD)
    for answer in ("clock", "footsteps"):
        desk.challenge("Answer")
        desk.answer("Answer", answer)
        desk.go_on()
        wait_for(lambda: desk.outcomes() or desk.window.has("Answer"), "the next round or the end")

    assert desk.outcome() == "Signed in as custom"


def test_a_user_of_the_old_directory_is_migrated_by_user_password_and_signs_in_by_srp_afterwards(desk: Desk):
    start(desk, "User SRP", "legacy")
    assert desk.outcome().startswith("NotAuthorizedException")

    start(desk, "User password", "legacy")
    assert desk.outcome() == "Signed in as legacy"

    start(desk, "User SRP", "legacy")
    assert desk.outcome() == "Signed in as legacy"


@pytest.mark.parametrize(
    ("username", "refusal"),
    [
        ("unconfirmed", "UserNotConfirmedException"),
        ("disabled", "NotAuthorizedException"),
        ("reset-required", "PasswordResetRequiredException"),
        ("nobody", "NotAuthorizedException"),
    ],
)
def test_a_refusal_names_the_error_and_says_why_and_what_to_try(desk: Desk, username: str, refusal: str):
    start(desk, "User SRP", username)

    assert desk.outcome().startswith(refusal)
    desk.window.find("Why:*")
    desk.window.find("Try:*")


def test_a_flow_that_the_app_client_forbids_is_refused_by_name(desk: Desk):
    start(desk, "User password", "plain", profile="practice / srp-only")

    assert desk.outcome().startswith("InvalidParameterException")


def test_cancel_ends_a_sign_in_that_waits_for_a_code(desk: Desk):
    start(desk, "User SRP", "sms")
    desk.challenge("Code")
    desk.window.press("Cancel")

    assert desk.outcome(seconds=3.0).startswith("Cancelled")


def test_the_saved_refresh_token_is_in_the_real_keyring_and_brings_new_tokens(desk: Desk):
    start(desk, "User SRP", "plain")
    assert desk.outcome() == "Signed in as plain"
    tokens = refresh_tokens()
    assert any(token.startswith("eyJjdHkiOiJKV1Qi") for token in tokens)

    def saved() -> bool:
        return any(each.startswith("plain,") for each in desk.window.items("Saved sign-ins", role="list"))

    wait_for(saved, "the saved sign-in")
    desk.window.select("Saved sign-ins", "plain,*", role="list")  # how long ago it was saved goes on
    desk.window.choose_menu("Run", "Clear timeline")
    desk.window.press("Refresh tokens")

    assert desk.outcome().startswith("Signed in")
    assert any(row.startswith("InitiateAuth, replied, tokens") for row in desk.timeline())


def test_no_secret_is_on_the_disk(desk: Desk, running):
    start(desk, "User SRP", "plain")
    assert desk.outcome() == "Signed in as plain"
    secrets = [PASSWORD, *refresh_tokens()]

    files = [path for folder in (running.home, running.session.folder) for path in folder.rglob("*") if path.is_file()]
    for path in files:
        content = path.read_bytes()
        assert not [secret for secret in secrets if secret.encode() in content], path


def refresh_tokens() -> list[str]:
    """Read every secret of the real keyring; before the last colon stands how a value was split."""
    return [secret.rsplit(":", 1)[-1] for _, secret in kept_in_the_keyring()]
