"""The look: colours for light and dark, three text sizes, an 8-pixel grid; a QPalette and one style sheet made of them.

The style sheet picks widgets by properties: buttons `kind` = primary, quiet; labels `role` = heading, section, muted,
small, strong, mono, wire, warn; frames `role` = panel, stage, bar, footer, notice, presenting, line, card (`active` =
true while it is the one to answer). Whoever paints by hand asks `colors()` at each painting and so follows the theme.
"""

from dataclasses import dataclass, fields
from enum import Enum
from math import isfinite
from string import Template

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.texts import RESOURCES

GRID = 8


class Size(Enum):
    """The three text sizes, as parts of the application's font."""

    SMALL = 0.86
    BODY = 1.0
    HEADING = 1.18


SMALL, BODY, HEADING = Size.SMALL, Size.BODY, Size.HEADING


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """The colours of one theme; each text colour has AA contrast on the surfaces it is used on."""

    window: QColor  # behind the timeline
    panel: QColor  # left, right, top and bottom
    card: QColor
    field: QColor  # inside text fields
    text: QColor
    muted: QColor
    border: QColor
    accent: QColor
    accent_soft: QColor
    on_accent: QColor
    bar: QColor  # the time that an exchange took
    green: QColor
    green_soft: QColor
    amber: QColor
    amber_soft: QColor
    red: QColor
    red_soft: QColor


def _palette_of(*names: str) -> Colors:
    return Colors(**{field.name: QColor(name) for field, name in zip(fields(Colors), names, strict=True)})


LIGHT = _palette_of(
    "#f4f6f9", "#ffffff", "#ffffff", "#f6f7fa", "#191d26", "#5b6678", "#dfe3ea", "#2f55d4", "#e7ecfd", "#ffffff",
    "#c6d0f2", "#13744a", "#dcf3e6", "#855400", "#fdf0d2", "#b3261e", "#fde7e5",
)  # fmt: skip
DARK = _palette_of(
    "#14171d", "#1c2027", "#1f242c", "#14171d", "#e9ebf1", "#9ba5b6", "#303743", "#8ea5ff", "#252f51", "#11141a",
    "#3a4980", "#5fd0a1", "#15372a", "#f3c163", "#3f2f10", "#ff938a", "#47211f",
)  # fmt: skip


class Theme(QObject):
    """Keeps palette and style sheet in step with the desktop's colour scheme and the application's font."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._base = QFont(app.font())
        self._scale = self._magnified = 1.0
        self._busy = False
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self.apply)
        app.installEventFilter(self)
        self.apply()

    @property
    def scale(self) -> float:
        """The person's own text size, 1.0 being the desktop's."""
        return self._scale

    def set_scale(self, scale: float) -> None:
        """Make all text larger or smaller: between 0.75 and 2.5 of the desktop's size."""
        self._scale = _readable(scale)
        self._fit()

    def magnify(self, factor: float) -> None:
        """Show all text larger by a factor for a while; the person's own text size is what it was."""
        if factor != self._magnified:
            self._magnified = factor
            self._fit()

    def _fit(self) -> None:
        larger = QFont(self._base)
        larger.setPointSizeF(_points(self._base) * _readable(self._scale * self._magnified))
        self._app.setFont(larger)
        self.apply()

    def set_scheme(self, scheme: Qt.ColorScheme) -> None:
        """Ask for light or dark; Unknown follows the desktop again."""
        self._app.setProperty("_scheme", None if scheme == Qt.ColorScheme.Unknown else scheme.name)
        self._app.styleHints().setColorScheme(scheme)
        self.apply()

    def apply(self) -> None:
        """Set palette and style sheet anew."""
        if self._busy:
            return
        self._busy = True
        try:
            self._app.setPalette(_palette(colors()))
            self._app.setStyleSheet(style_sheet(colors()))
        finally:
            self._busy = False
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # is called also while the program is torn down
        if watched is getattr(self, "_app", None) and event.type() == QEvent.Type.ApplicationFontChange:
            self.apply()
        return False


def _readable(scale: float) -> float:
    return min(max(scale, 0.75), 2.5) if isfinite(scale) else 1.0


def apply_theme(app: QApplication) -> Theme:
    """Give the application its look, once; it follows the desktop's scheme and font from then on."""
    found = app.findChild(Theme, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, Theme) else Theme(app)


def is_dark() -> bool:
    """Whether the dark colours are in use."""
    app = QApplication.instance()
    chosen = app.property("_scheme") if app is not None else None  # not every platform can be told its scheme
    if chosen:
        return bool(chosen == "Dark")
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def colors() -> Colors:
    """Return the colours in use now."""
    return DARK if is_dark() else LIGHT


def font(size: Size = BODY, *, bold: bool = False) -> QFont:
    """Return the application's font in one of the three sizes."""
    made = QFont(QApplication.font())
    made.setPointSizeF(_points(made) * size.value)
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def mono(size: Size = BODY) -> QFont:
    """Return the monospace face, for wire values only, as large as the text around it."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setPointSizeF(_points(QApplication.font()) * size.value * 0.96)
    return made


def style_sheet(look: Colors) -> str:
    """Fill the template in resources/styles with the colours, the text sizes and the folder of the icons."""
    template = Template((RESOURCES / "styles" / "window.qss").read_text("utf-8"))
    values = {field.name: getattr(look, field.name).name() for field in fields(Colors)}
    body = _points(QApplication.font())
    values |= {f"{size.name.lower()}_size": f"{body * size.value:.2f}pt" for size in Size}
    values |= {"mono": mono().family(), "scheme": "dark" if look is DARK else "light"}
    values |= {"icons": (RESOURCES / "icons").as_posix()}
    line = QFontMetrics(QApplication.font()).height()
    mark = 2 * round(line * 0.42)
    values |= {
        "styles": (RESOURCES / "styles").as_posix(),
        "line": line + 2,
        "scroller": 2 * line,
        "mark": mark,
        "mark_round": mark // 2 + 1,
    }
    return template.substitute(values)


def _points(of: QFont) -> float:
    if of.pointSizeF() > 0:
        return of.pointSizeF()
    screen = QGuiApplication.primaryScreen()  # a font given in pixels
    return of.pixelSize() * 72 / (screen.logicalDotsPerInch() if screen else 96)


def _palette(look: Colors) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: look.panel, role.WindowText: look.text, role.Base: look.field, role.AlternateBase: look.window,
        role.Text: look.text, role.Button: look.panel, role.ButtonText: look.text, role.ToolTipBase: look.card,
        role.ToolTipText: look.text, role.PlaceholderText: look.muted, role.Highlight: look.accent,
        role.HighlightedText: look.on_accent, role.Accent: look.accent, role.Link: look.accent,
        role.LinkVisited: look.accent,
        role.Light: look.card, role.Midlight: look.border, role.Mid: look.border, role.Dark: look.muted,
        role.Shadow: look.border, role.BrightText: look.red,
    }.items():  # fmt: skip
        palette.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, look.muted)
    return palette
