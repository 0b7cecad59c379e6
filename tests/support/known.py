"""A localizer with exact results on synthetic images and audio, for tests of evaluations."""

from types import SimpleNamespace
from typing import ClassVar

import numpy as np

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import AUDIO_WINDOW
from avol.embedder import AudioEmbedding, ImageEmbedding
from avol.localization import Localization, Verdict

GRID = 14
TONES = {"red": 300, "green": 900, "blue": 2700}
"""Frequency in Hz of each label; label n is bright in channel n."""


class ColorToneLocalizer:
    """Matches bright patches of a color with the tone of that color."""

    engine_name = description = "exact"
    taught_descriptions = ()
    provenance: ClassVar = {"weights": "exact", "engine": "exact"}

    def __init__(self, threshold: float = 0.5) -> None:
        self.card = SimpleNamespace(
            name="exact", title="Exact", version="1", sha256="0" * 64, threshold=threshold
        )
        self.audio_window = AUDIO_WINDOW
        self.images_encoded = self.windows_encoded = 0

    def encode_image(self, image: np.ndarray) -> ImageEmbedding:
        self.images_encoded += 1
        rows, columns = (np.arange(GRID) * side // GRID + side // 28 for side in image.shape[:2])
        cells = image[np.ix_(rows, columns)].astype(np.float32) / 255
        return ImageEmbedding((cells * (cells > 0.6)).astype(np.float32))

    def encode_audio(self, wave: np.ndarray) -> AudioEmbedding:
        self.windows_encoded += 1
        spectrum = np.abs(np.fft.rfft(wave))
        peak = int(spectrum.argmax())
        tones = np.array([abs(peak - tone) < 20 for tone in TONES.values()], np.float32)
        loud = level_dbfs(wave) > -35
        return AudioEmbedding(
            tones * loud, np.zeros((64, 96), np.float32) + tones[0], level_dbfs(wave)
        )

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        heat = 0.05 + 0.9 * np.einsum("ijk,k->ij", image.embedding, audio.embedding)
        row, column = divmod(int(heat.argmax()), GRID)
        peak = (column + 0.5) / GRID, (row + 0.5) / GRID
        score = float(heat.max())
        verdict = Verdict.MATCH if score > 0.5 else Verdict.NO_MATCH
        heat = heat.astype(np.float32)
        return Localization(heat, heat, score, peak, verdict)


class AudioIgnoringLocalizer(ColorToneLocalizer):
    """Highlights every bright patch, whatever the audio is."""

    def encode_audio(self, wave: np.ndarray) -> AudioEmbedding:
        return AudioEmbedding(
            np.ones(3, np.float32), np.zeros((64, 96), np.float32), level_dbfs(wave)
        )
