"""Cameras and the default microphone of Windows and macOS, as QtMultimedia lists them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from avol_studio.media.devices.webcam import CameraDevice


class QtDevices(QObject):
    """Emits `changed` when a camera or a microphone was connected or removed.

    Creating it loads the list, which takes a third of a second.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtMultimedia import QMediaDevices

        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self.changed)
        self._devices.audioInputsChanged.connect(self.changed)

    def cameras(self) -> tuple[CameraDevice, ...]:
        """The connected cameras; OpenCV opens them by their index."""
        return tuple(
            CameraDevice(found.description(), number)
            for number, found in enumerate(self._devices.videoInputs())
        )

    def default_microphone(self) -> str:
        """Name of the system's default microphone; empty if there is none."""
        return self._devices.defaultAudioInput().description()
