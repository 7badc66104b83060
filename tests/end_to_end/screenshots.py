"""Writes pictures of every main state of the window: `python -m tests.end_to_end.screenshots [FOLDER]`.

Each picture is of the real program under Xvfb with a real keyring, driven over the accessibility bus.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.end_to_end import scenes as of
from tests.end_to_end.desk import Desk
from tests.end_to_end.scenes import SCENES, Scene
from tests.helpers.desktop import Keyring
from tests.helpers.window import ROOT, running_program

GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication(["screenshots"])
picture = application.primaryScreen().grabWindow(0)
assert picture.save(sys.argv[1]), sys.argv[1]
"""
LIGHT, DARK, LARGE = "colours=Light", "colours=Dark", "colours=Light\ntext_scale=2.0"
USUAL, SMALL = "1280x800x24", "960x600x24"

FEW = (of.idle, of.code, of.signed_in, of.tokens, of.choice, of.account, of.sign_up, of.user, of.code_tab)
# The check is the first: on a small screen, without a window manager, the App client's dialog lies over the menu bar.
DIALOGS = (
    of.keyring_check, of.app_client, of.app_client_flows, of.app_client_change, of.profiles, of.picking, of.matrix,
)  # fmt: skip

# name -> settings.ini, size of the screen, state of the keyring, scenes
LOOKS: dict[str, tuple[str, str, Keyring, tuple[Scene, ...]]] = {
    "light": (LIGHT, USUAL, Keyring.UNLOCKED, SCENES),
    "dark": (DARK, USUAL, Keyring.UNLOCKED, SCENES),
    "small": (LIGHT, SMALL, Keyring.UNLOCKED, (*FEW, of.toured, of.presented, of.new_password, of.srp, *DIALOGS)),
    "small-dark": (
        DARK, SMALL, Keyring.UNLOCKED,
        (of.idle, of.code, of.refused, of.causes, of.looked_up, of.session, of.webauthn),
    ),
    "small-large-text": (LARGE, SMALL, Keyring.UNLOCKED, FEW),
    "large-text": (LARGE, USUAL, Keyring.UNLOCKED, (*FEW, of.refused, of.causes, of.names, of.srp, *DIALOGS)),
    "no-keyring": (DARK, USUAL, Keyring.NO_DAEMON, (of.idle, of.signed_in, of.keyring_check)),
}  # fmt: skip


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


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots")
