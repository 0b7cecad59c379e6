"""Maps of frames for replaced and for compared sounds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE as RATE
from avol.embedder import AudioEmbedding, ImageEmbedding
from avol.localization import Localization, Verdict
from avol.localizer import Localizer
from avol.reference_sounds import SILENCE, ReferenceSound
from avol_studio.core.state.player_state import LocalizationEvent, SoundSelection
from avol_studio.playback.player import Player
from tests.avol_studio.playback.conftest import Watch
from tests.support.fakes import FakeDependencies, FakeModel, FakeVideo


class LevelModel(FakeModel):
    """A model whose scores equal the peak of the audio window, which identifies the sound."""

    def __init__(self) -> None:
        super().__init__()
        self.encoded: list[float] = []

    def encode_audio(self, wave: NDArray[np.float32] | None) -> AudioEmbedding:
        self.encoded.append(0.0 if wave is None else float(wave.max()))
        level = np.full(128, self.encoded[-1], np.float32)
        return AudioEmbedding(level, np.zeros((257, 200), np.float32), -20.0)

    def encode_image(self, image: NDArray[np.uint8]) -> ImageEmbedding:
        self.requests.append((0, self._wave))
        return ImageEmbedding(np.zeros((14, 14, 128), np.float32))

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        heat = np.full((14, 14), audio.embedding[0], np.float32)
        return Localization(heat, heat, float(heat.max()), (0.5, 0.5), Verdict.MATCH)


def sound_of(level: float) -> ReferenceSound:
    return ReferenceSound(f"{level}", np.full(RATE, level, np.float32))


def scores(located: LocalizationEvent) -> list[float]:
    return [round(found.score, 3) for found in (located.localization, *located.compared)]


@pytest.fixture
def model(stage: FakeDependencies) -> LevelModel:
    stage.model = model = LevelModel()
    stage.clicks = (0.2,)  # a click has the peak 1.0
    return model


def test_compared_sounds_are_encoded_once_and_share_the_image_embedding(
    model: LevelModel, player: Player, watch: Watch
) -> None:
    sounds = SoundSelection(compared=(sound_of(0.2), sound_of(0.7)))
    player.client.set_sounds(sounds)
    watch.open("clip")
    watch.until(lambda: watch.located)
    assert scores(watch.located[-1]) == [1.0, 0.2, 0.7]
    assert watch.located[-1].sounds is sounds
    for step in range(3):
        player.step(1)
        watch.until(lambda n=step + 1: watch.located[-1].frame_index == n)
    assert len(model.requests) == 4
    assert sorted(model.encoded) == pytest.approx([0.2, 0.7, 1.0, 1.0, 1.0, 1.0])


def test_a_replacement_is_used_and_its_embedding_is_reported(
    model: LevelModel, player: Player, watch: Watch
) -> None:
    player.client.set_sounds(SoundSelection(replacement=sound_of(0.4)))
    watch.open("clip")
    watch.until(lambda: watch.located)
    assert scores(watch.located[-1]) == [0.4]
    embedding = watch.located[-1].audio_embedding
    assert embedding is not None
    assert embedding.embedding[0] == pytest.approx(0.4)
    player.client.set_sounds(SoundSelection(replacement=SILENCE))
    watch.until(lambda: scores(watch.located[-1]) == [0.0])
    player.client.set_sounds(SoundSelection())
    watch.until(lambda: scores(watch.located[-1]) == [1.0])


def test_a_new_selection_localizes_again_and_cached_maps_fit_it(
    model: LevelModel, player: Player, watch: Watch
) -> None:
    watch.open("clip")
    watch.until(lambda: watch.located)
    pinned = sound_of(0.3)
    player.client.set_sounds(SoundSelection(compared=(pinned,)))
    assert player.last_localization is None
    watch.until(lambda: scores(watch.located[-1]) == [1.0, 0.3])
    player.step(1)
    watch.until(lambda: watch.located[-1].frame_index == 1)
    player.step(-1)
    watch.until(lambda: watch.located[-1].from_cache)
    assert scores(watch.located[-1]) == [1.0, 0.3]
    assert watch.located[-1].sounds.compared == (pinned,)
    assert [found.embedding[0] for found in watch.located[-1].compared_embeddings] == pytest.approx(
        [0.3]
    )


def test_a_new_model_encodes_the_sounds_again(
    model: LevelModel, stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    player.client.set_sounds(SoundSelection(compared=(sound_of(0.3),)))
    watch.open("clip")
    watch.until(lambda: watch.located)
    other = LevelModel()
    player.client.load_model(lambda: other)
    watch.until(lambda: len(watch.located) > 1)
    assert sorted(other.encoded) == pytest.approx([0.3, 1.0])


def test_the_selection_is_kept_for_the_next_file(
    model: LevelModel, stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    stage.videos["other"] = lambda path: FakeVideo(Path(path), has_audio=False)
    player.client.set_sounds(SoundSelection(compared=(sound_of(0.3),)))
    watch.open("clip")
    watch.until(lambda: watch.located)
    watch.open("other")
    watch.until(lambda: scores(watch.located[-1]) == [0.0, 0.3])


def test_the_silence_test_localizes_like_a_silent_file(
    stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    localizer = Localizer.load(threads=1)
    player.client.load_model(lambda: localizer)
    watch.open("clip")
    watch.until(lambda: watch.located)
    silent = watch.located[-1]
    stage.clicks = (0.2,)
    watch.open("clip")
    watch.until(lambda: watch.located[-1].localization.verdict.has_sound)
    player.client.set_sounds(SoundSelection(replacement=SILENCE))
    watch.until(lambda: watch.located[-1].sounds.replacement is SILENCE)
    tested = watch.located[-1]
    assert silent.localization.verdict is tested.localization.verdict is Verdict.SILENCE
    assert silent.localization.score == tested.localization.score == 0
    np.testing.assert_array_equal(silent.localization.map, tested.localization.map)
    np.testing.assert_array_equal(silent.localization.logits, tested.localization.logits)
    assert tested.audio_embedding is not None
    assert tested.audio_embedding.level_dbfs == -120
