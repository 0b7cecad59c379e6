"""Which frame is located with which second of sound, and which answers count."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from avol.errors import EngineError, WeightsError
from avol.localizer import Localization, Verdict
from avol.media import Frame
from avol_studio.core.state.player_state import PlaybackStats
from avol_studio.playback.map_cache import MapCache
from avol_studio.playback.player import Player
from tests.avol_studio.playback.conftest import Watch, perform
from tests.conftest import ExpectedLog
from tests.support.fakes import RATE, FakeClock, FakeModel, FakeStudioParts, FakeVideo, square_of

FLASHES = (10, 40, 55, 90)  # numbers of the frames at whose very time it clicks


def clicks_are_where_the_frame_says(stage: FakeStudioParts) -> int:
    """Check every pair the model was given; how many had a click in their second."""
    found = 0
    for number, wave in stage.model.requests:
        for flash in FLASHES:
            place = 0.5 + (flash - number) / 25  # seconds into the second
            if 0.05 < place < 0.95:
                nearest = np.flatnonzero(wave) / RATE - place
                assert np.abs(nearest).min() < 1 / 25
                found += 1
    return found


@pytest.fixture
def flashing(stage: FakeStudioParts) -> FakeStudioParts:
    stage.clicks = tuple(flash / 25 for flash in FLASHES)
    return stage


def test_the_second_of_sound_is_centred_after_open_and_after_fifty_seeks(
    flashing: FakeStudioParts, player: Player, watch: Watch
) -> None:
    watch.open("clip")
    random_ = random.Random(5)
    for _ in range(50):
        number = random_.choice(FLASHES) + random_.randrange(-9, 10)
        assert watch.go((number + 0.5) / 25) == number
    watch.until(lambda: watch.located and watch.located[-1].frame_index == watch.numbers[-1])
    assert clicks_are_where_the_frame_says(flashing) > 10


@pytest.mark.parametrize("speed", [0.5, 1.0, 2.0])
def test_the_second_of_sound_is_centred_while_playing(
    flashing: FakeStudioParts, qtbot: QtBot, speed: float
) -> None:
    flashing.seconds = time = FakeClock()
    player = Player(dependencies=flashing.parts())
    try:
        watch = Watch(player, qtbot)
        watch.open("clip")
        player.set_speed(speed)
        player.play()
        perform(flashing, time, watch, lambda: player.state.time > 1.8)
        assert watch.numbers == sorted(set(watch.numbers))
    finally:
        player.shutdown()
    assert clicks_are_where_the_frame_says(flashing) > 2


def test_the_map_is_that_of_the_frame(player: Player, watch: Watch) -> None:
    watch.open("clip")
    watch.go(33 / 25)
    watch.until(lambda: watch.located and watch.located[-1].frame_index == 33)
    located = watch.located[-1]
    row, column = square_of(33)
    assert located.localization.peak == ((column + 0.5) / 14, (row + 0.5) / 14)
    assert located.exact
    assert not located.from_cache
    assert located.time == 33 / 25
    assert located.session > 1
    assert player.last_localization is located


def test_all_is_computed_in_one_thread(
    stage: FakeStudioParts, player: Player, watch: Watch
) -> None:
    watch.open("clip")
    for number in (5, 50, 20):
        watch.go(number / 25)
        watch.until(lambda n=number: watch.located and watch.located[-1].frame_index == n)
    assert len(stage.model.threads) == 1
    assert threading.get_ident() not in stage.model.threads


def test_while_playing_the_newest_frame_wins_and_paused_it_is_exactly_the_one_shown(
    stage: FakeStudioParts, player: Player, watch: Watch
) -> None:
    stage.model.delay = 0.15
    watch.open("mute")
    player.play()
    watch.until(lambda: len(watch.frames) > 20)
    player.pause()
    shown = watch.numbers[-1]
    before = len(watch.located)
    watch.until(lambda: len(watch.located) > before)
    assert len(watch.located) < 10
    assert [located.exact for located in watch.located[before:]] == [True]
    assert watch.located[-1].frame_index == shown
    indices = [located.frame_index for located in watch.located]
    assert indices == sorted(indices)


def test_an_answer_to_an_older_seek_is_dropped_but_kept(
    stage: FakeStudioParts, player: Player, watch: Watch
) -> None:
    stage.model.delay = 0.1
    watch.open("clip")
    watch.until(lambda: watch.located)
    watch.go(30 / 25)
    watch.go(60 / 25)
    watch.until(lambda: watch.located[-1].frame_index == 60)
    assert [located.frame_index for located in watch.located] == [0, 60]
    asked = len(stage.model.requests)
    watch.go(30 / 25)
    assert watch.located[-1].frame_index == 30
    assert watch.located[-1].from_cache
    assert len(stage.model.requests) == asked


def test_replay_is_answered_at_once_from_the_cache(player: Player, watch: Watch) -> None:
    watch.open("clip")
    watch.until(lambda: watch.located)
    watch.go(1.0)
    watch.until(lambda: len(watch.located) == 2)
    watch.go(0.0)
    again = watch.located[-1]
    assert (again.frame_index, again.from_cache, again.age_ms) == (0, True, 0)
    assert again.audio_embedding is watch.located[0].audio_embedding


def test_another_file_has_its_own_maps(player: Player, watch: Watch) -> None:
    watch.open("clip")
    watch.until(lambda: watch.located)
    watch.open("mute")
    watch.until(lambda: len(watch.located) == 2)
    assert not watch.located[-1].from_cache


def test_another_model_is_asked_anew(player: Player, watch: Watch) -> None:
    watch.open("clip")
    watch.until(lambda: watch.located)
    other = FakeModel()
    player.set_model_loader(lambda: other)
    watch.until(lambda: len(watch.located) == 2)
    assert [number for number, _ in other.requests] == [0]


def test_a_file_without_sound_is_located_in_silence(
    stage: FakeStudioParts, player: Player, watch: Watch
) -> None:
    stage.clicks = (0.0,)
    watch.open("mute")
    watch.until(lambda: watch.located)
    assert not stage.model.requests[0][1].any()


def test_the_engine_is_named_while_it_loads_and_after(player: Player, watch: Watch) -> None:
    engines: list[str] = []
    player.stats_changed.connect(lambda stats: engines.append(stats.engine))
    player.warm_up()
    watch.until(lambda: "fake" in engines)
    assert engines[0] == "loading…"


def test_a_model_that_does_not_load_is_told_once_and_the_picture_plays_on(
    player: Player, watch: Watch
) -> None:
    def load() -> FakeModel:
        raise WeightsError("The weights are damaged; install them again.")

    player.set_model_loader(load)
    watch.open("mute")
    player.play()
    watch.until(lambda: len(watch.frames) > 10)
    assert [message.text for message in watch.messages] == [
        "The weights are damaged; install them again."
    ]
    assert not watch.located
    player.set_model_loader(FakeModel)
    watch.until(lambda: watch.located)


def test_a_model_that_breaks_is_told_once_and_asked_again(
    player: Player, watch: Watch, expected_log: ExpectedLog
) -> None:
    class Moody(FakeModel):
        broken = True

        def encode_image(self, image: np.ndarray):  # noqa: ANN202
            if self.broken:
                raise EngineError("The graphics card is gone; choose another engine.")
            return super().encode_image(image)

    model = Moody()
    player.set_model_loader(lambda: model)
    watch.open("mute")
    player.play()
    watch.until(lambda: len(watch.frames) > 10)
    assert len(watch.messages) == 1
    model.broken = False
    watch.until(lambda: watch.located)


def test_statistics_tell_drops_from_skips(
    stage: FakeStudioParts, player: Player, watch: Watch
) -> None:
    told: list[PlaybackStats] = []
    player.stats_changed.connect(told.append)
    stage.model.delay = 0.1
    stage.videos["long"] = lambda path: FakeVideo(path, has_audio=False)
    player.open(Path("long"))
    watch.until(lambda: watch.frames)
    player.play()
    watch.until(lambda: told and told[-1].frames_shown > 30)
    stats = told[-1]
    assert stats.frames_shown <= len(watch.frames)
    assert stats.skipped > 10
    assert stats.drops < 10
    assert stats.maps <= len(watch.located)
    assert 3 < stats.maps_per_second < 11
    assert 90 < stats.map_age_ms_p50 <= stats.map_age_ms_p95


def test_cache_is_bounded_and_loses_spectrograms_first() -> None:
    cache = MapCache(maps=4, embeddings=2)
    heard = FakeModel().encode_audio(np.zeros(RATE, np.float32))
    heat = np.zeros((14, 14), np.float32)
    maps = [Localization(heat, heat, 0.0, (0.5, 0.5), Verdict.SILENCE) for _ in range(6)]
    for number, localization in enumerate(maps):
        cache.put(number, (localization,), heard)
    assert len(cache) == 4
    assert cache.get(1) is None
    assert cache.get(3) == ((maps[3],), None)
    assert cache.get(5) == ((maps[5],), heard)
    cache.clear()
    assert cache.get(5) is None


def test_the_sound_is_heard_while_the_frame_is_on_its_way(
    stage: FakeStudioParts, watch: Watch
) -> None:
    gate, heard = threading.Event(), threading.Event()

    class Slow(FakeVideo):
        def frame_while(self, i: int, keep_going: Callable[[], bool]) -> Frame | None:
            return self.frame(i) if not i or gate.wait(5) else None

    stage.videos["slow"] = Slow
    watch.open("slow")
    watch.until(lambda: watch.located)
    hear = stage.model.encode_audio
    stage.model.encode_audio = lambda wave: heard.set() or hear(wave)  # pyright: ignore[reportAttributeAccessIssue]
    watch.player.seek(2.0)
    assert heard.wait(5)
    asked = len(stage.model.requests)
    heard.clear()
    gate.set()
    watch.until(lambda: len(stage.model.requests) > asked)
    assert not heard.is_set()
    assert stage.model.requests[-1][0] == 50
