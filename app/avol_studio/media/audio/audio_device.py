"""The sound output of the machine, through sounddevice (PortAudio)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from avol.errors import DeviceError
from avol_studio.media.audio.portaudio import fresh, let_go, running

FillCallback = Callable[[NDArray[np.float32], float], None]
"""Fills (n, channels) float32 samples that will be heard `delay` seconds from now."""


class AudioOutputDevice(Protocol):
    """An open audio output; it calls its `FillCallback` in a thread of its own."""

    @property
    def channels(self) -> int:
        """Number of channels of the buffers that it has filled."""
        ...

    def close(self) -> None:
        """Stop and close the device."""


OpenAudioOutput = Callable[[FillCallback], AudioOutputDevice]

LATENCY = 0.15  # seconds of sound kept at the device; with less, busy cores make it crackle
_WITHOUT = "the picture plays on without sound"


class PortAudioOutput:
    """The default output device, running; raises DeviceError where there is none.

    The block size is left to the device: a fixed one can stall PortAudio silently. The delay told
    to `fill` is the device's own (DAC) time where the driver gives it, else the stream's latency.
    """

    def __init__(self, fill: FillCallback, rate: int = 48_000) -> None:
        self._fill = fill
        with fresh(_WITHOUT) as sounddevice:
            try:
                device: Any = sounddevice.query_devices(kind="output")
                self.channels = min(2, device["max_output_channels"])
                self._stream = sounddevice.OutputStream(
                    samplerate=rate,
                    blocksize=0,
                    channels=self.channels,
                    dtype="float32",
                    latency=LATENCY,
                    callback=self._callback,
                )
                latency: Any = self._stream.latency
                self._latency = float(latency)
                self._stream.start()
            except (sounddevice.PortAudioError, ValueError) as error:
                raise DeviceError(
                    f"No sound output can be opened, so {_WITHOUT}; plug one in or free it."
                ) from error
            running.add(self._stream)

    def close(self) -> None:
        """Stop at once and let the device go."""
        let_go(self._stream)

    def _callback(self, out: Any, _frames: int, time: Any, _status: Any) -> None:
        delay = time.outputBufferDacTime - time.currentTime
        self._fill(out, delay if 0 < delay < 1 else self._latency)
