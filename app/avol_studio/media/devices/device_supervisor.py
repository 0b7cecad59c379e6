"""Keeps a device open: opens it, serves it in a thread, and reopens it when it is lost."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from avol.errors import AvolError
from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.core.translation import tr

_log = logging.getLogger("avol.media.supervisor")

RETRY = (0.5, 8.0)  # seconds before a lost device is opened again: first, maximum


class Device(Protocol):
    """A device that can be closed."""

    def close(self) -> None: ...


T = TypeVar("T", bound=Device)


@dataclass(frozen=True, slots=True)
class DeviceLost:
    """Event: the device does not work, for the reason in `text`; it is reopened automatically."""

    owner: object
    text: str


@dataclass(frozen=True, slots=True)
class DeviceRestored:
    """Event: a lost device works again."""

    owner: object


class DeviceSupervisor(WorkerThread, Generic[T]):
    """Opens a device, and reopens it after each loss with growing pauses.

    The thread calls `open_device`, then `serve` repeatedly. Both may raise an AvolError, which is
    sent once as DeviceLost; the device counts as restored when `serve` returns True. `serve` must
    return within a second or two, because `close` waits for it.
    """

    def __init__(
        self,
        title: str,
        open_device: Callable[[], T],
        serve: Callable[[T], bool],
        notify: Notify,
        retry: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(f"avol-{title}", notify, niceness=0)
        self.reconnects = 0
        """Number of times the device was restored."""
        self._title, self._open, self._serve = title, open_device, serve
        self._first_pause, self._max_pause = retry or RETRY
        self._wake = threading.Event()
        self._error: str | None = None  # while the device is lost

    def reopen(self) -> None:
        """Close the device and open it at once, as when the list of devices has changed."""
        self._wake.set()

    def close(self) -> None:
        """Request the thread to end; it sends no events from now on."""
        super().close()
        self._wake.set()

    # -- the thread --------------------------------------------------------------------------

    def _work(self) -> None:
        pause = self._first_pause
        while not self.closed:
            self._wake.clear()
            try:
                with closing(self._open()) as device:
                    while not self._wake.is_set() and not self.closed:
                        if self._serve(device):
                            self._report_restored()
                            pause = self._first_pause
            except AvolError as error:
                self._report_lost(str(error))
            except Exception as error:
                _log.exception("%s failed", self._title)
                self._report_lost(
                    tr("The {title} failed ({error}); AVOL retries.").format(
                        title=self._title, error=error
                    )
                )
            if self._error is not None and not self.closed:
                self._wake.wait(pause)
                pause = min(2 * pause, self._max_pause)

    def _report_restored(self) -> None:
        if self._error is not None:
            self._error = None
            self.reconnects += 1
            self.notify(DeviceRestored(self))

    def _report_lost(self, text: str) -> None:
        if self._error != text:
            self._error = text
            self.notify(DeviceLost(self, text))
