"""Temporal smoothing of localization maps."""

import math

import numpy as np

from avol.localizer import Localization, Verdict, localization_from_logits

RESET_AFTER = 1.0
"""Seconds without a map after which the mean is reset."""


class Smoother:
    """Exponential moving average of the logits of consecutive maps (not in the paper).

    The weight of a map falls to 1/e in `seconds`. Logits are averaged instead of scores, so that
    the map stays calibrated.
    """

    def __init__(self, seconds: float, threshold: float) -> None:
        self._seconds, self._threshold = seconds, threshold
        self._logits: np.ndarray | None = None
        self._time = -math.inf

    def __call__(self, localization: Localization, time: float) -> Localization:
        """Return the mean of the map at `time` (seconds) and the previous ones.

        The verdict follows from the mean. Silence is returned unchanged and resets the mean, as do
        a step back in time and a gap of more than RESET_AFTER.
        """
        elapsed = time - self._time
        self._time = time
        if localization.verdict is Verdict.SILENCE:
            self._logits = None
            return localization
        if self._logits is None or not 0 <= elapsed <= RESET_AFTER:
            self._logits = localization.logits
            return localization
        weight = np.float32(-math.expm1(-elapsed / self._seconds))
        self._logits = self._logits + weight * (localization.logits - self._logits)
        return localization_from_logits(self._logits, silent=False, threshold=self._threshold)
