"""Webcams with a faked capture: what is chosen, and what can go wrong with it."""

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
    """OpenCV's VideoCapture; pictures are blue."""

    def __init__(self, place: int | str) -> None:
        self.place, self.set_up, self.released = place, {}, False
        self.busy, self.pulled = False, False
        self.picture: np.ndarray | None = np.full((48, 64, 3), (200, 0, 0), np.uint8)

    def isOpened(self) -> bool:
        return not self.busy

    def set(self, what: int, value: float) -> bool:
        self.set_up[what] = value
        return True

    def grab(self) -> bool:
        return not self.pulled

    def retrieve(self) -> tuple[bool, Any]:
        return self.picture is not None, self.picture

    def release(self) -> None:
        self.released = True


def opened(name: str = "", **changes: Any) -> tuple[Webcam, FakeCapture]:
    captures: list[FakeCapture] = []

    def capture(place: int | str) -> FakeCapture:
        captures.append(FakeCapture(place))
        for key, value in changes.items():
            setattr(captures[-1], key, value)
        return captures[-1]

    camera = Webcam(CameraChoice(name=name, size=(640, 480), rate=60), DEVICES, capture)
    return camera, captures[-1]


def test_it_opens_by_name_as_it_was_asked() -> None:
    camera, capture = opened("stage")
    assert camera.name == "Stage cam HD"
    assert capture.place == 1
    assert capture.set_up[cv2.CAP_PROP_FRAME_WIDTH] == 640
    assert capture.set_up[cv2.CAP_PROP_FPS] == 60
    assert capture.set_up[cv2.CAP_PROP_FOURCC] == cv2.VideoWriter.fourcc(*"MJPG")
    assert opened()[1].place == 0
    camera.close()
    assert capture.released


def test_pictures_are_red_green_blue() -> None:
    camera, capture = opened()
    taken = camera.read()
    assert taken is not None
    assert tuple(taken.image[0, 0]) == (0, 0, 200)
    capture.picture = np.full((48, 64), 7, np.uint8)  # an infrared camera
    grey = camera.read()
    assert grey is not None
    assert grey.image.shape == (48, 64, 3)
    capture.picture = None  # one was damaged on the way
    assert camera.read() is None


def test_what_fails_is_said() -> None:
    with pytest.raises(DeviceError, match="No camera found; connect one"):
        Webcam(CameraChoice(), ())
    with pytest.raises(DeviceError, match="“Other” is not connected"):
        opened("Other")
    with pytest.raises(DeviceError, match=r"Front cannot be opened; close the program .* allow"):
        opened(busy=True)
    camera, capture = opened()
    capture.pulled = True
    with pytest.raises(DeviceError, match="No video from Front; check its cable"):
        camera.read()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has device files")
def test_a_camera_that_may_not_be_used_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = tmp_path / "video0"
    gone = (CameraDevice("Front", str(node)),)
    with pytest.raises(DeviceError, match="not connected; connect it again"):
        Webcam(CameraChoice(), gone, FakeCapture)
    node.touch()
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(DeviceError, match="You may not use Front; run “sudo usermod -aG video"):
        Webcam(CameraChoice(), gone, FakeCapture)


def test_without_a_camera_the_real_one_says_so() -> None:
    with pytest.raises(DeviceError, match="Nowhere cannot be opened"):
        Webcam(CameraChoice(), (CameraDevice("Nowhere", 97),))
