"""The diagram is an SVG that stands by itself, keeps its words on the sheet, and is drawn by Qt as well."""

from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.exporters.diagram import COLOURS, svg
from app.exporters.lettering import broken, width
from tests.helpers import sample_runs as sample
from tests.helpers.exports import all_kinds, hostile, recorded

SVG = "{http://www.w3.org/2000/svg}"
ALL = pytest.mark.parametrize("recordings", [all_kinds(), hostile(), ()], ids=["all kinds", "hostile", "none"])


def parsed(recordings):
    return ElementTree.fromstring(svg(recordings).encode())


def words(root):
    return [element.text for element in root.iter(f"{SVG}text")]


@ALL
def test_it_is_made_of_shapes_and_texts_alone(recordings):
    root = parsed(recordings)
    shapes = {"svg", "title", "rect", "line", "path", "text"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= shapes
    for element in root.iter():
        assert not [name for name in element.attrib if name.startswith("on") or "href" in name or name == "style"]
        assert "url(" not in " ".join(element.attrib.values())


@ALL
def test_every_word_and_shape_is_on_the_sheet(recordings):
    root = parsed(recordings)
    wide, high = float(root.get("width")), float(root.get("height"))
    for element in root.iter(f"{SVG}text"):
        x, y, size = (float(element.get(name)) for name in ("x", "y", "font-size"))
        half = width(element.text, size) / 2
        left, right = (x, x + 2 * half) if element.get("text-anchor") == "start" else (x - half, x + half)
        assert 0 <= left < right <= wide, element.text
        assert size <= y <= high, element.text
    for element in root.iter(f"{SVG}rect"):
        x, y, its_width, its_height = (float(element.get(name, 0)) for name in ("x", "y", "width", "height"))
        assert x >= 0
        assert x + its_width <= wide
        assert y + its_height <= high


@ALL
def test_no_two_texts_lie_upon_each_other(recordings):
    boxes = []
    for element in parsed(recordings).iter(f"{SVG}text"):
        x, y, size = (float(element.get(name)) for name in ("x", "y", "font-size"))
        wide = width(element.text, size)
        left = x if element.get("text-anchor") == "start" else x - wide / 2
        boxes.append((left, y - size * 0.75, left + wide, y + size * 0.2, element.text))
    for place, (left, top, right, bottom, text) in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart, (text, other[4])


def test_it_says_who_asked_whom_for_what():
    said = words(parsed(recorded(sample.signed_in())))
    assert said[:6] == [
        "User SRP · <user-1> · practice / public-all", "Signed in · 19 s", "Person", "App", "Cognito", "Keyring",
    ]  # fmt: skip
    for each in ("InitiateAuth", "PASSWORD_VERIFIER · 84 ms", "The person answered · 19 s", "Refresh token saved"):
        assert each in said
    assert "19.201 s" in said


def test_only_those_who_take_part_have_a_line():
    said = words(parsed(recorded(sample.no_answer())))
    assert {"App", "Cognito"} <= set(said)
    assert {"Person", "Keyring", "Authenticator"}.isdisjoint(said)


@ALL
def test_qt_draws_it(qapp, recordings):
    renderer = QSvgRenderer(QByteArray(svg(recordings).encode()))
    assert renderer.isValid()
    image = QImage(renderer.defaultSize(), QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    assert image.pixelColor(1, 1) == QColor(COLOURS["paper"])


def test_long_words_are_broken_and_long_texts_cut():
    lines = broken("AWSCognitoIdentityProviderService_RespondToAuthChallenge " * 4, 12, 150, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert max(width(line, 12) for line in lines) <= 150
    assert broken("one two", 12, 500, 3) == ["one two"]
