"""Poolings: values between the mean and the maximum, and gradients."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from avol.models.pooling import POOLINGS, attention, maximum, soft_maximum


@given(st.integers(0, 10_000), st.floats(0.1, 8))
def test_pooled_value_is_between_mean_and_maximum(seed: int, spread: float) -> None:
    logits = spread * torch.randn(3, 14, 14, generator=torch.Generator().manual_seed(seed))
    low, high = logits.mean(dim=(-2, -1)) - 1e-4, logits.amax(dim=(-2, -1)) + 1e-4
    for pooled in POOLINGS.values():
        assert ((low <= pooled(logits)) & (pooled(logits) <= high)).all()


@pytest.mark.parametrize("soft", [soft_maximum, attention])
def test_sharpness_limits_are_mean_and_maximum(soft: object) -> None:
    assert callable(soft)
    logits = torch.randn(2, 14, 14, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(soft(logits, 1e-3), logits.mean(dim=(-2, -1)), atol=3e-3, rtol=0)
    torch.testing.assert_close(soft(logits, 200.0), maximum(logits), atol=0.05, rtol=0)


def test_values_computed_by_hand() -> None:
    logits = torch.tensor([[[0.0, 1.0]]])
    e = torch.e
    assert maximum(logits).item() == 1
    assert soft_maximum(logits, 1.0).item() == pytest.approx(float(torch.tensor((1 + e) / 2).log()))
    assert attention(logits, 1.0).item() == pytest.approx(e / (1 + e))


def test_gradient_reaches_one_cell_for_maximum_and_all_cells_otherwise() -> None:
    for name, pooled in POOLINGS.items():
        logits = torch.randn(1, 14, 14, requires_grad=True)
        pooled(logits).sum().backward()
        assert logits.grad is not None
        cells = int((logits.grad != 0).sum())
        assert cells == (1 if name == "max" else 196)
