"""The states of the window that pictures are taken of, each brought about as a person would."""

from collections.abc import Callable

from tests.end_to_end.desk import Desk
from tests.helpers.waiting import wait_for

PASSWORD = "Practice1!"
PUBLIC = "practice / public-all"

Scene = Callable[[Desk], object]


def idle(desk: Desk) -> None:
    desk.window.find("Practice pool running")


def code(desk: Desk) -> None:
    _start(desk, "User SRP", "sms")
    desk.challenge("Code")
    desk.use_code("sms")


def wrong_code(desk: Desk) -> None:
    _start(desk, "User SRP", "sms")
    desk.challenge("Code")
    desk.answer("Code", "000000")
    desk.go_on()
    desk.window.find("CodeMismatchException*")


def signed_in(desk: Desk) -> None:
    _start(desk, "User SRP", "plain")
    desk.outcome()


def refused(desk: Desk) -> None:
    _start(desk, "User SRP", "disabled")
    desk.outcome()


def causes(desk: Desk) -> None:
    _start(desk, "User password", "nobody")
    desk.outcome()


def looked_up(desk: Desk) -> None:
    causes(desk)
    desk.window.press("Look the user up")
    desk.window.find("Found: *")


def names(desk: Desk) -> None:
    _start(desk, "User SRP", "plain", profile="practice / confidential")
    desk.outcome()
    desk.page("Names")


def new_password(desk: Desk) -> None:
    _start(desk, "User SRP", "new-password")
    desk.challenge("New password")
    desk.answer("New password", "short", role="password text")
    desk.answer("Given name", "Nova")
    desk.go_on()
    desk.window.find("InvalidPasswordException*")


def choose_factor(desk: Desk) -> None:
    _start(desk, "User SRP", "choose-mfa")
    desk.window.find("Continue", role="push button")


def set_up_authenticator(desk: Desk) -> None:
    _start(desk, "User SRP", "enroll-mfa", profile="practice-mfa-required / public")
    desk.window.find("Continue", role="push button")
    desk.window.press("Authenticator app", role="radio button")
    desk.go_on()
    desk.challenge("Code")


def custom(desk: Desk) -> None:
    _start(desk, "Custom, SRP first", "custom")
    desk.challenge("Answer")


def admin(desk: Desk) -> None:
    _start(desk, "Admin password", "plain")
    desk.outcome()


def refresh(desk: Desk) -> None:
    signed_in(desk)
    desk.window.select("Flow", "Refresh", role="list")


def request(desk: Desk) -> None:
    code(desk)
    desk.window.select("Timeline", "RespondToAuthChallenge*", role="list")
    desk.window.press("Request", role="page tab")


def response(desk: Desk) -> None:
    code(desk)
    desk.window.press("Response", role="page tab")


def revealed(desk: Desk) -> None:
    response(desk)
    desk.window.press("Reveal", role=None)
    desk.window.find("Mask", role=None)


def tokens(desk: Desk) -> None:
    signed_in(desk)
    desk.window.press("Tokens", role="page tab")


def explain(desk: Desk) -> None:
    signed_in(desk)
    desk.window.press("Explain", role="page tab")


def several_runs(desk: Desk) -> None:
    signed_in(desk)
    desk.window.type("Username", "unconfirmed", role="text")
    desk.window.press("Sign in")
    wait_for(lambda: any("UserNotConfirmed" in name for name in desk.outcomes()), "the refusal")


def choice(desk: Desk) -> None:
    _start(desk, "Choice", "plain")
    desk.window.find("Password by SRP", role="radio button")


def new_device(desk: Desk) -> None:
    desk.reset_pool()
    _start(desk, "User SRP", "device-opt-in", profile="practice-devices-opt-in / public")
    desk.challenge("Code")
    desk.use_authenticator("device-opt-in")
    desk.go_on()
    desk.challenge("Device name")


def remember_device(desk: Desk) -> None:
    new_device(desk)
    desk.go_on()
    desk.window.find("Remember this device", role="radio button")


def passkey(desk: Desk) -> None:
    account(desk)
    _start(desk, "Choice", "passkey")
    desk.window.press("Passkey", role="radio button")
    desk.go_on()
    desk.window.find("Practice authenticator", role="radio button")


def account(desk: Desk) -> None:
    desk.reset_pool()
    _start(desk, "User SRP", "passkey")
    desk.outcome()
    desk.page("Account")
    desk.window.press("Register passkey")
    desk.window.find("Passkey registered")


