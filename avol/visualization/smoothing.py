"""Maps that change slowly: an exponential mean over time, for eyes that watch from far away."""

import math

import numpy as np

from avol.localizer import Localization, Verdict, judged

FORGET = 1.0
"""Seconds without a map after which smoothing begins anew."""


class Smoother:
    """Averages the logits of the maps that follow each other (ours).

    The weight of a map falls to 1/e in `seconds`. Logits and not scores are averaged, so that a map
    stays what the calibrated sigmoid makes of them, on the fixed scale 0..1.
    """

    def __init__(self, seconds: float, threshold: float) -> None:
        self._seconds, self._threshold = seconds, threshold
        self._logits: np.ndarray | None = None
        self._time = -math.inf

    def __call__(self, found: Localization, time: float) -> Localization:
        """The mean of this map, of `time` seconds, and those before it.

        Silence passes as it is and is forgotten: there is nothing to point at. A step back in time
        or a rest of more than `FORGET` begins anew. The verdict is that of the mean's score.
        """
        passed = time - self._time
        self._time = time
        if found.verdict is Verdict.SILENCE:
            self._logits = None
            return found
        if self._logits is None or not 0 <= passed <= FORGET:
            self._logits = found.logits
            return found
        share = np.float32(-math.expm1(-passed / self._seconds))
        self._logits = self._logits + share * (found.logits - self._logits)
        return judged(self._logits, silent=False, threshold=self._threshold)
