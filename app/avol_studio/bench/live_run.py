"""Measures a live run: what `DemoMeasure` does, what was lost, and whether anything grows."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from avol_studio.bench.run_metrics import DemoMeasure

if TYPE_CHECKING:
    from avol_studio.playback.player import Player

SETTLED = (
    45.0  # seconds after the first map from which growth is counted: the last 30 s are kept by then
)


@dataclass(frozen=True, slots=True)
class Footprint:
    """What this process holds: resident memory, threads, open files and sockets."""

    rss_mb: float
    threads: int
    handles: int


def footprint() -> Footprint:
    """The footprint of this moment."""
    import psutil

    process = psutil.Process()
    handles = process.num_handles() if sys.platform == "win32" else process.num_fds()
    return Footprint(process.memory_info().rss / 2**20, process.num_threads(), handles)


class LiveMeasure(DemoMeasure):
    """Listens to a live run; `report` has the keys of `DemoMeasure` and those of the devices."""

    def __init__(self, player: Player, window_ms: float, parent: QObject | None = None) -> None:
        super().__init__(player, window_ms, parent)
        self._player = player
        self._settled: Footprint | None = None
        self._settling = QTimer(self, singleShot=True, interval=round(SETTLED * 1000))
        self._settling.timeout.connect(self._settle)
        player.localized.connect(self._begin_settling)

    def report(self) -> dict[str, Any]:
        """As `DemoMeasure.report`; growth is None in a run too short to have settled."""
        state, now, then = self._player.live_state, footprint(), self._settled
        return super().report() | {
            "frames_taken": state.frames_taken,
            "sound_ms_lost": state.sound_ms_lost,
            "reconnects": state.reconnects,
            "threads": now.threads,
            "handles": now.handles,
            "growth": then
            and {
                "rss_mb": round(now.rss_mb - then.rss_mb, 1),
                "threads": now.threads - then.threads,
                "handles": now.handles - then.handles,
            },
        }

    def _begin_settling(self) -> None:
        self._player.localized.disconnect(self._begin_settling)
        self._settling.start()

    def _settle(self) -> None:
        self._settled = footprint()
