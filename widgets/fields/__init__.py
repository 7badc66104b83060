"""One editor for each kind of field, used by the credential form and by the forms of challenges alike."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.auth.steps import Field, Kind
from widgets.fields.base import FieldEditor, said
from widgets.fields.choices import ChoiceEditor
from widgets.fields.lines import LineEditor
from widgets.fields.lists import DeviceEditor, ListEditor
from widgets.fields.pairs import RowsEditor
from widgets.parts import column, label, no_mnemonic

ONE_LINE = frozenset({"SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP", "ForceAliasCreation"})  # of little to say each

Editor = LineEditor | ChoiceEditor | ListEditor | RowsEditor


def editor(field: Field, words: str, challenge: str = "") -> Editor:
    """Make the editor for a field that a challenge asks for; `words` is its label, and its name for screen readers."""
    match field.kind:
        case Kind.DEVICE:
            return DeviceEditor(field, words)
        case Kind.CHOICE:
            short = "" in field.choices or field.name in ONE_LINE
            return ListEditor(field, words) if short else ChoiceEditor(field, words, challenge)
        case Kind.PAIRS:
            return RowsEditor(field, words)
    return LineEditor(field, words)


def captioned(made: FieldEditor) -> QLabel:
    """Make the label of an editor: its buddy, so that screen readers tell it and its mnemonic leads there."""
    caption = made.pairs.caption if isinstance(made, RowsEditor) else label(no_mnemonic(made.words), "muted", wrap=True)
    caption.setBuddy(made.target())
    caption.setToolTip(said(made.field.name, "tip"))
    return caption


def add_captioned(box: QVBoxLayout, made: FieldEditor, hint: str = "") -> None:
    """Add an editor with its label above it, and below it this hint, or its own where it has one."""
    caption = captioned(made)
    if not isinstance(made, RowsEditor):
        box.addWidget(caption)
    box.addWidget(made)
    if words := hint or said(made.field.name, "hint"):
        box.addWidget(label(words, "small", wrap=True))


def beneath_its_label(made: Editor) -> QWidget:
    """Return an editor and its label as one widget."""
    held = QWidget()
    box = column()
    add_captioned(box, made)
    held.setLayout(box)
    return held
