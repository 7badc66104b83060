"""The dialog Scenarios: a page of files that are run together, and one of the test secrets that they name."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QPushButton, QTabWidget, QWidget

from app.models.scenarios import ScenariosModel
from app.texts import text
from widgets.drops import DropTarget
from widgets.notice import Notice
from widgets.parts import column, name
from widgets.scenarios.secrets import SecretsPage
from widgets.scenarios.suite import SuitePage
from widgets.theme import GRID

FIRST_SIZE, LEAST_SIZE = QSize(820, 760), QSize(400, 320)


class ScenariosDialog(QDialog):
    """Non-modal; stays as it is while it is closed, and what runs goes on. Files can be dropped on it."""

    def __init__(self, model: ScenariosModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("scenarios.title"))
        self.notice = Notice(text("scenarios.title"))
        self.suite = SuitePage(model)
        self.secrets = SecretsPage()
        self._tabs = QTabWidget()
        self._tabs.addTab(self.suite, text("scenarios.title"))
        self._tabs.addTab(self.secrets, text("test_secrets.title"))
        name(self._tabs.tabBar(), text("scenarios.pages"))
        for page in (self.suite, self.secrets):
            page.close_wanted.connect(self.close)
        target = DropTarget(self)
        target.dropped.connect(self.suite.open_wanted)
        target.refused.connect(self.notice.say)
        self._lay_out()
        self.setMinimumSize(LEAST_SIZE)
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize() - QSize(2 * GRID, 6 * GRID)))

    def _lay_out(self) -> None:
        for each in self.findChildren(QPushButton):
            each.setAutoDefault(False)  # Enter in a field is no wish to press one
        box = column(spacing=0)
        box.addWidget(self.notice)
        box.addWidget(self._tabs, 1)
        self.setLayout(box)
