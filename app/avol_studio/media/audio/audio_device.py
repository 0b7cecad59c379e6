"""The audio output device, through sounddevice (PortAudio)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.errors import DeviceError
from avol_studio.core.translation import tr
from avol_studio.media.audio.portaudio import close_stream, portaudio, start_stream

FillCallback = Callable[[NDArray[np.float32], float], None]
"""Fills (n, channels) float32 samples that are audible `delay` seconds from now."""

LATENCY = 0.15  # seconds buffered in the device; a shorter buffer crackles on busy cores
_CONSEQUENCE = tr("playback continues without audio")


class AudioOutputDevice(Protocol):
    """An open audio output; it calls its `FillCallback` in a thread of its own."""

    @property
    def channels(self) -> int:
        """Number of channels of the buffers that it has filled."""
        ...

    def close(self) -> None:
        """Stop and close the device."""


OpenAudioOutput = Callable[[FillCallback], AudioOutputDevice]


class PortAudioOutput:
    """The default output device, running; raises DeviceError if it cannot be opened.

    The device chooses the block size: a fixed size can stall PortAudio silently. The delay passed
    to `fill` is the DAC time of the driver if available, otherwise the latency of the stream.
    """

    def __init__(self, fill: FillCallback) -> None:
        self._fill = fill
        with portaudio(_CONSEQUENCE) as sounddevice:
            try:
                device: Any = sounddevice.query_devices(kind="output")
                self.channels = min(2, device["max_output_channels"])
                self._stream = sounddevice.OutputStream(
                    samplerate=SAMPLE_RATE,
                    blocksize=0,
                    channels=self.channels,
                    dtype="float32",
                    latency=LATENCY,
                    callback=self._callback,
                )
                latency: Any = self._stream.latency
                self._latency = float(latency)
                start_stream(self._stream)
            except (sounddevice.PortAudioError, ValueError) as error:
                raise DeviceError(
                    tr(
                        "No audio output can be opened, so {CONSEQUENCE}; connect a device, or "
                        "close the program that uses it."
                    ).format(CONSEQUENCE=_CONSEQUENCE)
                ) from error

    def close(self) -> None:
        """Stop and close the device."""
        close_stream(self._stream)

    def _callback(self, out: Any, _frames: int, time: Any, _status: Any) -> None:
        delay = time.outputBufferDacTime - time.currentTime
        self._fill(out, delay if 0 < delay < 1 else self._latency)
