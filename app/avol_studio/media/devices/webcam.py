"""A webcam, found by name and read through OpenCV."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from avol.errors import DeviceError
from avol_studio.core.state.device_choice import CameraChoice
from avol_studio.media.sources.camera_source import CapturedFrame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAINED = 0.004  # seconds a grab takes at most when its picture has lain in a buffer
STALE = 8  # such pictures passed over at most when the camera has just been opened


@dataclass(frozen=True, slots=True)
class CameraDevice:
    """A camera as the system lists it: its name, and where OpenCV finds it (index or path)."""

    name: str
    place: int | str


ListCameras = Callable[[], tuple[CameraDevice, ...]]


def find(choice: CameraChoice, devices: tuple[CameraDevice, ...]) -> CameraDevice:
    """The device that is meant: the same name first, then a part of it; else DeviceError."""
    if not devices:
        raise DeviceError(
            "There is no camera; plug one in, or use the address of a network camera or a file."
        )
    wanted = choice.name.lower()
    alike = [device for device in devices if wanted in device.name.lower()]
    for device in [d for d in alike if d.name.lower() == wanted] + alike:
        return device
    raise DeviceError(f"The camera “{choice.name}” is not connected; plug it in or choose another.")


class Webcam:
    """A camera that runs; raises DeviceError where it is missing, busy or not allowed."""

    def __init__(
        self, choice: CameraChoice, devices: tuple[CameraDevice, ...], capture: Any = None
    ) -> None:
        import cv2

        device = find(choice, devices)
        self.name = device.name
        _check_access(device)
        self._cv2 = cv2
        self._capture = (capture or cv2.VideoCapture)(device.place)
        if not self._capture.isOpened():
            self._capture.release()
            raise DeviceError(
                f"{self.name} cannot be opened; close the program that uses it, or allow AVOL to "
                "use the camera in the system's settings."
            )
        self._set_up(choice)
        self._drain()

    def read(self) -> CapturedFrame | None:
        """Wait for the next picture; DeviceError when the camera gives none any more."""
        if not self._capture.grab():
            raise DeviceError(
                f"{self.name} gives no picture any more; "
                "check its cable, it is tried again by itself."
            )
        taken_at = time.monotonic()
        ok, image = self._capture.retrieve()
        if not ok or image is None:
            return None  # one picture was damaged on the way
        code = self._cv2.COLOR_GRAY2RGB if image.ndim == 2 else self._cv2.COLOR_BGR2RGB
        rgb = cast("NDArray[np.uint8]", self._cv2.cvtColor(image, code))
        return CapturedFrame(rgb, taken_at)

    def close(self) -> None:
        """Let the camera go."""
        self._capture.release()

    def _set_up(self, choice: CameraChoice) -> None:
        """Ask for what was chosen; a camera that cannot do it takes what is near."""
        cv2, capture = self._cv2, self._capture
        if choice.mjpg:
            capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, choice.size[0])
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, choice.size[1])
        capture.set(cv2.CAP_PROP_FPS, choice.rate)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)

    def _drain(self) -> None:
        """Pass over pictures that were taken before now."""
        for _ in range(STALE):
            begun = time.monotonic()
            if not self._capture.grab() or time.monotonic() - begun > DRAINED:
                return


def _check_access(device: CameraDevice) -> None:
    """Raise DeviceError where Linux does not let this person use the camera, or another does."""
    if sys.platform != "linux" or not isinstance(device.place, str):
        return
    if not Path(device.place).exists():
        raise DeviceError(f"The camera “{device.name}” is not connected; plug it in again.")
    if not os.access(device.place, os.R_OK | os.W_OK):
        raise DeviceError(
            f"You may not use {device.name}; run “sudo usermod -aG video $USER” and log in again."
        )
