"""Live sessions with fake and real devices: frames, maps, and lost devices."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
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
from avol_studio.core.state.player_state import Level
from avol_studio.media.devices.capture import CapturedFrame
from avol_studio.media.devices.microphone import CapturedAudio
from avol_studio.media.devices.webcam import CameraDevice
from avol_studio.media.source import AudioBlock
from avol_studio.playback.player import Player
from tests.avol_studio.playback.conftest import Watch
from tests.support.fakes import FakeDependencies, coded_image, number_of
from tests.support.rtsp_server import http_camera

RATE = 48_000


class FakeCamera:
    """Sends 50 coded images per second; `fault` is the error that it raises."""

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
    """Sends 100 blocks of audio per second; `fault` is the error that it raises."""

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
        samples = np.resize(
            np.array([-self.level, self.level], "float32"), 480
        )  # a constant is no sound
        return CapturedAudio(samples, time.monotonic() - 0.01, False)

    def close(self) -> None:
        pass


class LiveProbe(Watch):
    """A player with fake devices, and its events."""

    player: Player

    def __init__(self, stage: FakeDependencies, qtbot: QtBot) -> None:
        self.camera, self.microphone = FakeCamera(), FakeMicrophone()
        self.stage = stage
        dependencies = replace(
            stage.dependencies(), open_camera=self.camera.open, open_microphone=self.microphone.open
        )
        super().__init__(Player(dependencies=dependencies), qtbot)
        self.levels: list[Level] = []
        self.player.levels.connect(self.levels.append)

    def go_live(self, camera: str = "Cam", microphone: str = "Mic") -> None:
        request = LiveRequest(CameraChoice(name=camera), MicrophoneChoice(name=microphone))
        self.player.open_live(request)
        self.until(lambda: self.frames)

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.messages]

    @property
    def state(self) -> LiveState:
        return self.player.live_state


@pytest.fixture
def live(
    stage: FakeDependencies, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LiveProbe]:
    monkeypatch.setattr("avol_studio.media.devices.device_supervisor.RETRY", (0.02, 0.1))
    live = LiveProbe(stage, qtbot)
    yield live
    live.player.shutdown()
    live.player.deleteLater()


class ListenerProbe:
    """A listener that stores frames and audio blocks."""

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


def test_live_frames_are_shown_and_localized(live: LiveProbe) -> None:
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
    window = live.stage.model.requests[-1][1]
    live.until(lambda: abs(live.stage.model.requests[-1][1][-1]) == np.float32(0.1))
    assert window.shape == (RATE,)
    live.until(lambda: live.levels and live.levels[-1].peak_db == pytest.approx(-20, abs=0.1))
    assert live.state.audio_device in ("", "Mic")


def test_a_paused_live_frame_is_localized_exactly(live: LiveProbe) -> None:
    live.go_live()
    live.until(lambda: live.located)
    live.player.pause()
    shown = live.frames[-1]
    live.until(lambda: live.located[-1].frame_index == shown.index and live.located[-1].exact)
    captured = live.camera.number
    live.until(lambda: live.camera.number > captured + 5)
    assert live.frames[-1] is shown
    live.player.play()
    live.until(lambda: live.frames[-1] is not shown)
    assert live.frames[-1].index > shown.index + 3
    assert live.player.last_frame is live.frames[-1]


def test_saving_power_leaves_out_live_frames_but_not_for_listeners(live: LiveProbe) -> None:
    listener = ListenerProbe()
    live.player.add_listener(listener)
    live.player.set_power_saving(True)
    live.go_live()
    live.until(lambda: len(live.frames) > 6)
    live.player.remove_listener(listener)
    times = [frame.time for frame in live.frames]
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.05  # of a 50 Hz camera
    between = [frame for frame in listener.frames if times[0] < frame.time < times[-1]]
    assert len(between) > len(times)
    live.player.set_power_saving(False)
    count = len(live.frames)
    live.until(lambda: len(live.frames) > count + 20)
    later = [frame.index for frame in live.frames[count:]]
    assert 1 in {second - first for first, second in pairwise(later)}


class FailingListener(ListenerProbe):
    def on_frame(self, frame: Frame) -> None:
        raise ValueError("frame")

    def on_audio(self, block: AudioBlock) -> None:
        raise ValueError("audio")


def test_a_failing_listener_does_not_reopen_the_devices(
    live: LiveProbe, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[str] = []
    monkeypatch.setattr("threading.excepthook", lambda hook: reported.append(str(hook.exc_value)))
    other = ListenerProbe()
    live.player.add_listener(FailingListener())
    live.player.add_listener(other)
    live.go_live()
    live.until(lambda: len(other.frames) > 10 and len(other.blocks) > 10)
    assert set(reported) == {"frame", "audio"}
    assert [f.index for f in other.frames] == list(range(len(other.frames)))
    assert live.state.reconnects == 0
    assert not live.texts


def test_listeners_receive_all_data_in_the_device_threads(live: LiveProbe) -> None:
    listener = ListenerProbe()
    live.player.add_listener(listener)
    live.go_live()
    live.until(lambda: len(listener.frames) > 10 and len(listener.blocks) > 10)
    live.player.remove_listener(listener)
    assert [f.index for f in listener.frames] == list(range(len(listener.frames)))
    assert threading.get_ident() not in listener.threads
    first, second = listener.blocks[:2]
    assert second.start == first.start + len(first.samples)
    assert not first.samples.flags.writeable
    assert abs(listener.frames[0].time - first.captured_at) < 5


def test_a_centred_window_delays_the_image_by_half_a_second(live: LiveProbe) -> None:
    live.player.set_av_sync(1.0, 0.0, centered=True)
    delays: list[float] = []
    live.player.frame_shown.connect(lambda frame: delays.append(time.monotonic() - frame.time))
    live.go_live()
    live.until(lambda: len(delays) > 20)
    assert min(delays) >= 0.5


@pytest.mark.parametrize("part", ["camera", "microphone"])
def test_a_lost_device_is_reopened(live: LiveProbe, part: str) -> None:
    live.go_live()
    device = getattr(live, part)
    live.until(lambda: live.state.audio_ms_lost == 0 and live.located)
    device.fault = f"The {part} is disconnected; connect it again."
    live.until(lambda: getattr(live.state, f"{part}_error"))
    assert live.state.camera_stopped == (part == "camera")
    assert not live.texts  # the image shows the error as long as it is true
    shown = len(live.frames)
    if part == "microphone":
        live.until(lambda: len(live.frames) > shown + 5)  # the video continues
        live.wait(200)
    device.fault = ""
    live.until(lambda: not getattr(live.state, f"{part}_error"))
    assert live.texts in (["Cam is back."], ["Mic is back."])
    assert not live.state.camera_stopped
    assert live.state.reconnects == 1
    shown, located = len(live.frames), len(live.located)
    live.until(lambda: len(live.frames) > shown and len(live.located) > located)
    if part == "microphone":
        live.until(lambda: live.state.audio_ms_lost > 100)


def test_a_busy_camera_is_opened_later(live: LiveProbe) -> None:
    live.camera.fault = "Cam cannot be opened; close the program that uses it."
    live.player.open_live(LiveRequest(CameraChoice(name="Cam"), MicrophoneChoice(name="Mic")))
    live.until(lambda: live.state.camera_error == live.camera.fault)
    live.camera.fault = ""
    live.until(lambda: live.frames)
    live.until(lambda: "Cam is back." in live.texts)


def test_a_stalled_camera_is_reported(live: LiveProbe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avol_studio.playback.live_devices.VIDEO_TIMEOUT", 0.2)
    live.go_live()
    live.camera.fault = "stalls"
    live.until(lambda: "No video from" in live.state.camera_error)
    assert live.state.camera_stopped
    live.camera.fault = ""
    live.until(lambda: not live.state.camera_error)
    assert not live.state.camera_stopped


def test_a_new_image_size_is_shown_and_reported(live: LiveProbe) -> None:
    live.go_live()
    live.camera.size = 2
    live.until(lambda: live.frames[-1].image.shape[0] == 2 * live.frames[0].image.shape[0])
    live.until(lambda: any("is now 384 × 360" in text for text in live.texts))
    live.until(lambda: live.located and live.located[-1].frame_index == live.frames[-1].index)


def test_a_silent_microphone_is_reported_until_there_is_sound(
    live: LiveProbe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol_studio.playback.live_devices.AUDIO_TIMEOUT", 0.2)
    live.microphone.level = 0.0
    live.go_live()
    live.until(lambda: live.state.microphone_error.startswith("No audio for 3 s"))
    live.microphone.level = 0.1
    live.until(lambda: not live.state.microphone_error)
    assert not live.texts


def test_missing_audio_is_distinguished_from_a_lost_camera(
    live: LiveProbe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol_studio.playback.live_devices.AUDIO_TIMEOUT", 0.2)
    monkeypatch.setattr("avol_studio.media.audio.live_audio_buffer.WAKE_TIME", 0.0)
    live.player.open_live(LiveRequest(CameraChoice(name="Cam"), MicrophoneChoice("camera")))
    live.until(lambda: "No audio from Cam for 3 s" in live.state.microphone_error)
    live.camera.fault = "Cam was unplugged."
    live.until(lambda: live.state.camera_error == "Cam was unplugged.")
    live.until(lambda: not live.state.microphone_error)


def test_the_microphone_changes_without_interrupting_the_video(live: LiveProbe) -> None:
    live.go_live()
    opened = live.camera.opened
    live.player.set_microphone(MicrophoneChoice(name="Other"))
    live.until(lambda: live.microphone.names == ["Mic", "Other"])
    live.player.set_microphone(MicrophoneChoice("none"))
    live.until(lambda: live.stage.model.requests and not live.stage.model.requests[-1][1][-1])
    assert live.camera.opened == opened


def test_new_devices_and_the_default_microphone_are_used_at_once(
    live: LiveProbe, monkeypatch: pytest.MonkeyPatch
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
    live.camera.fault = "Cam is disconnected; connect it again."
    live.until(lambda: live.state.camera_error)
    live.camera.fault = ""
    devices.cameras = (CameraDevice("Cam", 0),)
    devices.changed.emit()
    live.until(lambda: not live.state.camera_error)


def test_switching_between_live_and_a_file(live: LiveProbe) -> None:
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


def test_live_maps_are_not_cached(live: LiveProbe) -> None:
    live.go_live()
    live.until(lambda: len(live.located) > 5)
    assert not len(live.player._context.client._cache)


def test_a_network_camera_reconnects(
    stage: FakeDependencies, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol_studio.media.devices.device_supervisor.RETRY", (0.05, 0.2))
    watch = Watch(Player(dependencies=stage.dependencies()), qtbot)
    player, messages = watch.player, watch.messages
    assert isinstance(player, Player)
    try:
        with http_camera() as server:
            choice = CameraChoice("network", server.address)
            player.open_live(LiveRequest(choice, MicrophoneChoice("none")))
            watch.until(lambda: len(watch.located) > 3, 10_000)
            server.condition = "offline"
            watch.until(lambda: player.live_state.camera_error, 10_000)
            server.condition = "ok"
            watch.until(lambda: messages and messages[-1].text.endswith("is back."), 10_000)
            shown = len(watch.frames)
            watch.until(lambda: len(watch.frames) > shown + 5, 10_000)
    finally:
        player.shutdown()
        player.deleteLater()


@pytest.mark.parametrize(
    "seconds", [4, pytest.param(600, marks=[pytest.mark.slow, pytest.mark.timeout(900)])]
)
def test_reconnecting_devices_leaks_nothing(live: LiveProbe, seconds: int) -> None:
    """Devices that reconnect again and again leave no thread, handle or memory behind."""
    live.go_live()
    live.wait(1000)
    before = footprint()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        live.camera.fault = live.microphone.fault = "Disconnected; connect it again."
        live.wait(150)
        live.camera.fault = live.microphone.fault = ""
        live.wait(350)
        del live.frames[:], live.located[:], live.levels[:], live.stage.model.requests[:-1]
    live.until(lambda: not live.state.camera_error and not live.state.microphone_error)
    live.until(lambda: footprint().threads <= before.threads)
    assert footprint().handles <= before.handles
    assert footprint().rss_mb - before.rss_mb < 40
    assert live.state.reconnects > 2
