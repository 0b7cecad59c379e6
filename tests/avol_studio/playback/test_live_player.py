"""The live player with faked and with real devices: what it shows, and what it survives."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from avol.errors import DeviceError
from avol.media import Frame
from avol_studio.bench.live_run import footprint
from avol_studio.core.state.device_choice import CameraChoice, LiveRequest, MicrophoneChoice
from avol_studio.core.state.live_state import LiveMedia, LiveState
from avol_studio.core.state.player_state import Level, Message
from avol_studio.media.devices.capture import CapturedFrame
from avol_studio.media.devices.microphone import CapturedAudio
from avol_studio.media.devices.webcam import CameraDevice
from avol_studio.media.source import AudioBlock
from avol_studio.playback.player import Player
from tests.avol_studio.playback.conftest import Watch
from tests.support.fakes import FakeStudioParts, coded_image, number_of
from tests.support.rtsp_server import http_camera

RATE = 48_000


class FakeCamera:
    """50 coded pictures a second; `fault` is what goes wrong."""

    name = "Cam"

    def __init__(self) -> None:
        self.number, self.fault, self.size = 0, "", 1
        self.opened = self.closed = 0

    def open(self, *_: Any) -> FakeCamera:
        if self.fault:
            raise DeviceError(self.fault)
        self.opened += 1
        return self

    def read(self) -> CapturedFrame:
        time.sleep(0.02)
        if self.fault and self.fault != "stalls":
            raise DeviceError(self.fault)
        while self.fault == "stalls":
            time.sleep(0.01)
        self.number += 1
        image = coded_image(self.number).repeat(self.size, 0).repeat(self.size, 1)
        return CapturedFrame(image, time.monotonic())

    def close(self) -> None:
        self.closed += 1


class FakeMicrophone:
    """100 blocks of a quiet tone a second; `fault` is what goes wrong."""

    name = "Mic"

    def __init__(self) -> None:
        self.fault, self.level = "", 0.1
        self.names: list[str] = []

    def open(self, choice: MicrophoneChoice) -> FakeMicrophone:
        if self.fault:
            raise DeviceError(self.fault)
        self.names.append(choice.name)
        return self

    def read(self) -> CapturedAudio | None:
        time.sleep(0.01)
        if self.fault:
            raise DeviceError(self.fault)
        return CapturedAudio(np.full(480, self.level, np.float32), time.monotonic() - 0.01, False)

    def close(self) -> None:
        pass


class Live(Watch):
    """A live player with all that it said of its devices."""

    player: Player

    def __init__(self, stage: FakeStudioParts, qtbot: QtBot) -> None:
        self.camera, self.microphone = FakeCamera(), FakeMicrophone()
        self.stage = stage
        parts = replace(
            stage.parts(), open_camera=self.camera.open, open_microphone=self.microphone.open
        )
        super().__init__(Player(dependencies=parts), qtbot)
        self.levels: list[Level] = []
        self.player.levels.connect(self.levels.append)

    def go_live(self, camera: str = "Cam", microphone: str = "Mic") -> None:
        request = LiveRequest(CameraChoice(name=camera), MicrophoneChoice(name=microphone))
        self.player.open_live(request)
        self.until(lambda: self.frames)

    @property
    def said(self) -> list[str]:
        return [message.text for message in self.messages]

    @property
    def state(self) -> LiveState:
        return self.player.live_state


@pytest.fixture
def live(stage: FakeStudioParts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    monkeypatch.setattr("avol_studio.media.devices.device_supervisor.RETRY", (0.02, 0.1))
    live = Live(stage, qtbot)
    yield live
    live.player.shutdown()
    live.player.deleteLater()


class Recorder:
    """A tap that counts."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.blocks: list[AudioBlock] = []
        self.threads: set[int] = set()

    def on_frame(self, frame: Frame) -> None:
        self.frames.append(frame)
        self.threads.add(threading.get_ident())

    def on_audio(self, block: AudioBlock) -> None:
        self.blocks.append(block)
        self.threads.add(threading.get_ident())


def test_it_shows_and_locates_what_is_live(live: Live) -> None:
    opened: list[Any] = []
    live.player.opened.connect(opened.append)
    live.go_live()
    live.until(lambda: len(live.located) > 5)
    assert isinstance(opened[0], LiveMedia)
    assert opened[0].name == "Cam"
    assert live.player.state.live
    assert live.player.state.playing
    newest = live.located[-1]
    assert not newest.from_cache
    assert 0 < newest.age_ms < 5000
    second = live.stage.model.requests[-1][1]
    live.until(lambda: live.stage.model.requests[-1][1][-1] == np.float32(0.1))
    assert second.shape == (RATE,)
    live.until(lambda: live.levels and live.levels[-1].peak_db == pytest.approx(-20, abs=0.1))
    assert live.state.audio_device in ("", "Mic")


