"""Rounding by output error: less error than plain rounding, and codes within 8 bits."""

import numpy as np
import pytest

from avol.engines.gptq import LARGEST_CODE, round_rows

RNG = np.random.default_rng(0)


def output_error(error: np.ndarray, moments: np.ndarray) -> float:
    """Mean squared error that rounding causes in the outputs of a layer."""
    return float(np.einsum("gri,gij,grj->", error, moments, error))


@pytest.mark.parametrize("shape", [(1, 24, 40), (24, 1, 9)], ids=["dense", "depthwise"])
def test_output_error_is_below_that_of_plain_rounding(shape: tuple[int, int, int]) -> None:
    groups, _, size = shape
    rows = RNG.standard_normal(shape)
    steps = np.abs(rows).max(-1) / LARGEST_CODE
    inputs = np.abs(RNG.standard_normal((groups, size, 500))) + 1  # all positive, as after a ReLU
    moments = inputs @ inputs.swapaxes(1, 2)
    codes = round_rows(rows, steps, moments)
    assert codes.dtype == np.int8
    assert codes.shape == shape
    assert np.abs(codes.astype(int)).max() <= LARGEST_CODE
    plain = np.round(rows / steps[..., None])
    error = output_error(codes * steps[..., None] - rows, moments)
    assert error < 0.5 * output_error(plain * steps[..., None] - rows, moments)


def test_uncorrelated_inputs_give_plain_rounding() -> None:
    rows = RNG.standard_normal((1, 3, 8))
    steps = np.abs(rows).max(-1) / LARGEST_CODE
    codes = round_rows(rows, steps, np.eye(8)[None])
    np.testing.assert_array_equal(codes, np.round(rows / steps[..., None]))


def test_channels_of_zeros_stay_zero() -> None:
    codes = round_rows(np.zeros((2, 1, 9)), np.zeros((2, 1)), np.zeros((2, 9, 9)))
    assert not codes.any()
