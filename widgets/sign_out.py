"""Signing out of what the outcome card shows: how, what to check, and afterwards what each token still does."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.auth.actions.sign_out import FORGET, HOW, REVOKE
from app.auth.tokens import TokenSet
from app.models.token_checks import TokenCheck, token_checks
from app.texts import text
from widgets.fields.choices import ChoiceEditor
from widgets.flowing import Flowing
from widgets.parts import button, column, empty_layout, label, row
from widgets.pieces import IconBox
from widgets.theme import SMALL
from widgets.wrapped import Wrapped
from widgets.wrapped_check import WrappedCheck


class SignOutBox(QWidget):
    """`wanted` carries how to sign out, and whether to try the refresh token afterwards. Hidden until `offer`."""

    wanted = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._how: ChoiceEditor | None = None
        self._choice = column()
        self._try = WrappedCheck(text("sign_out.try_refresh"))
        box = column()
        box.addLayout(self._choice)
        box.addWidget(self._try)
        box.addWidget(
            Flowing(
                button(text("sign_out.go"), press=self._go), button(text("sign_out.stay"), "quiet", press=self.hide)
            )
        )
        self.setLayout(box)
        self.hide()

    def offer(self, tokens: TokenSet) -> None:
        """Ask how; what needs a refresh token only where there is one."""
        has_refresh = tokens.refresh_token is not None
        choices = tuple(how for how in HOW.choices if has_refresh or how != REVOKE)
        empty_layout(self._choice)
        self._how = ChoiceEditor(replace(HOW, choices=choices), text("sign_out.how"), "sign_out")
        self._choice.addWidget(self._how)
        self._how.edited.connect(self._fit)
        QWidget.setTabOrder(self._how.target(), self._try.box)
        self._try.box.setChecked(False)
        self._try.setVisible(has_refresh)
        self._fit()
        self.show()
        self._how.target().setFocus()

    def _fit(self) -> None:
        """Nothing is sent to Cognito to forget, so nothing can be tried either."""
        self._try.setEnabled(self._how is not None and self._how.typed() != FORGET)

    def _go(self) -> None:
        if self._how is not None:
            self.hide()
            self.wanted.emit(self._how.typed(), self._try.box.isChecked() and self._try.isEnabled())


class TokenChecks(QWidget):
    """One row for each token and check: an icon and a word in colour, how it was found out, what Cognito said."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: QVBoxLayout = column(spacing=6)
        self.setLayout(self._rows)
        self.hide()

    def show_findings(self, findings: Mapping[str, Any]) -> None:
        """Show what the action sign_out found."""
        self.clear()
        rows = token_checks(findings)
        if rows:
            self._rows.addWidget(label(text("sign_out.table"), "strong", wrap=True))
        for found in rows:
            self._rows.addWidget(_row(found))
        self.setVisible(bool(rows))

    def clear(self) -> None:
        """Show nothing."""
        empty_layout(self._rows)
        self.hide()


def _row(found: TokenCheck) -> QWidget:
    first = Wrapped(text("sign_out.token_verdict", token=found.token, verdict=found.verdict), tone=found.colour)
    first.setAccessibleName(found.accessible)
    lines = column(spacing=0)
    lines.addWidget(first)
    lines.addWidget(Wrapped(found.check, tone="muted", size=SMALL))
    if found.detail:
        lines.addWidget(Wrapped(found.detail, wire=True, tone="muted", size=SMALL))
    made = QWidget()
    box = row(spacing=10)
    box.addWidget(IconBox(found.icon, found.colour), 0, Qt.AlignmentFlag.AlignTop)
    box.addLayout(lines, 1)
    made.setLayout(box)
    return made
