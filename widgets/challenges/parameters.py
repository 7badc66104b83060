"""A challenge's parameters as rows of name and value, as they came: selectable, wrapped, and never read as markup."""

import re
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from widgets.parts import label

LONGEST = 2000  # characters of one value that a form shows; the timeline has it whole


class Parameters(QWidget):
    """Shows each parameter with its wire name."""

    def __init__(self, params: Mapping[str, str]) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, (key, value) in enumerate(params.items()):
            self._add(grid, line, key, value)
        self.setLayout(grid)

    @staticmethod
    def _add(grid: QGridLayout, line: int, key: str, value: str) -> None:
        named = label(breakable(key), "wire", wrap=True)
        shown = label(breakable(value), wrap=True)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName(f"{key}: {value[:LONGEST]}")
        grid.addWidget(named, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, line, 1)


def breakable(words: str) -> str:
    """Cut what is too long to show, and let long words be broken between lines by characters of no width."""
    cut = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    return re.sub(r"(\S{24})(?=\S)", "\\1\u200b", cut)
