"""Pooling of the logits of all cells to one logit of correspondence.

The paper uses the maximum (§5) and names soft attention as the next step. Each function maps
(N, rows, columns) to (N,), between the mean and the maximum of the cells.
"""

import math
from collections.abc import Callable, Mapping

from torch import Tensor

SHARPNESS = 4.0
"""Per logit. Not in the paper: a cell that is 1 below another weighs e^-4 of it, about 2 %."""


def maximum(logits: Tensor) -> Tensor:
    """Return the maximum (the paper's)."""
    return logits.amax(dim=(-2, -1))


def soft_maximum(logits: Tensor, sharpness: float = SHARPNESS) -> Tensor:
    """Return the log-mean-exp: the maximum for high `sharpness`, the mean towards zero."""
    cells = logits.flatten(-2)
    pooled = (sharpness * cells).logsumexp(dim=-1) - math.log(cells.shape[-1])
    return pooled / sharpness


def attention(logits: Tensor, sharpness: float = SHARPNESS) -> Tensor:
    """Return the mean of the cells, weighted by the softmax of their logits."""
    cells = logits.flatten(-2)
    return ((sharpness * cells).softmax(dim=-1) * cells).sum(dim=-1)


POOLINGS: Mapping[str, Callable[[Tensor], Tensor]] = {
    "max": maximum,
    "softened max": soft_maximum,
    "attention": attention,
}
"""Poolings by the names that training configs use."""
