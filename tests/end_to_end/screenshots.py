"""Writes pictures of every main state of the window: `python -m tests.end_to_end.screenshots [FOLDER]`.

Each picture is of the real program under Xvfb with a real keyring, driven over the accessibility bus.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.end_to_end.desk import Desk
from tests.helpers.desktop import Keyring
from tests.helpers.waiting import wait_for
from tests.helpers.window import ROOT, running_program

GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication(["screenshots"])
picture = application.primaryScreen().grabWindow(0)
assert picture.save(sys.argv[1]), sys.argv[1]
"""
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


SCENES: tuple[Scene, ...] = (
    idle, code, wrong_code, signed_in, refused, new_password, choose_factor, set_up_authenticator, custom, admin,
    refresh, request, response, revealed, tokens, explain, several_runs, choice, remember_device, passkey, account, srp,
    session, webauthn, causes, looked_up, names,
)  # fmt: skip

LIGHT, DARK, LARGE = "colours=Light", "colours=Dark", "colours=Light\ntext_scale=2.0"
USUAL, SMALL = "1280x800x24", "960x600x24"

# name -> settings.ini, size of the screen, state of the keyring, scenes
LOOKS: dict[str, tuple[str, str, Keyring, tuple[Scene, ...]]] = {
    "light": (LIGHT, USUAL, Keyring.UNLOCKED, SCENES),
    "dark": (DARK, USUAL, Keyring.UNLOCKED, SCENES),
    "small": (LIGHT, SMALL, Keyring.UNLOCKED, (idle, code, signed_in, new_password, tokens, choice, account, srp)),
    "small-dark": (DARK, SMALL, Keyring.UNLOCKED, (idle, code, refused, causes, session, webauthn)),
    "small-large-text": (LARGE, SMALL, Keyring.UNLOCKED, (idle, code, signed_in, tokens, choice, account)),
    "large-text": (
        LARGE, USUAL, Keyring.UNLOCKED,
        (idle, code, signed_in, refused, causes, names, tokens, choice, account, srp),
    ),
    "no-keyring": (DARK, USUAL, Keyring.NO_DAEMON, (idle, signed_in)),
}


def main(folder: Path) -> None:
    """Write all pictures into a folder, named after look and scene."""
    folder.mkdir(parents=True, exist_ok=True)
    for look, (settings, size, keyring, scenes) in LOOKS.items():
        with _desk(settings, size, keyring) as desk:
            for scene in scenes:
                desk.window.press("Overview", role="page tab")
                scene(desk)
                path = folder / f"{look}-{scene.__name__.replace('_', '-')}.png"
                subprocess.run([sys.executable, "-c", GRAB, str(path)], check=True, cwd=ROOT)
                print(path)


@contextmanager
def _desk(settings: str, size: str, keyring: Keyring) -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "settings.ini").write_text(f"[window]\n{settings}\n")
        with running_program(home, keyring=keyring, size=size) as running:
            yield Desk(running.window)


def _start(desk: Desk, flow: str, username: str, *, profile: str = PUBLIC) -> None:
    desk.choose(profile, flow)
    desk.fill(username=username, password=PASSWORD)
    desk.sign_in()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots")
