"""What the threads that work for the window have in common: they begin, tell, and are left."""

from __future__ import annotations

import logging
import threading
import time
from abc import ABC, abstractmethod
from typing import Protocol

from avol.errors import AvolError
from avol_studio.core.threads.thread_priority import give_way
from avol_studio.media.sources.source import Notify

_log = logging.getLogger("avol.background")


class WorkerThread(ABC):
    """A thread that tells `notify` what it does until it is closed; what that is says `_work`.

    It is a daemon, for some work (loading a model, t-SNE) cannot be told to stop.
    """

    def __init__(self, name: str, notify: Notify, gives_way: bool = True) -> None:
        self._notify, self._gives_way = notify, gives_way
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._main, name=name, daemon=True)

    @property
    def closed(self) -> bool:
        """Whether it was asked to end."""
        return self._closing.is_set()

    def close(self) -> None:
        """Ask the thread to end; nothing is told from now on."""
        self._closing.set()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the thread to end; whether it did, or never began."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _begin(self) -> None:
        """Let the thread begin, unless it has."""
        if self._thread.ident is None:
            self._thread.start()

    def _main(self) -> None:
        if self._gives_way:
            give_way()
        self._work()

    @abstractmethod
    def _work(self) -> None:
        """All that is done in the thread."""

    def tell(self, event: object) -> None:
        """Tell, from the thread, unless it was closed."""
        if not self.closed:
            self._notify(event)


class ShutdownProgress(Protocol):
    """What has threads that can be ended."""

    def close(self) -> None:
        """Ask them to end."""

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; whether they have ended."""
        ...


class ShutdownGroup:
    """Keeps what was asked to end until it has: a thread may be busy for a while yet."""

    def __init__(self) -> None:
        self._busy: list[ShutdownProgress] = []

    def dismiss(self, *workers: ShutdownProgress | None) -> None:
        """Ask these to end, without waiting."""
        for worker in workers:
            if worker is not None:
                worker.close()
                self._busy.append(worker)
        self._busy = [worker for worker in self._busy if not worker.join(0)]

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for all of them; whether they have ended."""
        deadline = time.monotonic() + timeout
        over = [worker.join(max(0.0, deadline - time.monotonic())) for worker in self._busy]
        for worker, ended in zip(self._busy, over, strict=True):
            if not ended:
                _log.info("%s is still busy at the end", type(worker).__name__)
        return all(over)


def sentence(error: Exception, otherwise: str) -> str:
    """What a person is told of an error: its own sentence, or `otherwise`, with a trace in the log.

    Only an AvolError speaks for itself; everything else is a fault of AVOL's.
    """
    if isinstance(error, AvolError):
        return str(error)
    _log.error("%s", otherwise, exc_info=error)
    return otherwise
