"""The known scores and verdicts of a file, for the curve on the timeline."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from avol.localization import Verdict
from avol_studio.services.analysis.map_store import VERDICTS

BRIDGE = 1.0  # seconds
CODES = {verdict: number for number, verdict in enumerate(VERDICTS, 1)}
"""Codes of the verdicts, as in `MapStore`; 0 is unknown. Of several the highest code is shown."""


class ScoreTrack:
    """One score 0..1 and one verdict per frame, as far as they are known."""

    def __init__(self, pts: NDArray[np.int64], time_base: Fraction) -> None:
        self._times: NDArray[np.float64] = np.asarray(pts * float(time_base), np.float64)
        self._scores = np.full(len(pts), np.nan, np.float32)
        self._codes = np.zeros(len(pts), np.uint8)
        self._selected: tuple[float, float, int] | None = None
        self._highest = np.empty(0, np.float32)
        self._strongest = np.empty(0, np.uint8)

    def __len__(self) -> int:
        return len(self._scores)

    @property
    def known_fraction(self) -> float:
        """The fraction of frames with a known score, 0..1."""
        return float(np.count_nonzero(self._codes)) / max(1, len(self._codes))

    def set_score(self, frame_index: int, score: float, verdict: Verdict = Verdict.MATCH) -> None:
        """Set the score and the verdict of a frame."""
        if 0 <= frame_index < len(self._scores):
            self._scores[frame_index], self._codes[frame_index] = score, CODES[verdict]
            self._add(np.array([frame_index]))

    def set_all(self, scores: NDArray[np.float32], codes: NDArray[np.uint8]) -> None:
        """Set scores (n,) and verdict codes (n,) of all frames, where codes are not 0."""
        new = np.flatnonzero((codes > 0) & ((codes != self._codes) | (scores != self._scores)))
        self._scores[new], self._codes[new] = scores[new], codes[new]
        self._add(new)

    def max_scores(self, start: float, duration: float, count: int) -> NDArray[np.float32]:
        """The highest known score in each of `count` equal intervals; NaN: unknown."""
        self._select_columns(start, duration, count)
        return _bridged(self._highest.copy(), duration)

    def verdict_codes(
        self, start: float, duration: float, count: int, bridged: bool = True
    ) -> NDArray[np.uint8]:
        """The highest verdict code in each of `count` equal intervals; 0: unknown.

        bridged: unknown intervals between known ones take the code before them, if the gap is
            at most `BRIDGE` seconds.
        """
        self._select_columns(start, duration, count)
        known = np.flatnonzero(self._strongest)
        if len(known) < 2 or not bridged:
            return self._strongest.copy()
        every = np.arange(count)
        after = np.searchsorted(known, every, side="right").clip(1, len(known) - 1)
        before = known[after - 1]
        near = (known[after] - before) * duration / count <= BRIDGE
        inside = (every >= known[0]) & (every <= known[-1])
        codes = np.where(near & inside, self._strongest[before], self._strongest)
        return np.where(every == known[-1], self._strongest, codes).astype(np.uint8)

    def _select_columns(self, start: float, duration: float, count: int) -> None:
        selected = (start, duration, count)
        if selected != self._selected:
            self._selected = selected
            self._highest = np.full(count, np.nan, np.float32)
            self._strongest = np.zeros(count, np.uint8)
            self._add(np.flatnonzero(self._codes))

    def _add(self, frames: NDArray[np.int_]) -> None:
        """Add these frames to the cached columns."""
        if self._selected is None:
            return
        start, duration, count = self._selected
        times = self._times[frames]
        fractions = (times - start) / duration if duration > 0 else np.zeros(len(times))
        shown = (fractions >= 0) & (fractions <= 1)
        columns = (fractions[shown] * count).astype(np.int64).clip(0, count - 1)
        np.fmax.at(self._highest, columns, self._scores[frames[shown]])
        np.maximum.at(self._strongest, columns, self._codes[frames[shown]])


def _bridged(columns: NDArray[np.float32], duration: float) -> NDArray[np.float32]:
    """Interpolate gaps of at most `BRIDGE` seconds: not every frame has a map."""
    known = np.flatnonzero(~np.isnan(columns))
    if len(known) < 2:
        return columns
    every = np.arange(len(columns))
    after = np.searchsorted(known, every).clip(1, len(known) - 1)
    gaps = (known[after] - known[after - 1]) * duration / len(columns)
    near = (gaps <= BRIDGE) & (every >= known[0]) & (every <= known[-1])
    columns[near] = np.interp(every[near], known, columns[known])
    return columns
