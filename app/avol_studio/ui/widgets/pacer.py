"""Limits how often a part of the window is updated."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Pacer(QObject):
    """Runs updates at most once per `interval` milliseconds: the newest wins, the last is run.

    Numbers and axes that change with each frame cannot be read, but cost as much as the image.
    """

    def __init__(self, interval: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=interval)
        self._timer.timeout.connect(self.flush)

    def run(self, update: Callable[[], None], now: bool = False) -> None:
        """Run an update, at once if the last one is long enough ago or if `now`, else later."""
        self._waiting = update
        if now or not self._timer.isActive():
            self.flush()

    def flush(self) -> None:
        """Run the update that waits, if any."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._timer.start()
            waiting()

    def cancel(self) -> None:
        """Drop the update that waits, if any."""
        self._waiting = None