def srp(desk: Desk) -> None:
    signed_in(desk)
    desk.page("SRP")


def session(desk: Desk) -> None:
    _start(desk, "Choice", "plain")
    desk.window.press("Password by SRP", role="radio button")
    desk.go_on()
    desk.outcome()
    desk.page("Session")


def webauthn(desk: Desk) -> None:
    passkey(desk)
    desk.go_on()
    desk.outcome()
    desk.page("WebAuthn")


def code_tab(desk: Desk) -> None:
    _start(desk, "User SRP", "sms")
    desk.challenge("Code")
    desk.use_code("sms")
    desk.go_on()
    desk.outcome()
    desk.page("Code")


def sign_up(desk: Desk) -> None:
    desk.give_up()
    desk.choose(PUBLIC, "User SRP")
    desk.window.type("Username", "jane", role="text")
    desk.window.choose_menu("User", "Sign up")
    desk.challenge("Name of the new user")


def sign_up_code(desk: Desk) -> None:
    desk.reset_pool()
    sign_up(desk)
    desk.answer("Password of the new user", PASSWORD, role="password text")
    desk.answer("E-mail address", "jane@example.com")
    desk.go_on()
    desk.challenge("Given name")
    desk.answer("Given name", "Jane")
    desk.go_on()
    desk.challenge("Code")


def user(desk: Desk) -> None:
    signed_in(desk)
    desk.page("Account")
    desk.window.press("Read user")
    wait_for(lambda: "User read" in desk.outcomes(), "the user")


def mfa_preference(desk: Desk) -> None:
    _start(desk, "User SRP", "totp")
    desk.challenge("Code")
    desk.use_authenticator("totp")
    desk.go_on()
    desk.outcome()
    desk.page("Account")
    desk.window.press("MFA preference")
    desk.window.find("Continue", role="push button")


def app_client(desk: Desk) -> None:
    desk.give_up()
    if desk.window.has("Close", role="push button"):  # the keyring check's
        desk.window.press("Close")
    desk.choose("practice / srp-only", "User SRP")
    desk.window.press("App client")
    desk.window.press("Check with AWS")
    desk.window.find("Checked with the practice pool.")


def app_client_flows(desk: Desk) -> None:
    app_client(desk)
    desk.page("Flows")
    desk.window.select("Values of ExplicitAuthFlows", "ALLOW_USER_AUTH, not set", role="list")


def app_client_change(desk: Desk) -> None:
    app_client_flows(desk)
    desk.window.press("How to turn it on")
    desk.window.find("Copy code")


def keyring_check(desk: Desk) -> None:
    desk.window.choose_menu("Help", "Keyring check")
    desk.window.find("Check again", role="push button")
    wait_for(lambda: "sensitive" in desk.window.ask("states", name="Check again", role="push button"), "the check")


def profiles(desk: Desk) -> None:
    endpoint = desk.endpoint()
    desk.window.press("Profiles")
    desk.window.press("New")
    desk.window.find("New profile, not saved", role="list item")
    desk.window.type("Name", "my shop", role="text")
    desk.window.type("User pool ID", "1publicall0practice0000001", role="text")  # what people mix up
    desk.window.type("Endpoint URL", endpoint, role="text")
    desk.window.find("This looks like an app client id.*")


def picking(desk: Desk) -> None:
    profiles(desk)
    desk.window.type("User pool ID", "us-east-1_Practice1", role="text")
    desk.window.press("Pick from AWS: Region")
    desk.window.find("Regions", role="list")


def save_runs(desk: Desk) -> None:
    signed_in(desk)
    desk.window.choose_menu("File", "Save transcript")
    desk.window.press("Keep the secrets themselves, for this file only", role="check box")
    desk.window.find("Whoever gets this file*")


def history(desk: Desk) -> None:
    signed_in(desk)
    desk.window.choose_menu("File", "History")
    desk.window.select("Earlier runs", "User SRP*", role="list")


def from_history(desk: Desk) -> None:
    history(desk)
    desk.window.press("Open on the timeline")
    desk.window.press("Close")
    desk.page("Tokens")


def compared(desk: Desk) -> None:
    _start(desk, "User password", "plain")
    desk.outcome()
    desk.window.type("Password", "Practice2!", role="password text")
    desk.window.press("Sign in")
    wait_for(lambda: any("NotAuthorized" in name for name in desk.outcomes()), "the refusal")
    desk.window.press("Compare with the run before")
    desk.window.find("Comparison", role="list")


