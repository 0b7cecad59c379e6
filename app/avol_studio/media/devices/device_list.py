"""The list of cameras and microphones, updated when devices are connected or removed."""

from __future__ import annotations

import logging
import sys

from PySide6.QtCore import QObject, Qt, Signal

from avol.errors import AvolError
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.latest_task_thread import LatestTaskThread
from avol_studio.core.threads.worker_thread import WorkerFailed
from avol_studio.media.devices.linux_devices import LinuxDevices
from avol_studio.media.devices.microphone import MicrophoneDevice, list_microphones
from avol_studio.media.devices.qt_devices import QtDevices
from avol_studio.media.devices.webcam import CameraDevice

_log = logging.getLogger("avol.media.devices")


class DeviceList(QObject):
    """The connected devices; for the GUI thread, but any thread may read the tuples.

    The lists are empty until `start`.
    """

    changed = Signal()
    """A device was connected or removed, or the default has changed."""
    message = Signal(object)  # Message: the list cannot be updated
    _listed = Signal(object)  # tuple of MicrophoneDevice, or an event of the thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cameras: tuple[CameraDevice, ...] = ()
        self.microphones: tuple[MicrophoneDevice, ...] = ()
        """The list of PortAudio; it is not updated while PortAudio records."""
        self.default_microphone = ""
        """Name of the system's default microphone; empty where recordings follow it."""
        self.known = False
        """Whether the list was loaded."""
        self._system: LinuxDevices | QtDevices | None = None
        self._thread: LatestTaskThread[tuple[()]] | None = None
        self._listed.connect(self._on_listed, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Load the list and keep it up to date."""
        if self._system is None:
            self._system = (LinuxDevices if sys.platform == "linux" else QtDevices)(self)
            self._system.changed.connect(self.refresh)
            self.refresh()

    def refresh(self) -> None:
        """Update the lists; the microphones follow later, because PortAudio takes time."""
        if self._system is not None:
            self.cameras = self._system.cameras()
            self.default_microphone = self._system.default_microphone()
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

    def _on_listed(self, event: object) -> None:
        match event:
            case tuple() if event != self.microphones:
                self.microphones = event
                self.changed.emit()
            case Message():
                self.message.emit(event)
            case WorkerFailed():
                self.message.emit(Message(event.text, "error"))
