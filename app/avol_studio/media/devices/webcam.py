"""A local camera, found by name and read through OpenCV."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from avol.errors import DeviceError
from avol_studio.core.state.device_choice import CameraChoice
from avol_studio.core.translation import tr
from avol_studio.media.devices.capture import CapturedFrame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BUFFERED = 0.004  # seconds that a grab takes at most if its frame was buffered
MAX_BUFFERED = 8  # buffered frames that are dropped after opening

# Seconds that a grab waits on Linux for a stalled camera; OpenCV's default is 10.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "3")


@dataclass(frozen=True, slots=True)
class CameraDevice:
    """A camera in the list of the system: its name, and what OpenCV opens (index or path)."""

    name: str
    location: int | str


def find_camera(choice: CameraChoice, devices: tuple[CameraDevice, ...]) -> CameraDevice:
    """Return the device with the chosen name, or a name that contains it; else DeviceError."""
    if not devices:
        raise DeviceError(
            tr("No camera found; connect one, or use the address of a network camera or a file.")
        )
    wanted = choice.name.lower()
    matching = [device for device in devices if wanted in device.name.lower()]
    for device in [d for d in matching if d.name.lower() == wanted] + matching:
        return device
    known = ", ".join(device.name for device in devices)
    raise DeviceError(
        tr("There is no camera “{name}”; connect it, or choose one of: {known}.").format(
            name=choice.name, known=known
        )
    )


class Webcam:
    """An open camera; raises DeviceError if it is missing, busy or not allowed."""

    def __init__(
        self, choice: CameraChoice, devices: tuple[CameraDevice, ...], capture: Any = None
    ) -> None:
        from avol.core.opencv import cv2

        device = find_camera(choice, devices)
        self.name = device.name
        _check_access(device)
        self._cv2 = cv2
        self._capture = (capture or cv2.VideoCapture)(device.location)
        if not self._capture.isOpened():
            self._capture.release()
            raise DeviceError(
                tr(
                    "{name} cannot be opened; close the program that uses it, or allow AVOL "
                    "to use the camera in the system settings."
                ).format(name=self.name)
            )
        try:
            self._configure(choice)
            self._drop_buffered()
        except BaseException:
            self._capture.release()
            raise

    def read(self) -> CapturedFrame | None:
        """Wait for the next frame; DeviceError if the camera delivers none."""
        if not self._capture.grab():
            raise DeviceError(
                tr("No video from {name}; check its cable. AVOL retries.").format(name=self.name)
            )
        captured_at = time.monotonic()
        ok, image = self._capture.retrieve()
        if not ok or image is None:
            return None  # a damaged frame
        code = self._cv2.COLOR_GRAY2RGB if image.ndim == 2 else self._cv2.COLOR_BGR2RGB
        rgb = cast("NDArray[np.uint8]", self._cv2.cvtColor(image, code))
        return CapturedFrame(rgb, captured_at)

    def close(self) -> None:
        """Close the camera."""
        self._capture.release()

    def _configure(self, choice: CameraChoice) -> None:
        """Request the chosen format; the camera may select a similar one."""
        cv2, capture = self._cv2, self._capture
        if choice.mjpg:
            capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, choice.size[0])
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, choice.size[1])
        capture.set(cv2.CAP_PROP_FPS, choice.rate)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)

    def _drop_buffered(self) -> None:
        """Drop frames that were captured before now."""
        for _ in range(MAX_BUFFERED):
            start = time.monotonic()
            if not self._capture.grab() or time.monotonic() - start > BUFFERED:
                return


def _check_access(device: CameraDevice) -> None:
    """Raise DeviceError on Linux if the device is missing or the user may not open it."""
    if sys.platform != "linux" or not isinstance(device.location, str):
        return
    if not Path(device.location).exists():
        raise DeviceError(
            tr("The camera “{name}” is not connected; connect it again.").format(name=device.name)
        )
    if not os.access(device.location, os.R_OK | os.W_OK):
        raise DeviceError(
            tr(
                "You may not use {name}; run “sudo usermod -aG video $USER” and log in again."
            ).format(name=device.name)
        )
