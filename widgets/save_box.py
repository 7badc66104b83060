"""The check box for saving the refresh token, and where it goes."""

from PySide6.QtWidgets import QCheckBox, QWidget

from app.errors import VaultTrouble
from app.texts import text
from app.vault.vault import Backend
from widgets.parts import column, label, name


class SaveBox(QWidget):
    """The check box for the refresh token, and under it where it goes, or why it cannot go there."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QCheckBox(text("credentials.save"))
        self._where = label(role="small", wrap=True)
        self._where.setContentsMargins(26, 0, 0, 0)
        lines = column(spacing=0)
        lines.addWidget(self._box)
        lines.addWidget(self._where)
        self.setLayout(lines)
        self.show_backend(None)

    @property
    def save(self) -> bool:
        """Whether the refresh token is to be saved. A box that is off for want of a keyring was not the person's wish:
        the attempt is made, and its refusal says what is missing."""
        return self._box.isChecked() or not self._box.isEnabled()

    def show_backend(self, backend: Backend | None) -> None:
        """Be on where the keyring is secure, else off with the reason; None while it has not answered."""
        secure = backend is not None and backend.secure
        if secure != self._box.isEnabled():
            self._box.setChecked(secure)
        self._box.setEnabled(secure)
        self._where.setText(_where(backend))
        name(self._box, self._box.text(), self._where.text())

    def show_trouble(self, trouble: VaultTrouble) -> None:
        """Say why it cannot go there, where the keyring could not even say what it is."""
        if not self._box.isEnabled():
            self._where.setText(text("credentials.save_off", reason=text(f"vault_trouble.{trouble.value}.title")))
            name(self._box, self._box.text(), self._where.text())


def _where(backend: Backend | None) -> str:
    if backend is None:
        return text("credentials.save_unknown")
    if backend.secure:
        return text("credentials.save_where", name=backend.name)
    trouble = backend.trouble.value if backend.trouble is not None else "other"
    return text("credentials.save_off", reason=text(f"vault_trouble.{trouble}.title"))
