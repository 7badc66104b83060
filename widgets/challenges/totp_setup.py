"""MFA_SETUP for an authenticator app: the key as a QR code and as text, then the first code that the app shows."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.secret import Secret
from app.texts import text
from widgets.challenges.form import ChallengeForm
from widgets.clipboard import clipboard
from widgets.fields import beneath_its_label
from widgets.parts import button, column, label, name, row
from widgets.pieces import Line
from widgets.veil import veil
from widgets.wrapped import Wrapped

MODULE = 3  # pixels of a square of the code at the desktop's own text size
QUIET = 4  # squares of white around the code, as the standard asks


class QrCode(QWidget):
    """Paints a QR code black on white in light and dark alike, for cameras expect it so."""

    def __init__(self, content: str) -> None:
        super().__init__()
        import segno  # not before it is needed: the window opens without it

        self._squares = [list(line) for line in segno.make(content, error="m", micro=False).matrix]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name(self, text("challenge.MFA_SETUP.qr"))

    def sizeHint(self) -> QSize:
        side = (len(self._squares) + 2 * QUIET) * MODULE
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        for y, line in enumerate(self._squares):
            for x, dark in enumerate(line):
                if dark:
                    painter.fillRect(
                        QRect((x + QUIET) * MODULE, (y + QUIET) * MODULE, MODULE, MODULE), Qt.GlobalColor.black
                    )


class TotpSetupForm(ChallengeForm):
    """The key is a secret: shown here because the person must see it, masked everywhere else."""

    @property
    def body(self) -> str:
        """Says what to do with the key."""
        return text("challenge.MFA_SETUP.body_totp")

    def build(self, box: QVBoxLayout) -> None:
        self.add_above(box)
        box.addWidget(Line(*(beneath_its_label(made) for made in self.editors), room="even"))
        last = row()
        last.addStretch(1)
        last.addWidget(self.go)
        box.addLayout(last)

    def add_above(self, box: QVBoxLayout) -> None:
        self._shown = Line(QrCode(self.ask.params.get("uri", "")), self._key(), room="last")
        self._veiled = Wrapped(text("challenge.MFA_SETUP.veiled"), tone="muted")
        box.addWidget(self._shown)
        box.addWidget(self._veiled)
        veil().changed.connect(self._cover)
        self._cover(veil().drawn)

    def _cover(self, drawn: bool) -> None:
        self._shown.setVisible(not drawn)
        self._veiled.setVisible(drawn)

    def _key(self) -> QWidget:
        secret = self.ask.params["SecretCode"]
        shown = Wrapped(" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)), wire=True, secret=True)
        shown.setAccessibleName(secret)
        self._copy = button(text("challenge.MFA_SETUP.copy_secret"), press=self._copy_key, icon_name="copy")
        lines = column()
        lines.addWidget(label(text("challenge.MFA_SETUP.secret"), "muted"))
        lines.addWidget(shown)
        lines.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        held = QWidget()
        held.setLayout(lines)
        held.setMinimumWidth(shown.fontMetrics().averageCharWidth() * 16)
        return held

    def _copy_key(self) -> None:
        clipboard().copy(Secret(self.ask.params["SecretCode"]))
