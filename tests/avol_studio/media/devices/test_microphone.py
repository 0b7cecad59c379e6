"""Microphones: how they are found and opened with a faked PortAudio, and a real virtual one."""

from __future__ import annotations

import subprocess
import threading
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from avol.errors import DeviceError
from avol_studio.core.state.device_choice import MicrophoneChoice
from avol_studio.media.audio.portaudio import open_streams
from avol_studio.media.devices.device_supervisor import DeviceLost, DeviceRestored
from avol_studio.media.devices.microphone import (
    MicrophoneDevice,
    PortAudioMicrophone,
    find_microphone,
    list_microphones,
)
from avol_studio.media.sources.microphone_source import MicrophoneSource
from tests.support.pulse import RATE, needs_portaudio, needs_pulse, pulse_server


class FakeStream:
    def __init__(self, rate: float) -> None:
        self.samplerate = rate

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass


class FakePortAudio:
    """A fake of sounddevice; `refuses` are sample rates that no device supports."""

    class PortAudioError(Exception):
        pass

    def __init__(self) -> None:
        self.devices = [("Speakers", "ALSA", 0, 48_000.0), ("USB Mic", "ALSA", 1, 44_100.0)]
        self.devices += [("USB Mic Pro", "JACK", 4, 48_000.0)]
        self.default = SimpleNamespace(device=(2, 0))
        self.refuses: set[float] = set()
        self.opened: list[dict[str, Any]] = []
        self.callback: Callable[..., None] | None = None

    def query_hostapis(self) -> list[dict[str, str]]:
        return [{"name": "ALSA"}, {"name": "JACK"}]

    def query_devices(self) -> list[dict[str, Any]]:
        apis = {"ALSA": 0, "JACK": 1}
        keys = ("name", "hostapi", "max_input_channels", "default_samplerate")
        return [
            dict(zip(keys, (name, apis[api], *rest), strict=True))
            for name, api, *rest in self.devices
        ]

    def InputStream(
        self, rate: float, callback: Callable[..., None], **settings: Any
    ) -> FakeStream:
        if rate in self.refuses:
            raise self.PortAudioError("Invalid sample rate")
        self.opened.append({"rate": rate} | settings)
        self.callback = callback
        return FakeStream(rate)

    def speak(self, samples: np.ndarray, adc: float = 0.0, overflow: bool = False) -> None:
        """Have the device deliver (n, channels) samples, captured `adc` seconds before now."""
        assert self.callback is not None
        times = SimpleNamespace(currentTime=10.0, inputBufferAdcTime=10.0 - adc)
        self.callback(samples, len(samples), times, SimpleNamespace(input_overflow=overflow))


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePortAudio]:
    from contextlib import nullcontext

    fake = FakePortAudio()
    monkeypatch.setattr(
        "avol_studio.media.devices.microphone.portaudio", lambda _: nullcontext(fake)
    )
    yield fake
    open_streams.clear()


def test_an_exact_name_is_preferred_to_a_partial_one(library: FakePortAudio) -> None:
    def name(**choice: Any) -> str:
        return find_microphone(MicrophoneChoice(**choice), library).name

    assert [d.name for d in list_microphones()] == ["USB Mic", "USB Mic Pro"]
    assert name(name="usb mic") == "USB Mic"
    assert name(name="pro") == "USB Mic Pro"
    assert name(api="jack") == "USB Mic Pro"
    assert name() == "USB Mic Pro"  # the default
    library.default = SimpleNamespace(device=(-1, -1))
    assert name() == "USB Mic"


def test_a_missing_microphone_is_an_error(library: FakePortAudio) -> None:
    with pytest.raises(DeviceError, match="no microphone “Studio”; connect it, or choose one of: "):
        PortAudioMicrophone(MicrophoneChoice(name="Studio"))
    library.devices = library.devices[:1]
    with pytest.raises(DeviceError, match="No microphone found"):
        PortAudioMicrophone(MicrophoneChoice())


def test_a_device_without_48_khz_is_resampled(library: FakePortAudio) -> None:
    library.refuses = {48_000.0}
    microphone = PortAudioMicrophone(MicrophoneChoice(name="USB Mic"))
    assert library.opened[0]["rate"] == 44_100
    assert library.opened[0]["blocksize"] == 0
    time_axis = np.arange(44_100) / 44_100
    tone = np.sin(2 * np.pi * 440 * time_axis).astype(np.float32)[:, None]
    blocks = []
    for block in np.split(tone, 100):
        library.speak(block, adc=0.01)
        if (captured := microphone.read()) is not None:
            blocks.append(captured.samples)
    sound = np.concatenate(blocks)
    assert 46_000 < len(sound) <= 48_000  # the rest is still in the filter
    expected = np.sin(2 * np.pi * 440 * np.arange(len(sound)) / 48_000)
    assert np.abs(sound - expected)[500:-500].max() < 0.01
    microphone.close()


def test_waiting_blocks_are_read_at_once_up_to_lost_audio(library: FakePortAudio) -> None:
    microphone = PortAudioMicrophone(MicrophoneChoice())
    start = time.monotonic()
    for level in range(5):
        library.speak(np.full((480, 2), level / 8, np.float32), adc=0.01, overflow=level == 3)
    read = [microphone.read(), microphone.read()]
    assert [None if each is None else len(each.samples) for each in read] == [3 * 480, 2 * 480]
    assert [None if each is None else each.overflow for each in read] == [False, True]
    assert read[0] is not None
    assert read[0].samples[::480] == pytest.approx([0, 1 / 8, 2 / 8])
    assert read[0].captured_at == pytest.approx(start - 0.01, abs=0.005)
    microphone.close()


