"""Figures with their 95 % bootstrap intervals, resampled by file.

Rows of one file are no independent witnesses: whole files are drawn with replacement, so that a
file that gives ten rows narrows no interval as ten files would (ours).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DRAWS = 1000


@dataclass(frozen=True)
class Estimate:
    """A figure and its 95 % interval; None where there was nothing to measure it by."""

    value: float | None = None
    low: float | None = None
    """None with fewer than two files, whose spread tells nothing."""
    high: float | None = None


class Resampler:
    """Draws of whole files, the same ones for every figure."""

    def __init__(self, files: Sequence[str], draws: int = DRAWS, seed: int = 0) -> None:
        """Args: files: the file of each row."""
        names, self._file = np.unique(np.asarray(files, str), return_inverse=True)
        count = max(len(names), 1)
        random = np.random.default_rng(seed)
        # How often each file is in each draw; the first row is the sample itself.
        drawn = random.multinomial(count, np.full(count, 1 / count), size=draws)
        self._times = np.vstack([np.ones(count, np.int64), drawn]).astype(np.float64)

    def mean(self, values: Floats) -> Estimate:
        """The mean of a value a row; rows that hold NaN were not asked."""
        asked = ~np.isnan(values)
        files, size = self._file[asked], self._times.shape[1]
        sums = np.bincount(files, values[asked], size)
        counts = np.bincount(files, minlength=size)
        with np.errstate(invalid="ignore"):  # a draw may hold no file that was asked
            means = (self._times @ sums) / (self._times @ counts)
        return _estimate(means, int(np.count_nonzero(counts)))

    def statistic(self, of: Callable[[Floats], float], rows: NDArray[np.intp]) -> Estimate:
        """Any other figure: `of` is given how often each of `rows` was drawn, and may say NaN."""
        files = self._file[rows]
        figures = np.array([of(times[files]) for times in self._times])
        return _estimate(figures, np.unique(files).size)


def _estimate(figures: Floats, files: int) -> Estimate:
    if np.isnan(figures[0]):
        return Estimate()
    drawn = figures[1:][~np.isnan(figures[1:])]
    if files < 2 or not drawn.size:
        return Estimate(float(figures[0]))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Estimate(float(figures[0]), float(low), float(high))
