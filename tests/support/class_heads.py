"""A localizer with class heads whose classes are tones, for tests of adaptations."""

from __future__ import annotations

import numpy as np

from avol.checkpoints import load_model_card
from avol.core.constants import SAMPLE_RATE
from avol.engines import Encoded
from avol.localizer import Localizer
from avol.model_card import Classes, ModelCard
from avol.teaching.background import Background, Backgrounds

BANDS = 16
TONES = 8
"""Classes; each is a tone."""
HERTZ = 400.0 * 1.35 ** np.arange(TONES)
CONV7 = (10.0, -2.0)


def card() -> ModelCard:
    """The card of the shipped weights with the classes of the tones."""
    names = tuple(f"tone {number}" for number in range(TONES))
    changes = {"classes": Classes(names=names), "calibration": None}
    return load_model_card("avol").model_copy(update=changes)


class ToneEngine:
    """Gives each class the probability of its tone in the spectrogram; images are their cells."""

    name = "tones"

    def __init__(self) -> None:
        self._weights = _tone_features()

    def encode_images(self, images: np.ndarray) -> np.ndarray:
        raise NotImplementedError

    encode_images_with_features = encode_images

    def encode_spectrograms(self, spectrograms: np.ndarray) -> np.ndarray:
        return self.encode_spectrograms_with_features(spectrograms).embeddings

    def encode_spectrograms_with_features(self, spectrograms: np.ndarray) -> Encoded:
        features = _features(spectrograms)
        near = np.linalg.norm(features[:, None] - self._weights, axis=2)
        exponentials = np.zeros((len(features), 128), np.float32)
        exponentials[:, :TONES] = np.exp(5 - 6 * near)
        total = 1 + exponentials.sum(1, keepdims=True)
        return Encoded(exponentials / total, features)


def tone(number: int, seconds: float = 1.0, dbfs: float = -20.0) -> np.ndarray:
    """A tone of a class at a level."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave = np.sin(2 * np.pi * HERTZ[number] * time) * 2**0.5 * 10 ** (dbfs / 20)
    return wave.astype(np.float32)


def localizer() -> Localizer:
    """A localizer of the tones."""
    return Localizer(card(), CONV7, ToneEngine())


def backgrounds() -> Backgrounds:
    """What tones and noise are like in general."""
    random = np.random.default_rng(0)
    samples = random.normal(0, 1, (200, BANDS)).astype(np.float32)
    one = Background(
        np.zeros(BANDS, np.float32),
        np.eye(BANDS, dtype=np.float32) * BANDS**0.5,
        samples,
        np.zeros(200, np.float32),
        np.full(200, -1, np.float32),
    )
    return Backgrounds(one, one)


def _features(spectrograms: np.ndarray) -> np.ndarray:
    """(N, 16) energy of bands in the middle frequencies, centred and of length 1."""
    means = spectrograms[:, 8:56].mean(axis=2).reshape(len(spectrograms), BANDS, -1).mean(axis=2)
    centred = means - means.mean(axis=1, keepdims=True)
    return (centred / (np.linalg.norm(centred, axis=1, keepdims=True) + 1e-6)).astype(np.float32)


def _tone_features() -> np.ndarray:
    from avol.audio.log_spectrogram import LogSpectrogram

    spectrogram = LogSpectrogram(load_model_card("avol").spectrogram)
    waves = [tone(number, 3.0) for number in range(TONES)]
    return _features(np.stack([spectrogram(wave) for wave in waves]))
