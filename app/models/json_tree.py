"""A sealed body as a tree, secrets masked until revealed; branches are made when they are looked into."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.models.tips import plain_tip
from app.secret import MASK, Secret
from app.texts import text

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

KeyRole = Qt.ItemDataRole.UserRole + 1
ValueRole = KeyRole + 1
KindRole = KeyRole + 2

CHUNK = 200  # children that a branch begins with; more come as they are scrolled to
LONGEST = 1000  # characters of one value


class Kind(StrEnum):
    """What a value is; the colour it is painted in."""

    TEXT = "text"
    NUMBER = "number"
    SECRET = "secret"  # noqa: S105 - the name of a kind
    BRANCH = "branch"


class Node:
    """One value of the body with its name, or its place in a list."""

    __slots__ = ("_children", "key", "parent", "place", "shown", "value")

    def __init__(self, key: str, value: object, parent: "Node | None", place: int) -> None:
        self.key, self.value, self.parent, self.place = key, value, parent, place
        self.shown = 0
        self._children: list[Node] | None = None

    @property
    def is_branch(self) -> bool:
        """Whether it is an object or a list."""
        return isinstance(self.value, Mapping | tuple | list)

    @property
    def count(self) -> int:
        """How many children it has, shown or not."""
        return len(self.value) if isinstance(self.value, Mapping | tuple | list) else 0

    @property
    def children(self) -> "list[Node]":
        """The children, made at the first look."""
        if self._children is None:
            named = self.value.items() if isinstance(self.value, Mapping) else enumerate(self._listed())
            self._children = [Node(str(key), value, self, place) for place, (key, value) in enumerate(named)]
            self.shown = min(len(self._children), CHUNK)
        return self._children

    def visited(self) -> bool:
        """Whether anybody looked at the children."""
        return self._children is not None

    def _listed(self) -> tuple[object, ...] | list[object]:
        return self.value if isinstance(self.value, tuple | list) else ()


class JsonTree(QAbstractItemModel):
    """One column: `name: value`; the roles give the parts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Node("", {}, None, 0)
        self._revealed = False

    def set_body(self, body: object) -> None:
        """Show another sealed body, masked; None shows nothing."""
        self.beginResetModel()
        self._revealed = False
        whole = body if isinstance(body, Mapping) else {} if body is None else {text("details.body"): body}
        self._root = Node("", whole, None, 0)
        self.endResetModel()

    def set_revealed(self, revealed: bool) -> None:
        """Show the secrets, or mask them again."""
        self._revealed = revealed
        self._tell(self._root, QModelIndex())

    def rowCount(self, parent: Index = NOWHERE) -> int:
        node = self._node(parent)
        if not node.is_branch or parent.column() > 0:
            return 0
        return node.shown if node.children else 0

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: ARG002
        return 1

    def hasChildren(self, parent: Index = NOWHERE) -> bool:
        return self._node(parent).count > 0 and parent.column() <= 0

    def canFetchMore(self, parent: Index) -> bool:
        node = self._node(parent)
        return node.visited() and node.shown < node.count

    def fetchMore(self, parent: Index) -> None:
        node = self._node(parent)
        more = min(CHUNK, len(node.children) - node.shown)
        if more > 0:
            self.beginInsertRows(QModelIndex(parent), node.shown, node.shown + more - 1)  # type: ignore[arg-type]
            node.shown += more
            self.endInsertRows()

    def index(self, place: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        if column != 0 or not 0 <= place < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(place, 0, self._node(parent).children[place])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        above = self._node(index).parent if index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.place, 0, above)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._node(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{node.key}: {self._value(node)}"
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(f"{node.key}: {self._value(node)}")
            case _ if role == KeyRole:
                return node.key
            case _ if role == ValueRole:
                return self._value(node)
            case _ if role == KindRole:
                return _kind(node.value).value
        return None

    def _value(self, node: Node) -> str:
        value = node.value
        if isinstance(value, Secret) and not self._revealed:
            return f"{MASK} {text('details.characters', count=f'{len(value):,}')}"
        if node.is_branch:
            many = "details.members" if isinstance(value, Mapping) else "details.items"
            return text(many, count=f"{node.count:,}")
        plain = value.reveal() if isinstance(value, Secret) else value
        written = json.dumps(plain[:LONGEST] if isinstance(plain, str) else plain, ensure_ascii=False, default=str)
        too_long = isinstance(plain, str) and len(plain) > LONGEST
        return f"{written}… {text('details.characters', count=f'{len(str(plain)):,}')}" if too_long else written

    def _node(self, index: Index) -> Node:
        node = index.internalPointer() if index.isValid() else self._root
        assert isinstance(node, Node)
        return node

    def _tell(self, node: Node, where: QModelIndex) -> None:
        if not node.visited() or not node.shown:
            return
        self.dataChanged.emit(self.index(0, 0, where), self.index(node.shown - 1, 0, where))
        for child in node.children[: node.shown]:
            if child.visited():
                self._tell(child, self.index(child.place, 0, where))


def _kind(value: object) -> Kind:
    if isinstance(value, Secret):
        return Kind.SECRET
    if isinstance(value, Mapping | tuple | list):
        return Kind.BRANCH
    return Kind.TEXT if isinstance(value, str) else Kind.NUMBER
