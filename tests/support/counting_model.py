"""A model whose maps show the number of a coded image and the level of the audio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import EMBEDDING_SIZE, GRID_SIZE, SAMPLE_RATE
from avol.embedder import NO_AUDIO_DBFS, AudioEmbedding, ImageEmbedding
from avol.io.batch.task import task_model
from avol.localization import Localization, Verdict
from avol.localizer import Localizer
from avol.score_scale import IDENTITY
from tests.support import synthetic

Wave = NDArray[np.float32]
SILENCE = np.zeros(SAMPLE_RATE, np.float32)


class CountingModel:
    """Replaces a Localizer; the peak is the cell of the image number, modulo 196.

    The score is the peak level in the middle of the audio window.
    """

    identity = "counting"
    description = "counting"
    provenance: ClassVar = {"weights": "counting", "engine": "counting"}
    engine_name = "counting"
    card = type("ModelCard", (), {"name": "counting"})
    audio_window, image_size, scale = SAMPLE_RATE, 64, IDENTITY
    class_names: tuple[str, ...] = ()
    taught_in_use: tuple[str, ...] = ()

    number_of = staticmethod(synthetic.number_of)

    def __init__(self) -> None:
        self.windows: list[Wave] = []

    def encode_audio(self, wave: Wave | None) -> AudioEmbedding:
        if wave is None:
            return replace(self.encode_audio(SILENCE), level_dbfs=NO_AUDIO_DBFS)
        self.windows.append(wave)
        level = np.abs(wave[SAMPLE_RATE // 2 - 480 : SAMPLE_RATE // 2 + 480]).max()
        vector = np.full(EMBEDDING_SIZE, level, np.float32)
        return AudioEmbedding(vector, np.zeros((1, 1), np.float32), level_dbfs(wave))

    def encode_images(self, images: list[NDArray[np.uint8]]) -> list[ImageEmbedding]:
        return [self.encode_image(image) for image in images]

    def encode_image(self, image: NDArray[np.uint8]) -> ImageEmbedding:
        embedding = np.zeros((GRID_SIZE, GRID_SIZE, EMBEDDING_SIZE), np.float32)
        embedding[divmod(self.number_of(image) % GRID_SIZE**2, GRID_SIZE)] = 1
        return ImageEmbedding(embedding)

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        scores = image.embedding[..., 0] * audio.embedding[0]
        row, column = divmod(int(image.embedding[..., 0].argmax()), GRID_SIZE)
        peak = ((column + 0.5) / GRID_SIZE, (row + 0.5) / GRID_SIZE)
        quiet = Verdict.NO_AUDIO if audio.level_dbfs == NO_AUDIO_DBFS else Verdict.SILENCE
        verdict = quiet if audio.level_dbfs < -60 else Verdict.MATCH
        return Localization(scores, scores, float(scores.max()), peak, verdict)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[CountingModel]:
    """The model that every task of the test loads."""
    counting = CountingModel()
    monkeypatch.setattr(Localizer, "load", lambda *_: counting)
    task_model.cache_clear()
    yield counting
    task_model.cache_clear()
