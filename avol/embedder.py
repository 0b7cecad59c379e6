"""Encodes images and audio windows with any checkpoint.

AVE-Net gives a vector of length 1 each, compared by Euclidean distance; AVOL-Net gives a vector
for each grid cell of the image; vectors of L3-Net are comparable within one modality only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from avol.audio.log_spectrogram import level_dbfs
from avol.audio.sliding_spectrogram import SlidingSpectrogram
from avol.checkpoints import load_checkpoint
from avol.core.constants import AUDIO_WINDOW
from avol.engines import Engine, EngineKind, create_engine, with_features
from avol.errors import InputError
from avol.model_card import ModelCard

Floats = NDArray[np.float32]
RGBImage = NDArray[np.uint8]

NO_AUDIO_DBFS = -math.inf
"""Level of a medium without audio; digital silence has -120 dBFS."""


@dataclass(frozen=True, eq=False)
class AudioEmbedding:
    """Embedding of an audio window."""

    embedding: Floats
    """(128,)"""
    spectrogram: Floats
    """(bins, columns), the normalised input of the network, low frequencies first."""
    level_dbfs: float
    """RMS level of the last second; `NO_AUDIO_DBFS` if there is no audio."""
    shown_bins: int | None = None
    """Number of rows to show to people (`SpectrogramSpec.magnitude_bins`); None: all."""

    @property
    def shown_spectrogram(self) -> Floats:
        """The rows of the spectrogram to show to people, low frequencies first."""
        return self.spectrogram[: self.shown_bins]


@dataclass(frozen=True, eq=False)
class ImageEmbedding:
    """Embedding of an image."""

    embedding: Floats
    """(14, 14, 128) of AVOL-Net: rows from the top, columns from the left; (128,) of AVE-Net."""


class Embedder:
    """A network with its weights that encodes images and audio windows.

    Deterministic. Not thread-safe.
    """

    def __init__(self, card: ModelCard, engine: Engine, path: Path | None = None) -> None:
        """Make an embedder of a checkpoint; `path` is that of its weights, None without a file."""
        self.card = card
        self.engine = engine
        self.path = path
        self._spectrogram = SlidingSpectrogram(card.spectrogram)

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
        return cls(checkpoint.card, create_engine(checkpoint, engine, threads), checkpoint.path)

    @property
    def engine_name(self) -> str:
        """Name of the engine in use, such as "CPU int8"."""
        return self.engine.name

    @property
    def identity(self) -> str:
        """Key for caches of results: SHA-256 of the weights and name of the engine."""
        return f"{self.card.sha256} {self.engine_name}"

    @property
    def audio_window(self) -> int:
        """Samples of the audio window that the network takes."""
        return self.card.audio_window

    @property
    def image_size(self) -> int:
        """Width and height in pixels of the image that the network takes."""
        return self.card.image_size

    def encode_audio(self, wave: Floats | None) -> AudioEmbedding:
        """Encode an audio window of 48 kHz mono audio in -1..1; InputError otherwise.

        Args:
            wave: (`audio_window`,) samples. A window of 1 s is repeated for a model that takes
                more. None, if there is no audio, is encoded like silence.
        """
        if wave is None:
            silence = self.encode_audio(np.zeros(self.audio_window, np.float32))
            return replace(silence, level_dbfs=NO_AUDIO_DBFS)
        wave = self._check_wave(wave)
        spectrogram = self._spectrogram(wave)
        embedding = self._encode_spectrograms(spectrogram[None])[0]
        return self._audio_embedding(wave, spectrogram, embedding)

    def audio_features(self, wave: Floats) -> tuple[AudioEmbedding, Floats]:
        """Encode like `encode_audio`; returns also the features (C,) before the head.

        Classes that were taught are not in the embedding.
        """
        wave = self._check_wave(wave)
        spectrogram = self._spectrogram(wave)
        encoded = with_features(self.engine).encode_spectrograms_with_features(spectrogram[None])
        embedding = self._audio_embedding(wave, spectrogram, encoded.embeddings[0])
        return embedding, encoded.features[0]

    def _check_wave(self, wave: Floats) -> Floats:
        """Return the audio window that the network gets; InputError if it is none."""
        wave = np.asarray(wave)
        if wave.shape not in ((self.audio_window,), (AUDIO_WINDOW,)) or wave.dtype.kind != "f":
            raise InputError(
                f"An audio window has {self.audio_window} mono float samples at 48 kHz, "
                f"not {wave.dtype} of shape {wave.shape}; resample or cut it first."
            )
        if not np.isfinite(wave).all():
            raise InputError("The audio has NaN or infinite samples; replace them by zeros.")
        return np.resize(wave.astype(np.float32, copy=False), self.audio_window)

    def _audio_embedding(
        self, wave: Floats, spectrogram: Floats, embedding: Floats
    ) -> AudioEmbedding:
        level = level_dbfs(wave[-AUDIO_WINDOW:])  # silence is a matter of the last second
        shown = self.card.spectrogram.magnitude_bins
        return AudioEmbedding(read_only(embedding), read_only(spectrogram), level, shown)

    def encode_image(self, image: RGBImage) -> ImageEmbedding:
        """Encode an image, (H, W, 3) RGB uint8 of any size; InputError otherwise."""
        return self.encode_images([image])[0]

    def encode_images(self, images: list[RGBImage]) -> list[ImageEmbedding]:
        """Encode several images like `encode_image`; faster than one by one on CUDA only."""
        if not images:
            return []
        inputs = np.stack([resize_square(image, self.card.image_size) for image in images])
        return [ImageEmbedding(read_only(each)) for each in self._encode_images(inputs)]

    def image_features(self, image: RGBImage) -> tuple[ImageEmbedding, Floats]:
        """Encode like `encode_image`; returns also the features (14, 14, C) before the head.

        Classes that were taught are not in the embedding.
        """
        size = self.card.image_size
        encoded = with_features(self.engine).encode_images_with_features(
            resize_square(image, size)[None]
        )
        return ImageEmbedding(read_only(encoded.embeddings[0])), encoded.features[0]

    def _encode_images(self, images: NDArray[np.uint8]) -> Floats:
        return self.engine.encode_images(images)

    def _encode_spectrograms(self, spectrograms: Floats) -> Floats:
        return self.engine.encode_spectrograms(spectrograms)


def resize_square(image: RGBImage, size: int) -> RGBImage:
    """Resize an image (H, W, 3) to (size, size, 3); InputError if it is not RGB uint8."""
    from avol.core.opencv import cv2
    from avol.engines.area_resize import area_resize  # imports onnxruntime

    image = np.asarray(image)
    if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8 or not image.size:
        raise InputError(
            "An image is an array (height, width, 3) of RGB uint8, "
            f"not {image.dtype} of shape {image.shape}; convert it first."
        )
    cv2.setNumThreads(1)  # OpenCV's threads would compete with those of the engine
    if (fast := area_resize(image, size)) is not None:
        return fast
    resized = cv2.resize(image, (size, size), interpolation=cv2.INTER_AREA)
    return resized.astype(np.uint8, copy=False)


def read_only(array: NDArray[np.floating]) -> Floats:
    """Return a read-only float32 copy, which may be shared between threads."""
    copy = np.array(array, dtype=np.float32)
    copy.flags.writeable = False
    return copy
