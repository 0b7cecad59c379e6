"""The cameras and microphones of this machine by name, followed as they come and go."""

from __future__ import annotations

import logging
import sys
import threading

from PySide6.QtCore import QObject, Qt, Signal

from avol.errors import AvolError
from avol_studio.media.devices.microphone import MicrophoneDevice, list_microphones
from avol_studio.media.devices.webcam import CameraDevice

_log = logging.getLogger("avol.sources.devices")


class DeviceList(QObject):
    """What is plugged in, for the GUI thread; the tuples may be read from any thread.

    Qt's list is loaded by `start`, as it takes a third of a second; before, nothing is known.
    """

    changed = Signal()
    """A camera or microphone has come or gone, or another one is the default."""
    _listed = Signal(object)  # tuple of MicrophoneDevice

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cameras: tuple[CameraDevice, ...] = ()
        self.microphones: tuple[MicrophoneDevice, ...] = ()
        """As PortAudio, which records, last listed them: it cannot look while it records."""
        self.default_microphone = ""
        """As the system calls it."""
        self.known = False
        """Whether the machine was asked yet."""
        self._watch: QObject | None = None
        self._listed.connect(self._on_listed, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Ask the machine, and follow it from now on."""
        if self._watch is not None:
            return
        from PySide6.QtMultimedia import QMediaDevices

        watch = self._watch = QMediaDevices(self)
        for signal in (watch.videoInputsChanged, watch.audioInputsChanged):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the lists again; microphones follow a moment later, as listing them takes time."""
        from PySide6.QtMultimedia import QMediaDevices

        self.cameras = tuple(
            CameraDevice(found.description(), _place(n, bytes(found.id().data())))
            for n, found in enumerate(QMediaDevices.videoInputs())
        )
        self.default_microphone = QMediaDevices.defaultAudioInput().description()
        self.known = True
        threading.Thread(target=self._list_microphones, name="avol-list", daemon=True).start()
        self.changed.emit()

    def _list_microphones(self) -> None:
        try:
            self._listed.emit(tuple(list_microphones()))
        except AvolError as error:
            _log.info("no microphones listed: %s", error)

    def _on_listed(self, microphones: tuple[MicrophoneDevice, ...]) -> None:
        if microphones != self.microphones:
            self.microphones = microphones
            self.changed.emit()


def _place(number: int, id: bytes) -> int | str:
    """Where OpenCV finds a camera: by its path on Linux, elsewhere by its place in the list."""
    return id.decode() if sys.platform == "linux" else number
