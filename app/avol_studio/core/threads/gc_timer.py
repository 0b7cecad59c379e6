"""Collecting garbage in the GUI thread only.

Python looks for reference cycles in whichever thread happens to allocate. A cycle that holds a
widget or timer would then be destroyed in a worker thread, which Qt answers with a crash (seen
here: a segmentation fault once in two runs of the tests). So the search is switched off while
worker threads run, and done by a timer where the widgets live.
"""

from __future__ import annotations

import gc
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

EVERY = 250  # ms


class GarbageCollectionTimer(QTimer):
    """Collects while it is running; several may run at once."""

    _running: ClassVar[int] = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, interval=EVERY)
        self._thresholds = gc.get_threshold()
        self.timeout.connect(self.collect)

    def enable(self) -> None:
        """Take over from Python; what lives by now is left out of the search, to keep it short."""
        if not self.isActive():
            GarbageCollectionTimer._running += 1
            gc.disable()
            gc.freeze()
            self.start()

    def disable(self) -> None:
        """Give back to Python."""
        if self.isActive():
            self.stop()
            GarbageCollectionTimer._running -= 1
            if not GarbageCollectionTimer._running:
                gc.unfreeze()
                gc.enable()

    def collect(self) -> None:
        """Search as deep as Python would have by now."""
        counts = zip(gc.get_count(), self._thresholds, strict=True)
        due = [generation for generation, (count, most) in enumerate(counts) if count > most]
        if due:
            gc.collect(max(due))
