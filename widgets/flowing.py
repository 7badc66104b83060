"""Buttons in lines: each as wide as it wants to be, and on the next line where there is no room beside the others."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from widgets.theme import GRID


class Flowing(QWidget):
    """Holds widgets one after the other, from left to right and then down; hidden ones take no room."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        layout = _Flow()
        for part in parts:
            layout.addWidget(part)
        self.setLayout(layout)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class _Flow(QLayout):
    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() + GRID for hint in shown) - GRID
        return QSize(max(width, 0), max((hint.height() for hint in shown), default=0))

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        widest, highest = (max((getattr(size, side)() for size in shown), default=0) for side in ("width", "height"))
        return QSize(widest, highest)

    def _lay_out(self, room: QRect, *, move: bool) -> int:
        """Place all items in `room`, or only find out how high they are together."""
        top = room.top()
        for line in self._lines(room.width()):
            highest = max(item.sizeHint().height() for item, _ in line)
            left = room.left()
            for item, width in line:
                height = item.sizeHint().height()
                if move:
                    item.setGeometry(QRect(QPoint(left, top + (highest - height) // 2), QSize(width, height)))
                left += width + GRID
            top += highest + GRID
        return max(top - GRID - room.top(), 0)

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        """Cut the shown items into lines; each with its width, that is never more than there is."""
        lines: list[list[tuple[QLayoutItem, int]]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            width = min(item.sizeHint().width(), room)
            if not lines or left + width > room:
                lines.append([])
                left = 0
            lines[-1].append((item, width))
            left += width + GRID
        return lines
