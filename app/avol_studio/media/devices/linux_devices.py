"""Cameras of Linux (V4L2), and a signal for when cameras or sound cards come and go.

QtMultimedia lists them too, but its package is larger than the rest of Qt.
"""

from __future__ import annotations

import errno
import os
import struct
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from avol_studio.media.devices.webcam import CameraDevice

DEVICES = Path("/dev")
NAMES = Path("/sys/class/video4linux")
SETTLE = 300  # ms: a device gets its permissions after its file, and a camera has several files

_QUERY, _CAPABILITY = 0x80685600, struct.Struct("16s32s32sIII12x")  # VIDIOC_QUERYCAP
_PER_DEVICE, _CAPTURE = 0x8000_0000, 0x1001  # flags; capture on one or on several planes


class LinuxDevices(QObject):
    """Emits `changed` when a camera or a sound card was connected or removed."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, folder: Path = DEVICES) -> None:
        super().__init__(parent)
        self._folder = folder
        self._files = self._list_files()
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watch_sound_cards()
        self._timer = QTimer(self, singleShot=True, interval=SETTLE)
        self._watcher.directoryChanged.connect(self._timer.start)
        self._timer.timeout.connect(self._compare)

    def cameras(self) -> tuple[CameraDevice, ...]:
        """The connected cameras."""
        return list_cameras(self._folder)

    def default_microphone(self) -> str:
        """Empty: the sound server moves a recording to a new default by itself."""
        return ""

    def _compare(self) -> None:
        self._watch_sound_cards()
        files = self._list_files()
        if files != self._files:
            self._files = files
            self.changed.emit()

    def _watch_sound_cards(self) -> None:
        """Watch the folder of the sound cards, which exists only while there is one."""
        folder = self._folder / "snd"
        if folder.is_dir() and str(folder) not in self._watcher.directories():
            self._watcher.addPath(str(folder))

    def _list_files(self) -> set[Path]:
        return {*self._folder.glob("video*"), *self._folder.glob("snd/*")}


def query_capability(path: Path) -> bytes:
    """Return the structure `v4l2_capability` of a video device; raises OSError."""
    import fcntl

    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return fcntl.ioctl(descriptor, _QUERY, bytes(_CAPABILITY.size))
    finally:
        os.close(descriptor)


def list_cameras(
    folder: Path = DEVICES, query: Callable[[Path], bytes] = query_capability
) -> tuple[CameraDevice, ...]:
    """List the video devices that capture images, in the order of their numbers.

    Most webcams have a second device for metadata, which is left out. One that may not be opened
    is listed, so that opening it says why.
    """
    paths = [path for path in folder.glob("video*") if path.name[5:].isdecimal()]
    cameras: list[CameraDevice] = []
    for path in sorted(paths, key=lambda path: int(path.name[5:])):
        try:
            name = _capturing_name(query(path))
        except OSError as error:
            name = _system_name(path) if error.errno in (errno.EACCES, errno.EPERM) else ""
        if name:
            cameras.append(CameraDevice(name, str(path)))
    return tuple(cameras)


def _capturing_name(capability: bytes) -> str:
    """Return the name of a device that captures images, else an empty string."""
    _, card, _, _, flags, own_flags = _CAPABILITY.unpack(capability)
    if not (own_flags if flags & _PER_DEVICE else flags) & _CAPTURE:
        return ""
    return card.split(b"\0")[0].decode("utf-8", "replace")


def _system_name(path: Path) -> str:
    try:
        return (NAMES / path.name / "name").read_text("utf-8").strip() or path.name
    except OSError:
        return path.name
