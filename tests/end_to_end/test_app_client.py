"""The App client dialog in the real window: checked at the practice pool, a flow that is off, the change copied."""

import os
import subprocess
import sys

from tests.end_to_end.desk import Desk
from tests.helpers.waiting import wait_for

PASTE = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication(["paste"])
sys.stdout.write(QGuiApplication.clipboard().text())
"""
SRP_ONLY = "practice / srp-only"


def test_the_client_that_allows_srp_alone_is_checked_and_its_change_copied(desk: Desk):
    desk.choose(SRP_ONLY, "User SRP")
    desk.window.press("App client")
    desk.window.find(f"App client of {SRP_ONLY}")
    desk.window.press("Check with AWS")
    desk.window.find("Checked with the practice pool.")
    assert desk.outcome().startswith("App client checked")

    desk.page("Flows")
    values = desk.window.items("Values of ExplicitAuthFlows", role="list")
    assert "ALLOW_USER_SRP_AUTH, set" in values
    assert "ALLOW_USER_PASSWORD_AUTH, not set" in values
    desk.window.select("Values of ExplicitAuthFlows", "ALLOW_USER_PASSWORD_AUTH, not set", role="list")
    desk.window.find("It replaced the legacy value USER_PASSWORD_AUTH.")
    desk.window.press("How to turn it on")

    desk.window.find("Add ALLOW_USER_PASSWORD_AUTH. The whole list is then*")
    code = desk.window.text("Code of the change", role="text")
    assert "aws cognito-idp update-user-pool-client" in code
    assert "' ALLOW_USER_PASSWORD_AUTH)" in code
    desk.window.press("Copy code")
    assert wait_for(clipboard, "the code on the clipboard") == code


def clipboard() -> str:
    """What another program pastes."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    return subprocess.run([sys.executable, "-c", PASTE], env=environment, capture_output=True, text=True).stdout
