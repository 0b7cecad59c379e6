"""What a network makes of a picture and of a second of sound, with any checkpoint.

AVE-Net gives one vector of length 1 each, to be compared by Euclidean distance; AVOL-Net a vector
for each place of the picture; L3-Net vectors that only compare with their own kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from avol.audio.log_spectrogram import LogSpectrogram, level_dbfs
from avol.checkpoints import load_checkpoint
from avol.core.constants import SAMPLE_RATE
from avol.engines import Engine, EngineKind, choose
from avol.errors import InputError
from avol.model_card import ModelCard

Floats = NDArray[np.float32]
Picture = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class AudioEmbedding:
    """One second of sound as the network knows it."""

    embedding: Floats
    """(128,)"""
    spectrogram: Floats
    """(bins, columns), the network's very input, normalised, low frequencies first."""
    level_dbfs: float


@dataclass(frozen=True, eq=False)
class ImageEmbedding:
    """One picture as the network knows it."""

    embedding: Floats
    """(14, 14, 128) of AVOL-Net: rows from the top, columns from the left; (128,) of AVE-Net."""


class Embedder:
    """Any network with its weights, ready to see and to hear.

    The same question always gets the same answer. Not to be asked by two threads at a time.
    """

    def __init__(self, card: ModelCard, engine: Engine) -> None:
        self.card = card
        self.engine = engine
        self._spectrogram = LogSpectrogram(card.spectrogram)

    @classmethod
    def load(
        cls, name_or_path: str | Path, engine: EngineKind = "auto", threads: int | None = None
    ) -> Self:
        """Load a shipped checkpoint by name, or any by the path of its .safetensors file.

        Args:
            name_or_path: the checkpoint; its card lies beside it.
            engine: "auto" takes the fastest that works here; see `avol.engines.choose`.
            threads: how many cores a question may use; None lets AVOL choose.

        Raises:
            WeightsError: a file is missing, damaged or from a newer version.
            EngineError: the engine that was asked for does not work here.
        """
        checkpoint = load_checkpoint(name_or_path)
        return cls(checkpoint.card, choose(checkpoint, engine, threads))

    @property
    def engine_name(self) -> str:
        """What runs the network, such as "CPU int8"."""
        return self.engine.name

    @property
    def identity(self) -> str:
        """Tells apart what gives other answers: the weights' SHA-256 and what runs them."""
        return f"{self.card.sha256} {self.engine_name}"

    def encode_audio(self, wave: Floats) -> AudioEmbedding:
        """One second of 48 kHz mono sound, (48000,) in -1..1; InputError on anything else."""
        wave = np.asarray(wave)
        if wave.shape != (SAMPLE_RATE,) or wave.dtype.kind != "f":
            raise InputError(
                f"A second of sound is {SAMPLE_RATE} mono float samples at 48 kHz, "
                f"not {wave.dtype} of shape {wave.shape}; resample or cut it first."
            )
        if not np.isfinite(wave).all():
            raise InputError("The sound holds samples that are no numbers; replace them by zeros.")
        wave = wave.astype(np.float32, copy=False)
        spectrogram = self._spectrogram(wave)
        embedding = self.engine.encode_spectrograms(spectrogram[None])[0]
        return AudioEmbedding(frozen(embedding), frozen(spectrogram), level_dbfs(wave))

    def encode_image(self, image: Picture) -> ImageEmbedding:
        """One picture, (H, W, 3) RGB uint8 of any size; InputError on anything else."""
        return self.encode_images([image])[0]

    def encode_images(self, images: list[Picture]) -> list[ImageEmbedding]:
        """Many pictures at once, each as for `see`; faster than one by one on CUDA only."""
        if not images:
            return []
        inputs = np.stack([squash(image, self.card.image_size) for image in images])
        return [
            ImageEmbedding(frozen(embedding)) for embedding in self.engine.encode_images(inputs)
        ]


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


def frozen(array: NDArray[np.floating]) -> Floats:
    """A read-only float32 copy, fit to cross threads."""
    own = np.array(array, dtype=np.float32)
    own.flags.writeable = False
    return own
