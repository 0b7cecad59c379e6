"""Maps of an altered input: what the model gets, and what is not stored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.embedder import AudioEmbedding, ImageEmbedding, resize_square
from avol.perturbation import AudioPerturbation, ImagePerturbation, Perturbation, Rectangle
from avol.reference_sounds import NOISE
from avol_studio.core.state.player_state import SoundSelection
from avol_studio.playback.player import Player
from tests.avol_studio.playback.conftest import Watch
from tests.support.fakes import FakeDependencies, FakeModel, coded_image


class SeeingModel(FakeModel):
    """A model that keeps its inputs and marks the upper left cell."""

    def __init__(self) -> None:
        super().__init__()
        self.images: list[np.ndarray] = []
        self.waves: list[np.ndarray | None] = []

    def encode_audio(self, wave: NDArray[np.float32] | None) -> AudioEmbedding:
        self.waves.append(wave)
        return super().encode_audio(wave)

    def encode_image(self, image: NDArray[np.uint8]) -> ImageEmbedding:
        self.images.append(image)
        embedding = np.zeros((14, 14, 128), np.float32)
        embedding[0, 0] = 1
        return ImageEmbedding(embedding)


@pytest.fixture
def model(stage: FakeDependencies) -> SeeingModel:
    stage.model = model = SeeingModel()
    stage.clicks = (0.2,)
    return model


MASK = Perturbation(image=ImagePerturbation(rectangles=(Rectangle(0, 0, 0.5, 1),)))


def test_the_model_gets_the_altered_image_and_the_screen_the_original(
    model: SeeingModel, player: Player, watch: Watch
) -> None:
    player.client.set_perturbation(MASK)
    watch.open("clip")
    watch.until(lambda: watch.located)
    expected = resize_square(coded_image(0), 64)
    np.testing.assert_array_equal(model.images[-1][:, 32:], expected[:, 32:])
    assert (model.images[-1][:, :32] == 127).all()
    np.testing.assert_array_equal(watch.frames[-1].image, coded_image(0))
    assert watch.located[-1].perturbation is MASK
    assert not watch.located[-1].is_original


def test_a_change_localizes_the_frame_again_and_nothing_cached_is_mixed_up(
    model: SeeingModel, player: Player, watch: Watch
) -> None:
    watch.open("clip")
    watch.until(lambda: watch.located)
    assert watch.located[-1].is_original
    player.client.set_perturbation(MASK)
    assert player.last_localization is None
    watch.until(lambda: watch.located[-1].perturbation is MASK)
    player.step(1)
    watch.until(lambda: watch.located[-1].frame_index == 1)
    player.client.set_perturbation(None)
    watch.until(lambda: watch.located[-1].is_original)
    player.step(-1)
    watch.until(lambda: watch.located[-1].frame_index == 0)
    assert not watch.located[-1].from_cache
    np.testing.assert_array_equal(model.images[-1], coded_image(0))


def test_the_map_of_a_mirrored_image_lies_on_the_original(
    model: SeeingModel, player: Player, watch: Watch
) -> None:
    player.client.set_perturbation(Perturbation(image=ImagePerturbation(mirror=True)))
    watch.open("clip")
    watch.until(lambda: watch.located)
    found = watch.located[-1].localization
    assert found.map[0, 13] == 1
    assert found.map[0, 0] == 0
    assert found.peak[0] == pytest.approx(13.5 / 14)


def test_the_audio_is_shifted_replaced_and_muted(
    model: SeeingModel, player: Player, watch: Watch
) -> None:
    watch.open("clip")
    watch.until(lambda: watch.located)
    original = model.waves[-1]
    assert original is not None
    for audio, expected in (
        (AudioPerturbation(shift=0.1), np.roll(original, -SAMPLE_RATE // 10)),
        (AudioPerturbation(sound="White noise"), NOISE.wave),
        (AudioPerturbation(muted=True), np.zeros(SAMPLE_RATE, np.float32)),
    ):
        settings = Perturbation(audio)
        player.client.set_perturbation(settings)
        watch.until(lambda s=settings: watch.located[-1].perturbation is s)
        np.testing.assert_array_equal(model.waves[-1], expected)


def test_a_replaced_sound_is_altered_too(model: SeeingModel, player: Player, watch: Watch) -> None:
    player.client.set_sounds(SoundSelection(replacement=NOISE))
    player.client.set_perturbation(Perturbation(AudioPerturbation(low_hz=1000)))
    watch.open("clip")
    watch.until(lambda: watch.located)
    wave = model.waves[-1]
    assert wave is not None
    spectrum = np.abs(np.fft.rfft(wave))
    assert spectrum[:1000].max() < 1e-2 < spectrum[1000:].max()


def test_a_sound_that_does_not_exist_is_reported(
    model: SeeingModel, player: Player, watch: Watch, tmp_path: Path
) -> None:
    missing = str(tmp_path / "missing.wav")
    player.client.set_perturbation(Perturbation(AudioPerturbation(sound=missing)))
    watch.open("clip")
    watch.until(lambda: any("missing.wav" in message.text for message in watch.messages))
