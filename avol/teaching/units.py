"""Further units of both class heads, computed from their outputs (not in the paper).

The heads of weights “avol” give the softmax of 128 logits and a logit of 0 for “none”. A further
logit t changes the denominator Z of the softmax to Z + exp(t). Since Z is 1 over the probability of
“none”, the outputs and t suffice: the result is exactly that of a head with one more unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MIN_NONE = 1e-6
"""Lower limit of the probability of “none”, for the precision of float32."""
NEVER = -1e4
"""Logit of a class that does not occur."""


@dataclass(frozen=True, eq=False)
class ClassUnit:
    """One unit of a class head: a logit is `weights` · features + `bias`."""

    weights: Floats
    """(C,), for the channels of the encoder."""
    bias: float

    @classmethod
    def never(cls, channels: int) -> Self:
        """Return the unit of a class without examples in this modality."""
        return cls(np.zeros(channels, np.float32), NEVER)

    def logits(self, features: Floats) -> Floats:
        """(…, C) -> (…)."""
        return np.einsum("...c,c->...", features, self.weights) + np.float32(self.bias)


class UnitStack:
    """The units of several classes in one modality."""

    def __init__(self, units: Sequence[ClassUnit]) -> None:
        self._weights = np.stack([unit.weights for unit in units]).astype(np.float32)
        self._biases = np.array([unit.bias for unit in units], np.float32)

    def logits(self, features: Floats) -> Floats:
        """(…, C) -> (…, K)."""
        # einsum, because BLAS would wake its threads for this small product
        return np.einsum("...c,kc->...k", features, self._weights) + self._biases


def log_partition(probabilities: Floats) -> Floats:
    """(…, 128) class probabilities -> (…) logarithm of Z."""
    none = 1 - probabilities.sum(axis=-1, dtype=np.float64)
    return -np.log(np.maximum(none, MIN_NONE)).astype(np.float32)


def extend(probabilities: Floats, logits: Floats) -> tuple[Floats, Floats]:
    """Return the probabilities of known and of further classes, whose sum is at most 1.

    Args:
        probabilities: (…, 128) of the known classes; the rest to 1 is “none”.
        logits: (…, K) of the further classes.
    """
    known = log_partition(probabilities)
    top = np.maximum(known, logits.max(axis=-1))
    rest, further = np.exp(known - top), np.exp(logits - top[..., None])
    total = rest + further.sum(axis=-1)
    return probabilities * (rest / total)[..., None], further / total[..., None]
