"""The one-cycle learning-rate schedule of the supervised trainings (not in the paper)."""

import math
from collections.abc import Sequence

from torch.optim import Optimizer

_WARM_UP = 0.1
"""Fraction of the steps with a rising learning rate."""


def one_cycle(progress: float) -> float:
    """Learning rate relative to its maximum, after a fraction `progress` (0 to 1) of the steps.

    It rises linearly for a tenth of the steps, then falls to 0 as a cosine.
    """
    if progress < _WARM_UP:
        return max(progress, 1e-3) / _WARM_UP
    return (1 + math.cos(math.pi * (progress - _WARM_UP) / (1 - _WARM_UP))) / 2


def set_learning_rates(optimizer: Optimizer, peaks: Sequence[float], progress: float) -> None:
    """Sets the learning rate of each parameter group from its maximum."""
    scale = one_cycle(progress)
    for group, peak in zip(optimizer.param_groups, peaks, strict=True):
        group["lr"] = peak * scale
