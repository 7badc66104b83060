"""Work on a thread: what fails in it is written down, unless nobody is there any more."""

import logging

import pytest
from PySide6.QtCore import QObject, Signal
from shiboken6 import delete

from app.workers.threads import working


class Worker(QObject):
    told = Signal(int)


@pytest.mark.logs("a job failed in a way it should not")
@pytest.mark.parametrize("kind", [RuntimeError, ValueError])
def test_a_defect_is_logged_without_its_message_and_what_follows_goes_on(kind, caplog):
    with working(Worker(), "a job"):
        raise kind("hunter2")
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert kind.__name__ in record.getMessage()
    assert "hunter2" not in record.getMessage()


def test_a_worker_that_went_with_its_window_ends_in_silence(caplog):
    worker, reached = Worker(), []
    with working(worker, "a job"):
        delete(worker)
        worker.told.emit(1)
        reached.append("beyond")
    assert not reached
    assert not caplog.records
