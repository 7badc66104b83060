"""The page Account: a sign-in's user, devices, passkeys and factors, asked and changed with the sign-in's own token."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.models.account import Account, account_of
from app.models.devices import DevicesModel
from app.models.factor_words import factor_words
from app.models.field_words import choice_words
from app.models.passkeys import PasskeysModel
from app.models.rows import Row, Run
from app.texts import text
from widgets.details.found import Found
from widgets.details.parts import Page, note
from widgets.details.user_part import UserPart
from widgets.fields.lists import CalmBox
from widgets.flowing import Flowing
from widgets.parts import button, column, label, name, section
from widgets.pieces import Line
from widgets.theme import GRID, HEADING
from widgets.wrapped import Wrapped


class AccountPage(Page):
    """`wanted` carries the name of an action, its answers by field, and the Account that it is about.

    `runs` gives the runs of the timeline, `authenticators` the names of those that can make a passkey.
    """

    wanted = Signal(str, object, object)

    def __init__(self, runs: Callable[[], Sequence[Run]], authenticators: Sequence[str]) -> None:
        super().__init__(text("details.account"))
        self._runs = runs
        self._row: Row | None = None
        self._account: Account | None = None
        self._running = False
        self._nothing = note(text("account.sign_in_first"))
        self._no_scope = label(text("account.no_scope"), "warn", wrap=True)
        self._no_token = note(text("account.no_token"))
        self._who = Wrapped(size=HEADING, bold=True)
        self._user = UserPart(self)
        self._devices = Found(DevicesModel(self), "devices")
        self._passkeys = Found(PasskeysModel(self), "passkeys")
        self._factors = Wrapped()
        self._authenticators = _authenticators(authenticators)
        self._buttons: dict[QPushButton, Callable[[], bool]] = {}  # and what each needs, beside a token
        self._content = QWidget()
        self._content.setLayout(self._laid_out())
        self.fill(self._nothing, self._content)
        for part in (self._devices, self._passkeys):
            part.list.selectionModel().currentChanged.connect(self._enable)
        self.refresh()

    def show_row(self, row: Row | None) -> None:
        """Show the account that a row's run leads to."""
        self._row = row
        self.refresh()

    def refresh(self) -> None:
        """Look again: a run may have found something."""
        before, self._account = self._account, account_of(self._runs(), self._row)
        if before is not None and (self._account is None or self._account.run_id != before.run_id):
            self._drop_questions()
        self._nothing.setVisible(self._account is None)
        self._content.setVisible(self._account is not None)
        if self._account is not None:
            self._show(self._account)
        self._enable()

    def set_running(self, running: bool) -> None:
        """Nothing can be asked while a run is under way."""
        self._running = running
        self.refresh()

    def _show(self, account: Account) -> None:
        self._who.setText(account.username)
        self._no_scope.setVisible(account.can_ask and not account.has_scope)
        self._no_token.setVisible(not account.can_ask)
        self._user.show(account)
        devices, passkeys = account.found.get("Devices"), account.found.get("Credentials")
        if isinstance(self._devices.model, DevicesModel):
            self._devices.model.show(devices or (), account.device_key)
        if isinstance(self._passkeys.model, PasskeysModel):
            self._passkeys.model.show(passkeys or ())
        self._devices.say(known=devices is not None)
        self._passkeys.say(known=passkeys is not None)
        self._factors.setText(factor_words(account.found))

    def _laid_out(self) -> QVBoxLayout:
        box = column(spacing=12)
        box.addWidget(self._who)
        box.addWidget(self._no_scope)
        box.addWidget(self._no_token)
        on_the_user = ("get_user", "change_password", "mfa_preference", "enrol_totp")
        self._user.add_to(box, *(self._button(action) for action in on_the_user))
        box.addSpacing(GRID)
        self._devices.add_to(
            box,
            self._button("list_devices"),
            self._button("remember", self._has_device, press=lambda: self._update_device("remembered")),
            self._button("not_remember", self._has_device, press=lambda: self._update_device("not_remembered")),
            self._button("forget_device", self._has_device, press=self._ask_to_forget),
        )
        box.addSpacing(GRID)
        register = self._button("register_passkey", self._has_authenticator, press=self._register)
        self._passkeys.add_to(
            box,
            self._button("list_passkeys"),
            self._button("delete_passkey", lambda: self._passkeys.chosen() is not None, press=self._ask_to_delete),
        )
        box.addWidget(_captioned(text("account.make_with"), self._authenticators))
        box.addWidget(Flowing(register, self._mfa_button("on"), self._mfa_button("off")))
        box.addSpacing(GRID)
        box.addWidget(section(text("account.factors")))
        box.addWidget(self._factors)
        box.addWidget(Flowing(self._button("user_auth_factors")))
        return box

    def _button(
        self, action: str, needs: Callable[[], bool] = lambda: True, *, press: Callable[[], object] | None = None
    ) -> QPushButton:
        made = button(text(f"account.button.{action}"), press=press or (lambda: self._want(action)))
        self._buttons[made] = needs
        return made

    def _mfa_button(self, mode: str) -> QPushButton:
        return self._button(f"passkey_mfa_{mode}", press=lambda: self._want("passkey_mfa", passkey_mfa=mode))

    def _enable(self) -> None:
        ready = self._account is not None and self._account.can_ask and not self._running
        for each, needs in self._buttons.items():
            each.setEnabled(ready and needs())

    def _want(self, action: str, **values: str) -> None:
        if self._account is not None and self._account.can_ask and not self._running:
            self._drop_questions()
            self.wanted.emit(action, values, self._account)

    def _drop_questions(self) -> None:
        self._devices.confirm.drop()
        self._passkeys.confirm.drop()

    def _has_device(self) -> bool:
        return self._devices.chosen() is not None

    def _has_authenticator(self) -> bool:
        return self._authenticators.count() > 0

    def _update_device(self, status: str) -> None:
        device = self._devices.chosen()
        if device is not None:
            self._want("update_device_status", DeviceKey=device.key, DeviceRememberedStatus=status)

    def _ask_to_forget(self) -> None:
        device = self._devices.chosen()
        if device is not None:
            words = text("account.forget_device", name=device.title)
            self._drop_questions()
            self._devices.confirm.ask(
                words, text("account.forget_go"), lambda: self._want("forget_device", DeviceKey=device.key)
            )

    def _ask_to_delete(self) -> None:
        passkey = self._passkeys.chosen()
        if passkey is not None:
            words = text("account.delete_passkey", name=passkey.title)
            self._drop_questions()
            self._passkeys.confirm.ask(
                words, text("account.delete_go"), lambda: self._want("delete_passkey", CredentialId=passkey.key)
            )

    def _register(self) -> None:
        self._want("register_passkey", authenticator=str(self._authenticators.currentData()), origin="")


def _authenticators(names: Sequence[str]) -> CalmBox:
    box = CalmBox()
    for found in names:
        box.addItem(choice_words(found), found)
    name(box, text("account.make_with"))
    return box


def _captioned(words: str, of: QWidget) -> Line:
    caption = label(words, "muted")
    caption.setBuddy(of)
    return Line(caption, of, room="last")
