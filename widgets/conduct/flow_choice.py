"""Conducts which flow is chosen: what a profile configures, unless the person chose another one for it."""

from PySide6.QtCore import QObject, Slot

from app.models.flow_in_force import configured_flow
from app.profiles.profile import Profile
from widgets.conduct.panels import Panels


class FlowChoiceConductor(QObject):
    """Remembers each profile's choice for as long as the program runs; a choice takes precedence, as in Amplify."""

    def __init__(self, panels: Panels, parent: QObject) -> None:
        super().__init__(parent)
        self._panels = panels
        self._profile: Profile | None = None
        self._chosen: dict[str, str] = {}  # by profile id: the flow that the person chose for it
        self._preselecting = False
        panels.top.profile_chosen.connect(self._on_profile)
        panels.left.flows.chosen.connect(self._on_chosen)
        panels.left.in_force.back_wanted.connect(self._go_back)
        self._on_profile(panels.top.profile)

    @Slot(object)
    def _on_profile(self, profile: Profile | None) -> None:
        """Preselect; where the profile configures nothing and nothing was chosen for it, what is chosen stays."""
        self._profile = profile
        configured = configured_flow(profile)
        preferred = configured.flow if configured is not None else ""
        self._choose(self._chosen.get(profile.id, preferred) if profile is not None else "")

    @Slot(str)
    def _on_chosen(self, flow: str) -> None:
        if self._profile is not None and not self._preselecting:
            self._chosen[self._profile.id] = flow
        self._show()

    @Slot()
    def _go_back(self) -> None:
        configured = configured_flow(self._profile)
        if self._profile is not None and configured is not None:
            self._chosen.pop(self._profile.id, None)
            self._choose(configured.flow)

    def _choose(self, flow: str) -> None:
        if flow:
            self._preselecting = True
            self._panels.left.flows.choose(flow)
            self._preselecting = False
        self._show()

    def _show(self) -> None:
        self._panels.left.in_force.show_flow(self._panels.left.flows.chosen_flow, configured_flow(self._profile))
