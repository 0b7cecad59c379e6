"""Measures a live run: the metrics of `RunMetrics`, losses, and growth of resources."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from avol_studio.bench.run_metrics import RunMetrics

if TYPE_CHECKING:
    from avol_studio.playback.player import Player

SETTLED = 45.0  # seconds from the first map to the base of growth: the replay buffer is full


@dataclass(frozen=True, slots=True)
class Footprint:
    """Resources of this process: resident memory, threads, open files and sockets."""

    rss_mb: float
    threads: int
    handles: int


def footprint() -> Footprint:
    """Measure the present footprint."""
    import psutil

    process = psutil.Process()
    handles = process.num_handles() if sys.platform == "win32" else process.num_fds()
    return Footprint(process.memory_info().rss / 2**20, process.num_threads(), handles)


class LiveRunMetrics(RunMetrics):
    """Collects the metrics of a live run; `report` adds those of devices and resources."""

    def __init__(self, player: Player, window_ms: float, parent: QObject | None = None) -> None:
        super().__init__(player, window_ms, parent)
        self._player = player
        self._base: Footprint | None = None
        self._timer = QTimer(self, singleShot=True, interval=round(SETTLED * 1000))
        self._timer.timeout.connect(self._set_base)
        player.localized.connect(self._start_timer)

    def report(self) -> dict[str, Any]:
        """As `RunMetrics.report`; growth is None in a run shorter than `SETTLED`."""
        state, now, base = self._player.live_state, footprint(), self._base
        return super().report() | {
            "frames_taken": state.frames_captured,
            "sound_ms_lost": state.audio_ms_lost,
            "reconnects": state.reconnects,
            "threads": now.threads,
            "handles": now.handles,
            "growth": base
            and {
                "rss_mb": round(now.rss_mb - base.rss_mb, 1),
                "threads": now.threads - base.threads,
                "handles": now.handles - base.handles,
            },
        }

    def _start_timer(self) -> None:
        self._player.localized.disconnect(self._start_timer)
        self._timer.start()

    def _set_base(self) -> None:
        self._base = footprint()
