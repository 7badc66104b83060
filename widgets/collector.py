"""Lets Python's cyclic garbage collector run in the GUI thread only.

By itself it runs in whatever thread happens to allocate, and a worker that allocates would then destroy the widgets and
timers it finds: Qt goes on delivering events to them, and the program crashes (seen: a timer of a collected dialog).
"""

import gc

from PySide6.QtCore import QObject, QTimer

PERIOD = 500  # milliseconds between two looks


class Collector(QObject):
    """Switches the automatic collector off and looks, in the GUI thread, whether it would have run."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what the imports made stays for good: a full collection need not look at it
        self._timer = QTimer(self, interval=PERIOD)
        self._timer.timeout.connect(collect_due)
        self._timer.start()


def collect_due() -> None:
    """Collect the oldest generation whose threshold is passed, as the automatic collector would."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return
