"""Limits how often a part of the window is updated."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

EARLY = 0.9  # of an interval after which the next update may run: frames come at uneven times


class Pacer(QObject):
    """Runs updates at most once per `interval` milliseconds: the newest wins, the last is run.

    Numbers and axes that change with each frame cannot be read, but cost as much as the image. An
    update runs where it is requested, if the last one is long enough ago: what is requested with
    one frame is painted at once. The last one, after which none is requested, runs up to two
    intervals after the one before.
    """

    def __init__(self, interval: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: Callable[[], None] | None = None
        self._run_at = -math.inf
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.flush)
        self.set_interval(interval)

    def set_interval(self, interval: int) -> None:
        """Set the milliseconds between two updates."""
        self._interval = interval
        self._timer.setInterval(2 * interval)

    def run(self, update: Callable[[], None], now: bool = False) -> None:
        """Run an update, at once if the last one is long enough ago or if `now`, else later."""
        self._waiting = update
        elapsed = 1000 * (time.monotonic() - self._run_at)
        if now or elapsed >= EARLY * self._interval:
            self.flush()
        elif not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Run the update that waits, if any."""
        waiting, self._waiting = self._waiting, None
        self._timer.stop()
        if waiting is not None:
            self._run_at = time.monotonic()
            waiting()

    def cancel(self) -> None:
        """Drop the update that waits, if any."""
        self._waiting = None
        self._timer.stop()
