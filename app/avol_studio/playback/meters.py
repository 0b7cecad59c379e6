"""What a player tells from time to time while it runs: how loud it is, how the flow does."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from avol_studio.core.state.player_state import Level, PlaybackStats
from avol_studio.playback.localization_client import LocalizationClient
from avol_studio.playback.playback_stats import PlaybackStatsMeter

LEVELS_EVERY, STATS_EVERY = 50, 500  # ms


class AudioSelection(Protocol):
    """What sounds, or is heard."""

    def level(self) -> Level:
        """How loud it is now."""
        ...


class PlaybackMeters(QObject):
    """Reads by timers of its own, from when it is made until `close`."""

    levels = Signal(object)  # Level
    stats_changed = Signal(object)  # FlowStats
    looked = Signal()
    """The statistics were read, whether they changed or not."""

    def __init__(
        self, meter: PlaybackStatsMeter, locator: LocalizationClient, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._meter, self._locator = meter, locator
        self._audible: AudioSelection | None = None
        self._stats = PlaybackStats()
        coarse = Qt.TimerType.CoarseTimer
        self._often = QTimer(self, interval=LEVELS_EVERY, timerType=coarse)
        self._often.timeout.connect(self._tell_level)
        self._seldom = QTimer(self, interval=STATS_EVERY, timerType=coarse)
        self._seldom.timeout.connect(self._look)
        self._seldom.start()

    def listen(self, audible: AudioSelection | None) -> None:
        """Tell how loud this is from now on; None: that it is quiet, and no more."""
        was, self._audible = self._audible, audible
        if audible is not None:
            self._often.start()
        elif was is not None:
            self._often.stop()
            self.levels.emit(Level())

    def tell(self) -> None:
        """Tell how the flow does, where that changed."""
        self._meter.skipped = self._locator.skipped
        stats = self._meter.read()
        if stats != self._stats:
            self._stats = stats
            self.stats_changed.emit(stats)

    def close(self) -> None:
        """Tell no more."""
        self._often.stop()
        self._seldom.stop()

    def _tell_level(self) -> None:
        if self._audible is not None:
            self.levels.emit(self._audible.level())

    def _look(self) -> None:
        self.tell()
        self.looked.emit()
