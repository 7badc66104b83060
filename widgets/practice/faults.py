"""Faults of the practice pool: those that are to come, each with a button that takes it away, and a new one."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.what_if import fault_words, often_words
from app.runs.what_if import Fault
from app.texts import text
from widgets.parts import button, column, empty_layout, name
from widgets.pieces import Line
from widgets.practice.setting import Setting
from widgets.wrapped import Wrapped

KINDS = (
    Fault(kind="throttle"), Fault(kind="error", status=500), Fault(kind="error", status=503), Fault(kind="drop"),
    Fault(kind="delay", seconds=2.0), Fault(kind="delay", seconds=10.0), Fault(kind="delay", seconds=60.0),
)  # fmt: skip
OPERATIONS = (
    "", "InitiateAuth", "RespondToAuthChallenge", "AdminInitiateAuth", "AdminRespondToAuthChallenge",
    "GetTokensFromRefreshToken", "GetUser", "AssociateSoftwareToken", "VerifySoftwareToken", "ConfirmDevice", "SignUp",
    "ConfirmSignUp", "ForgotPassword", "ConfirmForgotPassword", "RevokeToken", "GlobalSignOut",
)  # fmt: skip
OFTEN = (1, 3, 10, None)  # calls


class FaultsEditor(QWidget):
    """`wanted` carries all the faults that there are to be, a tuple of Fault."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._faults: tuple[Fault, ...] = ()
        self._kind = Setting(text("what_if.kind"), text("what_if.kind_about"), [(kind, _kind(kind)) for kind in KINDS])
        self._operation = Setting(text("what_if.operation"), text("what_if.operation_about"),
                                  [(each, each or text("what_if.every_call")) for each in OPERATIONS])
        self._often = Setting(text("what_if.often"), text("what_if.often_about"),
                              [(each, often_words(each)) for each in OFTEN])
        self._there = QWidget()
        self._rows = column(spacing=4)
        self._there.setLayout(self._rows)
        box = column(spacing=12)
        box.addWidget(self._there)
        box.addWidget(Line(self._kind, self._operation, self._often, room="even"))
        add = button(text("what_if.add_fault"), icon_name="plus", press=self._add)
        add.setAutoDefault(False)
        box.addWidget(Line(add, room="end"))
        self.setLayout(box)
        self._draw()

    def show_faults(self, faults: tuple[Fault, ...]) -> None:
        """Show what is to come."""
        if faults != self._faults:
            self._faults = faults
            self._draw()

    def _add(self) -> None:
        kind, often = self._kind.value, self._often.value
        assert isinstance(kind, Fault)
        left = often if isinstance(often, int) else None
        self.wanted.emit((*self._faults, replace(kind, operation=str(self._operation.value), left=left)))

    def _remove(self, place: int) -> None:
        self.wanted.emit(self._faults[:place] + self._faults[place + 1 :])

    def _draw(self) -> None:
        empty_layout(self._rows)
        if not self._faults:
            self._rows.addWidget(Wrapped(text("what_if.no_faults"), tone="muted"))
        for place, fault in enumerate(self._faults):
            words = fault_words(fault)
            remove = button(text("what_if.remove"), "quiet", press=partial(self._remove, place))
            remove.setAutoDefault(False)
            name(remove, text("what_if.remove_fault", fault=words))
            self._rows.addWidget(Line(Wrapped(words, tone="amber"), remove))


def _kind(fault: Fault) -> str:
    return text(f"what_if.fault.{fault.kind}", seconds=f"{fault.seconds:g}", status=fault.status)