def what_if(desk: Desk) -> None:
    desk.window.choose_menu("Practice pool", "What if")
    desk.window.press("MFA required")
    desk.window.find("What if: MFA on (practice)", role="push button")


def held(desk: Desk) -> None:
    if not desk.window.has("Stop holding", role="push button"):
        desk.window.choose_menu("Run", "Hold calls")
    _start(desk, "User password", "plain", profile="practice / confidential")
    desk.window.find("What will be sent", role="text")


def dropped(desk: Desk) -> None:
    held(desk)
    desk.window.press("Drop")
    desk.outcome()
    desk.window.press("Stop holding")


def triggers(desk: Desk) -> None:
    custom(desk)
    desk.window.choose_menu("Practice pool", "Triggers")
    desk.window.find("CreateAuthChallenge · create_auth_challenge")


def trigger_functions(desk: Desk) -> None:
    triggers(desk)
    desk.window.press("Try this event")
    desk.window.press("Try")
    desk.window.find("Answered in*")


def tokens_checked(desk: Desk) -> None:
    signed_in(desk)
    desk.page("Tokens")
    desk.window.press("Check signature")
    desk.window.find("Signature: good. *")


def noted(desk: Desk) -> None:
    signed_in(desk)
    desk.window.select("Timeline", "RespondToAuthChallenge*", role="list")
    desk.window.choose_menu("Edit", "Mark or unmark")
    desk.window.choose_menu("Edit", "Note…")
    desk.window.type("Your note", "the proof came late", role="text")
    desk.window.press("Keep the note")
    desk.window.type("Filter", "~marked & ~colour", role="text")
    desk.window.find("At character 11: *")


def matrix(desk: Desk) -> None:
    desk.reset_pool()
    desk.window.choose_menu("Run", "Matrix")
    desk.window.press("practice / srp-only", role="check box")
    desk.window.press("Run all")
    desk.window.find("*0 not as expected, *", seconds=60.0)
    wait_for(lambda: not desk.window.has("*to go*"), "the end of the matrix", 60.0)


def scenarios(desk: Desk) -> None:
    desk.window.choose_menu("Run", "Scenarios")
    desk.window.press("Practice suite")
    desk.window.find("A password by SRP*", role="list item")
    desk.window.press("Run all")
    desk.window.find("Ran *", role="label", seconds=90.0)


def secrets_page(desk: Desk) -> None:
    if not desk.window.has("Test secrets", role="page tab"):  # else the dialog is open, and may lie over the menus
        desk.window.choose_menu("Run", "Scenarios")
    desk.page("Test secrets")
    desk.window.press("Add…")


def toured(desk: Desk) -> None:
    desk.give_up()
    desk.window.choose_menu("Help", "Guided tour")
    desk.window.press("Next")
    desk.window.press("Do it for me")
    desk.window.find("Done. Look around*")


def presented(desk: Desk) -> None:
    desk.give_up()
    desk.choose(PUBLIC, "User SRP")
    desk.fill(username="sms", password=PASSWORD)
    desk.window.choose_menu("View", "Presentation")
    desk.pick("Pace", "Step by step")
    desk.window.press("Sign in")
    desk.window.press(desk.window.find("Next step (*"))
    desk.window.find("InitiateAuth*", role="list item")


SCENES: tuple[Scene, ...] = (
    idle, toured, presented,
    code, wrong_code, signed_in, refused, new_password, choose_factor, set_up_authenticator, custom, admin,
    refresh, request, response, revealed, tokens, explain, several_runs, choice, remember_device, passkey, account, srp,
    session, webauthn, causes, looked_up, names, code_tab, sign_up, sign_up_code, user, mfa_preference, keyring_check,
    app_client, app_client_flows, app_client_change, profiles, picking, save_runs, history, from_history, compared,
    matrix, tokens_checked, noted, held, dropped,
    scenarios, secrets_page, triggers, trigger_functions,
    what_if,  # the last: from now on the practice pool asks everybody for a second factor
)  # fmt: skip


def _start(desk: Desk, flow: str, username: str, *, profile: str = PUBLIC) -> None:
    desk.choose(profile, flow)
    desk.fill(username=username, password=PASSWORD)
    desk.sign_in()
