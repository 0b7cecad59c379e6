from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from avol.embedder import AudioEmbedding, ImageEmbedding
from avol.localization import Localization, Verdict
from tests.support.fakes import FakeModel, square_of
from tests.support.studio import EventRecorder


@pytest.fixture(autouse=True)
def _normal_thread_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps the normal priority: on a busy machine, threads of low priority would time out."""
    monkeypatch.setattr("os.setpriority", lambda *_: None, raising=False)


class ClickModel(FakeModel):
    """A FakeModel that matches audio windows with a click; all others are silent."""

    def encode_audio(self, wave: NDArray[np.float32] | None) -> AudioEmbedding:
        loud = 0.0 if wave is None else float(wave.max())
        return replace(
            super().encode_audio(wave),
            embedding=np.full(128, loud, np.float32),
            level_dbfs=-20.0 if loud else -120.0,
        )

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        found = super().localize(image, audio)
        heat = found.map * audio.embedding[0]
        verdict = Verdict.MATCH if audio.embedding[0] else Verdict.SILENCE
        return Localization(heat, heat, float(heat.max()), found.peak, verdict)


def cell_of(number: int) -> tuple[float, float, float, float]:
    """Return the region (a point) of the bright square in image `number`."""
    row, column = square_of(number)
    x, y = (column + 0.5) / 14, (row + 0.5) / 14
    return x, y, x, y


@pytest.fixture
def events() -> EventRecorder:
    return EventRecorder()
