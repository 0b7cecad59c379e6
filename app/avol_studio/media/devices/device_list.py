"""The list of cameras and microphones, updated when devices are connected or removed."""

from __future__ import annotations

import logging
import sys

from PySide6.QtCore import QObject, Qt, Signal

from avol.errors import AvolError
from avol_studio.core.threads.latest_task_thread import LatestTaskThread
from avol_studio.media.devices.microphone import MicrophoneDevice, list_microphones
from avol_studio.media.devices.webcam import CameraDevice

_log = logging.getLogger("avol.media.devices")


class DeviceList(QObject):
    """The connected devices; for the GUI thread, but any thread may read the tuples.

    `start` loads the list of Qt, which takes a third of a second; the list is empty before.
    """

    changed = Signal()
    """A device was connected or removed, or the default has changed."""
    _listed = Signal(object)  # tuple of MicrophoneDevice

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cameras: tuple[CameraDevice, ...] = ()
        self.microphones: tuple[MicrophoneDevice, ...] = ()
        """The list of PortAudio; it is not updated while PortAudio records."""
        self.default_microphone = ""
        """Name of the system's default microphone."""
        self.known = False
        """Whether the list was loaded."""
        self._watch: QObject | None = None
        self._thread: LatestTaskThread[tuple[()]] | None = None
        self._listed.connect(self._on_listed, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Load the list and keep it up to date."""
        if self._watch is not None:
            return
        from PySide6.QtMultimedia import QMediaDevices

        watch = self._watch = QMediaDevices(self)
        for signal in (watch.videoInputsChanged, watch.audioInputsChanged):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Update the lists; the microphones follow later, because PortAudio takes time."""
        from PySide6.QtMultimedia import QMediaDevices

        self.cameras = tuple(
            CameraDevice(found.description(), _camera_location(n, bytes(found.id().data())))
            for n, found in enumerate(QMediaDevices.videoInputs())
        )
        self.default_microphone = QMediaDevices.defaultAudioInput().description()
        self.known = True
        if self._thread is None:
            self._thread = LatestTaskThread(
                "avol-devices", self._listed.emit, self._list_microphones
            )
        self._thread.request(())
        self.changed.emit()

    def close(self) -> None:
        """Request the thread that lists the microphones to end."""
        if self._thread is not None:
            self._thread.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; return whether the thread has ended."""
        return self._thread is None or self._thread.join(timeout)

    def _list_microphones(self, _: tuple[()]) -> None:
        thread = self._thread
        try:
            microphones = tuple(list_microphones())
        except AvolError as error:
            _log.info("no microphones listed: %s", error)
        else:
            if thread is not None:
                thread.notify(microphones)

    def _on_listed(self, microphones: tuple[MicrophoneDevice, ...]) -> None:
        if microphones != self.microphones:
            self.microphones = microphones
            self.changed.emit()


def _camera_location(number: int, id: bytes) -> int | str:
    """Return what OpenCV opens: a device path on Linux, elsewhere the index in the list."""
    return id.decode() if sys.platform == "linux" else number
