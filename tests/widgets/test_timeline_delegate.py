"""Painted rows: nothing overlaps, nothing is cut, at any width and text size."""

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.models.rows import Row, RowKind
from app.models.timeline import RowRole, TimelineModel
from tests.helpers import sample_runs as sample
from widgets import timeline_delegate as module
from widgets.theme import apply_theme, colors
from widgets.timeline_delegate import TimelineDelegate

SCALES = (1.0, 2.0)
WIDTHS = (240, 388, 592, 1100)


@pytest.fixture(params=SCALES)
def delegate(qapp, request):
    theme = apply_theme(qapp)
    theme.set_scale(request.param)
    yield TimelineDelegate()
    theme.set_scale(1.0)


@pytest.fixture
def model(qapp):
    made = TimelineModel(now=lambda: sample.T0 + 20)
    for run_id, events in {"a": sample.wrong_code(), "b": sample.signed_in(), "c": sample.until_sms()}.items():
        for event in events:
            made.add(run_id, event)
    return made


class Notes:
    """Stands between the painting and its painter, and notes where each line of text really goes."""

    def __init__(self, monkeypatch):
        self.boxes: list[QRectF] = []
        original = module._Brush.text

        def text(brush, where, words, face: QFont, ink, side=module.LEFT):
            taken = original(brush, where, words, face, ink, side)
            if taken:
                left = where.right() - taken if side == module.RIGHT else where.left()
                self.boxes.append(QRectF(left, where.top(), taken, module.QFontMetricsF(face).height()))
            return taken

        monkeypatch.setattr(module._Brush, "text", text)


def paint(
    delegate: TimelineDelegate, model: TimelineModel, place: int, width: int, state=QStyle.StateFlag.State_Enabled
):
    index = model.index(place, 0)
    height = delegate.height(index.data(RowRole), width)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(colors().window)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, width, height)
    option.state = state
    painter = QPainter(image)
    delegate.paint(painter, option, index)
    painter.end()
    return image


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_overlaps_another_or_leaves_its_row(delegate, model, monkeypatch, width):
    for place in range(model.rowCount()):
        notes = Notes(monkeypatch)
        image = paint(delegate, model, place, width)
        monkeypatch.undo()
        row = QRectF(-0.5, -0.5, image.width() + 1, image.height() + 1)
        for box in notes.boxes:
            assert row.contains(box), (model.index(place, 0).data(), box)
        for number, one in enumerate(notes.boxes):
            for other in notes.boxes[number + 1 :]:
                shared = one.intersected(other.adjusted(0, 1, 0, -1))
                assert shared.isEmpty(), (model.index(place, 0).data(), one, other)


@pytest.mark.parametrize("width", [592, 1100])
def test_at_its_usual_width_a_row_shows_its_words_whole(qapp, model, monkeypatch, width):
    delegate = TimelineDelegate()
    shown = []
    monkeypatch.setattr(QPainter, "drawText", lambda self, *given: shown.append(given[-1]))
    paint(delegate, model, 2, width)
    assert shown == [
        "0.091",
        "121 ms",
        "RespondToAuthChallenge",
        "SMS_MFA",
        "PASSWORD_VERIFIER · password proof",
    ]


def test_a_narrow_row_is_higher_than_a_wide_one_where_it_has_a_chip(delegate, model):
    rows = [model.index(place, 0).data(RowRole) for place in range(model.rowCount())]
    for row in rows:
        assert isinstance(row, Row)
        higher = delegate.height(row, 240) > delegate.height(row, 3000)
        assert higher == (row.kind in (RowKind.HEADING, RowKind.EXCHANGE, RowKind.WAITING))


def test_the_current_row_stands_out(qapp, model):
    delegate = TimelineDelegate()
    plain = paint(delegate, model, 1, 592)
    chosen = paint(delegate, model, 1, 592, QStyle.StateFlag.State_Selected)
    assert chosen.pixelColor(300, 2) == colors().accent_soft != plain.pixelColor(300, 2)
    focus = paint(delegate, model, 1, 592, QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
    assert focus.pixelColor(1, 20) == colors().accent


def test_line_breaks_in_a_servers_words_stay_in_one_line(qapp, model, monkeypatch):
    shown = []
    monkeypatch.setattr(QPainter, "drawText", lambda self, *given: shown.append(given[-1]))
    model.index(4, 0).data(RowRole).detail = "one\n\ntwo\u2028three"
    paint(TimelineDelegate(), model, 4, 1100)
    assert "one two three" in shown


def test_the_rows_are_painted_in_both_schemes(qapp, model):
    theme = apply_theme(qapp)
    pictures = []
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        theme.set_scheme(scheme)
        pictures.append(paint(TimelineDelegate(), model, 2, 592))
    theme.set_scheme(Qt.ColorScheme.Unknown)
    assert pictures[0] != pictures[1]


def test_the_words_below_a_title_end_before_the_column_of_chips(qapp, model, monkeypatch):
    delegate = TimelineDelegate()
    places = {}
    monkeypatch.setattr(QPainter, "drawText", lambda self, where, flags, words: places.update({words: where}))
    model.index(2, 0).data(RowRole).detail = "PASSWORD_VERIFIER · " + "many names, " * 9
    paint(delegate, model, 2, 592)
    below = next(where for words, where in places.items() if words.startswith("PASSWORD_VERIFIER"))
    assert below.right() + 8 <= places["SMS_MFA"].left()
