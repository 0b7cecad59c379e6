"""Estimates with 95 % bootstrap intervals, resampled by file.

Rows of one file are not independent, so whole files are drawn with replacement: ten rows of one
file do not narrow an interval as ten files would (not in the paper).
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from avol.core.estimate import Estimate

Floats = NDArray[np.float64]
DRAWS = 1000


class FileBootstrap:
    """Bootstrap samples of whole files, the same samples for every metric."""

    def __init__(self, files: Sequence[str]) -> None:
        """Args: files: the file of each row."""
        names, self._file = np.unique(np.asarray(files, str), return_inverse=True)
        count = max(len(names), 1)
        random = np.random.default_rng(0)
        # How often each file occurs in each sample; the first row is the data itself.
        drawn = random.multinomial(count, np.full(count, 1 / count), size=DRAWS)
        self._counts = np.vstack([np.ones(count, np.int64), drawn]).astype(np.float64)

    def mean(self, values: Floats) -> Estimate:
        """The mean over rows; NaN marks rows that do not count."""
        valid = ~np.isnan(values)
        files, size = self._file[valid], self._counts.shape[1]
        sums = np.bincount(files, values[valid], size)
        rows = np.bincount(files, minlength=size)
        with np.errstate(invalid="ignore"):  # a sample may contain no valid row
            means = (self._counts @ sums) / (self._counts @ rows)
        return _estimate(means, int(np.count_nonzero(rows)))

    def statistic(self, compute: Callable[[Floats], float], rows: NDArray[np.intp]) -> Estimate:
        """Any other statistic.

        Args:
            compute: takes how often each of `rows` occurs in a sample; returns the value or NaN.
            rows: the rows that the statistic uses.
        """
        return _estimate(self._draw(compute, rows), np.unique(self._file[rows]).size)

    def change(
        self,
        before: Callable[[Floats], float],
        after: Callable[[Floats], float],
        rows: NDArray[np.intp],
    ) -> tuple[Estimate, Estimate, Estimate]:
        """Two statistics of the same rows, and the second minus the first."""
        first, second = (self._draw(compute, rows) for compute in (before, after))
        files = np.unique(self._file[rows]).size
        values = (first, second, second - first)
        return _estimate(values[0], files), _estimate(values[1], files), _estimate(values[2], files)

    def _draw(self, compute: Callable[[Floats], float], rows: NDArray[np.intp]) -> Floats:
        files = self._file[rows]
        return np.array([compute(counts[files]) for counts in self._counts])


def _estimate(values: Floats, files: int) -> Estimate:
    if np.isnan(values[0]):
        return Estimate()
    samples = values[1:][~np.isnan(values[1:])]
    if files < 2 or not samples.size:
        return Estimate(float(values[0]))
    low, high = np.percentile(samples, [2.5, 97.5])
    return Estimate(float(values[0]), float(low), float(high))
