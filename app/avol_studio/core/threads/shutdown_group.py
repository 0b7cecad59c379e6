"""Threads that were requested to end and may still be busy."""

from __future__ import annotations

import logging
import time
from typing import Protocol

_log = logging.getLogger("avol.threads")


class Worker(Protocol):
    """Anything with threads that can be requested to end."""

    def close(self) -> None:
        """Request the threads to end."""

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; return whether the threads have ended."""
        ...


class ShutdownGroup:
    """Holds dismissed workers until their threads have ended."""

    def __init__(self) -> None:
        self._busy: list[Worker] = []

    def dismiss(self, *workers: Worker | None) -> None:
        """Request these workers to end, without waiting; an error of one is logged."""
        for worker in workers:
            if worker is not None:
                try:
                    worker.close()
                except Exception:
                    _log.exception("%s failed to close", type(worker).__name__)
                self.add(worker)

    def add(self, worker: Worker) -> None:
        """Hold a worker that was already requested to end."""
        self._busy = [busy for busy in (*self._busy, worker) if not busy.join(0)]

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for all workers; return whether all have ended."""
        deadline = time.monotonic() + timeout
        ended = [worker.join(max(0.0, deadline - time.monotonic())) for worker in self._busy]
        for worker, done in zip(self._busy, ended, strict=True):
            if not done and timeout:
                _log.info("%s is still busy after the shutdown deadline", type(worker).__name__)
        return all(ended)
