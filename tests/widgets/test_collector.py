"""Garbage is collected in the GUI thread only."""

import gc
import threading
import weakref

from PySide6.QtCore import QCoreApplication, QObject, QThread, QTimer

from widgets.collector import Collector


class Cycle(QObject):
    """Refers to itself, so only the cyclic collector can take it; tells in which thread it goes."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self.itself = self
        self.timer = QTimer(self, interval=1)
        self.timer.start()
        weakref.finalize(self, lambda: told.append(threading.current_thread().name))


def test_a_worker_that_allocates_does_not_collect_what_belongs_to_the_gui_thread(qapp, qtbot):
    assert QThread.currentThread() is QCoreApplication.instance().thread()
    parent = QObject()
    Collector(parent)
    told: list[str] = []
    for _ in range(20):
        Cycle(told)

    kept: list[list[int]] = []

    def allocate() -> None:
        kept.extend([index] for index in range(50_000))  # far past the collector's thresholds

    worker = threading.Thread(target=allocate, name="worker")
    worker.start()
    worker.join()
    assert told == []

    gc.collect()
    assert told == [threading.main_thread().name] * 20
    parent.deleteLater()


def test_it_looks_by_itself_while_the_event_loop_runs(qapp, qtbot):
    parent = QObject()
    Collector(parent)
    told: list[str] = []
    Cycle(told)

    kept: list[list[int]] = []

    def enough() -> bool:
        kept.extend([index] for index in range(2000))
        return bool(told)

    qtbot.waitUntil(enough, timeout=20_000)
    assert told == [threading.main_thread().name]
    parent.deleteLater()
