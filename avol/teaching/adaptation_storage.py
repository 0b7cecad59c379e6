"""Adaptations in the file of the taught classes (`avol.teaching.storage`)."""

from __future__ import annotations

from typing import Annotated, Protocol, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

from avol.core.constants import EMBEDDING_SIZE
from avol.core.estimate import Estimate, Number
from avol.model_card import Calibration
from avol.teaching.adaptation import Adaptation, AdaptationKind, Measurement
from avol.teaching.taught_class import Text
from avol.teaching.units import ClassUnit

MAX_FACTOR = 1e3
"""Largest factor of a class, and one over the smallest."""
_FACTORS, _NOISE = "class_factors", "noise"

_SHARED = (
    "kind", "created", "weights_sha256", "weights", "verdict", "measurements", "baselines",
    "silence_dbfs", "evidence",
)  # fmt: skip
"""What card and adaptation have in common."""


class Numbers(Protocol):
    """Loads arrays of a file."""

    def numbers(self, name: str, *shape: int | None) -> NDArray[np.float32]:
        """Return finite numbers of a shape; ValueError otherwise."""
        ...


class CardModel(BaseModel):
    """A part of the card of a file; values of dataclasses are checked like those of models."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, revalidate_instances="always"
    )


class AdaptationCard(CardModel):
    """An adaptation without its arrays."""

    kind: AdaptationKind
    created: Text
    weights_sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    weights: Text
    data: Text
    verdict: Text
    measurements: Annotated[tuple[Measurement, ...], Field(max_length=100)]
    baselines: Annotated[dict[Text, Estimate], Field(max_length=100)]
    has_class_factors: bool
    noise_bias: Number | None
    silence_dbfs: Annotated[float, Field(ge=-120, le=0)] | None
    raw: tuple[Number, ...]
    scores: tuple[Number, ...]
    evidence: Annotated[float, Field(gt=0, le=100)]

    @model_validator(mode="after")
    def _check_scale(self) -> Self:
        if self.raw or self.scores:
            Calibration(raw=self.raw, scores=self.scores)
        return self

    @classmethod
    def of(cls, adaptation: Adaptation) -> Self:
        """Return the card of an adaptation."""
        raw, scores = adaptation.scale or ((), ())
        return cls(
            **{name: getattr(adaptation, name) for name in _SHARED},
            data=adaptation.data[:400],
            has_class_factors=adaptation.class_factors is not None,
            noise_bias=None if adaptation.noise is None else adaptation.noise.bias,
            raw=raw,
            scores=scores,
        )

    def load(self, arrays: Numbers, prefix: str) -> Adaptation:
        """Return the adaptation with its arrays; ValueError if they do not fit."""
        factors = noise = None
        if self.has_class_factors:
            factors = arrays.numbers(f"{prefix}.{_FACTORS}", EMBEDDING_SIZE)
            if factors.min() < 1 / MAX_FACTOR or factors.max() > MAX_FACTOR:
                raise ValueError(f"the array {prefix}.{_FACTORS} has numbers out of range")
        if self.noise_bias is not None:
            noise = ClassUnit(arrays.numbers(f"{prefix}.{_NOISE}", None), self.noise_bias)
        return Adaptation(
            **{name: getattr(self, name) for name in _SHARED},
            data=self.data,
            class_factors=factors,
            noise=noise,
            scale=(self.raw, self.scores) if self.raw else None,
        )


def adaptation_tensors(prefix: str, adaptation: Adaptation) -> dict[str, np.ndarray]:
    """Return the arrays of an adaptation by their names in the file."""
    arrays: dict[str, np.ndarray] = {}
    if adaptation.class_factors is not None:
        arrays[f"{prefix}.{_FACTORS}"] = np.asarray(adaptation.class_factors, np.float32)
    if adaptation.noise is not None:
        arrays[f"{prefix}.{_NOISE}"] = np.asarray(adaptation.noise.weights, np.float32)
    return arrays
