"""A network whose answers can be told in advance, and media for it.

Red pictures go with low tones, green with middle and blue with high ones.
"""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from avol.audio.log_spectrogram import YAMNET
from avol.core.constants import SAMPLE_RATE
from avol.embedder import Embedder
from avol.model_card import ModelCard, Training
from tests.support import synthetic

COLOURS = {"red": (200, 20, 20), "green": (20, 200, 20), "blue": (20, 20, 200)}
HERTZ = {"red": 200.0, "green": 800.0, "blue": 4000.0}


class ToyEngine:
    """Sees the mean colour and hears in which third the tone lies: vectors of length 1."""

    name = "toy"

    def __init__(self) -> None:
        self.seen = 0

    def encode_images(self, images: NDArray[np.uint8]) -> NDArray[np.float32]:
        self.seen += len(images)
        return _wide(images.mean(axis=(1, 2)) / 255)

    def encode_spectrograms(self, spectrograms: NDArray[np.float32]) -> NDArray[np.float32]:
        pitches = np.searchsorted(YAMNET.bin_hz, [450, 2000])
        parts = np.split(np.exp(spectrograms).mean(axis=2), pitches, axis=1)
        return _wide(np.stack([part.max(axis=1) for part in parts], axis=1))


class ToyGrid(ToyEngine):
    """AVOL-Net's kind of answers: a 14 x 14 grid of colours, nothing normalised."""

    def encode_images(self, images: NDArray[np.uint8]) -> NDArray[np.float32]:
        small = [cv2.resize(image, (14, 14), interpolation=cv2.INTER_AREA) for image in images]
        grid = np.zeros((len(images), 14, 14, 128), np.float32)
        grid[..., :3] = np.stack(small) / 255
        return grid


def _wide(values: NDArray[np.floating]) -> NDArray[np.float32]:
    vectors = np.zeros((len(values), 128), np.float32)
    vectors[:, :3] = values
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def card(**changes: object) -> ModelCard:
    """The toy's card."""
    training = Training(
        data="none", supervision="none", licences=[], recipe="none", seed=0, duration_s=0
    )
    facts = {
        "name": "toy", "title": "Toy", "version": "1", "network": "ave",
        "vision_tower": "none", "sound_tower": "none", "image_size": 64,
        "image_mean": (0, 0, 0), "image_std": (1, 1, 1), "spectrogram": YAMNET,
        "training": training, "licence": "none", "sha256": "toy",
    }  # fmt: skip
    return ModelCard.model_validate(facts | changes)


def embedder(**changes: object) -> Embedder:
    """The toy, ready to be asked."""
    made = card(**changes)
    return Embedder(made, ToyGrid() if made.network == "avol" else ToyEngine())


def plain(name: str, width: int = 64, height: int = 48) -> NDArray[np.uint8]:
    """A picture of one colour."""
    return np.full((height, width, 3), COLOURS[name], np.uint8)


def picture(folder: Path, name: str, of: str = "") -> Path:
    """A PNG of one colour."""
    path = folder / f"{name}.png"
    cv2.imwrite(str(path), plain(of or name)[..., ::-1])
    return path


def sound(folder: Path, name: str, seconds: float = 1.0, of: str = "") -> Path:
    """A tone as WAV."""
    wave = synthetic.tone(seconds, SAMPLE_RATE, 1, HERTZ[of or name])
    return synthetic.make_media(folder / f"{name}.wav", sound=wave, sound_codec="pcm_s16le")


def film(folder: Path, name: str, of: tuple[str, ...] = ("red", "blue")) -> Path:
    """A video that shows a colour and sounds its tone for a second each."""
    pictures = [plain(colour) for colour in of for _ in range(10)]
    waves = [synthetic.tone(1, SAMPLE_RATE, 1, HERTZ[colour]) for colour in of]
    times = synthetic.steady(len(pictures), 10)
    return synthetic.make_media(
        folder / f"{name}.mp4", pictures, times, sound=np.concatenate(waves)
    )
