"""The page of test secrets: what scenarios name in place of writing it down, kept in the keyring and never shown."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.auth.steps import Field, Kind
from app.errors import VaultError, VaultTrouble
from app.models.test_secrets import ReferenceRole, TestSecretsModel, reference
from app.runs.test_secrets import is_name
from app.texts import text
from app.vault.vault import Backend
from widgets.clipboard import clipboard
from widgets.confirm import Confirm
from widgets.fields import add_captioned, editor
from widgets.fields.lines import LineEditor
from widgets.flowing import Flowing
from widgets.parts import button, column, follow_selection, name
from widgets.pieces import CardGroup
from widgets.row_delegate import RowDelegate
from widgets.scrolling import bring_into_sight
from widgets.theme import GRID
from widgets.transcripts.room import scrolled
from widgets.wrapped import Wrapped


class SecretsPage(QWidget):
    """`keep_wanted` carries a name and a Secret, `forget_wanted` a name; `close_wanted`: the dialog is to go."""

    keep_wanted = Signal(str, object)
    forget_wanted = Signal(str)
    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = TestSecretsModel(self)
        self._keeps = ""  # the name that was asked for last, until the list has it
        self._undone = ""  # what is to be said where what was asked for last comes to nothing
        self._list = _list(self._model)
        self._empty = Wrapped(text("test_secrets.empty"), tone="muted")
        self._trouble, self._said = Wrapped(tone="amber"), Wrapped(tone="muted")
        self._confirm = Confirm()
        self.card = SecretCard()
        self._add = button(text("test_secrets.add"), "primary", press=lambda: self.card.begin())
        self._replace = button(text("test_secrets.replace"), press=self._begin_to_replace)
        self._delete = button(text("test_secrets.delete"), press=self._ask_to_delete)
        self._copy = button(text("test_secrets.copy"), press=self._copy_reference, icon_name="copy")
        self._connect()
        self._lay_out()
        self._fit()

    @Slot(object)
    def show_names(self, names: tuple[str, ...]) -> None:
        """Show the names that are kept now."""
        chosen = self._chosen
        self._model.set_names(names)
        if self._keeps:
            self._trouble.hide()  # a keyring that was locked is open by now
            self._say(text("test_secrets.kept", name=self._keeps), "green")
        wanted = self._keeps or chosen
        self._keeps = ""
        place = names.index(wanted) if wanted in names else 0
        if names:
            self._list.setCurrentIndex(self._model.index(place, 0))
        self._fit()

    @Slot(object)
    def show_trouble(self, error: VaultError) -> None:
        """Say why something was not done."""
        self._show_trouble(error.trouble)
        self._say(self._undone, "amber")
        self._keeps = self._undone = ""

    @Slot(object)
    def show_backend(self, backend: Backend) -> None:
        """Say where there is no keyring that could keep test secrets."""
        self._show_trouble(backend.trouble or (None if backend.secure else VaultTrouble.PLAIN_TEXT))

    def _show_trouble(self, trouble: VaultTrouble | None) -> None:
        self._trouble.setText(_unavailable(trouble) if trouble else "")
        self._trouble.setVisible(trouble is not None)
        self._fit()

    @property
    def _chosen(self) -> str:
        return str(self._list.currentIndex().data() or "")

    def _connect(self) -> None:
        self.card.wanted.connect(self._keep)
        self.card.left.connect(self._list.setFocus)
        self._list.selectionModel().currentChanged.connect(self._fit)
        self._list.activated.connect(self._begin_to_replace)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self._list, context=Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._ask_to_delete)

    def _keep(self, secret_name: str, secret: object, replaces: bool) -> None:
        if secret_name in self._model.names and not replaces:
            self.card.refuse(text("test_secrets.there", name=secret_name))
            return
        self.card.hide()
        self._keeps, self._undone = secret_name, text("test_secrets.not_kept", name=secret_name)
        self._say(text("test_secrets.under_way"), "muted")
        self.keep_wanted.emit(secret_name, secret)
        self._list.setFocus()

    def _begin_to_replace(self) -> None:
        if self._chosen:
            self.card.begin(self._chosen)

    def _ask_to_delete(self) -> None:
        wanted = self._chosen
        if wanted:
            self._confirm.ask(
                text("test_secrets.delete_what", name=wanted), text("test_secrets.delete_go"),
                lambda: self._forget(wanted),
            )  # fmt: skip

    def _forget(self, wanted: str) -> None:
        self._undone = text("test_secrets.not_deleted", name=wanted)
        self._say("", "muted")
        self.forget_wanted.emit(wanted)
        self._list.setFocus()

    def _copy_reference(self) -> None:
        clipboard().copy(reference(self._chosen))
        self._say(text("test_secrets.copied"), "muted")

    def _say(self, words: str, tone: str) -> None:
        self._said.setText(words)
        self._said.set_tone(tone)
        self._said.setVisible(bool(words))

    def _fit(self) -> None:
        self._confirm.drop()
        self._list.setVisible(bool(self._model.names))
        self._empty.setVisible(not self._model.names and self._trouble.isHidden())  # else nobody knows
        for each in (self._replace, self._delete, self._copy):
            each.setEnabled(bool(self._chosen))

    def _lay_out(self) -> None:
        inner = column(spacing=12)
        inner.addWidget(Wrapped(text("test_secrets.what"), tone="muted"))
        for each in (self._trouble, self._empty):
            inner.addWidget(each)
        inner.addWidget(self._list, 1)
        inner.addWidget(self._confirm)
        inner.addWidget(self.card)
        inner.addStretch()
        box = column(spacing=12)
        box.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        box.addWidget(scrolled(inner, text("test_secrets.title")), 1)
        box.addWidget(self._said)
        close = button(text("scenarios.close"), press=self.close_wanted.emit)
        box.addWidget(Flowing(self._add, self._replace, self._delete, self._copy, close))
        self._trouble.hide()
        self._said.hide()
        self.setLayout(box)


class SecretCard(CardGroup):
    """Takes a name and a secret. `wanted` carries both, and whether it replaces one; `left`: nothing is wanted."""

    wanted = Signal(str, object, bool)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(text("test_secrets.card"))
        self._replaces = False
        made = [
            editor(Field(name=each, kind=kind), text(f"test_secrets.{each}"))
            for each, kind in (("test_secret_name", Kind.TEXT), ("test_secret_value", Kind.PASSWORD))
        ]
        self._name, self._value = (each for each in made if isinstance(each, LineEditor))
        self._problem = Wrapped(tone="red")
        box = column(margin=12, spacing=4)
        for each in made:
            add_captioned(box, each)
            each.submitted.connect(self._want)
            each.edited.connect(self._problem.hide)
        box.addWidget(self._problem)
        box.addSpacing(GRID)
        go = button(text("test_secrets.keep"), "primary", press=self._want)
        box.addWidget(Flowing(go, button(text("test_secrets.leave"), "quiet", press=self._leave)))
        self.setLayout(box)
        self.hide()

    def begin(self, secret_name: str = "") -> None:
        """Ask for a secret in place of the one of this name, or for a new one."""
        self._replaces = bool(secret_name)
        self._name.restore(secret_name)
        self._name.setEnabled(not secret_name)
        self._value.restore("")
        self._problem.hide()
        self.show()
        (self._value if secret_name else self._name).target().setFocus()
        QTimer.singleShot(0, self, lambda: bring_into_sight(self))  # once it has its place

    def refuse(self, words: str) -> None:
        """Say why it cannot be kept."""
        self._problem.setText(words)
        self._problem.show()

    def _want(self) -> None:
        secret_name, secret = self._name.typed(), self._value.value()
        if not is_name(secret_name):
            self.refuse(text("scenario_problem.vault_name"))
            self._name.target().setFocus()
        elif not len(secret):
            self.refuse(text("test_secrets.no_value"))
            self._value.target().setFocus()
        else:
            self._value.restore("")
            self.wanted.emit(secret_name, secret, self._replaces)

    def _leave(self) -> None:
        self._value.restore("")
        self.hide()
        self.left.emit()


def _unavailable(trouble: VaultTrouble) -> str:
    words = text("test_secrets.unavailable", reason=text(f"vault_trouble.{trouble.value}.title"))
    if trouble is VaultTrouble.LOCKED:
        return f"{words} {text('test_secrets.unlock')}"
    needs = trouble in (VaultTrouble.NO_BACKEND, VaultTrouble.PLAIN_TEXT)
    return f"{words} {text('secret_command.install')}" if needs else words


def _list(model: TestSecretsModel) -> QListView:
    made = QListView()
    made.setModel(model)
    made.setItemDelegate(RowDelegate(made, below=ReferenceRole))
    name(made, text("test_secrets.list"))
    made.setMouseTracking(True)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setMinimumHeight(18 * GRID)
    follow_selection(made)
    return made
