"""About: what this is, and the versions of what it is made of."""

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QWidget

from app.texts import text
from app.version import own_version
from widgets.parts import button, column, label, row, section

PARTS = ("PySide6-Essentials", "boto3", "botocore", "pycognito", "keyring", "PyJWT", "pyotp", "segno", "msgspec")


def versions() -> list[tuple[str, str]]:
    """What is in use, with its version: Python, Qt, and the libraries that are installed."""
    found = [("Python", platform.python_version()), ("Qt", qVersion())]
    for part in PARTS:
        try:
            found.append((part, version(part)))
        except PackageNotFoundError:  # a build that ships the library without its metadata
            continue
    return found


class About(QDialog):
    """A dialog that can stay open beside the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("about.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box = column(margin=24)
        box.addWidget(label(text("about.name"), "heading"))
        box.addWidget(label(text("about.version", version=own_version()), "muted"))
        box.addWidget(label(text("about.what"), wrap=True))
        box.addSpacing(8)
        box.addWidget(section(text("about.parts")))
        box.addLayout(table(versions()))
        box.addLayout(closing(self))
        self.setLayout(box)
        self.setMinimumWidth(360)


def table(rows: list[tuple[str, str]]) -> QGridLayout:
    """Two columns: what, and a wire-like value."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setColumnStretch(1, 1)
    for place, (left, right) in enumerate(rows):
        shown = label(right, "mono")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(label(left, wrap=False), place, 0)
        grid.addWidget(shown, place, 1)
    return grid


def closing(dialog: QDialog) -> QHBoxLayout:
    """The line with the button that closes a dialog."""
    line = row()
    line.addStretch(1)
    line.addWidget(button(text("about.close"), "primary", press=dialog.close))
    return line
