"""Load once, ask often: the one object that everything else asks where a sound comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

import numpy as np

from avol.checkpoints import DEFAULT_WEIGHTS, load_calibration, load_checkpoint
from avol.embedder import AudioEmbedding, Embedder, Floats, ImageEmbedding, Picture, frozen, squash
from avol.engines import Engine, EngineKind, choose
from avol.model_card import ModelCard

__all__ = ["AudioEmbedding", "Localization", "Localizer", "ImageEmbedding", "Verdict", "squash"]


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
    """Where in a picture a sound is made. The scale is fixed: 0.9 means the same in every map."""

    map: Floats
    """(14, 14) in 0..1; cell (r, c) covers rows r/14..(r+1)/14 and columns c/14..(c+1)/14."""
    logits: Floats
    """(14, 14) before the sigmoid."""
    score: float
    """The maximum of the map: does the picture correspond to the sound at all?"""
    peak: tuple[float, float]
    """(x, y) of the best cell's centre in 0..1 of width and height."""
    verdict: Verdict


class Localizer(Embedder):
    """AVOL-Net with its weights, ready to be asked (paper §5).

    `see` is dear and `compare` cheap: one picture against many sounds costs one `see`. The same
    question always gets the same answer. Not to be asked by two threads at a time.
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
        """Load a shipped checkpoint by name, or any by the path of its .safetensors file.

        Args:
            name_or_path: the checkpoint; its card lies beside it.
            engine: "auto" takes the fastest that works here; see `avol.engines.choose`.
            threads: how many cores a question may use; None lets AVOL choose.

        Raises:
            WeightsError: a file is missing, damaged, of another network or from a newer version.
            EngineError: the engine that was asked for does not work here.
        """
        checkpoint = load_checkpoint(name_or_path)
        calibration = load_calibration(checkpoint)
        return cls(checkpoint.card, calibration, choose(checkpoint, engine, threads))

    def localize(self, seen: ImageEmbedding, heard: AudioEmbedding) -> Localization:
        """Where in the picture this sound is made, if anywhere."""
        # einsum, because BLAS would wake threads for so small a product
        products = np.einsum("ijk,k->ij", seen.embedding, heard.embedding)
        silent = heard.level_dbfs < self.card.silence_dbfs
        return judged(self._scale * products + self._bias, silent, self.card.threshold)

    def __call__(self, image: Picture, wave: Floats) -> Localization:
        """See, hear and compare one picture and one second of sound."""
        return self.localize(self.encode_image(image), self.encode_audio(wave))


def judged(logits: Floats, silent: bool, threshold: float) -> Localization:
    """What the logits (14, 14) say: their map, and whether its maximum reaches `threshold`."""
    lit = 0.5 + 0.5 * np.tanh(0.5 * logits)  # the sigmoid, without overflow
    row, column = divmod(int(lit.argmax()), lit.shape[1])
    peak = (column + 0.5) / lit.shape[1], (row + 0.5) / lit.shape[0]
    score = float(lit.max())
    verdict = Verdict.MATCH if score >= threshold else Verdict.NO_MATCH
    verdict = Verdict.SILENCE if silent else verdict
    return Localization(frozen(lit), frozen(logits), score, peak, verdict)
