"""Keeps a device open: opens it, serves it in a thread of its own, and opens it again when lost."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from avol.errors import AvolError
from avol_studio.core.threads.worker_thread import Notify

_log = logging.getLogger("avol.sources.keeper")

RETRY = (0.5, 8.0)  # seconds until a lost device is opened again: at first, at most


class Closable(Protocol):
    """What can be kept."""

    def close(self) -> None: ...


T = TypeVar("T", bound=Closable)


@dataclass(frozen=True, slots=True)
class DeviceLost:
    """The device does not answer, for the reason in `text`; it is tried again until `DeviceRestored`."""

    owner: object
    text: str


@dataclass(frozen=True, slots=True)
class DeviceRestored:
    """A lost device serves again."""

    owner: object


class DeviceSupervisor(Generic[T]):
    """Opens something, and again after each loss, ever more patiently.

    In its thread it calls `open_it`, then `serve` over and over; either may raise an AvolError,
    which is told once as Lost until `serve` says by True that the device serves again. `serve` must
    return within a second or two, for `close` waits for it.
    """

    def __init__(
        self,
        title: str,
        open_it: Callable[[], T],
        serve: Callable[[T], bool],
        notify: Notify,
        retry: tuple[float, float] | None = None,
    ) -> None:
        self.reconnects = 0
        """How often the device has come back."""
        self._title, self._open, self._serve, self._notify = title, open_it, serve, notify
        self._first, self._most = retry or RETRY
        self._closed, self._wake = threading.Event(), threading.Event()
        self._lost: str | None = None  # why, while it is lost
        self._thread = threading.Thread(target=self._work, name=f"avol-{title}", daemon=True)

    def start(self) -> None:
        """Begin; once."""
        self._thread.start()

    def reopen(self) -> None:
        """Close the device and open it at once, as when the list of devices has changed."""
        self._wake.set()

    def close(self) -> None:
        """Ask the thread to end; nothing is told any more."""
        self._closed.set()
        self._wake.set()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the thread to end; whether it did."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    # -- the thread --------------------------------------------------------------------------

    def _work(self) -> None:
        pause = self._first
        while not self._closed.is_set():
            self._wake.clear()
            try:
                with closing(self._open()) as device:
                    while not self._wake.is_set() and not self._closed.is_set():
                        if self._serve(device):
                            self._served()
                            pause = self._first
            except AvolError as error:
                self._lose(str(error))
            except Exception as error:
                _log.exception("%s failed", self._title)
                self._lose(f"The {self._title} failed ({error}); it is tried again by itself.")
            if self._lost is not None and not self._closed.is_set():
                self._wake.wait(pause)
                pause = min(2 * pause, self._most)

    def _served(self) -> None:
        if self._lost is not None:
            self._lost = None
            self.reconnects += 1
            self._tell(DeviceRestored(self))

    def _lose(self, text: str) -> None:
        if self._lost != text:
            self._lost = text
            self._tell(DeviceLost(self, text))

    def _tell(self, event: object) -> None:
        if not self._closed.is_set():
            self._notify(event)
