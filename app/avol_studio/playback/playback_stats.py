"""Statistics of playback: totals since the medium was opened, rates over a sliding window."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

import numpy as np

from avol_studio.core.state.player_state import PlaybackStats

WINDOW = 5.0  # seconds


class PlaybackStatsMeter:
    """Counts frames and maps."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self.engine = ""
        self.clear()

    def clear(self) -> None:
        """Reset all counts, as for another medium."""
        self._since = self._seconds()
        self._maps: deque[tuple[float, float]] = deque()  # (arrival time, age in ms)
        self.frames_shown = self.maps = self.drops = self.skipped = 0

    def count_map(self, age_ms: float = math.nan) -> None:
        """Count a map that arrived `age_ms` after its frame was shown; NaN is no measurement."""
        self.maps += 1
        self._maps.append((self._seconds(), age_ms))

    def read(self) -> PlaybackStats:
        """Return the current statistics."""
        now = self._seconds()
        while self._maps and self._maps[0][0] < now - WINDOW:
            self._maps.popleft()
        span = min(WINDOW, max(now - self._since, 0.1))
        ages = [age for _, age in self._maps if not math.isnan(age)]
        # The same NaN object each time, so that two readings without ages compare equal.
        p50, p95 = np.percentile(ages, (50, 95)).tolist() if ages else (math.nan, math.nan)
        return PlaybackStats(
            frames_shown=self.frames_shown,
            maps=self.maps,
            maps_per_second=len(self._maps) / span,
            map_age_ms_p50=p50,
            map_age_ms_p95=p95,
            drops=self.drops,
            skipped=self.skipped,
            engine=self.engine,
        )
