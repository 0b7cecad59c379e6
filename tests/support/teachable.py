"""Weights that can be taught classes, of a toy network that sees colours and hears pitches."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from avol.audio.log_spectrogram import YAMNET
from avol.engines import Encoded
from avol.localizer import Localizer
from avol.model_card import Classes
from avol.teaching import TaughtClass
from avol.teaching.background import Background, Backgrounds
from avol.teaching.fit import FittedUnits
from avol.teaching.units import ClassUnit, log_partition
from tests.support.toys import ToyEngine, toy_card

SHA256 = "0" * 64
CHANNELS = 3


class TeachableEngine(ToyEngine):
    """Knows no class: its features are colours of cells, and the pitch range of a tone."""

    name = "teachable"

    def encode_images(self, images: NDArray[np.uint8]) -> NDArray[np.float32]:
        return self.encode_images_with_features(images).embeddings

    def encode_spectrograms(self, spectrograms: NDArray[np.float32]) -> NDArray[np.float32]:
        return self.encode_spectrograms_with_features(spectrograms).embeddings

    def encode_images_with_features(self, images: NDArray[np.uint8]) -> Encoded:
        """The colour of each cell, less its grey part."""
        small = [cv2.resize(image, (14, 14), interpolation=cv2.INTER_AREA) for image in images]
        colours = np.stack(small).astype(np.float32) / 255
        return _encoded(colours - colours.min(axis=-1, keepdims=True))

    def encode_spectrograms_with_features(self, spectrograms: NDArray[np.float32]) -> Encoded:
        """The share of low, medium and high frequencies."""
        pitches = np.searchsorted(YAMNET.bin_hz, [450, 2000])
        parts = np.split(np.exp(spectrograms).mean(axis=2), pitches, axis=1)
        ranges = np.stack([part.max(axis=1) for part in parts], axis=1)
        return _encoded(ranges / np.maximum(ranges.sum(axis=1, keepdims=True), 1e-6))


def _encoded(features: NDArray[np.floating]) -> Encoded:
    embeddings = np.full((*features.shape[:-1], 128), 1e-3, np.float32)
    return Encoded(embeddings, features.astype(np.float32))


def teachable_localizer(folder: Path) -> Localizer:
    """Return the toy localizer; the background of its weights is written into `folder`."""
    card = toy_card(
        name="teachable", network="avol", heads="shares", sha256=SHA256,
        classes=Classes(names=("dog", "cat")),
    )  # fmt: skip
    weights = folder / "teachable.safetensors"
    generator = np.random.default_rng(0)
    samples = generator.normal(0, 1, (200, CHANNELS)).astype(np.float32) * np.float32(0.1)
    known = np.full((200, 128), 1e-3, np.float32)
    background = Background(
        np.zeros(CHANNELS, np.float32), np.eye(CHANNELS, dtype=np.float32) * 12, samples,
        log_partition(known), np.full(200, -1, np.float32),
    )  # fmt: skip
    Backgrounds(background, background).save(weights, SHA256)
    return Localizer(card, (8.0, -2.0), TeachableEngine(), weights)


def taught_class(name: str) -> TaughtClass:
    """Return a class without examples, of the toy weights."""
    unit = ClassUnit.never(CHANNELS)
    return TaughtClass(name, "2026-01-01", (), FittedUnits(unit, unit), SHA256, "toy 1")
