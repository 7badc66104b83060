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


SCENES: tuple[Scene, ...] = (
    idle, code, wrong_code, signed_in, refused, new_password, choose_factor, set_up_authenticator, custom, admin,
    refresh, request, response, revealed, tokens, explain, several_runs,
)  # fmt: skip

LIGHT, DARK, LARGE = "colours=Light", "colours=Dark", "colours=Light\ntext_scale=2.0"
USUAL, SMALL = "1280x800x24", "960x600x24"

# name -> settings.ini, size of the screen, state of the keyring, scenes
LOOKS: dict[str, tuple[str, str, Keyring, tuple[Scene, ...]]] = {
    "light": (LIGHT, USUAL, Keyring.UNLOCKED, SCENES),
    "dark": (DARK, USUAL, Keyring.UNLOCKED, SCENES),
    "small": (LIGHT, SMALL, Keyring.UNLOCKED, (idle, code, signed_in, new_password, tokens)),
    "small-dark": (DARK, SMALL, Keyring.UNLOCKED, (idle, code, refused)),
    "small-large-text": (LARGE, SMALL, Keyring.UNLOCKED, (idle, code, signed_in, tokens)),
    "large-text": (LARGE, USUAL, Keyring.UNLOCKED, (idle, code, signed_in, refused, tokens)),
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
