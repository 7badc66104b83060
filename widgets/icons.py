"""The line icons of this project: SVG files drawn in one grey, tinted with the theme's colours when painted."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.texts import RESOURCES
from widgets.theme import colors

INK = "#7d8798"  # the stroke in the files, which the tint replaces


def icon(name: str, colour: str = "muted") -> QIcon:
    """Return the icon of resources/icons/NAME.svg, in the colour of that name among `Colors`, following the theme."""
    if not (RESOURCES / "icons" / f"{name}.svg").is_file():
        raise KeyError(name)
    return QIcon(_Engine(name, colour))


def paint_icon(painter: QPainter, name: str, colour: str, where: QRectF, *, bold: bool = False) -> None:
    """Draw an icon in a colour given as #rrggbb; `bold` is for small ones on a filled ground."""
    _renderer(name, colour, bold).render(painter, where)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str, bold: bool) -> QSvgRenderer:
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8").replace(INK, colour)
    if bold:
        drawing = drawing.replace('"2.4"', '"3"').replace('stroke-width="1.5"', 'stroke-width="2.2"')
    return QSvgRenderer(QByteArray(drawing.encode()))


class _Engine(QIconEngine):
    """Looks the colour up at each painting, so that an icon set once follows light and dark."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(0.4)
        paint_icon(painter, self._name, getattr(colors(), self._colour).name(), QRectF(rect))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: ARG002
        return self.pixmap(size, mode, state)
