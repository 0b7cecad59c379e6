"""Adaptation to a room whose fan sounds like a known class."""

from __future__ import annotations

import numpy as np
import pytest

from avol.core.constants import SAMPLE_RATE
from avol.embedder import ImageEmbedding
from avol.errors import InputError
from avol.evaluation.adaptation import known_sounds, room
from avol.evaluation.adaptation.known_sounds import KnownSound, mixtures
from avol.localization import Verdict
from tests.support import class_heads

FAN, VOICE = 1, 5
SECONDS = 40
LOUD = 31 * SAMPLE_RATE
"""Start of a loud window in the part that is held out."""


@pytest.fixture(scope="module")
def recording() -> np.ndarray:
    """A fan that hums like class 1, in noise, with a pause in the middle of each 4 s."""
    random = np.random.default_rng(0)
    hum = class_heads.tone(FAN, SECONDS, -40.0)
    loud = 10 ** (np.sin(np.arange(len(hum)) / SAMPLE_RATE) * 12 / 20)
    return (hum * loud + random.normal(0, 1e-3, len(hum))).astype(np.float32)


@pytest.fixture(scope="module")
def scene() -> list[ImageEmbedding]:
    """An image that shows class 1 at the left and class 5 at the right."""
    cells = np.full((14, 14, 128), 1e-4, np.float32)
    cells[:, :7, FAN], cells[:, 7:, VOICE] = 0.7, 0.7
    return [ImageEmbedding(cells)]


@pytest.fixture(scope="module")
def result(recording: np.ndarray, scene: list[ImageEmbedding]) -> room.RoomResult:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "load_backgrounds", lambda model: class_heads.backgrounds())
        patch.setattr(room, "WINDOWS", 24)
        patch.setattr(known_sounds, "OVER_NOISE_DB", (25.0, 35.0))
        known = [KnownSound(f"tone {n}", n, class_heads.tone(n)) for n in (VOICE, 6, 4, 7)]
        return room.adapt_to_room(class_heads.localizer(), [recording], scene, known)


def test_the_room_lights_less_and_known_sounds_stay(result: room.RoomResult) -> None:
    rows = {row.metric: row for row in result.adaptation.measurements}
    before, after = rows["room_area"].before.value, rows["room_area"].after.value
    assert before is not None
    assert before > 0.2
    assert after is not None
    assert after < 0.1 * before
    found = rows["known_found"]
    assert found.before.value is not None
    assert found.before.value > 0.9
    assert found.after.value == found.before.value


def test_the_adapted_localizer_hears_other_sounds_as_before(
    result: room.RoomResult, scene: list[ImageEmbedding], recording: np.ndarray
) -> None:
    from avol.teaching import TaughtClasses

    base = class_heads.localizer()
    adapted = base.with_classes(TaughtClasses().adapt(result.adaptation))
    fan = recording[LOUD : LOUD + 3 * SAMPLE_RATE]
    voice = class_heads.tone(VOICE, 3.0, -20.0)
    assert base.localize(scene[0], base.encode_audio(fan)).verdict is Verdict.MATCH
    assert adapted.localize(scene[0], adapted.encode_audio(fan)).verdict is not Verdict.MATCH
    found = adapted.localize(scene[0], adapted.encode_audio(voice))
    assert found.verdict is Verdict.MATCH
    assert found.peak[0] > 0.5
    quiet = adapted.encode_audio(class_heads.tone(VOICE, 3.0, -58.0))
    assert adapted.localize(scene[0], quiet).verdict is Verdict.SILENCE
    assert base.identity != adapted.identity
    mark = f"adapted to a room ({result.adaptation.fingerprint})"
    assert mark in adapted.description
    assert adapted.provenance["taught"] == [mark]
    assert found.taught == (mark,)
    reverted = adapted.with_classes(TaughtClasses())
    assert reverted.identity == base.identity
    assert reverted.card.silence_dbfs == base.card.silence_dbfs


def test_encoding_and_extending_agree(result: room.RoomResult) -> None:
    from avol.teaching import TaughtClasses

    base = class_heads.localizer()
    adapted = base.with_classes(TaughtClasses().adapt(result.adaptation))
    wave = class_heads.tone(VOICE, 3.0)
    extended = adapted.extend_audio(*base.audio_features(wave))
    assert extended.embedding == pytest.approx(adapted.encode_audio(wave).embedding, abs=1e-6)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([-50.0] * 20, -47.0),
        ([-50.0] * 20 + [-10.0], -47.0),  # one slamming door
        ([-50.0] * 10 + [-20.0] * 10, -26.0 - 9.0 + 0.0),  # limited at -35
        ([-100.0] * 5, -75.0),
        ([-np.inf] * 5, -75.0),
    ],
)
def test_the_level_of_silence(levels: list[float], expected: float) -> None:
    assert room.silence_level(levels) == pytest.approx(expected, abs=0.01)


def test_a_short_recording_is_refused(scene: list[ImageEmbedding]) -> None:
    wave = np.zeros(5 * SAMPLE_RATE, np.float32)
    with pytest.raises(InputError, match="has 5 s; record 20 s or more"):
        room.adapt_to_room(class_heads.localizer(), [wave], scene, ())


def test_mixtures_have_the_level_above_the_room() -> None:
    from avol.audio.log_spectrogram import level_dbfs

    sound = KnownSound("tone", 0, class_heads.tone(0))
    noise = np.random.default_rng(0).normal(0, 0.01, 3 * SAMPLE_RATE).astype(np.float32)
    mixed = mixtures([sound], [noise] * 4)
    levels = [level_dbfs(wave - noise) for _, wave in mixed]
    assert sorted({round(level) for level in levels}) == [-35, -25]  # 5 and 15 dB over -40
