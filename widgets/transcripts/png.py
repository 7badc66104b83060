"""Sequence diagrams as PNG: the SVG drawn by Qt, on whatever thread asks (Qt lets the others go on meanwhile).

Dark on white, as on paper, whatever the window's colours are.
"""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.errors import TranscriptError
from app.exporters.diagram import svg
from app.transcript.recording import Recording

SCALES = (2, 1)  # pixels for each of the drawing's; as many as there is room for
LONGEST_SIDE = 32_000  # pixels: Qt's painter goes no further
MOST_PIXELS = 60_000_000  # four bytes each
INCH = 96  # pixels of the drawing
METRE = 39.37  # inches


def png(recordings: Sequence[Recording]) -> bytes:
    """Return a picture of runs, which are redacted already; TranscriptError where they are too many for one."""
    drawing = QSvgRenderer(QByteArray(svg(recordings).encode()))
    scale = _scale(drawing.defaultSize())
    size = drawing.defaultSize() * scale
    picture = QImage(size, QImage.Format.Format_RGB32)
    if picture.isNull():  # there is no memory for it
        raise TranscriptError("", "picture_too_large")
    picture.fill(QColor("white"))
    picture.setDotsPerMeterX(round(INCH * scale * METRE))
    picture.setDotsPerMeterY(round(INCH * scale * METRE))
    painter = QPainter(picture)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    drawing.render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return _encoded(picture)


def _scale(size: QSize) -> int:
    """Return how many pixels each of the drawing's gets."""
    for scale in SCALES:
        wide, high = size.width() * scale, size.height() * scale
        if max(wide, high) <= LONGEST_SIDE and wide * high <= MOST_PIXELS:
            return scale
    raise TranscriptError("", "picture_too_large")


def _encoded(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes for the format, Qt takes both
    return bytes(buffer.data().data())
