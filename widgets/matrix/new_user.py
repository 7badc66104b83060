"""A part of the matrix's set-up: a user of one's own, with the password typed, or a test secret's name in its place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.auth.steps import Field, Kind
from app.runs.matrix import MatrixUser
from app.runs.test_secrets import is_name
from app.scenarios.scenario import From, Source
from app.secret import Secret
from app.texts import text
from widgets.fields.lines import LineEditor
from widgets.parts import button, column, label, name, section
from widgets.wrapped import Wrapped


class NewUser(QWidget):
    """`added` carries a MatrixUser. What was typed into the masked fields leaves them with it."""

    added = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._name, self._secret = QLineEdit(), QLineEdit()
        self._password = LineEditor(Field(name="password", kind=Kind.PASSWORD), text("matrix.password"))
        self._totp = LineEditor(Field(name="totp", kind=Kind.PASSWORD, required=False), text("matrix.totp"))
        self._trouble = Wrapped(tone="red")
        self._add = button(text("matrix.add"), press=self.add)
        self._add.setAutoDefault(False)
        self.setLayout(self._laid_out())
        self._trouble.hide()

    def add(self) -> None:
        """Take what was typed, or say what is missing."""
        who, secret = self._name.text().strip(), self._secret.text().strip()
        typed, totp = self._password.typed(), self._totp.typed()
        trouble = _trouble(who, typed, secret)
        self._trouble.setText(text(f"matrix.{trouble}") if trouble else "")
        self._trouble.setVisible(bool(trouble))
        if trouble:
            return
        password = Source(kind=From.VAULT, name=secret) if secret else _literal(typed) if typed else None
        self.added.emit(MatrixUser(name=who, password=password, totp=_literal(totp) if totp else None))
        for line in (self._name, self._secret, self._password.line, self._totp.line):
            line.clear()
        self._name.setFocus()

    def _laid_out(self) -> QVBoxLayout:
        box = column(spacing=4)
        box.addWidget(section(text("matrix.new_user")))
        fields: tuple[tuple[str, QWidget, QLineEdit], ...] = (
            ("user", self._name, self._name), ("password", self._password, self._password.line),
            ("secret", self._secret, self._secret), ("totp", self._totp, self._totp.line),
        )  # fmt: skip
        for key, shown, line in fields:
            words = text(f"matrix.{key}")
            caption = label(words, "muted", wrap=True)
            caption.setBuddy(line)
            name(line, words)
            line.returnPressed.connect(self.add)
            box.addWidget(caption)
            box.addWidget(shown)
        self._secret.setPlaceholderText(text("matrix.secret_hint"))
        box.addWidget(self._trouble)
        box.addWidget(self._add)
        return box


def _trouble(who: str, typed: str, secret: str) -> str:
    """Name what is wrong; empty where nothing is."""
    if not who:
        return "no_name"
    if typed and secret:
        return "two_passwords"
    return "bad_secret" if secret and not is_name(secret) else ""


def _literal(value: str) -> Source:
    return Source(kind=From.LITERAL, value=Secret(value))
