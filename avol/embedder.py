"""Encodes images and audio windows with any checkpoint.

AVE-Net gives a vector of length 1 each, compared by Euclidean distance; AVOL-Net gives a vector
for each grid cell of the image; vectors of L3-Net are comparable within one modality only.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from avol.audio.log_spectrogram import LogSpectrogram, level_dbfs
from avol.checkpoints import load_checkpoint
from avol.core.constants import AUDIO_WINDOW
from avol.engines import Engine, EngineKind, create_engine
from avol.errors import InputError
from avol.model_card import ModelCard

Floats = NDArray[np.float32]
RGBImage = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class AudioEmbedding:
    """Embedding of a 1 s audio window."""

    embedding: Floats
    """(128,)"""
    spectrogram: Floats
    """(bins, columns), the normalised input of the network, low frequencies first."""
    level_dbfs: float


@dataclass(frozen=True, eq=False)
class ImageEmbedding:
    """Embedding of an image."""

    embedding: Floats
    """(14, 14, 128) of AVOL-Net: rows from the top, columns from the left; (128,) of AVE-Net."""


class Embedder:
    """A network with its weights that encodes images and audio windows.

    Deterministic. Not thread-safe.
    """

    def __init__(self, card: ModelCard, engine: Engine) -> None:
        self.card = card
        self.engine = engine
        self._spectrogram = LogSpectrogram(card.spectrogram)

    @classmethod
    def load(
        cls, name_or_path: str | Path, engine: EngineKind = "auto", threads: int | None = None
    ) -> Self:
        """Load a bundled checkpoint by name, or any by the path of its .safetensors file.

        Args:
            name_or_path: the checkpoint; its model card lies next to it.
            engine: "auto" uses the fastest that works here; see `avol.engines.create_engine`.
            threads: number of CPU threads; None uses the default of the engine.

        Raises:
            WeightsError: a file is missing, damaged or from a newer version.
            EngineError: the named engine does not work here.
        """
        checkpoint = load_checkpoint(name_or_path)
        return cls(checkpoint.card, create_engine(checkpoint, engine, threads))

    @property
    def engine_name(self) -> str:
        """Name of the engine in use, such as "CPU int8"."""
        return self.engine.name

    @property
    def identity(self) -> str:
        """Key for caches of results: SHA-256 of the weights and name of the engine."""
        return f"{self.card.sha256} {self.engine_name}"

    def encode_audio(self, wave: Floats) -> AudioEmbedding:
        """Encode a 1 s window of 48 kHz mono audio, (48000,) in -1..1; InputError otherwise."""
        wave = np.asarray(wave)
        if wave.shape != (AUDIO_WINDOW,) or wave.dtype.kind != "f":
            raise InputError(
                f"An audio window has {AUDIO_WINDOW} mono float samples at 48 kHz, "
                f"not {wave.dtype} of shape {wave.shape}; resample or cut it first."
            )
        if not np.isfinite(wave).all():
            raise InputError("The audio has NaN or infinite samples; replace them by zeros.")
        wave = wave.astype(np.float32, copy=False)
        spectrogram = self._spectrogram(wave)
        embedding = self.engine.encode_spectrograms(spectrogram[None])[0]
        return AudioEmbedding(read_only(embedding), read_only(spectrogram), level_dbfs(wave))

    def encode_image(self, image: RGBImage) -> ImageEmbedding:
        """Encode an image, (H, W, 3) RGB uint8 of any size; InputError otherwise."""
        return self.encode_images([image])[0]

    def encode_images(self, images: list[RGBImage]) -> list[ImageEmbedding]:
        """Encode several images like `encode_image`; faster than one by one on CUDA only."""
        if not images:
            return []
        inputs = np.stack([resize_square(image, self.card.image_size) for image in images])
        embeddings = self.engine.encode_images(inputs)
        return [ImageEmbedding(read_only(embedding)) for embedding in embeddings]


def resize_square(image: RGBImage, size: int) -> RGBImage:
    """Resize an image (H, W, 3) to (size, size, 3); InputError if it is not RGB uint8."""
    import cv2

    image = np.asarray(image)
    if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8 or not image.size:
        raise InputError(
            "An image is an array (height, width, 3) of RGB uint8, "
            f"not {image.dtype} of shape {image.shape}; convert it first."
        )
    cv2.setNumThreads(1)  # OpenCV's threads would compete with those of the engine
    resized = cv2.resize(image, (size, size), interpolation=cv2.INTER_AREA)
    return resized.astype(np.uint8, copy=False)


def read_only(array: NDArray[np.floating]) -> Floats:
    """Return a read-only float32 copy, which may be shared between threads."""
    copy = np.array(array, dtype=np.float32)
    copy.flags.writeable = False
    return copy
