"""An embedder with predictable embeddings, and media for it.

Red images match low tones, green ones medium tones, and blue ones high tones.
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

COLORS = {"red": (200, 20, 20), "green": (20, 200, 20), "blue": (20, 20, 200)}
HERTZ = {"red": 200.0, "green": 800.0, "blue": 4000.0}


class ToyEngine:
    """Embeds the mean color of an image and the pitch range of a tone, in vectors of length 1."""

    name = "toy"

    def __init__(self) -> None:
        self.images_encoded = 0

    def encode_images(self, images: NDArray[np.uint8]) -> NDArray[np.float32]:
        self.images_encoded += len(images)
        return _embeddings(images.mean(axis=(1, 2)) / 255)

    def encode_spectrograms(self, spectrograms: NDArray[np.float32]) -> NDArray[np.float32]:
        pitches = np.searchsorted(YAMNET.bin_hz, [450, 2000])
        parts = np.split(np.exp(spectrograms).mean(axis=2), pitches, axis=1)
        return _embeddings(np.stack([part.max(axis=1) for part in parts], axis=1))


class ToyGridEngine(ToyEngine):
    """Embeds an image like AVOL-Net: a 14 × 14 grid of colors, not normalized."""

    def encode_images(self, images: NDArray[np.uint8]) -> NDArray[np.float32]:
        small = [cv2.resize(image, (14, 14), interpolation=cv2.INTER_AREA) for image in images]
        grid = np.zeros((len(images), 14, 14, 128), np.float32)
        grid[..., :3] = np.stack(small) / 255
        return grid


def _embeddings(values: NDArray[np.floating]) -> NDArray[np.float32]:
    vectors = np.zeros((len(values), 128), np.float32)
    vectors[:, :3] = values
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def toy_card(**changes: object) -> ModelCard:
    """Return the model card of the toy embedder."""
    training = Training(
        data="none", supervision="none", licences=[], config="none", seed=0, duration_s=0
    )
    facts = {
        "name": "toy", "title": "Toy", "version": "1", "network": "ave",
        "vision_tower": "none", "sound_tower": "none", "image_size": 64,
        "image_mean": (0, 0, 0), "image_std": (1, 1, 1), "spectrogram": YAMNET,
        "training": training, "licence": "none", "sha256": "toy",
    }  # fmt: skip
    return ModelCard.model_validate(facts | changes)


def toy_embedder(**changes: object) -> Embedder:
    """Return the toy embedder; `changes` apply to its card."""
    card = toy_card(**changes)
    return Embedder(card, ToyGridEngine() if card.network == "avol" else ToyEngine())


def solid_image(name: str, width: int = 64, height: int = 48) -> NDArray[np.uint8]:
    """Return an image (H, W, 3) of one color."""
    return np.full((height, width, 3), COLORS[name], np.uint8)


def write_image(folder: Path, name: str, color: str = "") -> Path:
    """Write a PNG image of one color (default: `name`)."""
    path = folder / f"{name}.png"
    cv2.imwrite(str(path), solid_image(color or name)[..., ::-1])
    return path


def write_media(folder: Path) -> Path:
    """Write an image and an audio file of each color into a new folder; return the folder."""
    folder.mkdir()
    for color in COLORS:
        write_image(folder, color)
        write_audio(folder, color)
    return folder


def write_audio(folder: Path, name: str, seconds: float = 1.0, color: str = "") -> Path:
    """Write a WAV file with the tone of a color (default: `name`)."""
    wave = synthetic.tone_audio(seconds, SAMPLE_RATE, 1, HERTZ[color or name])
    return synthetic.make_media(folder / f"{name}.wav", audio=wave, audio_codec="pcm_s16le")


def write_video(folder: Path, name: str, colors: tuple[str, ...] = ("red", "blue")) -> Path:
    """Write a video with one second per color and its tone."""
    images = [solid_image(color) for color in colors for _ in range(10)]
    waves = [synthetic.tone_audio(1, SAMPLE_RATE, 1, HERTZ[color]) for color in colors]
    times = synthetic.frame_times(len(images), 10)
    return synthetic.make_media(folder / f"{name}.mp4", images, times, audio=np.concatenate(waves))
