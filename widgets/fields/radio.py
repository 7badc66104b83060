"""A radio button whose words wrap, as Qt's own do not."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from widgets.parts import no_mnemonic

FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
SPARE = 2  # pixels: at exactly their width words may wrap, for widths are rounded
HIGH = 10_000  # pixels; more than any words need


class Radio(QRadioButton):
    """As wide as its words where there is room; else they go on below, and only a word too long is cut."""

    def __init__(self, words: str) -> None:
        super().__init__(no_mnemonic(words))
        self._words = words
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(SPARE, 0)

    def heightForWidth(self, width: int) -> int:
        hint, metrics = self.sizeHint(), self.fontMetrics()
        room = QRect(0, 0, width - self._around(), HIGH)
        words = metrics.boundingRect(room, int(FLAGS | Qt.TextFlag.TextWordWrap), self._words).height()
        return hint.height() + max(words - metrics.height(), 0)

    def minimumSizeHint(self) -> QSize:
        longest = max(map(self.fontMetrics().horizontalAdvance, self._words.split()), default=0)
        return QSize(self._around() + longest + SPARE, super().minimumSizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_RadioButtonContents, option, self)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_RadioButton, option)
        flags = int(FLAGS | Qt.TextFlag.TextWordWrap)
        painter.drawItemText(room, flags, self.palette(), self.isEnabled(), self._words, self.foregroundRole())

    def _around(self) -> int:
        """Return how much wider the button is than its words."""
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self._words)
