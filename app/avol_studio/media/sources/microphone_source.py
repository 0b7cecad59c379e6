"""An audio input that is kept open: a microphone, or a file in its place."""

from __future__ import annotations

from collections.abc import Callable

from avol_studio.core.state.device_choice import MicrophoneChoice
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.media.devices.capture import Microphone, OpenMicrophone
from avol_studio.media.devices.device_supervisor import DeviceSupervisor

PutAudio = Callable[..., None]
"""Receives samples, the monotonic time of the first, and whether audio was lost before."""


class MicrophoneSource:
    """An audio input, reopened when it is lost; `put` receives each block.

    Sends DeviceLost and DeviceRestored through `notify`.
    """

    def __init__(
        self,
        choice: MicrophoneChoice,
        notify: Notify,
        open_microphone: OpenMicrophone,
        put: PutAudio,
    ) -> None:
        self.choice, self._put, self._open_microphone = choice, put, open_microphone
        self.device = ""
        """Name of the open device, "" before it is open."""
        self._supervisor: DeviceSupervisor[Microphone] = DeviceSupervisor(
            "microphone", self._open, self._serve, notify
        )
        self._supervisor.start()

    @property
    def reconnects(self) -> int:
        """Number of times the microphone was restored."""
        return self._supervisor.reconnects

    def owns(self, owner: object) -> bool:
        """Whether an event with this owner comes from this microphone."""
        return owner is self._supervisor

    def reopen(self) -> None:
        """Find and open the microphone again, as when devices have changed."""
        self._supervisor.reopen()

    def close(self) -> None:
        """Request the thread to end."""
        self._supervisor.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; return whether the thread has ended."""
        return self._supervisor.join(timeout)

    def _open(self) -> Microphone:
        microphone = self._open_microphone(self.choice)
        self.device = microphone.name
        return microphone

    def _serve(self, microphone: Microphone) -> bool:
        block = microphone.read()
        if block is None:
            return False
        self._put(block.samples, block.captured_at, block.overflow)
        return True
