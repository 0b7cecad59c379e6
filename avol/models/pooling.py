"""From the logits of all places to one logit, "does anything here make this sound?".

The paper takes the maximum (§5) and names soft attention as the next step. Each takes
(N, rows, columns) and gives (N,), between the mean and the maximum of its places.
"""

import math
from collections.abc import Callable, Mapping

from torch import Tensor

SHARPNESS = 4.0
"""Per logit. Ours: a place that lies 1 below another weighs e^-4 of it, about 2 %."""


def maximum(logits: Tensor) -> Tensor:
    """The best place alone (the paper's)."""
    return logits.amax(dim=(-2, -1))


def softened_maximum(logits: Tensor, sharpness: float = SHARPNESS) -> Tensor:
    """log-mean-exp: near the maximum where `sharpness` is high, the mean as it goes to zero."""
    places = logits.flatten(-2)
    pooled = (sharpness * places).logsumexp(dim=-1) - math.log(places.shape[-1])
    return pooled / sharpness


def attention(logits: Tensor, sharpness: float = SHARPNESS) -> Tensor:
    """The mean of all places, each weighted by the softmax of its own logit."""
    places = logits.flatten(-2)
    return ((sharpness * places).softmax(dim=-1) * places).sum(dim=-1)


POOLINGS: Mapping[str, Callable[[Tensor], Tensor]] = {
    "max": maximum,
    "softened max": softened_maximum,
    "attention": attention,
}
"""By the names that recipes use."""
