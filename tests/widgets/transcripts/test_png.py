"""The sequence diagram as PNG: sharp, dark on white, never larger than it can be, written off the GUI thread."""

import threading

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QComboBox, QFileDialog

from app.errors import TranscriptError
from app.exporters.formats import FORMATS
from app.models.transcript_words import problem_words
from app.texts import text
from app.transcript.recording import Recording
from tests.helpers import sample_runs
from tests.helpers.exports import hostile, recorded
from tests.helpers.showing import button, words
from widgets.transcripts.png import LONGEST_SIDE, MOST_PIXELS, png
from widgets.transcripts.save import SaveDialog

PATIENCE = 20_000
RUN = sample_runs.wrong_code()


def read(written: bytes) -> QImage:
    picture = QImage.fromData(written, "PNG")
    assert not picture.isNull()
    return picture


def test_a_run_is_drawn_dark_on_white_with_two_pixels_for_each_of_the_drawings(qapp):
    picture = read(png(recorded(RUN)))
    assert picture.width() > 1200
    assert picture.dotsPerMeterX() == pytest.approx(2 * 96 * 39.37, abs=2)
    assert picture.pixelColor(1, 1) == QColor("white")
    inks = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 3) for y in range(0, 300, 3)}
    assert "#191d26" in inks


def test_many_runs_are_drawn_smaller_and_too_many_are_refused_in_words(qapp):
    many = read(png(recorded(*[RUN] * 35)))
    assert many.dotsPerMeterX() == pytest.approx(96 * 39.37, abs=2)
    assert max(many.width(), many.height()) <= LONGEST_SIDE
    assert many.width() * many.height() <= MOST_PIXELS
    with pytest.raises(TranscriptError) as caught:
        png(recorded(*[RUN] * 80))
    assert "choose fewer" in problem_words(caught.value)


def test_no_run_and_hostile_ones_make_pictures_too(qapp):
    for runs in ([], [Recording(run_id="r", events=())], hostile()):
        read(png(runs))


def test_it_can_be_drawn_beside_the_gui_thread(qapp):
    made = []
    worker = threading.Thread(target=lambda: made.append(png(recorded(RUN))))
    worker.start()
    worker.join(20)
    assert read(made[0]) == read(png(recorded(RUN)))


def test_the_dialog_exports_the_picture(make_desk, qtbot, tmp_path):
    desk = make_desk()
    for event in RUN:
        desk.panels.stage.take(sample_runs.started().run_id, event)
        desk.services.history.add(sample_runs.started().run_id, (event,))
    desk.window.conductors.transcripts.export()
    (dialog,) = desk.window.findChildren(SaveDialog)
    formats = dialog.findChildren(QComboBox)[1]
    assert [formats.itemData(place) for place in range(1, formats.count())] == list(FORMATS)
    formats.setCurrentIndex(formats.findData("png"))
    assert text("save_runs.about.png") in words(dialog)
    button(dialog, text("save_runs.save")).click()
    (ask,) = dialog.findChildren(QFileDialog)
    assert ask.defaultSuffix() == "png"
    ask.close()
    path = tmp_path / "sign-in.png"
    dialog.save_to(str(path))
    qtbot.waitUntil(lambda: text("save_runs.saved", path=str(path)) in words(dialog), timeout=PATIENCE)
    assert read(path.read_bytes()).width() > 1200
