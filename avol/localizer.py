"""Load once, ask often: the one object that everything else asks where a sound comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.cards import Card
from avol.checkpoints import DEFAULT_WEIGHTS, load_calibration, load_checkpoint
from avol.engines import Engine, EngineKind, choose
from avol.errors import InputError
from avol.sound import SECOND, LogSpectrogram, level_dbfs

Floats = NDArray[np.float32]
Picture = NDArray[np.uint8]


class Verdict(StrEnum):
    """Does something in the picture make this sound?"""

    MATCHES = "matches"
    NO_MATCH = "does not"
    SILENCE = "silence"


@dataclass(frozen=True, eq=False)
class Heard:
    """One second of sound as the network knows it."""

    embedding: Floats
    """(128,)"""
    spectrogram: Floats
    """(bins, columns), the network's very input, normalised, low frequencies first."""
    level_dbfs: float


@dataclass(frozen=True, eq=False)
class Seen:
    """One picture as the network knows it."""

    embedding: Floats
    """(14, 14, 128): rows from the top, columns from the left."""


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


class Localizer:
    """AVOL-Net with its weights, ready to be asked (paper §5).

    `see` is dear and `compare` cheap: one picture against many sounds costs one `see`. The same
    question always gets the same answer. Not to be asked by two threads at a time.
    """

    def __init__(self, card: Card, calibration: tuple[float, float], engine: Engine) -> None:
        self.card = card
        self.engine = engine
        self._scale, self._bias = map(np.float32, calibration)
        self._spectrogram = LogSpectrogram(card.spectrogram)

    @classmethod
    def load(
        cls,
        name_or_path: str | Path = DEFAULT_WEIGHTS,
        engine: EngineKind = "auto",
        threads: int | None = None,
    ) -> Localizer:
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

    @property
    def engine_name(self) -> str:
        """What runs the network, such as "CPU int8"."""
        return self.engine.name

    def hear(self, wave: Floats) -> Heard:
        """One second of 48 kHz mono sound, (48000,) in -1..1; InputError on anything else."""
        wave = np.asarray(wave)
        if wave.shape != (SECOND,) or wave.dtype.kind != "f":
            raise InputError(
                f"A second of sound is {SECOND} mono float samples at 48 kHz, "
                f"not {wave.dtype} of shape {wave.shape}; resample or cut it first."
            )
        if not np.isfinite(wave).all():
            raise InputError("The sound holds samples that are no numbers; replace them by zeros.")
        wave = wave.astype(np.float32, copy=False)
        spectrogram = self._spectrogram(wave)
        embedding = self.engine.hear(spectrogram[None])[0]
        return Heard(_frozen(embedding), _frozen(spectrogram), level_dbfs(wave))

    def see(self, image: Picture) -> Seen:
        """One picture, (H, W, 3) RGB uint8 of any size; InputError on anything else."""
        return self.see_batch([image])[0]

    def see_batch(self, images: list[Picture]) -> list[Seen]:
        """Many pictures at once, each as for `see`; faster than one by one on CUDA only."""
        if not images:
            return []
        inputs = np.stack([squash(image, self.card.image_size) for image in images])
        return [Seen(_frozen(embedding)) for embedding in self.engine.see(inputs)]

    def compare(self, seen: Seen, heard: Heard) -> Localization:
        """Where in the picture this sound is made, if anywhere."""
        # einsum, because BLAS would wake threads for so small a product
        products = np.einsum("ijk,k->ij", seen.embedding, heard.embedding)
        logits = self._scale * products + self._bias
        lit = 0.5 + 0.5 * np.tanh(0.5 * logits)  # the sigmoid, without overflow
        row, column = divmod(int(lit.argmax()), lit.shape[1])
        peak = (column + 0.5) / lit.shape[1], (row + 0.5) / lit.shape[0]
        score = float(lit.max())
        verdict = self._verdict(score, heard.level_dbfs)
        return Localization(_frozen(lit), _frozen(logits), score, peak, verdict)

    def __call__(self, image: Picture, wave: Floats) -> Localization:
        """See, hear and compare one picture and one second of sound."""
        return self.compare(self.see(image), self.hear(wave))

    def _verdict(self, score: float, level: float) -> Verdict:
        if level < self.card.silence_dbfs:
            return Verdict.SILENCE
        return Verdict.MATCHES if score >= self.card.threshold else Verdict.NO_MATCH


def squash(image: Picture, size: int) -> Picture:
    """The whole picture, (H, W, 3) RGB, as a square of `size`; InputError if it is none."""
    import cv2

    image = np.asarray(image)
    if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8 or not image.size:
        raise InputError(
            "A picture is an array (height, width, 3) of RGB bytes, "
            f"not {image.dtype} of shape {image.shape}; convert it first."
        )
    cv2.setNumThreads(1)  # its pool of threads would fight the engine's
    squashed = cv2.resize(image, (size, size), interpolation=cv2.INTER_AREA)
    return squashed.astype(np.uint8, copy=False)


def _frozen(array: NDArray[np.floating]) -> Floats:
    own = np.array(array, dtype=np.float32)
    own.flags.writeable = False
    return own
