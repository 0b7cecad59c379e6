from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from avol.localizer import AudioEmbedding, ImageEmbedding, Localization, Verdict
from tests.support.fakes import FakeModel, square_of
from tests.support.studio import EventRecorder


@pytest.fixture(autouse=True)
def _as_eager_as_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine what gives way to everything would never get done."""
    monkeypatch.setattr("os.setpriority", lambda *_: None, raising=False)


class HearingModel(FakeModel):
    """As FakeModel, but only where its second has a click in it; silence where there is none."""

    def encode_audio(self, wave: NDArray[np.float32]) -> AudioEmbedding:
        loud = float(wave.max())
        return replace(
            super().encode_audio(wave),
            embedding=np.full(128, loud, np.float32),
            level_dbfs=-20.0 if loud else -120.0,
        )

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        found = super().localize(image, audio)
        lit = found.map * audio.embedding[0]
        verdict = Verdict.MATCH if audio.embedding[0] else Verdict.SILENCE
        return Localization(lit, lit, float(lit.max()), found.peak, verdict)


def square(number: int) -> tuple[float, float, float, float]:
    """The region, a point, of the bright square in picture `number`."""
    row, column = square_of(number)
    x, y = (column + 0.5) / 14, (row + 0.5) / 14
    return x, y, x, y


@pytest.fixture
def ears() -> EventRecorder:
    return EventRecorder()
