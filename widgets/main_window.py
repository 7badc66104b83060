"""The window: puts panels, models and conductors together, and keeps its shape between starts."""

from PySide6.QtCore import QByteArray, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QSplitter, QWidget

from app.models.flows import FlowsModel
from app.models.inbox import InboxModel
from app.models.profiles import ProfilesModel
from app.models.saved import SavedModel
from app.models.timeline import TimelineModel
from app.texts import text
from app.workers.pace import Pace
from widgets.clipboard import clipboard
from widgets.columns import LeftColumn, RightColumn
from widgets.conduct.panels import Models, Panels, Strips
from widgets.conductors import Conductors
from widgets.notice import Notice
from widgets.parts import column, fit_icon
from widgets.presentation_bar import PresentationBar
from widgets.services import Services
from widgets.stage import Stage
from widgets.status_line import StatusLine
from widgets.theme import GRID, apply_theme
from widgets.top_bar import TopBar
from widgets.tour.card import TourCard
from widgets.window_menus import Look, add_menus

FIRST_SIZE = QSize(1280, 800)
FIRST_LEFT, MORE_LEFT = 312, 72  # pixels; and how many more where the text is twice as large
GEOMETRY, COLUMNS, RIGHT, SCALE, SCHEME, TOOL = (
    "window/geometry", "window/columns", "window/right", "window/text_scale", "window/colours", "code/tool",
)  # fmt: skip
LARGER = 1.1


class MainWindow(QMainWindow):
    """Composition only: behaviour is in the panels and their conductors. Closes at once, whatever is under way.

    `first`: no other window is open, so that it brings text size and colours along. `closed`: it was closed.
    """

    closed = Signal()
    profile_chosen = Signal()

    def __init__(self, services: Services, *, first: bool = True) -> None:
        super().__init__()
        self._services = services
        clipboard()  # from now on it takes away what was copied out of a field that shows a secret
        self._theme = apply_theme(_application())
        self._models = _models(self)
        self._panels = _panels(self._models)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._strips = Strips(
            presentation=PresentationBar(), notice=Notice(), clock=Notice(text("clock.notice")), tour=TourCard()
        )
        self._panels.right.details.names.profile_of = self._models.profiles.find
        self._compose()
        self.conductors = Conductors(self._panels, services, self._strips, self._theme, self)
        self._theme.changed.connect(self._fit_icons)
        if first:
            self._restore_look()
        self._restore()
        self._panels.top.profile_chosen.connect(self.profile_chosen)
        add_menus(self, self._panels, self.conductors, services, self._look())
        self._panels.left.form.focus_first()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.conductors.may_close():
            event.ignore()
            return
        settings = self._services.settings
        settings.setValue(GEOMETRY, self.saveGeometry())
        settings.setValue(COLUMNS, self._columns.saveState())
        settings.setValue(RIGHT, self._panels.right.saveState())
        settings.setValue(TOOL, self._panels.right.details.code.tool)
        self._panels.left.saved.flush()
        self.conductors.close()
        event.accept()
        self.closed.emit()

    @property
    def profile_name(self) -> str:
        """The name of the chosen profile; empty while there is none."""
        return self._panels.top.profiles.currentText()

    def take_profile_of(self, other: "MainWindow") -> None:
        """Choose the profile that is chosen in another window, as soon as it is there."""
        chosen = other._panels.top.profile
        if chosen is not None:
            self._panels.top.want(chosen.id)

    def _compose(self) -> None:
        panels = self._panels
        self.setWindowTitle(text("window.title"))
        for part in (panels.left, panels.stage, panels.right):
            self._columns.addWidget(part)
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(1)
        self._columns.setStretchFactor(1, 2)
        self._columns.setStretchFactor(2, 1)
        box = column(spacing=0)
        box.addWidget(panels.top)
        for strip in (self._strips.presentation, self._strips.notice, self._strips.clock):
            box.addWidget(strip)
        box.addWidget(self._columns, 1)
        box.addWidget(self._strips.tour)
        box.addWidget(panels.status)
        content = QWidget()
        content.setLayout(box)
        self.setCentralWidget(content)
        panels.stage.timeline.row_chosen.connect(panels.right.details.show_row)

    def _first_columns(self) -> list[int]:
        """The left column grows with the text, up to what the others can spare; the right one with the window."""
        total, more = self.width(), max(self._theme.scale - 1.0, 0.0)
        left = min(FIRST_LEFT + round(MORE_LEFT * more), max(FIRST_LEFT - round(3 * GRID * more), round(0.3 * total)))
        right = round(0.34 * total) - 6 * GRID
        return [left, max(total - left - right, 1), right]

    def _restore_look(self) -> None:
        settings = self._services.settings
        scale, scheme = settings.value(SCALE, 1.0, float), str(settings.value(SCHEME, ""))
        if scale != 1.0:
            self._theme.set_scale(float(scale))  # type: ignore[arg-type]
        if scheme in ("Light", "Dark"):
            self._theme.set_scheme(Qt.ColorScheme[scheme])

    def _restore(self) -> None:
        settings = self._services.settings
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize()))
        self._columns.setSizes(self._first_columns())
        self._panels.right.details.code.choose(str(settings.value(TOOL, "")))
        for key, restore in (
            (GEOMETRY, self.restoreGeometry),
            (COLUMNS, self._columns.restoreState),
            (RIGHT, self._panels.right.restoreState),
        ):
            kept = settings.value(key)
            if isinstance(kept, QByteArray):
                restore(kept)

    def _look(self) -> Look:
        return Look(
            larger=lambda: self._scale(self._theme.scale * LARGER),
            smaller=lambda: self._scale(self._theme.scale / LARGER),
            normal=lambda: self._scale(1.0),
            scheme=str(self._services.settings.value(SCHEME, "Unknown")),
            choose_scheme=self._choose_scheme,
        )

    @Slot()
    def _fit_icons(self) -> None:
        for each in self.findChildren(QAbstractButton):
            fit_icon(each)

    def _scale(self, scale: float) -> None:
        self._theme.set_scale(scale)
        self._services.settings.setValue(SCALE, self._theme.scale)

    def _choose_scheme(self, scheme: Qt.ColorScheme) -> None:
        self._theme.set_scheme(scheme)
        self._services.settings.setValue(SCHEME, scheme.name)


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def _models(parent: QMainWindow) -> Models:
    pace = Pace(parent)
    return Models(
        flows=FlowsModel(parent=parent),
        profiles=ProfilesModel(parent=parent),
        inbox=InboxModel(parent=parent),
        saved=SavedModel(parent=parent),
        timeline=TimelineModel(parent=parent, now=pace.now),
        pace=pace,
    )


def _panels(models: Models) -> Panels:
    return Panels(
        models=models,
        top=TopBar(models.profiles),
        left=LeftColumn(models.flows, models.saved, lambda wanted: models.profiles.row_of(wanted) >= 0),
        stage=Stage(models.timeline),
        right=RightColumn(models.inbox, models.timeline),
        status=StatusLine(),
    )
