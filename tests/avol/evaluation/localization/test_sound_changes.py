"""The maps around a cut, with a model that recognises a tone at once."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray

from avol.audio.log_spectrogram import level_dbfs
from avol.core.constants import EMBEDDING_SIZE, GRID_SIZE, SAMPLE_RATE
from avol.embedder import AudioEmbedding, ImageEmbedding
from avol.evaluation.localization.boxes import BoxItem
from avol.evaluation.localization.media_resolver import MediaFolder
from avol.evaluation.localization.sound_changes import (
    MODES,
    STEP,
    TIMES,
    Change,
    Latency,
    Mode,
    latencies,
    measure_changes,
)
from avol.localization import Localization, Verdict
from avol.localizer import Localizer
from tests.support.synthetic import coded_image, make_media, number_of, tone_audio

TONES = {"violin": 500.0, "dog": 2000.0}
WHOLE = ((0.0, 0.0, 1.0, 1.0),)


class ToneModel:
    """Image number n matches the nth tone, if it is the loudest in the last second."""

    audio_window, engine = SAMPLE_RATE, None
    heights: ClassVar = list(TONES.values())

    def encode_image(self, image: NDArray[np.uint8]) -> ImageEmbedding:
        embedding = np.zeros((GRID_SIZE, GRID_SIZE, EMBEDDING_SIZE), np.float32)
        embedding[5, 5, number_of(image)] = 1
        return ImageEmbedding(embedding)

    def encode_audio(self, wave: NDArray[np.float32]) -> AudioEmbedding:
        second = wave[-SAMPLE_RATE:]
        loudest = float(np.abs(np.fft.rfft(second)).argmax())
        vector = np.array([abs(loudest - height) < 20 for height in self.heights], np.float32)
        vector *= level_dbfs(second) > -60
        padded = np.zeros(EMBEDDING_SIZE, np.float32)
        padded[: vector.size] = vector
        return AudioEmbedding(padded, np.zeros((0, 0), np.float32), level_dbfs(second))

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        scores = image.embedding @ audio.embedding
        return Localization(scores, scores, float(scores.max()), (0.4, 0.4), Verdict.MATCH)


@pytest.fixture
def model() -> Localizer:
    return ToneModel()  # pyright: ignore[reportReturnType] - all that is used of one


@pytest.fixture
def media(tmp_path: Path) -> MediaFolder:
    for number, (name, hertz) in enumerate(TONES.items()):
        make_media(
            tmp_path / f"{name}.mp4",
            [coded_image(number)] * 100,
            audio=tone_audio(4, SAMPLE_RATE, hertz=hertz),
        )
    return MediaFolder(tmp_path)


def item(name: str, **changed: object) -> BoxItem:
    values = {"file": f"{name}.mp4", "class": name, "bbox": WHOLE, "time": 2.0}
    return BoxItem.model_validate(values | changed)


def of(changes: list[Change], mode: Mode, second: str | None) -> Change:
    (found,) = (
        one
        for one in changes
        if one.mode == mode
        and one.first.label == "violin"
        and (one.second.label if one.second else None) == second
    )
    return found


def test_every_moment_is_followed_by_silence_and_by_another_class(
    model: Localizer, media: MediaFolder
) -> None:
    changes = measure_changes(model, [item("violin"), item("dog")], media)
    assert len(changes) == len(MODES) * 2 * 2
    assert {one.second.label for one in changes if one.second} == set(TONES)


def test_a_source_is_dark_when_nothing_near_the_moment_sounds(
    model: Localizer, media: MediaFolder
) -> None:
    changes = measure_changes(model, [item("violin")], media)
    for mode in MODES:
        assert of(changes, mode, None).first_dark == pytest.approx(0.3, abs=STEP)


def test_another_sound_counts_when_it_fills_half_of_the_last_second(
    model: Localizer, media: MediaFolder
) -> None:
    changes = measure_changes(model, [item("violin"), item("dog")], media)
    delays: dict[Mode, float] = {"files": 0.0, "live": 0.5}
    for mode, delay in delays.items():
        change = of(changes, mode, "dog")
        for time in (change.first_dark, change.second_highlighted, change.second_above):
            assert time == pytest.approx(delay, abs=2 * STEP)


def test_moments_that_are_dark_or_out_of_view_are_left_out(
    model: Localizer, media: MediaFolder
) -> None:
    wrong = item("violin", sound="dog.mp4")
    absent = item("dog", bbox=(), absent=True)
    media_of_another_tone = make_media(
        media.folder / "cat.mp4", [coded_image(0)] * 50, audio=tone_audio(2, SAMPLE_RATE)
    )
    dark = item("cat", file=media_of_another_tone.name, time=1.0)
    assert measure_changes(model, [wrong, absent, dark], media) == []


def test_latencies_count_what_never_happens() -> None:
    always, never = np.ones(len(TIMES)), np.zeros(len(TIMES))
    late = (TIMES > 0.51).astype(float)
    stays = Change(item("violin"), None, "files", always, None)
    changed = Change(item("violin"), item("dog"), "files", always, never)
    moved = Change(item("violin"), item("dog"), "files", 1 - late, late)
    found = latencies([stays, changed, moved], "files")
    assert found["dark, silence follows"] == Latency(1, None, 0.3, 0.0)
    assert found["second source highlighted"] == Latency(2, None, 0.5, 0.0)
    assert latencies([replace(stays, mode="live")], "files") == {}
    moved_alone = latencies([moved], "files")["dark, another sound follows"]
    assert moved_alone.median == pytest.approx(0.55)
