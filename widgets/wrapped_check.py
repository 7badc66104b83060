"""A check box whose words wrap, as Qt's own do not; a click on them counts."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from widgets.parts import name, row
from widgets.wrapped import Wrapped


class WrappedCheck(QWidget):
    """`box` is the check box, and named by the words."""

    def __init__(self, words: str, *, ticked: bool = False) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setChecked(ticked)
        name(self.box, words)
        line = row()
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Wrapped(words), 1, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.toggle()
