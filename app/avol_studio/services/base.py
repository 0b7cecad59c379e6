"""The base of all services: owns threads and brings their events into the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.shutdown_group import ShutdownGroup, Worker
from avol_studio.core.threads.task_thread import TaskFinished
from avol_studio.core.threads.worker_thread import Notify, WorkerFailed

E = TypeVar("E")
W = TypeVar("W", bound=Worker)


@dataclass(eq=False, slots=True)
class _Job:
    """The link between a worker and its events: events of a dismissed worker are dropped."""

    dismissed: bool = False


class WorkerService(QObject):
    """A service with background workers; its handlers run in the GUI thread.

    A subclass creates workers with `_start_worker` and registers one handler per event type with
    `_handle`. Message, WorkerFailed and TaskFinished have default handlers. Events of a worker
    that was dismissed in the meantime are passed to `_discard`.
    """

    message = Signal(object)  # Message
    _event_sent = Signal(object)  # (_Job, event), from any thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[Worker, _Job] = {}
        self._shutdown = ShutdownGroup()
        self._handlers: dict[type, Callable[[Any], object]] = {}
        self._handle(Message, self.message.emit)
        self._handle(WorkerFailed, lambda event: self.message.emit(Message(event.text, "error")))
        self._handle(TaskFinished, lambda event: event.on_done(event.result))
        self._event_sent.connect(self._on_event_sent, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """Request all workers to end, without waiting; no events follow."""
        self._dismiss(*self._jobs)

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; return whether all workers have ended."""
        return self._shutdown.join(timeout)

    def _start_worker(self, create: Callable[[Notify], W]) -> W:
        """Create a worker; `create` receives the callback for its events."""
        job = _Job()
        worker = create(lambda event: self._event_sent.emit((job, event)))
        self._jobs[worker] = job
        return worker

    def _dismiss(self, *workers: Worker | None) -> None:
        """Request workers to end, without waiting; their events are dropped from now on."""
        for worker in workers:
            if worker is not None:
                self._jobs.pop(worker).dismissed = True
        self._shutdown.dismiss(*workers)

    def _handle(self, kind: type[E], handler: Callable[[E], object]) -> None:
        """Call `handler` in the GUI thread with every event of exactly this type."""
        self._handlers[kind] = handler

    def _discard(self, event: object) -> None:
        """Release what a dropped event holds; the default does nothing."""

    def _on_event_sent(self, sent: tuple[_Job, object]) -> None:
        job, event = sent
        if job.dismissed:
            self._discard(event)
        else:
            self._handlers[type(event)](event)