def test_freezing_locates_exactly_the_frame_on_screen(live: Live) -> None:
    live.go_live()
    live.until(lambda: live.located)
    live.player.pause()
    shown = live.frames[-1]
    live.until(lambda: live.located[-1].frame_index == shown.index and live.located[-1].exact)
    taken = live.camera.number
    live.until(lambda: live.camera.number > taken + 5)
    assert live.frames[-1] is shown
    live.player.play()
    live.until(lambda: live.frames[-1] is not shown)
    assert live.frames[-1].index > shown.index + 3
    assert live.player.last_frame is live.frames[-1]


def test_taps_get_everything_in_the_devices_threads(live: Live) -> None:
    recorder = Recorder()
    live.player.add_listener(recorder)
    live.go_live()
    live.until(lambda: len(recorder.frames) > 10 and len(recorder.blocks) > 10)
    live.player.remove_listener(recorder)
    assert [f.index for f in recorder.frames] == list(range(len(recorder.frames)))
    assert threading.get_ident() not in recorder.threads
    first, second = recorder.blocks[:2]
    assert second.start == first.start + len(first.samples)
    assert not first.samples.flags.writeable
    assert abs(recorder.frames[0].time - first.captured_at) < 5


def test_a_delayed_picture_is_half_a_second_late(live: Live) -> None:
    live.player.set_av_sync(1.0, 0.0, centered=True)
    late: list[float] = []
    live.player.frame_shown.connect(lambda frame: late.append(time.monotonic() - frame.time))
    live.go_live()
    live.until(lambda: len(late) > 20)
    assert min(late) >= 0.5


@pytest.mark.parametrize("part", ["camera", "microphone"])
def test_what_is_unplugged_comes_back_by_itself(live: Live, part: str) -> None:
    live.go_live()
    device = getattr(live, part)
    live.until(lambda: live.state.audio_ms_lost == 0 and live.located)
    device.fault = f"The {part} is gone; plug it in."
    live.until(lambda: getattr(live.state, f"{part}_error"))
    assert live.messages[-1] == Message(f"The {part} is gone; plug it in.", "warning")
    shown = len(live.frames)
    if part == "microphone":
        live.until(lambda: len(live.frames) > shown + 5)  # the picture goes on
        live.wait(200)
    device.fault = ""
    live.until(lambda: not getattr(live.state, f"{part}_error"))
    assert live.said.count(f"The {part} is gone; plug it in.") == 1
    assert live.said[-1] in ("Cam is back.", "Mic is back.")
    assert live.state.reconnects == 1
    shown, located = len(live.frames), len(live.located)
    live.until(lambda: len(live.frames) > shown and len(live.located) > located)
    if part == "microphone":
        live.until(lambda: live.state.audio_ms_lost > 100)


def test_a_camera_that_is_busy_is_waited_for(live: Live) -> None:
    live.camera.fault = "Cam cannot be opened; close the program that uses it."
    live.player.open_live(LiveRequest(CameraChoice(name="Cam"), MicrophoneChoice(name="Mic")))
    live.until(lambda: live.said)
    live.camera.fault = ""
    live.until(lambda: live.frames)
    live.until(lambda: "Cam is back." in live.said)


