"""Agreement of two maps: same peak and rank correlation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from avol.evaluation.localization.map_agreement import rank_correlation, same_peak


def map_with_peak(row: int, column: int, side: int = 14) -> np.ndarray:
    map = np.zeros((side, side), np.float32)
    map[row, column] = 1
    return map


@pytest.mark.parametrize(
    ("other", "same"),
    [((5, 5), True), ((6, 6), True), ((4, 5), True), ((7, 5), False), ((5, 3), False)],
)
def test_peaks_are_equal_if_their_cells_touch(other: tuple[int, int], same: bool) -> None:
    assert same_peak(map_with_peak(5, 5), map_with_peak(*other)) is same


def test_maps_of_different_shapes() -> None:
    assert same_peak(map_with_peak(5, 5), map_with_peak(2, 2, side=7))
    assert same_peak(map_with_peak(5, 5), map_with_peak(3, 2, side=7))
    assert not same_peak(map_with_peak(5, 5), map_with_peak(0, 2, side=7))
    assert np.isnan(rank_correlation(map_with_peak(5, 5), map_with_peak(2, 2, side=7)))


@pytest.mark.parametrize("seed", range(5))
def test_rank_correlation_equals_scipy_with_ties(seed: int) -> None:
    a, b = np.random.default_rng(seed).integers(0, 30, (2, 14, 14)).astype(np.float32)
    assert rank_correlation(a, b) == pytest.approx(spearmanr(a.ravel(), b.ravel())[0])
    assert rank_correlation(a, a * 3 - 1) == pytest.approx(1)
    assert rank_correlation(a, -a) == pytest.approx(-1)


def test_constant_map_has_no_correlation() -> None:
    assert np.isnan(rank_correlation(np.zeros((14, 14), np.float32), map_with_peak(1, 1)))
