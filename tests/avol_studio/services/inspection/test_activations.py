"""Colour levels of activations."""

from __future__ import annotations

import numpy as np
import pytest

from avol_studio.services.inspection.activations import ZERO, prepare_activations


def test_all_channels_share_one_scale() -> None:
    values = np.zeros((2, 3, 2), np.float32)
    values[0, 0] = 4, -2
    shown = prepare_activations(values)
    assert shown.is_grid
    assert shown.scale == pytest.approx(4, abs=0.1)  # a quantile just below the largest
    np.testing.assert_array_equal(shown.strengths, [4, 2])
    assert shown.levels.shape == (2, 2, 3)
    assert (shown.levels[0, 0, 0], shown.levels[0, 1, 2]) == (255, ZERO)
    assert shown.levels[1, 0, 0] == pytest.approx(ZERO - 64, abs=1)


def test_numbers_are_one_dimensional() -> None:
    shown = prepare_activations(np.array([0, -1, 1], np.float32))
    assert not shown.is_grid
    np.testing.assert_array_equal(shown.levels, [ZERO, 1, 255])


def test_a_stage_of_zeros_is_dark() -> None:
    assert (prepare_activations(np.zeros((4, 4, 3), np.float32)).levels == ZERO).all()
