"""The scores known so far, frame by frame: what the curve on the timeline is drawn from."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from avol.localizer import Verdict
from avol_studio.services.analysis.map_store import VERDICTS

BRIDGE = 1.0  # seconds
CODES = {verdict: number for number, verdict in enumerate(VERDICTS, 1)}
"""Codes of the verdicts, as `MapStore` has them; the strongest is shown where several fall
together, 0 is not known."""


class ScoreTrack:
    """One score 0..1 and one verdict for each frame, as far as they are known."""

    def __init__(self, pts: NDArray[np.int64], time_base: Fraction) -> None:
        self._times: NDArray[np.float64] = np.asarray(pts * float(time_base), np.float64)
        self._scores = np.full(len(pts), np.nan, np.float32)
        self._codes = np.zeros(len(pts), np.uint8)
        self._asked: tuple[float, float, int] | None = None
        self._highest = np.empty(0, np.float32)
        self._strongest = np.empty(0, np.uint8)

    def __len__(self) -> int:
        return len(self._scores)

    @property
    def known_fraction(self) -> float:
        """Of all frames, 0..1."""
        return float(np.count_nonzero(self._codes)) / max(1, len(self._codes))

    def set_score(self, frame_index: int, score: float, verdict: Verdict = Verdict.MATCH) -> None:
        """Remember the score of a frame."""
        if 0 <= frame_index < len(self._scores):
            self._scores[frame_index], self._codes[frame_index] = score, CODES[verdict]
            self._enter(np.array([frame_index]))

    def set_all(self, scores: NDArray[np.float32], codes: NDArray[np.uint8]) -> None:
        """Take over scores (n,) and verdict codes (n,) of all frames, where they are known."""
        new = np.flatnonzero((codes > 0) & ((codes != self._codes) | (scores != self._scores)))
        self._scores[new], self._codes[new] = scores[new], codes[new]
        self._enter(new)

    def max_scores(self, start: float, duration: float, count: int) -> NDArray[np.float32]:
        """The largest known score in each of `count` equal stretches of time; NaN: none known."""
        self._ask(start, duration, count)
        return _bridged(self._highest.copy(), duration)

    def verdict_codes(
        self, start: float, duration: float, count: int, bridged: bool = True
    ) -> NDArray[np.uint8]:
        """The strongest verdict in each of `count` equal stretches of time; 0: none known.

        bridged: where the next one is near, what is not known counts as the one before.
        """
        self._ask(start, duration, count)
        known = np.flatnonzero(self._strongest)
        if len(known) < 2 or not bridged:
            return self._strongest.copy()
        every = np.arange(count)
        before = known[np.searchsorted(known, every, side="right").clip(1) - 1]
        near = (every - before) * duration / count <= BRIDGE
        return np.where(near & (every >= known[0]), self._strongest[before], 0).astype(np.uint8)

    def _ask(self, start: float, duration: float, count: int) -> None:
        asked = (start, duration, count)
        if asked != self._asked:
            self._asked = asked
            self._highest = np.full(count, np.nan, np.float32)
            self._strongest = np.zeros(count, np.uint8)
            self._enter(np.flatnonzero(self._codes))

    def _enter(self, frames: NDArray[np.int_]) -> None:
        """Bring the columns asked for last in line with these frames."""
        if self._asked is None:
            return
        start, duration, count = self._asked
        times = self._times[frames]
        shares = (times - start) / duration if duration > 0 else np.zeros(len(times))
        shown = (shares >= 0) & (shares <= 1)
        columns = (shares[shown] * count).astype(np.int64).clip(0, count - 1)
        np.fmax.at(self._highest, columns, self._scores[frames[shown]])
        np.maximum.at(self._strongest, columns, self._codes[frames[shown]])


def _bridged(columns: NDArray[np.float32], duration: float) -> NDArray[np.float32]:
    """Join known columns that are no more than `BRIDGE` apart: not every frame has a map."""
    known = np.flatnonzero(~np.isnan(columns))
    if len(known) < 2:
        return columns
    every = np.arange(len(columns))
    after = np.searchsorted(known, every).clip(1, len(known) - 1)
    gaps = (known[after] - known[after - 1]) * duration / len(columns)
    near = (gaps <= BRIDGE) & (every >= known[0]) & (every <= known[-1])
    columns[near] = np.interp(every[near], known, columns[known])
    return columns
