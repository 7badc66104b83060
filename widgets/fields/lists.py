"""One of several, as a combo box: wire names with none of them first, and the devices that are kept."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from app.auth.steps import Field
from app.models.kept_devices import KeptDevice
from app.texts import has_text, text
from widgets.fields.base import FieldEditor, said
from widgets.parts import column, name, repolish
from widgets.theme import GRID


class ListEditor(FieldEditor):
    """A combo box of wire names; an empty one stands for having no preference."""

    def __init__(self, field: Field, words: str) -> None:
        super().__init__(field, words)
        self.box = CalmBox()
        name(self.box, words)
        self.show_choices((choice, _called(field.name, choice)) for choice in field.choices)
        self.restore(field.value)
        self.box.activated.connect(self.edited)
        layout = column()
        layout.addWidget(self.box)
        self.setLayout(layout)

    def show_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these wire names, each with its words; what is chosen stays chosen while it is among them."""
        chosen = self.typed()
        self.box.clear()
        for wire, words in choices:
            self.box.addItem(words, wire)
        self.restore(chosen)

    def value(self) -> str:
        """The wire name that is chosen."""
        return self.typed()

    def target(self) -> QWidget:
        """The combo box."""
        return self.box

    def typed(self) -> str:
        """The wire name that is chosen."""
        return str(self.box.currentData() or "")

    def restore(self, typed: Any) -> None:
        """Choose a wire name, where it is among the choices."""
        place = self.box.findData(typed)
        if place >= 0:
            self.box.setCurrentIndex(place)

    def mark(self, bad: bool) -> None:
        """Show at the rim whether the value was refused."""
        self.box.setProperty("bad", "true" if bad else "false")
        repolish(self.box)


class DeviceEditor(ListEditor):
    """As a new device, as none, or as one of those that are kept."""

    def show_devices(self, devices: Iterable[KeptDevice]) -> None:
        """Offer these devices below the field's own choices."""
        own = [(choice, _called(self.field.name, choice)) for choice in self.field.choices]
        self.show_choices([*own, *((device.key, device.words) for device in devices)])


class CalmBox(QComboBox):
    """Its column may be narrow, and the wheel scrolls that column instead of choosing something else."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def showPopup(self) -> None:
        """Show the choices whole, where the screen has the room."""
        self.view().setMinimumWidth(min(self.view().sizeHintForColumn(0) + 3 * GRID, self.screen().size().width() // 2))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Cut a long choice with an ellipsis."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room.width() - GRID
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _called(field: str, choice: str) -> str:
    if not choice:
        return said(field, "none") or text("choice.no_choice")
    for key in (f"field.{field}.{choice}", f"choice.{choice}"):
        if has_text(key):
            return text(key)
    return choice
