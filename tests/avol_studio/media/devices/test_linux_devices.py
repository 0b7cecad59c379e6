"""Cameras of Linux: which devices count, their order, and the signal for changes."""

import errno
import struct
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from avol_studio.media.devices.linux_devices import LinuxDevices, list_cameras
from avol_studio.media.devices.webcam import CameraDevice

CAPTURE, CAPTURE_MPLANE, METADATA, PER_DEVICE = 0x1, 0x1000, 0x0080_0000, 0x8000_0000


def capability(name: str, flags: int, own_flags: int = 0) -> bytes:
    """The structure v4l2_capability of 104 bytes, as the kernel's header defines it."""
    texts = b"".join(text.ljust(size, b"\0") for text, size in ((b"uvc", 16), (name.encode(), 32)))
    return texts + bytes(32) + struct.pack("=III", 0x60000, flags, own_flags) + bytes(12)


def test_cameras_are_listed_by_number_without_devices_for_metadata(tmp_path: Path) -> None:
    found = {
        "video0": capability("Front", CAPTURE | METADATA | PER_DEVICE, CAPTURE),
        "video1": capability("Front", CAPTURE | METADATA | PER_DEVICE, METADATA),
        "video2": capability("Old driver", CAPTURE),
        "video10": capability("Bühne", CAPTURE_MPLANE | PER_DEVICE, CAPTURE_MPLANE),
    }
    for name in (*found, "videocodec", "null"):
        (tmp_path / name).touch()
    assert list_cameras(tmp_path, lambda path: found[path.name]) == (
        CameraDevice("Front", str(tmp_path / "video0")),
        CameraDevice("Old driver", str(tmp_path / "video2")),
        CameraDevice("Bühne", str(tmp_path / "video10")),
    )


def test_a_forbidden_camera_is_listed_and_a_broken_one_is_not(tmp_path: Path) -> None:
    def query(path: Path) -> bytes:
        raise OSError(errno.EACCES if path.name == "video0" else errno.ENODEV, "no")

    for name in ("video0", "video1"):
        (tmp_path / name).touch()
    (camera,) = list_cameras(tmp_path, query)
    assert camera.location == str(tmp_path / "video0")
    assert camera.name


def test_a_file_that_is_no_video_device_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "video0").touch()
    assert list_cameras(tmp_path) == ()


def test_new_and_removed_devices_are_noticed(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol_studio.media.devices.linux_devices.SETTLE", 1)
    devices = LinuxDevices(folder=tmp_path)
    changes: list[bool] = []
    devices.changed.connect(lambda: changes.append(True))
    (tmp_path / "tty9").touch()
    qtbot.wait(50)
    assert not changes
    with qtbot.waitSignal(devices.changed):
        (tmp_path / "video3").touch()
    with qtbot.waitSignal(devices.changed):
        (tmp_path / "video3").unlink()
    with qtbot.waitSignal(devices.changed):
        (tmp_path / "snd").mkdir()
        (tmp_path / "snd" / "pcmC0D0c").touch()
    with qtbot.waitSignal(devices.changed):
        (tmp_path / "snd" / "pcmC1D0c").touch()
