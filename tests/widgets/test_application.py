"""What the window's start imports, and what it leaves for later."""

import subprocess
import sys

HEAVY = (
    "boto3", "botocore", "pycognito", "keyring", "gmpy2", "uvicorn", "starlette", "jwt", "segno", "urllib3", "msgspec",
    "tomlkit",
)  # fmt: skip


def test_nothing_heavy_is_imported_before_the_window_is_on_the_screen():
    look = f"import sys, widgets.application; print([name for name in {HEAVY!r} if name in sys.modules])"

    run = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"