def test_a_camera_that_stalls_is_said(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avol_studio.playback.live_devices.VIDEO_TIMEOUT", 0.2)
    live.go_live()
    live.camera.fault = "stalls"
    live.until(lambda: "No video from" in live.state.camera_error)
    live.camera.fault = ""
    live.until(lambda: not live.state.camera_error)


def test_a_change_of_size_is_shown_and_said(live: Live) -> None:
    live.go_live()
    live.camera.size = 2
    live.until(lambda: live.frames[-1].image.shape[0] == 2 * live.frames[0].image.shape[0])
    live.until(lambda: any("is now 384 × 360" in text for text in live.said))
    live.until(lambda: live.located and live.located[-1].frame_index == live.frames[-1].index)


def test_silence_is_hinted_at_once(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avol_studio.playback.live_devices.AUDIO_TIMEOUT", 0.2)
    live.microphone.level = 0.0
    live.go_live()
    live.until(lambda: live.state.microphone_error.startswith("No audio for 3 s"))
    live.microphone.level = 0.1
    live.until(lambda: not live.state.microphone_error)
    assert sum(text.startswith("No audio for 3 s") for text in live.said) == 1


def test_a_camera_that_sends_no_sound_is_told_from_one_that_sends_nothing(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol_studio.playback.live_devices.AUDIO_TIMEOUT", 0.2)
    monkeypatch.setattr("avol_studio.media.audio.live_audio_buffer.WAKE_TIME", 0.0)
    live.player.open_live(LiveRequest(CameraChoice(name="Cam"), MicrophoneChoice("camera")))
    live.until(lambda: "No audio from Cam for 3 s" in live.state.microphone_error)
    live.camera.fault = "Cam was unplugged."
    live.until(lambda: live.state.camera_error == "Cam was unplugged.")
    live.until(lambda: not live.state.microphone_error)


def test_another_microphone_without_a_break_in_the_picture(live: Live) -> None:
    live.go_live()
    opened = live.camera.opened
    live.player.set_microphone(MicrophoneChoice(name="Other"))
    live.until(lambda: live.microphone.names == ["Mic", "Other"])
    live.player.set_microphone(MicrophoneChoice("none"))
    live.until(lambda: live.stage.model.requests and not live.stage.model.requests[-1][1][-1])
    assert live.camera.opened == opened


def test_devices_that_come_are_tried_at_once_and_the_default_is_followed(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    devices = live.player.devices
    devices.default_microphone = "Built in"
    live.go_live(microphone="")
    live.until(lambda: live.microphone.names)
    devices.default_microphone = "Headset"
    devices.changed.emit()
    live.until(lambda: len(live.microphone.names) == 2)
    monkeypatch.setattr("avol_studio.media.devices.device_supervisor.RETRY", (60.0, 60.0))
    live.go_live()
    live.camera.fault = "Cam is gone; plug it in."
    live.until(lambda: live.state.camera_error)
    live.camera.fault = ""
    devices.cameras = (CameraDevice("Cam", 0),)
    devices.changed.emit()
    live.until(lambda: not live.state.camera_error)


def test_from_live_to_a_file_and_back(live: Live) -> None:
    live.go_live()
    live.until(lambda: live.located)
    live.player.open(Path("clip"))
    live.until(lambda: not live.player.state.live and live.camera.closed == 1)
    live.until(lambda: live.player.last_localization and live.player.last_localization.time < 10)
    assert number_of(live.frames[-1].image) == 0
    live.go_live()
    live.until(lambda: live.player.state.live and live.camera.opened == 2)
    live.player.close()
    assert not live.player.state.loaded
    assert live.state == LiveState()
    assert live.player.media is None


def test_live_maps_are_not_hoarded(live: Live) -> None:
    live.go_live()
    live.until(lambda: len(live.located) > 5)
    assert not len(live.player._context.client._cache)


def test_a_real_network_camera_drops_and_returns(
    stage: FakeStudioParts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol_studio.media.devices.device_supervisor.RETRY", (0.05, 0.2))
    watch = Watch(Player(dependencies=stage.parts()), qtbot)
    player, said = watch.player, watch.messages
    assert isinstance(player, Player)
    try:
        with http_camera() as server:
            choice = CameraChoice("network", server.address)
            player.open_live(LiveRequest(choice, MicrophoneChoice("none")))
            watch.until(lambda: len(watch.located) > 3, 10_000)
            server.condition = "offline"
            watch.until(lambda: said and said[0].kind == "warning", 10_000)
            server.condition = "ok"
            watch.until(lambda: said[-1].text.endswith("is back."), 10_000)
            seen = len(watch.frames)
            watch.until(lambda: len(watch.frames) > seen + 5, 10_000)
    finally:
        player.shutdown()
        player.deleteLater()


@pytest.mark.parametrize(
    "seconds", [4, pytest.param(600, marks=[pytest.mark.slow, pytest.mark.timeout(900)])]
)
def test_at_length_nothing_grows(live: Live, seconds: int) -> None:
    """Devices that come and go all the time: no thread, no handle, no memory left behind."""
    live.go_live()
    live.wait(1000)
    before = footprint()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        live.camera.fault = live.microphone.fault = "Gone; plug it in."
        live.wait(150)
        live.camera.fault = live.microphone.fault = ""
        live.wait(350)
        del live.frames[:], live.located[:], live.levels[:], live.stage.model.requests[:-1]
    live.until(lambda: not live.state.camera_error and not live.state.microphone_error)
    live.until(lambda: footprint().threads <= before.threads)
    assert footprint().handles <= before.handles
    assert footprint().rss_mb - before.rss_mb < 40
    assert live.state.reconnects > 2
