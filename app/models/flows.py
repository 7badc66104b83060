"""The flows that a person can pick, in their groups, with what the chosen app client would need to allow them."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.auth.app_client_rules import allows, value_to_add
from app.auth.flows import FLOWS, FlowInfo
from app.texts import text

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class FlowRole(IntEnum):
    """What a row of the flow list knows beyond its title."""

    NAME = Qt.ItemDataRole.UserRole + 1  # the key in FLOWS
    AUTH_FLOW = Qt.ItemDataRole.UserRole + 2  # as Cognito spells it
    AMPLIFY = Qt.ItemDataRole.UserRole + 3  # as Amplify spells it, or empty
    SUMMARY = Qt.ItemDataRole.UserRole + 4
    OFF = Qt.ItemDataRole.UserRole + 5  # the ExplicitAuthFlows value that would allow it, or empty where it is allowed
    GROUP = Qt.ItemDataRole.UserRole + 6  # the heading above the first flow of a group, else empty


class FlowsModel(QAbstractListModel):
    """One row for each flow of FLOWS, in its order."""

    def __init__(self, flows: Mapping[str, FlowInfo] = FLOWS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._flows = tuple(flows.values())
        self._explicit: tuple[str, ...] | None = None
        self._seen: Mapping[str, bool] = {}

    def set_client(self, explicit_auth_flows: tuple[str, ...] | None) -> None:
        """Mark the flows that an app client with these ExplicitAuthFlows refuses; None where they are not known."""
        self._explicit = explicit_auth_flows
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def set_seen(self, flows: Mapping[str, bool]) -> None:
        """Take what sign-ins have shown, by the values that flows need: it counts more than what was known before."""
        if flows != self._seen:
            self._seen = flows
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def flow(self, row: int) -> FlowInfo:
        """The flow of a row."""
        return self._flows[row]

    def row_of(self, name: str) -> int:
        """The row of a flow by its key in FLOWS; 0 for a name that is not there."""
        return next((row for row, flow in enumerate(self._flows) if flow.name == name), 0)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._flows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        flow = self._flows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return text(f"flow.{flow.name}.title")
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._description(index.row())
            case FlowRole.NAME:
                return flow.name
            case FlowRole.AUTH_FLOW:
                return flow.auth_flow
            case FlowRole.AMPLIFY:
                return flow.amplify
            case FlowRole.SUMMARY:
                return text(f"flow.{flow.name}.summary")
            case FlowRole.OFF:
                return self._off(flow)
            case FlowRole.GROUP:
                return self._heading(index.row())
        return None

    def _off(self, flow: FlowInfo) -> str:
        if not flow.needs or self._seen.get(flow.needs, allows(self._explicit, flow.needs)):
            return ""
        return value_to_add(self._explicit, flow.needs) or flow.needs

    def _heading(self, row: int) -> str:
        group = self._flows[row].group
        return "" if row and self._flows[row - 1].group == group else text(f"flow_group.{group}")

    def _description(self, row: int) -> str:
        flow = self._flows[row]
        parts = [flow.auth_flow, flow.amplify, text(f"flow.{flow.name}.summary")]
        if off := self._off(flow):
            parts.append(text("flow_list.off", value=off))
        return ", ".join(part for part in parts if part)
