"""Webcams with a fake capture: selection, formats and errors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from avol.errors import DeviceError
from avol_studio.core.state.device_choice import CameraChoice
from avol_studio.media.devices.webcam import CameraDevice, Webcam

DEVICES = (CameraDevice("Front", 0), CameraDevice("Stage cam HD", 1))


class FakeCapture:
    """A fake of OpenCV's VideoCapture with blue images."""

    def __init__(self, location: int | str) -> None:
        self.location, self.set_up, self.released = location, {}, False
        self.busy, self.pulled = False, False
        self.image: np.ndarray | None = np.full((48, 64, 3), (200, 0, 0), np.uint8)

    def isOpened(self) -> bool:
        return not self.busy

    def set(self, what: int, value: float) -> bool:
        self.set_up[what] = value
        return True

    def grab(self) -> bool:
        return not self.pulled

    def retrieve(self) -> tuple[bool, Any]:
        return self.image is not None, self.image

    def release(self) -> None:
        self.released = True


def opened(name: str = "", **changes: Any) -> tuple[Webcam, FakeCapture]:
    captures: list[FakeCapture] = []

    def capture(location: int | str) -> FakeCapture:
        captures.append(FakeCapture(location))
        for key, value in changes.items():
            setattr(captures[-1], key, value)
        return captures[-1]

    camera = Webcam(CameraChoice(name=name, size=(640, 480), rate=60), DEVICES, capture)
    return camera, captures[-1]


def test_a_camera_opens_by_name_with_the_requested_format() -> None:
    camera, capture = opened("stage")
    assert camera.name == "Stage cam HD"
    assert capture.location == 1
    assert capture.set_up[cv2.CAP_PROP_FRAME_WIDTH] == 640
    assert capture.set_up[cv2.CAP_PROP_FPS] == 60
    assert capture.set_up[cv2.CAP_PROP_FOURCC] == cv2.VideoWriter.fourcc(*"MJPG")
    assert opened()[1].location == 0
    camera.close()
    assert capture.released


def test_images_are_rgb() -> None:
    camera, capture = opened()
    frame = camera.read()
    assert frame is not None
    assert tuple(frame.image[0, 0]) == (0, 0, 200)
    capture.image = np.full((48, 64), 7, np.uint8)  # an infrared camera
    grey = camera.read()
    assert grey is not None
    assert grey.image.shape == (48, 64, 3)
    capture.image = None  # a damaged image
    assert camera.read() is None


def test_errors_contain_the_remedy() -> None:
    with pytest.raises(DeviceError, match="No camera found; connect one"):
        Webcam(CameraChoice(), ())
    with pytest.raises(DeviceError, match="no camera “Other”; connect it, or choose one of: "):
        opened("Other")
    with pytest.raises(DeviceError, match=r"Front cannot be opened; close the program .* allow"):
        opened(busy=True)
    camera, capture = opened()
    capture.pulled = True
    with pytest.raises(DeviceError, match="No video from Front; check its cable"):
        camera.read()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has device files")
def test_a_missing_permission_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    node = tmp_path / "video0"
    devices = (CameraDevice("Front", str(node)),)
    with pytest.raises(DeviceError, match="not connected; connect it again"):
        Webcam(CameraChoice(), devices, FakeCapture)
    node.touch()
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(DeviceError, match="You may not use Front; run “sudo usermod -aG video"):
        Webcam(CameraChoice(), devices, FakeCapture)


def test_opencv_cannot_open_a_missing_camera() -> None:
    with pytest.raises(DeviceError, match="Nowhere cannot be opened"):
        Webcam(CameraChoice(), (CameraDevice("Nowhere", 97),))


def test_a_camera_that_fails_while_it_opens_is_released(monkeypatch: pytest.MonkeyPatch) -> None:
    captures: list[FakeCapture] = []

    def refuse(capture: FakeCapture, what: int, value: float) -> bool:
        captures.append(capture)
        raise cv2.error("unsupported format")

    monkeypatch.setattr(FakeCapture, "set", refuse)
    with pytest.raises(cv2.error):
        opened("stage")
    assert captures[0].released
