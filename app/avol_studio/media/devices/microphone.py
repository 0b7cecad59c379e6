"""One microphone of the machine, found by name and opened through sounddevice (PortAudio)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE as RATE
from avol.errors import DeviceError
from avol_studio.core.state.device_choice import MicrophoneChoice
from avol_studio.media.audio.portaudio import fresh, let_go, running

STALL = 1.0  # seconds without a callback after which a microphone counts as lost
FIRST = 3.0  # the same for the first one: a device that slept takes its time
WITHOUT = "nothing is heard"


@dataclass(frozen=True, slots=True, eq=False)
class CapturedAudio:
    """A block: (n,) float32 at 48 kHz, the monotonic second of its first sample, and whether the
    device has lost sound before it."""

    samples: NDArray[np.float32]
    taken_at: float
    overflow: bool


@dataclass(frozen=True, slots=True)
class MicrophoneDevice:
    """A microphone as the system lists it; its number holds until the list is read again."""

    name: str
    api: str
    channels: int
    rate: float
    number: int


def list_microphones() -> list[MicrophoneDevice]:
    """All inputs, as PortAudio sees them now (anew unless a stream is open); empty without any."""
    with fresh(WITHOUT) as sounddevice:
        return _inputs(sounddevice)


def _inputs(sounddevice: Any) -> list[MicrophoneDevice]:
    apis: Any = sounddevice.query_hostapis()
    devices: Any = sounddevice.query_devices()
    return [
        MicrophoneDevice(
            device["name"],
            apis[device["hostapi"]]["name"],
            device["max_input_channels"],
            device["default_samplerate"],
            number,
        )
        for number, device in enumerate(devices)
        if device["max_input_channels"] > 0
    ]


def find(choice: MicrophoneChoice, sounddevice: Any) -> MicrophoneDevice:
    """The device that is meant now: the same name first, then a part of it; else DeviceError."""
    devices = [d for d in _inputs(sounddevice) if choice.api.lower() in d.api.lower()]
    if not devices:
        raise DeviceError(f"There is no microphone, so {WITHOUT}; plug one in.")
    if not choice.name:
        default: Any = sounddevice.default.device[0]
        return next((d for d in devices if d.number == default), devices[0])
    wanted = choice.name.lower()
    exact = [d for d in devices if d.name.lower() == wanted]
    alike = [d for d in devices if wanted in d.name.lower()]
    for device in exact + alike:
        return device
    raise DeviceError(
        f"The microphone “{choice.name}” is not connected; plug it in or choose another."
    )


class PortAudioMicrophone:
    """An input that runs; raises DeviceError where it cannot be opened.

    Any rate of the device is resampled to 48 kHz. The callback only copies: a fixed block size can
    stall PortAudio silently, so blocks come as they are.
    """

    def __init__(self, choice: MicrophoneChoice) -> None:
        self._blocks: SimpleQueue[tuple[NDArray[np.float32], float, bool]] = SimpleQueue()
        with fresh(WITHOUT) as sounddevice:
            try:
                device = find(choice, sounddevice)
                self._channel = _channel(choice, device)
                self._stream = self._open(sounddevice, device)
            except (sounddevice.PortAudioError, ValueError) as error:
                raise DeviceError(
                    f"{_title(choice)} cannot be opened; free it if another program uses it, "
                    "and allow AVOL to use the microphone in the system's settings."
                ) from error
            running.add(self._stream)
        self.name, self.api = device.name, device.api
        self._rate = float(self._stream.samplerate)
        self._to_48k, self._patience = _Resampler(self._rate), FIRST

    def read(self) -> CapturedAudio | None:
        """Wait for the next block; None for one too short to give a sample yet.

        Raises DeviceError when the device has gone or does not answer.
        """
        try:
            samples, taken_at, overflow = self._blocks.get(timeout=self._patience)
        except Empty:
            raise DeviceError(
                f"The microphone {self.name} has stopped giving sound; "
                "check its cable, it is tried again by itself."
            ) from None
        self._patience = STALL
        made, ahead = self._to_48k(samples)
        return CapturedAudio(made, taken_at - ahead, overflow) if len(made) else None

    def close(self) -> None:
        """Stop at once and let the device go."""
        let_go(self._stream)

    def _open(self, sounddevice: Any, device: MicrophoneDevice) -> Any:
        """The stream, at 48 kHz where the device can do it, else at its own rate."""
        last: Exception | None = None
        channels = min(2, device.channels) if self._channel is None else self._channel + 1
        settings: dict[str, Any] = {"device": device.number, "channels": channels}
        settings |= {"dtype": "float32", "latency": "low", "blocksize": 0}
        for rate in dict.fromkeys((float(RATE), device.rate)):
            try:
                stream = sounddevice.InputStream(rate, callback=self._callback, **settings)
                stream.start()
            except (sounddevice.PortAudioError, ValueError) as error:
                last = error
            else:
                return stream
        assert last is not None
        raise last

    def _callback(self, data: Any, frames: int, times: Any, status: Any) -> None:
        now = time.monotonic()
        age = times.currentTime - times.inputBufferAdcTime
        age = age if 0 < age < 1 else frames / RATE
        if self._channel is None:
            mono = data.mean(axis=1)
        else:
            mono = data[:, min(self._channel, data.shape[1] - 1)].copy()
        self._blocks.put((mono, now - age, bool(status and status.input_overflow)))


class _Resampler:
    """Mono sound of any rate to 48 kHz, block by block."""

    def __init__(self, rate: float) -> None:
        import soxr

        self._rate, self._fed, self._made = rate, 0, 0
        self._stream = None if rate == RATE else soxr.ResampleStream(rate, RATE, 1, dtype="float32")

    def __call__(self, samples: NDArray[np.float32]) -> tuple[NDArray[np.float32], float]:
        """What is ready, and by how many seconds it begins before the first of `samples`."""
        if self._stream is None:
            return samples, 0.0
        ahead = self._fed / self._rate - self._made / RATE
        made = self._stream.resample_chunk(samples)
        self._fed, self._made = self._fed + len(samples), self._made + len(made)
        return np.asarray(made, np.float32), ahead


def _channel(choice: MicrophoneChoice, device: MicrophoneDevice) -> int | None:
    return None if choice.channel is None else min(choice.channel, device.channels - 1)


def _title(choice: MicrophoneChoice) -> str:
    return f"The microphone “{choice.name}”" if choice.name else "The default microphone"
