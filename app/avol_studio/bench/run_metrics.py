"""Measures a run of the studio: start-up, frames, maps, and delays of the GUI thread."""

from __future__ import annotations

import os
import sys
import time
from array import array
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer

from avol_studio.bench.cpu_time import CpuTime
from avol_studio.core.state.player_state import LocalizationEvent, PlaybackStats

if TYPE_CHECKING:
    from avol_studio.playback.player import Player

HEARTBEAT = 10  # ms between two ticks of a timer in the GUI thread


def ms_since_process_start() -> float:
    """Milliseconds since the start of this process.

    Linux counts the start of a process from the boot in steps of 10 ms. The start as a time of day
    would be up to a second off, because the boot time is kept in whole seconds.
    """
    if sys.platform == "linux":
        stat = Path("/proc/self/stat").read_text("utf-8")
        ticks = int(stat.rpartition(")")[2].split()[19])
        started = ticks / os.sysconf("SC_CLK_TCK")
        return (time.clock_gettime(time.CLOCK_BOOTTIME) - started) * 1000
    import psutil

    return (time.time() - psutil.Process().create_time()) * 1000


class RunMetrics(QObject):
    """Collects the metrics of one player and of the GUI thread; `report` returns them."""

    def __init__(self, player: Player, window_ms: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window_ms, self._first_map_ms = window_ms, float("nan")
        self._stats = PlaybackStats()
        # Arrays: lists of floats would grow by 15 MB per hour, which looks like a leak.
        self._ages, self._beats = array("d"), array("d")
        self._last_beat = self._last_map = time.perf_counter()
        self._first_map_at = 0.0
        self._cpu_time, self._shown = CpuTime(), 0  # from the first map on
        player.localized.connect(self._on_localized)
        player.frame_shown.connect(self._on_frame)
        player.stats_changed.connect(self._on_stats)
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=HEARTBEAT)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()

    def report(self) -> dict[str, Any]:
        """Totals, rates, and quantiles in milliseconds; None instead of NaN, for JSON."""
        import psutil

        seconds = self._last_map - self._first_map_at
        maps = len(self._ages)
        return {
            "frames_shown": self._stats.frames_shown,
            "maps": maps,
            "maps_per_second": round((maps - 1) / seconds, 2) if maps > 1 else None,
            "map_age_ms": _quantiles(self._ages, p50=50, p95=95),
            "heartbeat_ms": _quantiles(self._beats, p50=50, p99=99, max=100),
            "cpu_ms_per_frame": self._cpu_time.ms_per(self._shown),
            "drops": self._stats.drops,
            "engine": self._stats.engine,
            "window_ms": _rounded(self._window_ms),
            "first_map_ms": _rounded(self._first_map_ms),
            "rss_mb": round(psutil.Process().memory_info().rss / 2**20, 1),
        }

    def _on_localized(self, event: LocalizationEvent) -> None:
        if event.from_cache:
            return
        self._last_map = time.perf_counter()
        if not self._ages:
            self._first_map_at, self._first_map_ms = self._last_map, ms_since_process_start()
            self._cpu_time, self._shown = CpuTime(), 0
        self._ages.append(event.age_ms)

    def _on_frame(self) -> None:
        self._shown += 1

    def _on_stats(self, stats: PlaybackStats) -> None:
        self._stats = stats

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self._beats.append((now - self._last_beat) * 1000)
        self._last_beat = now


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 1)


def _quantiles(values: array[float], **percentiles: float) -> dict[str, float | None]:
    return {
        name: _rounded(np.percentile(values, percent)) if values else None
        for name, percent in percentiles.items()
    }
