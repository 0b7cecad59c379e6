"""Localizer: finds the object in an image that makes a sound."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

import numpy as np

from avol.checkpoints import DEFAULT_WEIGHTS, load_calibration, load_checkpoint
from avol.embedder import (
    AudioEmbedding,
    Embedder,
    Floats,
    ImageEmbedding,
    RGBImage,
    read_only,
    resize_square,
)
from avol.engines import Engine, EngineKind, create_engine
from avol.model_card import ModelCard

__all__ = [
    "AudioEmbedding",
    "ImageEmbedding",
    "Localization",
    "Localizer",
    "Verdict",
    "resize_square",
]


class Verdict(StrEnum):
    """Whether an object in the image makes the sound."""

    MATCH = "match"
    NO_MATCH = "no_match"
    SILENCE = "silence"

    @classmethod
    def _missing_(cls, value: object) -> Verdict | None:
        """Accept the values of files from before 0.2."""
        return {"matches": cls.MATCH, "does not": cls.NO_MATCH}.get(str(value))


@dataclass(frozen=True, eq=False)
class Localization:
    """Localization map with score and verdict. Scores are calibrated and comparable."""

    map: Floats
    """(14, 14) in 0..1; cell (r, c) covers rows r/14..(r+1)/14 and columns c/14..(c+1)/14."""
    logits: Floats
    """(14, 14) before the sigmoid."""
    score: float
    """Maximum of the map: whether image and audio correspond."""
    peak: tuple[float, float]
    """(x, y) centre of the cell with the maximum, in 0..1 of width and height."""
    verdict: Verdict


class Localizer(Embedder):
    """AVOL-Net with its weights (paper §5).

    `encode_image` is expensive and `localize` is negligible, so that comparing one image with
    several audio windows costs one `encode_image`. Deterministic. Not thread-safe.
    """

    def __init__(self, card: ModelCard, calibration: tuple[float, float], engine: Engine) -> None:
        super().__init__(card, engine)
        self._scale, self._bias = map(np.float32, calibration)

    @classmethod
    def load(
        cls,
        name_or_path: str | Path = DEFAULT_WEIGHTS,
        engine: EngineKind = "auto",
        threads: int | None = None,
    ) -> Self:
        """Load a bundled checkpoint by name, or any by the path of its .safetensors file.

        Args:
            name_or_path: the checkpoint; its model card lies next to it.
            engine: "auto" uses the fastest that works here; see `avol.engines.create_engine`.
            threads: number of CPU threads; None uses the default of the engine.

        Raises:
            WeightsError: a file is missing, damaged, of another network or from a newer version.
            EngineError: the named engine does not work here.
        """
        checkpoint = load_checkpoint(name_or_path)
        calibration = load_calibration(checkpoint)
        return cls(checkpoint.card, calibration, create_engine(checkpoint, engine, threads))

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        """Compute where in the image the sound is made, if anywhere."""
        # einsum, because BLAS would wake its threads for this small product
        products = np.einsum("ijk,k->ij", image.embedding, audio.embedding)
        silent = audio.level_dbfs < self.card.silence_dbfs
        logits = self._scale * products + self._bias
        return localization_from_logits(logits, silent, self.card.threshold)

    def __call__(self, image: RGBImage, wave: Floats) -> Localization:
        """Encode an image and a 1 s audio window and localize the source."""
        return self.localize(self.encode_image(image), self.encode_audio(wave))


def localization_from_logits(logits: Floats, silent: bool, threshold: float) -> Localization:
    """Compute map, score and verdict of logits (14, 14); a match has a score >= `threshold`."""
    scores = 0.5 + 0.5 * np.tanh(0.5 * logits)  # the sigmoid, without overflow
    row, column = divmod(int(scores.argmax()), scores.shape[1])
    peak = (column + 0.5) / scores.shape[1], (row + 0.5) / scores.shape[0]
    score = float(scores.max())
    verdict = Verdict.MATCH if score >= threshold else Verdict.NO_MATCH
    verdict = Verdict.SILENCE if silent else verdict
    return Localization(read_only(scores), read_only(logits), score, peak, verdict)
