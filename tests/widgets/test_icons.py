"""The line icons."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage
from PySide6.QtSvg import QSvgRenderer

from app.texts import RESOURCES
from widgets.icons import INK, icon
from widgets.theme import DARK, LIGHT, apply_theme

FILES = sorted((RESOURCES / "icons").glob("*.svg"))


def inks(image: QImage) -> set[str]:
    """The colours of all pixels that are fully painted."""
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in places if image.pixelColor(x, y).alpha() == 255}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_icon_is_valid_of_one_family_and_paints_something(qapp, file):
    assert QSvgRenderer(str(file)).isValid()
    drawing = file.read_text("utf-8")
    assert 'viewBox="0 0 16 16"' in drawing
    assert f'stroke="{INK}"' in drawing
    assert inks(icon(file.stem).pixmap(QSize(64, 64)).toImage())


def test_an_icon_set_once_follows_the_scheme(qapp):
    theme = apply_theme(qapp)
    made = icon("check", "accent")
    theme.set_scheme(Qt.ColorScheme.Light)
    light = inks(made.pixmap(QSize(64, 64)).toImage())
    theme.set_scheme(Qt.ColorScheme.Dark)
    dark = inks(made.pixmap(QSize(64, 64)).toImage())
    theme.set_scheme(Qt.ColorScheme.Unknown)
    assert LIGHT.accent.name() in light
    assert DARK.accent.name() in dark
    assert light.isdisjoint(dark)


def test_a_disabled_icon_is_fainter(qapp):
    made = icon("stop")
    faint = made.pixmap(QSize(32, 32), QIcon.Mode.Disabled).toImage()
    assert not inks(faint)


def test_an_icon_outlives_copies_of_itself(qapp):
    copy = QIcon(icon("key"))
    assert inks(copy.pixmap(QSize(32, 32)).toImage())


def test_an_icon_that_does_not_exist_is_an_error(qapp):
    with pytest.raises(KeyError):
        icon("nonsense")
