"""What this machine has to have before a window can open, and what to say where it lacks something."""

import ctypes
import os
import shutil
import sys
from collections.abc import Mapping

# The shared libraries that Qt's wheels leave to the system, and the Debian package of each.
LIBRARIES: Mapping[str, str] = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW_LIBRARIES: Mapping[str, str] = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
}
WINDOWLESS = frozenset({"offscreen", "minimal", "vnc"})


def problem(environment: Mapping[str, str] = os.environ) -> str:
    """Return one line that says what is missing and how to get it; an empty string where a window can open.

    Only Linux can lack something: elsewhere the wheels bring all they need, and there is always a display.
    """
    if not sys.platform.startswith("linux"):
        return ""
    platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0]
    on_screen = platform not in WINDOWLESS
    x11 = on_screen and (platform == "xcb" or not environment.get("WAYLAND_DISPLAY"))
    missing = _missing({**LIBRARIES, **(WINDOW_LIBRARIES if x11 else {})})
    if missing:
        return f"A system library is missing. On Debian or Ubuntu: {_apt(missing)}"
    if on_screen and not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        return no_display()
    return ""


def no_display() -> str:
    """Return the line for a machine without a display: how to get one, even if only a virtual one."""
    run = f"xvfb-run -a {sys.executable} main.py"
    if shutil.which("xvfb-run") and shutil.which("xauth"):  # the one does not work without the other
        return f"There is no display to open a window on. On a virtual one: {run}"
    install = _apt(["xvfb", "xauth"])
    return f"There is no display to open a window on. A virtual one on Debian or Ubuntu: {install} && {run}"


def _missing(libraries: Mapping[str, str]) -> list[str]:
    return [package for library, package in libraries.items() if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _apt(packages: list[str]) -> str:
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get update && {sudo}apt-get install -y {' '.join(packages)}"
