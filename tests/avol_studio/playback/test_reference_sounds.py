"""Pictures asked about other sounds than their own, and about some beside it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE as RATE
from avol.localizer import AudioEmbedding, ImageEmbedding, Localization, Verdict
from avol.reference_sounds import SILENCE, ReferenceSound
from avol_studio.core.state.player_state import LocalizationEvent, SoundSelection
from avol_studio.playback.player import Player
from tests.avol_studio.playback.conftest import Watch
from tests.support.fakes import FakeModel, FakeStudioParts, FakeVideo


class LevelModel(FakeModel):
    """Its map is as lit as the second is loud, so that it says which sound it was asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[float] = []

    def encode_audio(self, wave: NDArray[np.float32]) -> AudioEmbedding:
        self.heard.append(float(wave.max()))
        level = np.full(128, wave.max(), np.float32)
        return AudioEmbedding(level, np.zeros((257, 200), np.float32), -20.0)

    def encode_image(self, image: NDArray[np.uint8]) -> ImageEmbedding:
        self.requests.append((0, self._wave))
        return ImageEmbedding(np.zeros((14, 14, 128), np.float32))

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        heat = np.full((14, 14), audio.embedding[0], np.float32)
        return Localization(heat, heat, float(heat.max()), (0.5, 0.5), Verdict.MATCH)


def query(level: float) -> ReferenceSound:
    return ReferenceSound(f"{level}", np.full(RATE, level, np.float32))


def scores(located: LocalizationEvent) -> list[float]:
    return [round(found.score, 3) for found in (located.localization, *located.compared)]


@pytest.fixture
def model(stage: FakeStudioParts) -> LevelModel:
    stage.model = model = LevelModel()
    stage.clicks = (0.2,)  # a click is as loud as can be: 1.0
    return model


def test_sounds_beside_get_maps_of_their_own_from_one_look_and_are_heard_once(
    model: LevelModel, player: Player, watch: Watch
) -> None:
    sounds = SoundSelection(compared=(query(0.2), query(0.7)))
    player.set_sound_selection(sounds)
    watch.open("clip")
    watch.until(lambda: watch.located)
    assert scores(watch.located[-1]) == [1.0, 0.2, 0.7]
    assert watch.located[-1].sounds is sounds
    for step in range(3):
        player.step(1)
        watch.until(lambda n=step + 1: watch.located[-1].frame_index == n)
    assert len(model.requests) == 4
    assert sorted(model.heard) == pytest.approx([0.2, 0.7, 1.0, 1.0, 1.0, 1.0])


def test_one_sound_can_stand_in_for_what_is_heard_and_is_what_the_panel_shows(
    model: LevelModel, player: Player, watch: Watch
) -> None:
    player.set_sound_selection(SoundSelection(replacement=query(0.4)))
    watch.open("clip")
    watch.until(lambda: watch.located)
    assert scores(watch.located[-1]) == [0.4]
    heard = watch.located[-1].audio_embedding
    assert heard is not None
    assert heard.embedding[0] == pytest.approx(0.4)
    player.set_sound_selection(SoundSelection(replacement=SILENCE))
    watch.until(lambda: scores(watch.located[-1]) == [0.0])
    player.set_sound_selection(SoundSelection())
    watch.until(lambda: scores(watch.located[-1]) == [1.0])


def test_another_choice_locates_the_frame_on_screen_anew_and_the_cache_keeps_what_belongs_to_it(
    model: LevelModel, player: Player, watch: Watch
) -> None:
    watch.open("clip")
    watch.until(lambda: watch.located)
    pinned = query(0.3)
    player.set_sound_selection(SoundSelection(compared=(pinned,)))
    assert player.last_localization is None
    watch.until(lambda: scores(watch.located[-1]) == [1.0, 0.3])
    player.step(1)
    watch.until(lambda: watch.located[-1].frame_index == 1)
    player.step(-1)
    watch.until(lambda: watch.located[-1].from_cache)
    assert scores(watch.located[-1]) == [1.0, 0.3]
    assert watch.located[-1].sounds.compared == (pinned,)
    assert [heard.embedding[0] for heard in watch.located[-1].compared_embeddings] == pytest.approx(
        [0.3]
    )


def test_another_model_hears_them_anew(
    model: LevelModel, stage: FakeStudioParts, player: Player, watch: Watch
) -> None:
    player.set_sound_selection(SoundSelection(compared=(query(0.3),)))
    watch.open("clip")
    watch.until(lambda: watch.located)
    other = LevelModel()
    player.set_model_loader(lambda: other)
    watch.until(lambda: len(watch.located) > 1)
    assert sorted(other.heard) == pytest.approx([0.3, 1.0])


def test_they_stay_over_files(
    model: LevelModel, stage: FakeStudioParts, player: Player, watch: Watch
) -> None:
    stage.videos["other"] = lambda path: FakeVideo(Path(path), has_audio=False)
    player.set_sound_selection(SoundSelection(compared=(query(0.3),)))
    watch.open("clip")
    watch.until(lambda: watch.located)
    watch.open("other")
    watch.until(lambda: scores(watch.located[-1]) == [0.0, 0.3])
