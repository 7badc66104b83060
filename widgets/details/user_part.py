"""The part User of the page Account: GetUser's attributes beside the ID token's, and what can be changed."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.models.account import Account
from app.models.user_attributes import HEADINGS, AttributeRole, Compared, UserAttributesModel, compare
from app.texts import text
from widgets.clipboard import SHOWS_SECRET
from widgets.details.parts import note
from widgets.flowing import Flowing
from widgets.icons import icon
from widgets.parts import follow_selection, label, name, section
from widgets.theme import SMALL, colors, mono
from widgets.veil import Reveal
from widgets.wrapped import Wrapped

Index = QModelIndex | QPersistentModelIndex
VISIBLE_ROWS = 12
LEGIBLE = 7  # characters; of a value that is cut shorter nothing can be told
VALUES = (1, 2)  # the columns of GetUser and of the ID token
LOOKS = {  # how what is compared looks: an icon and the name of a colour
    Compared.DIFFERS.value: ("warning", "amber"),
    Compared.ONLY_USER.value: ("minus", "muted"),
    Compared.ONLY_TOKEN.value: ("minus", "muted"),
    Compared.SAME.value: ("check", "green"),
}


class UserPart:
    """A heading, a table or what to do where it is empty, and buttons; personal values are masked until revealed."""

    def __init__(self, parent: QWidget) -> None:
        self._model = UserAttributesModel(parent)
        self._run = ""
        self._revealed = False
        self._table = AttributesTable(self._model)
        self._empty = note(text("account.unknown_user"))
        self._summary = label(role="small", wrap=True)
        self._chosen = Wrapped(wire=True, size=SMALL)
        self._table.selectionModel().currentChanged.connect(self._say_chosen)
        self._reveal = Reveal()
        self._reveal.clicked.connect(self._toggle)
        self._reveal.covered.connect(self._cover)

    def add_to(self, box: QVBoxLayout, *buttons: QPushButton) -> None:
        """Lay it out."""
        box.addWidget(section(text("account.user")))
        box.addWidget(self._empty)
        box.addWidget(self._summary)
        box.addWidget(self._table)
        box.addWidget(self._chosen)
        box.addWidget(Flowing(self._reveal))
        box.addWidget(Flowing(*buttons))

    def show(self, account: Account) -> None:
        """Show what GetUser said last in this account; another account is masked again."""
        if account.run_id != self._run:
            self._run = account.run_id
            self._say_revealed(False)
        attributes = account.found.get("UserAttributes")
        known = attributes is not None
        username = str(account.found.get("Username", ""))
        self._model.show(compare(username, attributes, account.tokens.id_token) if known else [])
        self._empty.setVisible(not known)
        for part in (self._table, self._summary, self._reveal):
            part.setVisible(known)
        self._summary.setText(_summary(self._model, has_token=account.tokens.id_token is not None))
        self._table.updateGeometry()
        if not self._table.currentIndex().isValid():
            self._table.setCurrentIndex(self._model.index(self._model.first_differing, 0))
        self._say_chosen()

    def _toggle(self) -> None:
        self._say_revealed(not self._revealed)

    def _cover(self) -> None:
        self._say_revealed(False)

    def _say_revealed(self, revealed: bool) -> None:
        self._revealed = revealed
        self._model.reveal(revealed)
        self._table.setProperty(SHOWS_SECRET, revealed)
        self._reveal.say(revealed=revealed)
        self._say_chosen()

    def _say_chosen(self) -> None:
        """Say the chosen row in full: in a narrow column its values are cut off, or have no room at all."""
        row = self._table.currentIndex().row()
        places = range(len(HEADINGS)) if row >= 0 else ()
        cells = [str(self._model.index(row, column).data() or "") for column in places]
        words = [text(f"attributes.{heading}") for heading in HEADINGS]
        lines = [f"{word}: {cell}" for word, cell in zip(words, cells, strict=False) if cell]
        self._chosen.setText("\n".join(lines))
        self._chosen.setVisible(bool(lines) and not self._table.isHidden())
        self._chosen.setProperty(SHOWS_SECRET, self._revealed)


class AttributesTable(QTreeView):
    """As high as its rows, up to a dozen; values give way to the words about them."""

    def __init__(self, model: UserAttributesModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        name(self, text("account.attributes"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        follow_selection(self)
        model.modelReset.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def sizeHint(self) -> QSize:
        rows = min(max(self.model().rowCount(), 1), VISIBLE_ROWS)
        return QSize(200, self.header().sizeHint().height() + rows * max(self.sizeHintForRow(0), 20) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _fit(self) -> None:
        """Give how it compares its room, the name up to half of the rest, and the values what is left.

        Where that is next to nothing, they are not there: the line below has them of the chosen row.
        """
        header, last = self.header(), len(HEADINGS) - 1
        compared = max(self.sizeHintForColumn(last), header.sectionSizeHint(last))
        rest = max(self.viewport().width() - compared, 0)
        attribute = min(max(self.sizeHintForColumn(0), header.sectionSizeHint(0)), rest // 2)
        value = (rest - attribute) // 2
        legible = value >= LEGIBLE * self.fontMetrics().averageCharWidth()
        for column in VALUES:
            self.setColumnHidden(column, not legible)
        for column, width in enumerate((attribute if legible else rest, value, value, compared)):
            header.resizeSection(column, width)
        self.updateGeometry()


class _Cells(QStyledItemDelegate):
    """Wire values in the monospace face; how they compare by a word and an icon."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        column = HEADINGS[index.column()]
        if column != "compared":
            option.font = mono(SMALL)
            return
        looks, colour = LOOKS[str(index.data(AttributeRole.COMPARED))]
        option.icon = icon(looks, colour)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        side = option.fontMetrics.height()
        option.decorationSize = QSize(side, side)
        for role in (option.palette.ColorRole.Text, option.palette.ColorRole.HighlightedText):
            option.palette.setColor(role, getattr(colors(), colour))


def _summary(model: UserAttributesModel, *, has_token: bool) -> str:
    if not has_token:
        return text("account.no_id_token")
    count = model.differing
    if not count:
        return text("account.none_differ")
    return text("account.one_differs") if count == 1 else text("account.some_differ", count=count)
