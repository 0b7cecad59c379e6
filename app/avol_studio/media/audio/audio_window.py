"""The second of sound that belongs to a moment, of whatever is open; one thread's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol_studio.media.dependencies import RATE, Seconds, Track


class AudioWindowSource:
    """Reads seconds of sound and keeps the file of the last one open until it is closed."""

    def __init__(self, open_track: Callable[[Path], Track]) -> None:
        self._open_track = open_track
        self._open: tuple[Path, Track] | None = None

    def read(self, source: Path | Seconds | None, time: float) -> NDArray[np.float32]:
        """(48000,) around `time` of a file, of what is live, or silence where there is neither."""
        if source is None:
            return np.zeros(RATE, np.float32)
        if not isinstance(source, Path):
            return source.second_at(time)
        if self._open is None or self._open[0] != source:
            self.close()
            self._open = source, self._open_track(source)
        return self._open[1].second_at(time)

    def close(self) -> None:
        """Let go of the file that is open; another `read` opens it again."""
        held, self._open = self._open, None
        if held is not None:
            held[1].close()
