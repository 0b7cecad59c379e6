"""Ending at any moment: within two seconds, with no thread left (the guard in conftest looks)."""

from __future__ import annotations

import gc
import itertools
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from avol_studio.playback.player import Player
from tests.avol_studio.playback.conftest import Watch, perform
from tests.support.fakes import FakeClock, FakeModel, FakeStudioParts, FakeVideo


class _Moments:
    """Ways to be busy when the end comes."""

    def opening(self, stage: FakeStudioParts, watch: Watch) -> None:
        def slow(path: Path) -> FakeVideo:
            time.sleep(0.4)
            return FakeVideo(path)

        stage.videos["slow"] = slow
        watch.player.open(Path("slow"))
        watch.wait(20)

    def decoding(self, stage: FakeStudioParts, watch: Watch) -> None:
        stage.videos["slow"] = lambda path: FakeVideo(path, delay=0.2)
        watch.open("slow")
        watch.player.seek(2.0)
        watch.wait(20)

    def inferring(self, stage: FakeStudioParts, watch: Watch) -> None:
        stage.model = FakeModel(0.2)
        watch.open("mute")
        watch.player.play()
        watch.wait(300)

    def loading_the_model(self, stage: FakeStudioParts, watch: Watch) -> None:
        def load() -> FakeModel:
            time.sleep(0.4)
            return FakeModel()

        watch.player.set_model_loader(load)
        watch.player.warm_up()
        watch.wait(20)

    def sounding(self, stage: FakeStudioParts, watch: Watch) -> None:
        watch.open("clip")
        watch.player.play()
        watch.until(lambda: stage.device.open_output is not None)

    def idle(self, stage: FakeStudioParts, watch: Watch) -> None:
        watch.wait(1)

    def closed(self, stage: FakeStudioParts, watch: Watch) -> None:
        watch.open("clip")
        watch.player.close()


@pytest.mark.parametrize("moment", [name for name in vars(_Moments) if not name.startswith("_")])
def test_it_ends_soon(stage: FakeStudioParts, player: Player, watch: Watch, moment: str) -> None:
    getattr(_Moments(), moment)(stage, watch)
    told = len(watch.frames), len(watch.located), len(watch.messages)
    begun = time.monotonic()
    player.shutdown()
    assert time.monotonic() - begun < 1.5
    watch.wait(50)
    assert told == (len(watch.frames), len(watch.located), len(watch.messages))
    assert stage.device.open_output is None
    player.shutdown()  # twice does no harm


def test_it_may_be_forgotten_right_after(stage: FakeStudioParts, qtbot: QtBot) -> None:
    for _ in range(5):
        player = Player(dependencies=stage.parts())
        player.open(Path("clip"))
        player.play()
        qtbot.wait(15)
        player.shutdown()
        del player
        gc.collect()
    qtbot.wait(50)


def test_shutdown_ends_the_device_list(
    stage: FakeStudioParts, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A daemon thread that still runs would make `exit_process` end the process abruptly."""
    no_devices = SimpleNamespace(
        videoInputs=tuple, defaultAudioInput=lambda: SimpleNamespace(description=str)
    )
    multimedia = SimpleNamespace(QMediaDevices=no_devices)  # the real module logs Qt warnings
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", multimedia)
    monkeypatch.setattr("avol_studio.media.devices.device_list.list_microphones", lambda: [])
    player.devices.refresh()
    player.shutdown()
    assert "avol-devices" not in [thread.name for thread in threading.enumerate()]


def test_videos_are_closed_when_left(stage: FakeStudioParts, player: Player, watch: Watch) -> None:
    made: list[FakeVideo] = []

    def make(path: Path) -> FakeVideo:
        made.append(FakeVideo(path, has_audio=False))
        return made[-1]

    stage.videos["kept"] = make
    for _ in range(3):
        watch.open("kept")
    watch.until(lambda: [video.closed for video in made] == [True, True, False])


def test_the_window_stays_awake_beside_a_slow_model(stage: FakeStudioParts, qtbot: QtBot) -> None:
    """A heartbeat of 10 ms keeps beating; the bound is generous, as machines are shared."""
    from PySide6.QtCore import Qt, QTimer

    stage.model = FakeModel(0.2)
    player = Player(dependencies=stage.parts())
    beats: list[float] = []
    timer = QTimer(player, timerType=Qt.TimerType.PreciseTimer, interval=10)
    timer.timeout.connect(lambda: beats.append(time.monotonic()))
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
    gaps = sorted(later - earlier for earlier, later in itertools.pairwise(beats))
    assert len(gaps) > 60
    assert gaps[round(len(gaps) * 0.95)] < 0.1


def test_maps_of_a_clip_that_loops_come_from_the_cache(
    stage: FakeStudioParts, qtbot: QtBot
) -> None:
    stage.seconds = clock = FakeClock()
    stage.videos["brief"] = lambda path: FakeVideo(path, count=10)
    player = Player(dependencies=stage.parts())
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
