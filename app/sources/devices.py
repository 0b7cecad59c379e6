"""The cameras and microphones of this machine by name, followed as they come and go."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal

from app.sources.webcam import CameraDevice


class Devices(QObject):
    """What is plugged in, for the GUI thread; the tuples may be read from any thread.

    Qt's list is loaded by `begin`, as it takes a third of a second; before, nothing is known.
    """

    changed = Signal()
    """A camera or microphone has come or gone, or another one is the default."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cameras: tuple[CameraDevice, ...] = ()
        self.microphones: tuple[str, ...] = ()
        self.known = False
        """Whether the machine was asked yet."""
        self._watch: QObject | None = None

    def begin(self) -> None:
        """Ask the machine, and follow it from now on."""
        if self._watch is not None:
            return
        from PySide6.QtMultimedia import QMediaDevices

        watch = self._watch = QMediaDevices(self)
        for signal in (watch.videoInputsChanged, watch.audioInputsChanged):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the lists again."""
        from PySide6.QtMultimedia import QMediaDevices

        self.cameras = tuple(
            CameraDevice(found.description(), _place(n, bytes(found.id().data())))
            for n, found in enumerate(QMediaDevices.videoInputs())
        )
        default = QMediaDevices.defaultAudioInput()
        inputs = sorted(QMediaDevices.audioInputs(), key=lambda found: found != default)
        self.microphones = tuple(found.description() for found in inputs)
        self.known = True
        self.changed.emit()


def _place(number: int, id: bytes) -> int | str:
    """Where OpenCV finds a camera: by its path on Linux, elsewhere by its place in the list."""
    return id.decode() if sys.platform == "linux" else number
