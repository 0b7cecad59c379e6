"""An adaptation: what a person's annotations, or a recording of the room, change at a localizer.

The weights stay as they are. An adaptation has up to four parts: factors of the known classes in
the audio head, a unit of that head that takes probability away (the noise of the room), the level
of silence, and the scale of the scores. It lies in the file of the taught classes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from avol.core.estimate import Estimate
from avol.score_scale import ScoreScale
from avol.teaching.taught_class import Text
from avol.teaching.units import ClassUnit, Floats

AdaptationKind = Literal["annotations", "room"]
KINDS: tuple[AdaptationKind, ...] = ("annotations", "room")


@dataclass(frozen=True)
class Measurement:
    """A metric before and after an adaptation, on files or audio that were held out."""

    metric: Text
    before: Estimate
    after: Estimate
    change: Estimate = field(default_factory=Estimate)
    """After minus before, on the same moments."""


@dataclass(frozen=True, eq=False)
class Adaptation:
    """An adaptation of either kind; parts that it does not change are None."""

    kind: AdaptationKind
    created: str
    """Date and time, ISO 8601."""
    weights_sha256: str
    """Hash of the weights that it was fitted to."""
    weights: str
    """Name and version of these weights, such as “avol 2.0”."""
    data: str
    """What it was fitted to, for people."""
    measurements: tuple[Measurement, ...] = ()
    baselines: Mapping[str, Estimate] = field(default_factory=dict)
    """Metrics of methods without a model."""
    verdict: str = ""
    """One sentence: whether it helps."""
    class_factors: Floats | None = None
    """(128,) factors of the exponentials of the known classes in the audio head."""
    noise: ClassUnit | None = None
    silence_dbfs: float | None = None
    scale: tuple[tuple[float, ...], tuple[float, ...]] | None = None
    """Logits and scores of the knots of the scale (`avol.score_scale`)."""
    evidence: float = 1.0
    """Factor of the scalar products before the scale; below 1, more evidence makes a match."""

    @property
    def fingerprint(self) -> str:
        """Hash of what determines results."""
        digest = hashlib.sha256(self.kind.encode())
        if self.class_factors is not None:
            digest.update(self.class_factors.astype("<f4").tobytes())
        if self.noise is not None:
            digest.update(self.noise.weights.astype("<f4").tobytes())
        bias = None if self.noise is None else float(self.noise.bias)
        rest = (bias, self.silence_dbfs, self.scale, self.evidence)
        digest.update(json.dumps(rest).encode())
        return digest.hexdigest()[:12]

    @property
    def target(self) -> str:
        """What it adapts to, for people."""
        return "annotations" if self.kind == "annotations" else "a room"

    @property
    def description(self) -> str:
        """The target with the fingerprint, for CSV files, cards and recordings."""
        return f"adapted to {self.target} ({self.fingerprint})"

    def adapt_scale(self, scale: ScoreScale) -> ScoreScale:
        """Return the scale of the scores with this adaptation."""
        if self.scale is not None:
            # The probability of a match belongs to the audio and images of the card.
            scale = replace(scale, raw=self.scale[0], scores=self.scale[1], match=None)
        if self.evidence != 1.0:
            raw = tuple((r - scale.bias) / self.evidence + scale.bias for r in scale.raw)
            match = scale.match
            if match is not None:
                match = match.model_copy(update={"width": match.width / self.evidence})
            scale = replace(scale, raw=raw, match=match)
        return scale


def multiply_classes(probabilities: Floats, factors: Floats) -> Floats:
    """(…, n) class probabilities with the exponentials of the first classes multiplied.

    Args:
        probabilities: of the classes; the rest to 1 is “none”.
        factors: (128,); further classes keep theirs.
    """
    every = np.ones(probabilities.shape[-1], np.float32)
    every[: len(factors)] = factors
    multiplied = probabilities * every
    none = np.maximum(1 - probabilities.sum(axis=-1, keepdims=True), 0)
    return multiplied / (multiplied.sum(axis=-1, keepdims=True) + none)
