"""Garbage collection in the GUI thread only.

Python searches for reference cycles in the thread that happens to allocate. A cycle that contains
a widget or a timer would be destroyed in a worker thread, and Qt would crash. While worker threads
run, a timer in the GUI thread therefore replaces the automatic collection.
"""

from __future__ import annotations

import gc
from typing import ClassVar
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

EVERY = 250  # ms


class GarbageCollectionTimer(QTimer):
    """Collects garbage while it is enabled; several timers may be enabled at once."""

    _timers: ClassVar[WeakSet[GarbageCollectionTimer]] = WeakSet()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, interval=EVERY)
        self._thresholds = gc.get_threshold()
        self.timeout.connect(self.collect)

    def enable(self) -> None:
        """Replace the automatic collection; existing objects are excluded to keep it short."""
        if not self.isActive():
            GarbageCollectionTimer._timers.add(self)
            gc.disable()
            gc.freeze()
            self.start()

    def disable(self) -> None:
        """Restore the automatic collection, unless another timer is enabled.

        A timer that Qt has destroyed while it was enabled does not count.
        """
        if self.isActive():
            self.stop()
            if not any(isValid(timer) and timer.isActive() for timer in self._timers):
                gc.unfreeze()
                gc.enable()

    def collect(self) -> None:
        """Collect the generations that Python would have collected by now."""
        counts = zip(gc.get_count(), self._thresholds, strict=True)
        due = [generation for generation, (count, most) in enumerate(counts) if count > most]
        if due:
            gc.collect(max(due))
