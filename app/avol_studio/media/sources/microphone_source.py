"""Keeps one source of sound open: a microphone, or a file that is played as if live."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from avol_studio.core.state.device_choice import MicrophoneChoice
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.media.devices.device_supervisor import DeviceSupervisor
from avol_studio.media.devices.microphone import CapturedAudio

Put = Callable[..., None]


class Microphone(Protocol):
    """An open source of sound; it belongs to one thread."""

    @property
    def name(self) -> str: ...

    def read(self) -> CapturedAudio | None:
        """Wait for the next block, for a second at most; DeviceError when the source is lost."""
        ...

    def close(self) -> None: ...


OpenMicrophone = Callable[[MicrophoneChoice], Microphone]


class MicrophoneSource:
    """One source of sound, opened again by itself whenever it is lost.

    `put` gets every block: samples, the monotonic second of the first, and whether sound was lost
    before it. Tells `notify`, from its thread, Lost and Back of `avol_studio.media.devices.device_supervisor`.
    """

    def __init__(
        self, choice: MicrophoneChoice, notify: Notify, open_it: OpenMicrophone, put: Put
    ) -> None:
        self.choice, self._put = choice, put
        self.device = ""
        """The name of the device that is heard, "" before it is open."""
        self._keeper: DeviceSupervisor[Microphone] = DeviceSupervisor(
            "microphone", lambda: self._open(open_it), self._serve, notify
        )
        self._keeper.start()

    @property
    def reconnects(self) -> int:
        """How often the microphone has come back."""
        return self._keeper.reconnects

    def owns(self, owner: object) -> bool:
        """Whether an event is news of this microphone."""
        return owner is self._keeper

    def reopen(self) -> None:
        """Find and open the microphone anew, as when devices have come or gone."""
        self._keeper.reopen()

    def close(self) -> None:
        """Ask the thread to end."""
        self._keeper.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the thread to end; whether it did."""
        return self._keeper.join(timeout)

    def _open(self, open_it: OpenMicrophone) -> Microphone:
        microphone = open_it(self.choice)
        self.device = microphone.name
        return microphone

    def _serve(self, microphone: Microphone) -> bool:
        block = microphone.read()
        if block is None:
            return False
        self._put(block.samples, block.taken_at, block.overflow)
        return True
