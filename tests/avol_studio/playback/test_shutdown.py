"""Shutdown in every state takes less than 2 s and leaves no thread (conftest checks this)."""

from __future__ import annotations

import gc
import itertools
import threading
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from avol_studio.playback.player import Player
from tests.avol_studio.playback.conftest import Watch, perform
from tests.support.fakes import FakeClock, FakeDependencies, FakeModel, FakeVideo


class _States:
    """The states of a player before the shutdown."""

    def opening(self, stage: FakeDependencies, watch: Watch) -> None:
        def slow(path: Path) -> FakeVideo:
            time.sleep(0.4)
            return FakeVideo(path)

        stage.videos["slow"] = slow
        watch.player.open(Path("slow"))
        watch.wait(20)

    def decoding(self, stage: FakeDependencies, watch: Watch) -> None:
        stage.videos["slow"] = lambda path: FakeVideo(path, delay=0.2)
        watch.open("slow")
        watch.player.seek(2.0)
        watch.wait(20)

    def inferring(self, stage: FakeDependencies, watch: Watch) -> None:
        stage.model = FakeModel(0.2)
        watch.open("mute")
        watch.player.play()
        watch.wait(300)

    def loading_the_model(self, stage: FakeDependencies, watch: Watch) -> None:
        def load() -> FakeModel:
            time.sleep(0.4)
            return FakeModel()

        watch.player.client.load_model(load)
        watch.player.client.warm_up()
        watch.wait(20)

    def playing(self, stage: FakeDependencies, watch: Watch) -> None:
        watch.open("clip")
        watch.player.play()
        watch.until(lambda: stage.device.open_output is not None)

    def idle(self, stage: FakeDependencies, watch: Watch) -> None:
        watch.wait(1)

    def closed(self, stage: FakeDependencies, watch: Watch) -> None:
        watch.open("clip")
        watch.player.close()


@pytest.mark.parametrize("state", [name for name in vars(_States) if not name.startswith("_")])
def test_shutdown_is_fast(
    stage: FakeDependencies, player: Player, watch: Watch, state: str
) -> None:
    getattr(_States(), state)(stage, watch)
    counts = len(watch.frames), len(watch.located), len(watch.messages)
    begun = time.monotonic()
    player.shutdown()
    assert time.monotonic() - begun < 1.5
    watch.wait(50)
    assert counts == (len(watch.frames), len(watch.located), len(watch.messages))
    assert stage.device.open_output is None
    player.shutdown()  # a second call has no effect


def test_a_player_can_be_deleted_after_its_shutdown(stage: FakeDependencies, qtbot: QtBot) -> None:
    for _ in range(5):
        player = Player(dependencies=stage.dependencies())
        player.open(Path("clip"))
        player.play()
        qtbot.wait(15)
        player.shutdown()
        del player
        gc.collect()
    qtbot.wait(50)


def test_shutdown_ends_the_device_list(
    stage: FakeDependencies, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A daemon thread that still runs would make `exit_process` end the process abruptly."""
    monkeypatch.setattr("avol_studio.media.devices.device_list.list_microphones", lambda: [])
    player.devices.start()
    player.shutdown()
    assert "avol-devices" not in [thread.name for thread in threading.enumerate()]


def test_former_videos_are_closed(stage: FakeDependencies, player: Player, watch: Watch) -> None:
    videos: list[FakeVideo] = []

    def make(path: Path) -> FakeVideo:
        videos.append(FakeVideo(path, has_audio=False))
        return videos[-1]

    stage.videos["clip2"] = make
    for _ in range(3):
        watch.open("clip2")
    watch.until(lambda: [video.closed for video in videos] == [True, True, False])


def test_a_slow_model_does_not_block_the_event_loop(stage: FakeDependencies, qtbot: QtBot) -> None:
    """A timer of 10 ms keeps firing; the limit is generous for busy machines."""
    from PySide6.QtCore import Qt, QTimer

    stage.model = FakeModel(0.2)
    player = Player(dependencies=stage.dependencies())
    ticks: list[float] = []
    timer = QTimer(player, timerType=Qt.TimerType.PreciseTimer, interval=10)
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    try:
        watch = Watch(player, qtbot)
        watch.open("mute")
        timer.start()
        player.play()
        watch.until(lambda: len(watch.located) >= 4)
        player.seek(1.0)
        watch.wait(300)
    finally:
        player.shutdown()
    gaps = sorted(later - earlier for earlier, later in itertools.pairwise(ticks))
    assert len(gaps) > 60
    assert gaps[round(len(gaps) * 0.95)] < 0.1


def test_maps_of_a_looped_clip_are_cached(stage: FakeDependencies, qtbot: QtBot) -> None:
    stage.seconds = clock = FakeClock()
    stage.videos["brief"] = lambda path: FakeVideo(path, count=10)
    player = Player(dependencies=stage.dependencies())
    try:
        watch = Watch(player, qtbot)
        watch.open("brief")
        player.set_looping(True)
        player.play()
        perform(stage, clock, watch, lambda: watch.numbers.count(0) >= 6)
    finally:
        player.shutdown()
    assert len(stage.model.requests) <= 30
    assert sum(located.from_cache for located in watch.located) > 20
