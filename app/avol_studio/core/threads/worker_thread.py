"""The base of all background threads: start, emit events, close within a deadline."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from avol_studio.core.error_text import error_text
from avol_studio.core.threads.thread_priority import BACKGROUND, lower_thread_priority
from avol_studio.core.translation import tr

Notify = Callable[[object], None]
"""Receives the events of a thread; it is called in that thread."""


@dataclass(frozen=True, slots=True)
class WorkerFailed:
    """Event: a thread ended with an error. `text` is one sentence for the user."""

    text: str


class WorkerThread(ABC):
    """A thread that runs `_work` and sends events through `notify` until it is closed.

    It is a daemon thread, because some work (loading a model, t-SNE) cannot be interrupted.
    `niceness` is its scheduling priority (0..19; 0 is the priority of the GUI thread).
    """

    def __init__(self, name: str, notify: Notify, niceness: int = BACKGROUND) -> None:
        self._notify, self._niceness = notify, niceness
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._main, name=name, daemon=True)

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closing.is_set()

    def start(self) -> None:
        """Start the thread, unless it was started before."""
        if self._thread.ident is None:
            self._thread.start()

    def close(self) -> None:
        """Request the thread to end; it sends no events from now on."""
        self._closing.set()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; return whether the thread has ended or never started."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def notify(self, event: object) -> None:
        """Send an event from the thread, unless it was closed."""
        if not self.closed:
            self._notify(event)

    @abstractmethod
    def _work(self) -> None:
        """Do the work of the thread. An error ends the thread and is sent as WorkerFailed."""

    def _failure_text(self, error: Exception) -> str:
        """Return the sentence about an error that is not an AvolError."""
        return tr("{name} failed ({error}); see the log.").format(
            name=self._thread.name, error=error
        )

    def _main(self) -> None:
        if self._niceness:
            lower_thread_priority(self._niceness)
        try:
            self._work()
        except Exception as error:
            self.notify(WorkerFailed(error_text(error, self._failure_text(error))))
