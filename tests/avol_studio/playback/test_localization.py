"""Localization during playback: audio windows, frames, cache, and errors of the model."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from avol.errors import EngineError, WeightsError
from avol.localization import Localization, Verdict
from avol.media import Frame
from avol.reference_sounds import ReferenceSound
from avol_studio.core.state.player_state import LocalizationEvent, PlaybackStats, SoundSelection
from avol_studio.playback.localization_client import FrameAhead, LocalizationClient
from avol_studio.playback.map_cache import MapCache
from avol_studio.playback.player import Player
from tests.avol_studio.playback.conftest import Watch, perform
from tests.conftest import ExpectedLog
from tests.support.fakes import (
    RATE,
    FakeClock,
    FakeDependencies,
    FakeModel,
    FakeVideo,
    coded_image,
    square_of,
)

FLASHES = (10, 40, 55, 90)  # numbers of the frames at whose time a click starts


def count_aligned_clicks(stage: FakeDependencies) -> int:
    """Check each request of the model; return the number of clicks in the audio windows."""
    found = 0
    for number, wave in stage.model.requests:
        for flash in FLASHES:
            position = 0.5 + (flash - number) / 25  # seconds in the window
            if 0.05 < position < 0.95:
                nearest = np.flatnonzero(wave) / RATE - position
                assert np.abs(nearest).min() < 1 / 25
                found += 1
    return found


@pytest.fixture
def flashing(stage: FakeDependencies) -> FakeDependencies:
    stage.clicks = tuple(flash / 25 for flash in FLASHES)
    return stage


def test_the_audio_window_is_centred_after_seeks(
    flashing: FakeDependencies, player: Player, watch: Watch
) -> None:
    watch.open("clip")
    random_ = random.Random(5)
    for _ in range(50):
        number = random_.choice(FLASHES) + random_.randrange(-9, 10)
        assert watch.go((number + 0.5) / 25) == number
    watch.until(lambda: watch.located and watch.located[-1].frame_index == watch.numbers[-1])
    assert count_aligned_clicks(flashing) > 10


@pytest.mark.parametrize("speed", [0.5, 1.0, 2.0])
def test_the_audio_window_is_centred_during_playback(
    flashing: FakeDependencies, qtbot: QtBot, speed: float
) -> None:
    flashing.seconds = time = FakeClock()
    player = Player(dependencies=flashing.dependencies())
    try:
        watch = Watch(player, qtbot)
        watch.open("clip")
        player.set_speed(speed)
        player.play()
        perform(flashing, time, watch, lambda: player.state.time > 1.8)
        assert watch.numbers == sorted(set(watch.numbers))
    finally:
        player.shutdown()
    assert count_aligned_clicks(flashing) > 2


@pytest.mark.parametrize("rate", [0, 10])
def test_maps_during_playback_are_limited_and_a_paused_frame_has_its_own(
    stage: FakeDependencies, qtbot: QtBot, rate: int
) -> None:
    stage.seconds = time = FakeClock()
    player = Player(dependencies=stage.dependencies())
    try:
        watch = Watch(player, qtbot)
        player.client.max_rate = rate
        watch.open("clip")
        watch.until(lambda: watch.located)
        player.play()
        perform(stage, time, watch, lambda: player.state.time > 2.0)
        playing = [event for event in watch.located if not event.exact]
        player.pause()
        watch.until(lambda: watch.located[-1].frame_index == watch.numbers[-1])
        assert watch.located[-1].exact
    finally:
        player.shutdown()
    assert len(playing) <= 21 if rate else len(playing) > 21


def test_the_map_belongs_to_the_frame(player: Player, watch: Watch) -> None:
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


def test_all_inference_runs_in_one_thread(
    stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    watch.open("clip")
    for number in (5, 50, 20):
        watch.go(number / 25)
        watch.until(lambda n=number: watch.located and watch.located[-1].frame_index == n)
    assert len(stage.model.threads) == 1
    assert threading.get_ident() not in stage.model.threads


def test_playback_localizes_the_newest_and_pause_the_shown_frame(
    stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    stage.model.delay = 0.15
    watch.open("mute")
    player.play()
    watch.until(lambda: len(watch.frames) > 20)
    before = len(watch.located)
    player.pause()
    shown = watch.numbers[-1]
    watch.until(lambda: len(watch.located) > before)
    assert len(watch.located) < 10
    assert [located.exact for located in watch.located[before:]] == [True]
    assert watch.located[-1].frame_index == shown
    indices = [located.frame_index for located in watch.located]
    assert indices == sorted(indices)


def test_a_result_of_an_older_seek_is_only_cached(
    stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    stage.model.delay = 0.1
    watch.open("clip")
    watch.until(lambda: watch.located)
    watch.go(30 / 25)
    watch.go(60 / 25)
    watch.until(lambda: watch.located[-1].frame_index == 60)
    assert [located.frame_index for located in watch.located] == [0, 60]
    requested = len(stage.model.requests)
    watch.go(30 / 25)
    assert watch.located[-1].frame_index == 30
    assert watch.located[-1].from_cache
    assert len(stage.model.requests) == requested


def test_a_cached_map_is_shown_at_once(player: Player, watch: Watch) -> None:
    watch.open("clip")
    watch.until(lambda: watch.located)
    watch.go(1.0)
    watch.until(lambda: len(watch.located) == 2)
    watch.go(0.0)
    again = watch.located[-1]
    assert (again.frame_index, again.from_cache, again.age_ms) == (0, True, 0)
    assert again.audio_embedding is watch.located[0].audio_embedding


def test_the_cache_is_separate_for_each_file(player: Player, watch: Watch) -> None:
    watch.open("clip")
    watch.until(lambda: watch.located)
    watch.open("mute")
    watch.until(lambda: len(watch.located) == 2)
    assert not watch.located[-1].from_cache


def test_a_new_model_localizes_again(player: Player, watch: Watch) -> None:
    watch.open("clip")
    watch.until(lambda: watch.located)
    other = FakeModel()
    player.client.load_model(lambda: other)
    watch.until(lambda: len(watch.located) == 2)
    assert [number for number, _ in other.requests] == [0]


def test_a_file_without_audio_is_localized_with_silence(
    stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    stage.clicks = (0.0,)
    watch.open("mute")
    watch.until(lambda: watch.located)
    assert not stage.model.requests[0][1].any()


def test_the_engine_name_is_shown_during_and_after_loading(player: Player, watch: Watch) -> None:
    engines: list[str] = []
    player.stats_changed.connect(lambda stats: engines.append(stats.engine))
    player.client.warm_up()
    watch.until(lambda: "fake" in engines)
    assert engines[0] == "loading…"


def test_a_load_error_is_reported_once_and_playback_continues(player: Player, watch: Watch) -> None:
    def load() -> FakeModel:
        raise WeightsError("The weights are damaged; install them again.")

    player.client.load_model(load)
    watch.open("mute")
    player.play()
    watch.until(lambda: len(watch.frames) > 10)
    assert [message.text for message in watch.messages] == [
        "The weights are damaged; install them again."
    ]
    assert not watch.located
    player.client.load_model(FakeModel)
    watch.until(lambda: watch.located)


def test_an_inference_error_is_reported_once_and_retried(
    player: Player, watch: Watch, expected_log: ExpectedLog
) -> None:
    class FailingModel(FakeModel):
        broken = True

        def encode_image(self, image: np.ndarray):  # noqa: ANN202
            if self.broken:
                raise EngineError("The graphics card is gone; choose another engine.")
            return super().encode_image(image)

    model = FailingModel()
    player.client.load_model(lambda: model)
    watch.open("mute")
    player.play()
    watch.until(lambda: len(watch.frames) > 10)
    assert len(watch.messages) == 1
    model.broken = False
    watch.until(lambda: watch.located)


def test_statistics_distinguish_dropped_from_skipped_frames(
    stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    updates: list[PlaybackStats] = []
    player.stats_changed.connect(updates.append)
    stage.model.delay = 0.1
    stage.videos["long"] = lambda path: FakeVideo(path, has_audio=False)
    player.open(Path("long"))
    watch.until(lambda: watch.frames)
    player.play()
    watch.until(lambda: updates and updates[-1].frames_shown > 30)
    stats = updates[-1]
    assert stats.frames_shown <= len(watch.frames)
    assert stats.skipped > 10
    assert stats.drops < 10
    assert stats.maps <= len(watch.located)
    assert 3 < stats.maps_per_second < 11
    assert 0 <= stats.map_age_ms_p50 <= stats.map_age_ms_p95


def test_a_map_that_takes_long_is_shown_with_its_frame(
    stage: FakeDependencies, player: Player, watch: Watch
) -> None:
    stage.model.delay = 0.1  # more than two frames
    together = list[int]()

    def compare(event: LocalizationEvent) -> None:
        if not event.exact and not event.age_ms:
            assert event.frame_index == watch.frames[-1].index
            together.append(event.frame_index)

    player.localized.connect(compare)
    watch.open("mute")
    player.play()
    watch.until(lambda: len(together) > 4)


@pytest.fixture
def client(stage: FakeDependencies, player: Player, watch: Watch) -> LocalizationClient:
    """A client that has computed the map of frame 5 while frame 0 is on screen, and plays."""
    client = player.client
    client.exact = False
    client.localize(frame_of(0), 0, 0.0, ahead=FrameAhead(frame_of(5), stage.seconds()))
    watch.until(lambda: client.latency)
    assert not watch.located
    assert [number for number, _ in stage.model.requests] == [5]
    return client


def frame_of(number: int) -> Frame:
    return Frame(coded_image(number), number, number / 25, number)


def test_a_map_whose_frame_was_not_shown_comes_with_the_next_frame(
    client: LocalizationClient, watch: Watch
) -> None:
    client.localize(frame_of(4), 0, 0.0, ahead=FrameAhead(frame_of(9), 1e9))
    assert not watch.located
    client.localize(frame_of(6), 0, 0.0, ahead=FrameAhead(frame_of(9), 1e9))
    (event,) = watch.located
    assert event.frame_index == 5
    assert event.age_ms > 0


def test_a_map_that_was_computed_ahead_of_a_seek_is_not_shown(
    client: LocalizationClient, watch: Watch
) -> None:
    client.start_session(1)
    client.localize(frame_of(6), 1, 0.0, ahead=FrameAhead(frame_of(9), 1e9))
    assert not watch.located


def test_a_map_that_was_computed_ahead_of_another_sound_is_not_shown(
    client: LocalizationClient, watch: Watch
) -> None:
    client.set_sounds(SoundSelection(ReferenceSound("tone", np.ones(RATE, np.float32))))
    client.localize(frame_of(5), 0, 0.0, ahead=FrameAhead(frame_of(9), 1e9))
    assert not watch.located


def test_the_cache_is_bounded_and_drops_embeddings_first() -> None:
    cache = MapCache(maps=4, embeddings=2)
    audio_embedding = FakeModel().encode_audio(np.zeros(RATE, np.float32))
    heat = np.zeros((14, 14), np.float32)
    maps = [Localization(heat, heat, 0.0, (0.5, 0.5), Verdict.SILENCE) for _ in range(6)]
    for number, localization in enumerate(maps):
        cache.put(number, (localization,), audio_embedding)
    assert len(cache) == 4
    assert cache.get(1) is None
    assert cache.get(3) == ((maps[3],), None)
    assert cache.get(5) == ((maps[5],), audio_embedding)
    cache.clear()
    assert cache.get(5) is None


def test_audio_is_encoded_while_the_frame_is_decoded(stage: FakeDependencies, watch: Watch) -> None:
    gate, encoded = threading.Event(), threading.Event()

    class Slow(FakeVideo):
        def frame_while(self, i: int, keep_going: Callable[[], bool]) -> Frame | None:
            return self.frame(i) if not i or gate.wait(5) else None

    stage.videos["slow"] = Slow
    watch.open("slow")
    watch.until(lambda: watch.located)
    encode_audio = stage.model.encode_audio
    stage.model.encode_audio = lambda wave: encoded.set() or encode_audio(wave)  # pyright: ignore[reportAttributeAccessIssue]
    watch.player.seek(2.0)
    assert encoded.wait(5)
    requested = len(stage.model.requests)
    encoded.clear()
    gate.set()
    watch.until(lambda: len(stage.model.requests) > requested)
    assert not encoded.is_set()
    assert stage.model.requests[-1][0] == 50


def test_saving_power_shows_fewer_frames_and_maps_but_steps_and_pauses_exactly(
    stage: FakeDependencies, qtbot: QtBot
) -> None:
    stage.seconds = time = FakeClock()
    player = Player(dependencies=stage.dependencies())
    try:
        watch = Watch(player, qtbot)
        player.set_power_saving(True)
        watch.open("clip")
        watch.until(lambda: watch.located)
        player.play()
        perform(stage, time, watch, lambda: player.state.time > 2.0)
        shown = watch.numbers
        playing = [event for event in watch.located if not event.exact]
        assert player._context.stats.drops == 0  # a frame that is left out is not dropped
        player.pause()
        watch.until(lambda: watch.located[-1].frame_index == watch.numbers[-1])
        assert watch.located[-1].exact
        player.step(1)
        watch.until(lambda: watch.numbers[-1] == shown[-1] + 1)
        player.set_power_saving(False)
        count = len(watch.frames)
        player.play()
        until = player.state.time + 0.5
        perform(stage, time, watch, lambda: player.state.time > until)
        every = watch.numbers[count:]
    finally:
        player.shutdown()
    assert all(later - earlier >= 2 for earlier, later in pairwise(shown[1:]))
    assert 3 < len(playing) <= 11
    assert 1 in {later - earlier for earlier, later in pairwise(every)}
