"""A localizer that knows what is in made-up pictures and sounds, for tests of evaluations."""

from types import SimpleNamespace

import numpy as np

from avol.audio.log_spectrogram import level_dbfs
from avol.localizer import AudioEmbedding, ImageEmbedding, Localization, Verdict

GRID = 14
TONES = {"red": 300, "green": 900, "blue": 2700}
"""What sounds, by label, in Hz; label n shines in channel n."""


class Knowing:
    """Coloured patches sound at the tones of their colours; all else is dark."""

    engine_name = "knowing"

    def __init__(self, threshold: float = 0.5) -> None:
        self.card = SimpleNamespace(
            name="knowing", title="Knowing", version="1", sha256="0" * 64, threshold=threshold
        )
        self.seen = self.heard = 0

    def encode_image(self, image: np.ndarray) -> ImageEmbedding:
        self.seen += 1
        rows, columns = (np.arange(GRID) * side // GRID + side // 28 for side in image.shape[:2])
        cells = image[np.ix_(rows, columns)].astype(np.float32) / 255
        return ImageEmbedding((cells * (cells > 0.6)).astype(np.float32))

    def encode_audio(self, wave: np.ndarray) -> AudioEmbedding:
        self.heard += 1
        spectrum = np.abs(np.fft.rfft(wave))
        peak = int(spectrum.argmax())
        tones = np.array([abs(peak - tone) < 20 for tone in TONES.values()], np.float32)
        loud = level_dbfs(wave) > -35
        return AudioEmbedding(
            tones * loud, np.zeros((64, 96), np.float32) + tones[0], level_dbfs(wave)
        )

    def localize(self, seen: ImageEmbedding, heard: AudioEmbedding) -> Localization:
        lit = 0.05 + 0.9 * np.einsum("ijk,k->ij", seen.embedding, heard.embedding)
        row, column = divmod(int(lit.argmax()), GRID)
        peak = (column + 0.5) / GRID, (row + 0.5) / GRID
        score = float(lit.max())
        verdict = Verdict.MATCH if score > 0.5 else Verdict.NO_MATCH
        heat = lit.astype(np.float32)
        return Localization(heat, heat, score, peak, verdict)


class SilentEmbedder(Knowing):
    """Sees what could sound and lights it whatever is heard."""

    def encode_audio(self, wave: np.ndarray) -> AudioEmbedding:
        return AudioEmbedding(
            np.ones(3, np.float32), np.zeros((64, 96), np.float32), level_dbfs(wave)
        )
