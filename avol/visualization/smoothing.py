"""Temporal smoothing of localization maps."""

import math
from dataclasses import replace

import numpy as np

from avol.localization import Localization, Verdict
from avol.score_scale import MATCH_SCORE

RESET_AFTER = 1.0
"""Seconds without a map after which the mean is reset."""


class Smoother:
    """Exponential moving average of consecutive maps (not in the paper).

    The weight of a map falls to 1/e in `seconds`. Scores are averaged instead of logits, so that
    one frame with a strong match does not outweigh many without one.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._map: np.ndarray | None = None
        self._time = -math.inf

    def __call__(self, localization: Localization, time: float) -> Localization:
        """Return the mean of the map at `time` (seconds) and the previous ones.

        The verdict follows from the mean. Silence is returned unchanged and resets the mean, as do
        a step back in time and a gap of more than RESET_AFTER.
        """
        elapsed = time - self._time
        self._time = time
        if not localization.verdict.has_sound:
            self._map = None
            return localization
        if self._map is None or not 0 <= elapsed <= RESET_AFTER:
            self._map = localization.map
            return localization
        weight = np.float32(-math.expm1(-elapsed / self._seconds))
        self._map = self._map + weight * (localization.map - self._map)
        return self._with_map(localization, self._map)

    def _with_map(self, localization: Localization, scores: np.ndarray) -> Localization:
        """Return a localization with another map, and its score, peak and verdict.

        The probability of a match remains that of the frame: it is read, not watched.
        """
        verdict = localization.verdict
        if scores.max() >= MATCH_SCORE:
            verdict = Verdict.MATCH
        elif verdict is Verdict.MATCH:
            verdict = Verdict.NO_MATCH
        smoothed = Localization.of(
            scores, localization.logits, verdict, localization.match_probability
        )
        return replace(smoothed, heard=localization.heard, label=localization.label)