def test_a_device_without_a_usable_rate_is_an_error(library: FakePortAudio) -> None:
    library.refuses = {48_000.0, 44_100.0}
    with pytest.raises(DeviceError, match=r"“USB Mic” cannot be opened; close the .* allow AVOL"):
        PortAudioMicrophone(MicrophoneChoice(name="USB Mic"))
    assert not open_streams


def test_channels_timestamps_and_overflow(library: FakePortAudio) -> None:
    microphone = PortAudioMicrophone(MicrophoneChoice(name="pro", channel=3))
    assert library.opened[0]["channels"] == 4
    four = np.tile(np.asarray([0, 0.1, 0.2, 0.3], np.float32), (480, 1))
    before = time.monotonic()
    library.speak(four, adc=0.25, overflow=True)
    block = microphone.read()
    assert block is not None
    assert np.all(block.samples == np.float32(0.3))
    assert block.overflow
    assert before - 0.25 <= block.captured_at <= time.monotonic() - 0.25
    both = PortAudioMicrophone(MicrophoneChoice(name="pro"))
    assert library.opened[1]["channels"] == 2
    library.speak(four[:, :2])
    block = both.read()
    assert block is not None
    assert np.allclose(block.samples, 0.05)


def test_a_stalled_driver_is_an_error(
    library: FakePortAudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol_studio.media.devices.microphone.STALL", 0.05)
    monkeypatch.setattr("avol_studio.media.devices.microphone.EARLY", 0.0)
    microphone = PortAudioMicrophone(MicrophoneChoice(name="pro"))
    library.speak(np.zeros((480, 2), np.float32))
    assert microphone.read() is not None
    with pytest.raises(DeviceError, match="No audio from the microphone USB Mic Pro"):
        microphone.read()
    assert len(library.opened) == 1


def test_a_driver_that_stalls_soon_is_opened_once_more(
    library: FakePortAudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol_studio.media.devices.microphone.STALL", 0.05)
    microphone = PortAudioMicrophone(MicrophoneChoice(name="pro"))
    library.speak(np.zeros((480, 2), np.float32))
    assert microphone.read() is not None
    assert microphone.read() is None
    assert len(library.opened) == 2
    assert len(open_streams) == 1
    library.speak(np.ones((480, 2), np.float32))
    block = microphone.read()
    assert block is not None
    assert block.samples.all()
    with pytest.raises(DeviceError, match="No audio from the microphone USB Mic Pro"):
        microphone.read()


def test_a_driver_that_hangs_while_closing_is_abandoned(
    library: FakePortAudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ALSA hangs like this after its sound server was killed; the microphone is reopened."""
    monkeypatch.setattr("avol_studio.media.devices.microphone.STALL", 0.05)
    monkeypatch.setattr("avol_studio.media.devices.microphone.EARLY", 0.0)
    monkeypatch.setattr("avol_studio.media.audio.portaudio.CLOSE_TIMEOUT", 0.05)
    monkeypatch.setattr("avol_studio.media.devices.device_supervisor.RETRY", (0.01, 0.02))
    hanging = threading.Event()
    monkeypatch.setattr(FakeStream, "close", lambda stream: hanging.wait(30))
    events: list[object] = []
    audio_blocks: list[np.ndarray] = []
    ears = MicrophoneSource(
        MicrophoneChoice(name="pro"),
        events.append,
        PortAudioMicrophone,
        lambda samples, *_: audio_blocks.append(samples),
    )
    until(lambda: len(library.opened) == 1)
    library.speak(np.zeros((480, 2), np.float32))
    until(lambda: len(library.opened) == 2)
    assert isinstance(events[0], DeviceLost)
    assert len(open_streams) == 2  # one hangs: PortAudio must not be ended under it
    library.speak(np.ones((480, 2), np.float32))
    until(lambda: len(events) == 2)
    assert isinstance(events[1], DeviceRestored)
    assert audio_blocks[-1].all()
    ears.close()
    hanging.set()
    assert ears.join(10)
    until(lambda: not open_streams)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@needs_portaudio
def test_portaudio_without_devices_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    if list_microphones():
        pytest.skip("this machine has a microphone")
    with pytest.raises(DeviceError, match="No microphone found"):
        PortAudioMicrophone(MicrophoneChoice())


@needs_portaudio
@needs_pulse
def test_a_virtual_microphone_records_the_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The monitor of a PulseAudio output as microphone records a chirp of known length."""
    monkeypatch.setattr("avol_studio.media.devices.microphone.FIRST_TIMEOUT", 20.0)  # busy machine
    file = tmp_path / "tone.wav"
    tone = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(3 * RATE) / RATE)
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((tone * 32767).astype("<i2").tobytes())
    with pulse_server():
        subprocess.run(["pactl", "set-default-source", "loudspeaker.monitor"], check=True)
        devices = list_microphones()
        assert any(isinstance(d, MicrophoneDevice) and "pulse" in d.name for d in devices)
        player = subprocess.Popen(["paplay", str(file)])
        microphone = PortAudioMicrophone(MicrophoneChoice(name="pulse"))
        try:
            audio_blocks, stamps = [], []
            until = time.monotonic() + 10
            while sum(map(len, audio_blocks)) < 2 * RATE and time.monotonic() < until:
                if (block := microphone.read()) is not None:
                    audio_blocks.append(block.samples)
                    stamps.append(time.monotonic() - block.captured_at)
        finally:
            microphone.close()
            player.terminate()
            player.wait(5)
    sound = np.concatenate(audio_blocks)
    spectrum = np.abs(np.fft.rfft(sound[-RATE:]))
    assert abs(int(spectrum.argmax()) - 1000) <= 1
    assert 0 <= min(stamps) < 0.5
