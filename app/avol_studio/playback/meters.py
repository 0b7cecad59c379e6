"""Periodic measurements of the player: audio level and playback statistics."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from avol_studio.core.state.player_state import Level, PlaybackStats
from avol_studio.playback.localization_client import LocalizationClient
from avol_studio.playback.playback_stats import PlaybackStatsMeter

LEVEL_INTERVAL, STATS_INTERVAL = 50, 500  # ms
EARLY = 0.9  # of the interval after which a frame brings the next level


class LevelSource(Protocol):
    """Audio whose level can be measured."""

    def level(self) -> Level:
        """Return the current level."""
        ...


class PlaybackMeters(QObject):
    """Measures with the frames, and by timers of its own where none come, until `close`."""

    levels = Signal(object)  # Level
    stats_changed = Signal(object)  # PlaybackStats
    updated = Signal()
    """Emitted at each reading of the statistics, changed or not."""

    def __init__(
        self, meter: PlaybackStatsMeter, client: LocalizationClient, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._meter, self._client = meter, client
        self._level_source: LevelSource | None = None
        self._stats = PlaybackStats()
        coarse = Qt.TimerType.CoarseTimer
        self._level_interval = LEVEL_INTERVAL
        self._level_timer = QTimer(self, timerType=coarse)
        self._level_timer.timeout.connect(self._on_level_timer)
        self._since_level = QElapsedTimer()
        self._stats_timer = QTimer(self, interval=STATS_INTERVAL, timerType=coarse)
        self._stats_timer.timeout.connect(self._update)
        self._stats_timer.start()

    def set_level_source(self, source: LevelSource | None) -> None:
        """Measure the level of `source`; None emits silence once and stops."""
        previous, self._level_source = self._level_source, source
        if source is not None:
            self._since_level.start()
            self._level_timer.start(self._level_interval)
        elif previous is not None:
            self._level_timer.stop()
            self.levels.emit(Level())

    def set_level_interval(self, interval: int) -> None:
        """Set the milliseconds between two levels."""
        self._level_interval = interval

    def on_frame(self) -> None:
        """Measure the level with a frame that is shown, so that the window paints both at once."""
        if self._level_source is None or self._since_level.elapsed() < EARLY * self._level_interval:
            return
        self._level_timer.start(2 * self._level_interval)
        self._emit_level()

    def update_stats(self) -> None:
        """Emit the statistics if they have changed."""
        self._meter.skipped = self._client.skipped
        stats = self._meter.read()
        if stats != self._stats:
            self._stats = stats
            self.stats_changed.emit(stats)

    def close(self) -> None:
        """Stop the timers."""
        self._level_source = None
        self._level_timer.stop()
        self._stats_timer.stop()

    def _on_level_timer(self) -> None:
        self._level_timer.start(self._level_interval)
        self._emit_level()

    def _emit_level(self) -> None:
        if self._level_source is not None:
            self._since_level.restart()
            self.levels.emit(self._level_source.level())

    def _update(self) -> None:
        self.update_stats()
        self.updated.emit()
