"""All conductors of a window, made in their order: each is told of what came before it, none of what comes after."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QMainWindow

from app.workers.pace import PacedRun
from app.workers.practice_desk import PracticeDesk
from widgets.conduct.account import AccountConductor
from widgets.conduct.app_client import AppClientConductor
from widgets.conduct.compare import CompareConductor
from widgets.conduct.drops import DropsConductor
from widgets.conduct.flow_choice import FlowChoiceConductor
from widgets.conduct.hold import HoldConductor
from widgets.conduct.kept_tokens import KeptTokens
from widgets.conduct.make_scenario import MakeScenarioConductor
from widgets.conduct.matrix import MatrixConductor
from widgets.conduct.panels import Panels, Strips
from widgets.conduct.practice import PracticeConductor
from widgets.conduct.presentation import PresentationConductor
from widgets.conduct.profiles import ProfilesConductor
from widgets.conduct.refusals import RefusalConductor
from widgets.conduct.remarks import RemarksConductor
from widgets.conduct.replay import ReplayConductor
from widgets.conduct.scenarios import ScenariosConductor
from widgets.conduct.sign_ins import SignInConductor
from widgets.conduct.sign_out import SignOutConductor
from widgets.conduct.tokens import TokensConductor
from widgets.conduct.tour import TourConductor
from widgets.conduct.transcripts import TranscriptsConductor
from widgets.conduct.triggers import TriggersConductor
from widgets.conduct.user import UserConductor
from widgets.conduct.vault import VaultConductor
from widgets.conduct.what_if import WhatIfConductor
from widgets.services import Services
from widgets.theme import Theme


class Conductors:
    """Who makes the panels do something. A new one is a line here, and a line in window_menus.py for its menu rows."""

    def __init__(
        self, panels: Panels, services: Services, strips: Strips, theme: Theme, window: QMainWindow
    ) -> None:
        pace = panels.models.pace
        self.sign_ins = SignInConductor(panels, lambda request: PacedRun(services.start_run(request), pace), window)
        tokens = KeptTokens(panels.models.profiles, services.vault, self.sign_ins)
        self.vault = VaultConductor(panels, services.vault, tokens, self.sign_ins)
        self.sign_out = SignOutConductor(panels, services.vault, tokens, self.sign_ins)
        self.refusals = RefusalConductor(panels, services, strips.clock, self.sign_ins)
        self.account = AccountConductor(panels, self.sign_ins)
        self.hold = HoldConductor(panels, self.sign_ins)
        self.tokens = TokensConductor(panels, self.sign_ins, self.refusals.clock)
        self.user = UserConductor(panels, self.sign_ins)
        self.profiles = ProfilesConductor(panels, services, strips.notice, self.refusals.remedies, window)
        self.drops = DropsConductor(services.history, self.profiles.read, window)
        self.drops.watch(window, strips.notice)
        self.profiles.made.connect(lambda dialog: self.drops.watch(dialog, dialog.notice))
        self.transcripts = TranscriptsConductor(panels, services.history, self.sign_ins, strips.notice, window)
        self.make_scenario = MakeScenarioConductor(panels, window)
        self.remarks = RemarksConductor(panels, services.history, window)
        self.compare = CompareConductor(panels, self.sign_ins, self.transcripts, window)
        self.scenarios = ScenariosConductor(panels, services, window)
        self.replay = ReplayConductor(panels, self.sign_ins, self.compare.compare, window)
        self.flow_choice = FlowChoiceConductor(panels, window)
        self.app_client = AppClientConductor(panels, self.sign_ins, services.profiles, window)
        self.refusals.remedies.dialogs["check_client"] = self.app_client.check
        self.practice = PracticeConductor(panels, services.practice, services.settings, window)
        self.desk = PracticeDesk(services.practice, window)
        self.what_if = WhatIfConductor(panels, self.desk, services.practice, window)
        self.what_if.clock_set.connect(self.refusals.clock.set_practice)
        self.matrix = MatrixConductor(panels, services, window)
        self.triggers = TriggersConductor(panels, self.desk, services.practice, window)
        self.presentation = PresentationConductor(pace, strips.presentation, theme, window)
        self.tour = TourConductor(panels, self.sign_ins, strips.tour, self._tour_acts(panels), window)
        self.sign_ins.asked.connect(services.practice.poll)  # the code should be there before the person looks

    def _tour_acts(self, panels: Panels) -> Mapping[str, Callable[[], object]]:
        """What the guided tour can do at a station, by the names in app/models/tour.py."""
        return {
            "read": lambda: panels.right.details.show_page("response"),
            "export": self.transcripts.export,
            "profiles": self.profiles.open,
        }

    def may_close(self) -> bool:
        """Say whether nothing would be lost; where something would, it has been asked about."""
        return self.profiles.may_close()

    def close(self) -> None:
        """End what is under way, and the dialogs."""
        self.presentation.end()
        self.tour.end()  # before the profile is remembered: the person's own is, not the tour's
        self.practice.remember()
        self.sign_ins.stop()
        self.app_client.close()
        self.matrix.close()
        self.transcripts.close()
        self.scenarios.close()
        self.make_scenario.close()
        self.compare.close()
        self.what_if.close()
        self.triggers.close()
        self.desk.stop()
        self.replay.close()
