"""The scale of the scores: 0 is no evidence, 0.5 the limit of a match (not in the paper).

The paper's last layer (conv7) gives a logit for each grid cell. Its sigmoid does not reach 0: an
image and an audio window without any common feature may still belong together. A `ScoreScale` maps
the logits monotonically to scores instead. A model card may store it (`avol calibrate`); otherwise
it follows from the logit of an empty product. Low scores are stretched down to 0; the probability
of a match, which a calibrated card has as well, is not.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.model_card import MatchCurve, ModelCard

Floats = NDArray[np.float32]

MATCH_SCORE = 0.5
"""Score from which on image and audio match."""
MAX_SCORE = 0.99
"""Highest score: no score is a certainty."""
_STEP, _STOP = 0.25, 16.0  # distance and end of the knots of the default scale, in logits


@dataclass(frozen=True)
class ScoreScale:
    """Maps scalar products to logits (conv7), and logits to scores by linear interpolation."""

    gain: float
    """Scale of conv7."""
    bias: float
    """Bias of conv7: the logit without any evidence."""
    raw: tuple[float, ...]
    """Logits of the knots, increasing."""
    scores: tuple[float, ...]
    """Scores of the knots in 0..1, not decreasing."""
    match: MatchCurve | None = None
    """Probability of a match; None: not calibrated."""

    @classmethod
    def of(cls, card: ModelCard, conv7: tuple[float, float]) -> Self:
        """Return the scale of a checkpoint: that of its card, else the default.

        Args:
            card: the model card.
            conv7: scale and bias of the last layer.
        """
        stored = card.calibration
        raw, scores = (
            _default_knots(float(np.float32(conv7[1])), card.threshold)
            if stored is None
            else (stored.raw, stored.scores)
        )
        top = MAX_SCORE if stored is None else 1.0
        places = (0.0, card.threshold, 1.0), (0.0, MATCH_SCORE, top)
        knots = tuple(np.interp(list(scores), *places).tolist())
        return cls(*conv7, tuple(raw), knots, None if stored is None else stored.probability)

    @cached_property
    def fingerprint(self) -> str:
        """Identifies the scale in the keys of caches."""
        match = () if (m := self.match) is None else (m.slope, m.offset, m.width)
        values = np.array([self.gain, self.bias, *self.raw, *self.scores, *match])
        return hashlib.blake2b(values.astype("<f8").tobytes(), digest_size=6).hexdigest()

    def logits(self, products: Floats) -> Floats:
        """Return the logits of scalar products of image and audio embeddings."""
        return np.float32(self.gain) * products + np.float32(self.bias)

    def __call__(self, logits: NDArray[np.floating]) -> Floats:
        """Return the scores of logits, both of any shape."""
        return np.interp(logits, self.raw, self.scores).astype(np.float32)

    def match_probability(self, logits: NDArray[np.floating]) -> float | None:
        """Return the probability that the map of these logits is a match; None: not calibrated."""
        if self.match is None:
            return None
        product = (float(logits.max()) - self.bias) / self.gain
        evidence = self.match.slope * math.asinh(product / self.match.width)
        return float(_sigmoid(evidence + self.match.offset))


IDENTITY = ScoreScale(1.0, 0.0, (0.0, 1.0), (0.0, 1.0))
"""Scores are the products."""


def _default_knots(bias: float, threshold: float) -> tuple[Iterable[float], Iterable[float]]:
    """Return the knots of a sigmoid whose value without evidence becomes 0.

    The threshold keeps its place, so that the verdicts are those of the sigmoid. A network whose
    value without evidence is a match has no such place; its sigmoid keeps its floor.
    """
    at = np.clip(threshold, 1e-6, 1 - 1e-6)
    raw = np.arange(-_STOP, _STOP, _STEP)
    raw = np.unique(np.append(raw, [bias, np.log(at / (1 - at))]))
    floor = float(_sigmoid(bias)) if _sigmoid(bias) < at else 0.0
    return raw.tolist(), np.interp(_sigmoid(raw), [floor, at, 1], [0, threshold, 1]).tolist()


def _sigmoid(logits: NDArray[np.floating] | float) -> NDArray[np.floating]:
    return 0.5 + 0.5 * np.tanh(0.5 * np.asarray(logits))  # without overflow
