"""A local microphone, found by name and opened through sounddevice (PortAudio)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from avol.audio.downmix import LiveDownmix
from avol.core.constants import SAMPLE_RATE
from avol.errors import DeviceError
from avol_studio.core.state.device_choice import MicrophoneChoice
from avol_studio.core.translation import tr
from avol_studio.media.audio.portaudio import close_stream, portaudio, start_stream
from avol_studio.media.devices.capture import CapturedAudio

STALL = 1.0  # seconds without a callback after which a microphone counts as lost
FIRST_TIMEOUT = 3.0  # the same for the first callback: a sleeping device starts slowly
EARLY = 2.5  # seconds after opening in which a stall is PortAudio's fault and not the device's
_CONSEQUENCE = tr("there is no audio")

_Block = tuple[NDArray[np.float32], float, bool]
"""(n, channels) samples, the monotonic time of the first, and whether audio is lost before it."""


@dataclass(frozen=True, slots=True)
class MicrophoneDevice:
    """A microphone in the list of PortAudio; `number` is valid until the list is read again."""

    name: str
    api: str
    channels: int
    rate: float
    number: int


def list_microphones() -> list[MicrophoneDevice]:
    """Return all inputs; the list is up to date unless a stream is open."""
    with portaudio(_CONSEQUENCE) as sounddevice:
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


def find_microphone(choice: MicrophoneChoice, sounddevice: Any) -> MicrophoneDevice:
    """Return the device with the chosen name, or a name that contains it; else DeviceError."""
    devices = [d for d in _inputs(sounddevice) if choice.api.lower() in d.api.lower()]
    if not devices:
        raise DeviceError(
            tr("No microphone found, so {CONSEQUENCE}; connect one.").format(
                CONSEQUENCE=_CONSEQUENCE
            )
        )
    if not choice.name:
        default: Any = sounddevice.default.device[0]
        return next((d for d in devices if d.number == default), devices[0])
    wanted = choice.name.lower()
    exact = [d for d in devices if d.name.lower() == wanted]
    matching = [d for d in devices if wanted in d.name.lower()]
    for device in exact + matching:
        return device
    known = ", ".join(dict.fromkeys(d.name for d in devices))
    raise DeviceError(
        tr("There is no microphone “{name}”; connect it, or choose one of: {known}.").format(
            name=choice.name, known=known
        )
    )


class PortAudioMicrophone:
    """An open input; raises DeviceError if it cannot be opened.

    Audio of another rate is resampled to 48 kHz. The callback only copies. The device chooses the
    block size, because a fixed size can stall PortAudio silently.
    """

    def __init__(self, choice: MicrophoneChoice) -> None:
        self._blocks: SimpleQueue[_Block] = SimpleQueue()
        self._next: _Block | None = None  # taken from the queue, and not returned yet
        self._downmix = LiveDownmix()
        self._choice, self._restarted = choice, False
        self._start()

    def _start(self) -> None:
        choice = self._choice
        with portaudio(_CONSEQUENCE) as sounddevice:
            try:
                device = find_microphone(choice, sounddevice)
                self._channel = _channel(choice, device)
                self._stream = self._open(sounddevice, device)
            except (sounddevice.PortAudioError, ValueError) as error:
                raise DeviceError(
                    tr(
                        "{title} cannot be opened; close the program that uses it, or allow AVOL "
                        "to use the microphone in the system settings."
                    ).format(title=_title(choice))
                ) from error
        self.name, self.api, self._timeout = device.name, device.api, FIRST_TIMEOUT
        self._opened_at = time.monotonic()

    def read(self) -> CapturedAudio | None:
        """Wait for audio and return all that waits; None if there is no resampled sample yet.

        On a busy machine block by block would fall behind more and more. Raises DeviceError if the
        device is removed or stalls.
        """
        try:
            samples, captured_at, overflow = self._take()
        except Empty:
            if self._restart():
                return None
            raise DeviceError(
                tr("No audio from the microphone {name}; check its cable. AVOL retries.").format(
                    name=self.name
                )
            ) from None
        self._timeout = STALL
        resampled, ahead = self._resampler(self._downmix(samples))
        if not len(resampled):
            return None
        return CapturedAudio(resampled, captured_at - ahead, overflow)

    def _take(self) -> _Block:
        """Take all waiting blocks as one, up to where audio is missing; raises Empty."""
        first = self._next or self._blocks.get(timeout=self._timeout)
        self._next, parts = None, [first[0]]
        while not self._blocks.empty():
            block = self._blocks.get()
            if block[2]:
                self._next = block
                break
            parts.append(block[0])
        return np.concatenate(parts), *first[1:]

    def close(self) -> None:
        """Stop and close the device."""
        close_stream(self._stream)

    def _restart(self) -> bool:
        """Open the stream once more if it has stalled soon; return whether it was opened.

        On PulseAudio, PortAudio's ALSA input sometimes stops half a second after it was opened.
        """
        if self._restarted or time.monotonic() > self._opened_at + EARLY:
            return False
        self._restarted = True
        close_stream(self._stream)
        self._start()
        return True

    def _open(self, sounddevice: Any, device: MicrophoneDevice) -> Any:
        """Open a stream at 48 kHz if the device supports it, else at its own rate."""
        last: Exception | None = None
        channels = min(2, device.channels) if self._channel is None else self._channel + 1
        settings: dict[str, Any] = {"device": device.number, "channels": channels}
        settings |= {"dtype": "float32", "latency": "low", "blocksize": 0}
        for rate in dict.fromkeys((float(SAMPLE_RATE), device.rate)):
            try:
                stream = sounddevice.InputStream(rate, callback=self._callback, **settings)
                self._resampler = _Resampler(float(stream.samplerate))
                start_stream(stream)
            except (sounddevice.PortAudioError, ValueError) as error:
                last = error
            else:
                return stream
        assert last is not None
        raise last

    def _callback(self, data: Any, frames: int, times: Any, status: Any) -> None:
        now = time.monotonic()
        age = times.currentTime - times.inputBufferAdcTime
        age = age if 0 < age < 1 else frames / SAMPLE_RATE
        if self._channel is None:
            samples = data.copy()
        else:
            samples = data[:, [min(self._channel, data.shape[1] - 1)]]  # a copy
        self._blocks.put((samples, now - age, bool(status and status.input_overflow)))


class _Resampler:
    """Resamples mono audio to 48 kHz, block by block."""

    def __init__(self, rate: float) -> None:
        import soxr

        self._rate, self._read, self._written = rate, 0, 0
        self._stream = None
        if rate != SAMPLE_RATE:
            self._stream = soxr.ResampleStream(rate, SAMPLE_RATE, 1, dtype="float32")

    def __call__(self, samples: NDArray[np.float32]) -> tuple[NDArray[np.float32], float]:
        """Return the samples that are ready, and how many seconds they start before `samples`."""
        if self._stream is None:
            return samples, 0.0
        ahead = self._read / self._rate - self._written / SAMPLE_RATE
        resampled = self._stream.resample_chunk(samples)
        self._read, self._written = self._read + len(samples), self._written + len(resampled)
        return np.asarray(resampled, np.float32), ahead


def _channel(choice: MicrophoneChoice, device: MicrophoneDevice) -> int | None:
    return None if choice.channel is None else min(choice.channel, device.channels - 1)


def _title(choice: MicrophoneChoice) -> str:
    return (
        tr("The microphone “{name}”").format(name=choice.name)
        if choice.name
        else tr("The default microphone")
    )
