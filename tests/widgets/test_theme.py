"""Colours, sizes and the style sheet."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from widgets.theme import BODY, DARK, HEADING, LIGHT, SMALL, apply_theme, colors, font, mono, style_sheet


@pytest.fixture
def theme(qapp):
    made = apply_theme(qapp)
    yield made
    made.set_scheme(Qt.ColorScheme.Unknown)
    made.set_scale(1.0)


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio as WCAG 2 defines it."""

    def luminance(colour: QColor) -> float:
        parts = [colour.redF(), colour.greenF(), colour.blueF()]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])
@pytest.mark.parametrize(
    ("ink", "grounds"),
    [
        ("text", ("window", "panel", "card", "field", "accent_soft")),
        ("muted", ("window", "panel", "card", "field", "accent_soft")),
        ("accent", ("window", "panel", "card", "accent_soft")),
        ("on_accent", ("accent",)),
        ("green", ("window", "panel", "card", "green_soft")),
        ("amber", ("window", "panel", "card", "amber_soft")),
        ("red", ("window", "panel", "card", "field", "red_soft", "accent_soft")),
    ],
)
def test_every_text_has_the_contrast_of_aa_on_its_grounds(look, ink, grounds):
    for ground in grounds:
        assert contrast(getattr(look, ink), getattr(look, ground)) >= 4.5, ground


def test_there_is_one_theme_however_often_it_is_applied(theme, qapp):
    assert apply_theme(qapp) is theme


def test_a_chosen_scheme_changes_palette_and_colours(theme, qapp, qtbot):
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme(Qt.ColorScheme.Dark)
    assert colors() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == DARK.panel
    theme.set_scheme(Qt.ColorScheme.Light)
    assert colors() is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Accent) == LIGHT.accent


def test_text_twice_as_large_makes_all_three_sizes_twice_as_large(theme):
    before = [font(size).pointSizeF() for size in (SMALL, BODY, HEADING)]
    theme.set_scale(2.0)
    assert [font(size).pointSizeF() for size in (SMALL, BODY, HEADING)] == pytest.approx([2 * each for each in before])
    assert before[0] < before[1] < before[2]
    assert f"{2 * before[2]:.2f}pt" in QApplication.instance().styleSheet()


def test_the_scale_has_bounds(theme):
    theme.set_scale(100)
    assert theme.scale == 2.5
    theme.set_scale(0)
    assert theme.scale == 0.75


def test_wire_values_stand_in_a_fixed_face(qapp):
    assert mono().family() != font().family()


@pytest.mark.parametrize("look", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])
def test_the_style_sheet_is_filled_whole_and_its_pictures_exist(qapp, look):
    sheet = style_sheet(look)
    assert "$" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert all(Path(picture).read_text("utf-8").startswith("<svg") for picture in set(pictures))


def test_no_colour_is_left_out():
    for look in (LIGHT, DARK):
        assert all(getattr(look, field.name).isValid() for field in fields(look))
