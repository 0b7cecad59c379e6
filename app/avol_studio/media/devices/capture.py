"""What cameras and microphones deliver, and the protocols that they implement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from avol_studio.core.state.device_choice import MicrophoneChoice

AudioCallback = Callable[[NDArray[np.float32], float], None]
"""Receives (n,) samples, 48 kHz mono, and the monotonic time at which the first was captured."""


@dataclass(frozen=True, slots=True, eq=False)
class CapturedFrame:
    """An image of a camera, (H, W, 3) uint8 RGB, and its monotonic time of capture."""

    image: NDArray[np.uint8]
    captured_at: float


@dataclass(frozen=True, slots=True, eq=False)
class CapturedAudio:
    """A block of audio: (n,) float32 at 48 kHz, and the monotonic time of its first sample.

    overflow: the device has lost audio before this block.
    """

    samples: NDArray[np.float32]
    captured_at: float
    overflow: bool


class Camera(Protocol):
    """An open camera; it belongs to one thread."""

    def read(self) -> CapturedFrame | None:
        """Wait a second or two at most for the next frame; return None if there is none yet.

        Raises DeviceError if the camera is lost.
        """
        ...

    def close(self) -> None: ...


class Microphone(Protocol):
    """An open audio input; it belongs to one thread."""

    @property
    def name(self) -> str: ...

    def read(self) -> CapturedAudio | None:
        """Wait a few seconds at most for the next block; return None if there is none yet.

        Raises DeviceError if the input is lost.
        """
        ...

    def close(self) -> None: ...


OpenMicrophone = Callable[[MicrophoneChoice], Microphone]
