"""Opening and closing of streams with a fake of sounddevice."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from avol.errors import DeviceError
from avol_studio.core.state.device_choice import MicrophoneChoice
from avol_studio.media.audio.audio_device import PortAudioOutput
from avol_studio.media.audio.portaudio import close_stream, open_streams, portaudio
from avol_studio.media.devices.microphone import PortAudioMicrophone, list_microphones


class FakeStream:
    samplerate, latency = 48_000.0, 0.1

    def __init__(self, library: FakeSoundDevice) -> None:
        self._library = library
        self.closed = False

    def start(self) -> None:
        if self._library.start_fails:
            raise self._library.PortAudioError("Unanticipated host error")

    def close(self) -> None:
        self.closed = True
        if self._library.close_fails:
            raise self._library.PortAudioError("Device unavailable")


class FakeSoundDevice:
    class PortAudioError(Exception):
        pass

    default = SimpleNamespace(device=(0, 0))

    def __init__(self) -> None:
        self.start_fails = self.close_fails = self.list_fails = False
        self.running = True
        self.lists = 0
        self.streams: list[FakeStream] = []

    def _terminate(self) -> None:
        if not self.running:
            raise self.PortAudioError("PortAudio not initialized")
        self.running = False

    def _initialize(self) -> None:
        if self.list_fails:
            raise self.PortAudioError("Unanticipated host error")
        self.running = True
        self.lists += 1

    def query_hostapis(self) -> list[dict[str, str]]:
        return [{"name": "ALSA"}]

    def query_devices(self, kind: str = "") -> Any:
        device = {"name": "Desk", "hostapi": 0, "default_samplerate": 44_100.0}
        device |= {"max_input_channels": 2, "max_output_channels": 2}
        return device if kind else [device]

    def stream(self, *_: Any, **__: Any) -> FakeStream:
        self.streams.append(FakeStream(self))
        return self.streams[-1]

    InputStream = OutputStream = stream


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSoundDevice]:
    fake = FakeSoundDevice()
    monkeypatch.setitem(sys.modules, "sounddevice", fake)
    yield fake
    open_streams.clear()


def open_microphone() -> PortAudioMicrophone:
    return PortAudioMicrophone(MicrophoneChoice())


def open_output() -> PortAudioOutput:
    return PortAudioOutput(lambda out, delay: None)


@pytest.mark.parametrize("open_device", [open_microphone, open_output])
def test_a_stream_that_does_not_start_is_closed(library: FakeSoundDevice, open_device: Any) -> None:
    library.start_fails = True
    with pytest.raises(DeviceError, match="opened"):
        open_device()
    assert library.streams
    assert all(stream.closed for stream in library.streams)
    library.start_fails = False
    device = open_device()
    assert open_streams == {library.streams[-1]}
    device.close()
    assert not open_streams


def test_devices_are_listed_anew_after_a_close_that_fails(library: FakeSoundDevice) -> None:
    library.close_fails = True
    stream = library.stream()
    open_streams.add(stream)
    assert [device.name for device in list_microphones()] == ["Desk"]
    assert library.lists == 0  # a new list would end the stream
    close_stream(stream)
    assert [device.name for device in list_microphones()] == ["Desk"]
    assert library.lists == 1


def test_a_failing_audio_system_is_an_error_until_it_works_again(library: FakeSoundDevice) -> None:
    library.list_fails = True
    for _ in range(2):
        with (
            pytest.raises(DeviceError, match="no sound; check the audio devices"),
            portaudio("there is no sound"),
        ):
            pytest.fail("opened")
    library.list_fails = False
    assert len(list_microphones()) == 1
