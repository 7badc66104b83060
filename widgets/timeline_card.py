"""Holds the card that stands in the flow of the timeline's rows, cut to the part of it that is scrolled into sight.

The card is not a child of the list: a list tells screen readers of its rows only, and the card's fields would be lost
to them. It is the child of a window as large as what is to be seen of it, beside the list and above it.
"""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget


class CardWindow(QWidget):
    """The part of the card that can be seen; turning the wheel over it scrolls what lies below."""

    resized = Signal()  # the card wants another height
    wheeled = Signal(QWheelEvent)
    entered = Signal()  # the keyboard focus came into the card

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._card: QWidget | None = None
        self._home: QWidget | None = None  # the parent of the card while it is not shown
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self.hide()

    @property
    def card(self) -> QWidget | None:
        """The card that is shown, if any."""
        return self._card

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard focus is in the card."""
        focus = QApplication.focusWidget()
        return self._card is not None and focus is not None and self._card.isAncestorOf(focus)

    def take(self, card: QWidget | None) -> None:
        """Show another card, or none; the earlier one is hidden and goes back to its parent."""
        if card is self._card:
            return
        if self._card is not None:
            self._card.hide()
            self._card.setParent(self._home)
        self._card = card
        if card is not None:
            self._home = card.parentWidget()
            card.setParent(self)
            card.show()
        self.setVisible(card is not None)

    def height_at(self, width: int) -> int:
        """Return how high the card is at a width."""
        if self._card is None:
            return 0
        if self._card.hasHeightForWidth():
            return max(self._card.heightForWidth(width), self._card.minimumSizeHint().height())
        return self._card.sizeHint().height()

    def place(self, where: QRect, sight: QRect) -> None:
        """Put the card at `where`, cut to `sight`, in the parent's coordinates; unseen it keeps the focus."""
        if self._card is None:
            return
        seen = where.intersected(sight)
        if seen.isEmpty():
            seen = QRect(where.left(), sight.top(), where.width(), 0)
        self.setGeometry(seen)
        self._card.setGeometry(QRect(where.topLeft() - seen.topLeft(), where.size()))
        self.raise_()

    def follow(self, before: QWidget) -> None:
        """Make Tab come to the card's fields right after `before`, in their own order."""
        if self._card is None:
            return
        fields: list[QWidget] = []
        each = self._card.nextInFocusChain()
        while each is not None and each is not self._card:
            if self._card.isAncestorOf(each) and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                fields.append(each)
            each = each.nextInFocusChain()
        for field in fields:
            QWidget.setTabOrder(before, field)
            before = field

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # comes from the card, since there is no layout here
            self.resized.emit()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheeled.emit(event)
        event.accept()  # or the timeline's own column would be asked to scroll as well

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._card is not None and new is not None and self._card.isAncestorOf(new):
            self.entered.emit()
