"""Runs jobs in worker processes; a worker that dies costs only its own job.

A worker that loses its parent ends at once, so that a killed run leaves no process that still
writes files.
"""

import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from ctypes import c_byte
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from avol.errors import EngineError

J = TypeVar("J")
R = TypeVar("R")

Report = Callable[..., None]
"""Sends picklable values about the progress of a job to the parent process."""
JobFunction = Callable[[J, Report], R]

_POLL_INTERVAL = 0.3  # seconds; without it, Windows would not notice Ctrl-C
_STOP_TIMEOUT = 10.0  # seconds
# Spawned, not forked: a fork copies the locks of threads but not the threads.
_CONTEXT = multiprocessing.get_context("spawn")
_NO_PROCESS = "No worker process can be started; free memory or use fewer."
_READY, _PROGRESS, _RESULT, _ERROR = range(4)


class WorkerDiedError(EngineError):
    """The worker process was killed, crashed, or ran out of memory."""


@dataclass(frozen=True)
class JobResult(Generic[J, R]):
    """A finished job with its result, or with the `error` that it raised."""

    job: J
    result: R | None = None
    error: Exception | None = None


def run_jobs(
    function: JobFunction[J, R],
    jobs: Iterable[J],
    workers: int,
    progress: Callable[..., None] = lambda job, *values: None,
) -> Iterator[JobResult[J, R]]:
    """Run jobs in worker processes and yield each as soon as it is finished, in any order.

    If the iterator is closed or an exception passes through it, the workers end: at their next
    report, where their files are removed, or after ten seconds.

    Args:
        function: runs a job; importable, as are its values picklable. It may report its progress.
        jobs: the jobs.
        workers: number of processes.
        progress: called with a job and the values that it reported.

    Raises:
        EngineError: no process can be started.
    """
    pool = _Pool(function, workers)
    try:
        yield from pool.run(jobs, progress)
    finally:
        pool.stop()


class _Worker:
    """A process that runs one job after the other."""

    def __init__(self, function: JobFunction[Any, Any], stop: c_byte) -> None:
        self.connection, remote = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_work, args=(remote, function, stop), daemon=True)
        try:
            self.process.start()
        except OSError as error:
            raise EngineError(_NO_PROCESS) from error
        remote.close()  # otherwise the end of the process would not close the connection
        self.job: Any = None
        self.ready = False

    def end(self, timeout: float) -> None:
        """Wait for the process, which notices the closed connection, and then kill it."""
        self.connection.close()
        self.process.join(timeout)
        self.process.kill()
        self.process.join()


class _Pool:
    def __init__(self, function: JobFunction[Any, Any], workers: int) -> None:
        self._function, self._workers = function, workers
        # The flag has no lock, because a killed process could hold it for ever.
        self._stop = _CONTEXT.RawValue("b", 0)
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, _Worker] = {}

    def run(
        self, jobs: Iterable[Any], progress: Callable[..., None]
    ) -> Iterator[JobResult[Any, Any]]:
        pending = deque(jobs)
        while pending or self._busy:
            while pending and len(self._busy) < self._workers:
                self._start(pending.popleft())
            for connection in wait(list(self._busy), _POLL_INTERVAL):
                assert isinstance(connection, Connection)
                finished = self._receive(self._busy[connection], progress)
                if finished is not None:
                    yield finished

    def stop(self) -> None:
        self._stop.value = 1
        for worker in (*self._idle, *self._busy.values()):
            worker.end(_STOP_TIMEOUT if worker.ready else 0)

    def _start(self, job: Any) -> None:
        worker = self._idle.pop() if self._idle else _Worker(self._function, self._stop)
        worker.job = job
        self._busy[worker.connection] = worker
        with suppress(OSError):  # a dead worker is noticed when its messages are received
            worker.connection.send(job)

    def _receive(
        self, worker: _Worker, progress: Callable[..., None]
    ) -> JobResult[Any, Any] | None:
        try:
            kind, value = worker.connection.recv()
        except (EOFError, OSError):
            return self._bury(worker)
        if kind == _READY:
            worker.ready = True
        elif kind == _PROGRESS:
            progress(worker.job, *value)
        else:
            self._idle.append(self._busy.pop(worker.connection))
            result, error = (value, None) if kind == _RESULT else (None, value)
            return JobResult(worker.job, result, error)
        return None

    def _bury(self, worker: _Worker) -> JobResult[Any, Any]:
        del self._busy[worker.connection]
        worker.end(_STOP_TIMEOUT)
        if not worker.ready:
            raise EngineError(_NO_PROCESS)
        return JobResult(worker.job, error=WorkerDiedError("A worker process died."))


class _Stopped(BaseException):
    """The job is aborted; `finally` blocks remove its files."""


def _work(connection: Connection, function: JobFunction[Any, Any], stop: c_byte) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process stops the workers
    threading.Thread(target=_exit_with_parent, daemon=True).start()

    def report(*values: object) -> None:
        if stop.value:
            raise _Stopped
        try:
            connection.send((_PROGRESS, values))
        except OSError:
            raise _Stopped from None

    with suppress(_Stopped, EOFError, OSError):  # the parent process has closed the connection
        connection.send((_READY, None))
        while True:
            job = connection.recv()
            connection.send(_run(function, job, report))


def _run(function: JobFunction[Any, Any], job: Any, report: Report) -> tuple[int, Any]:
    try:
        return _RESULT, function(job, report)
    except Exception as error:
        error.add_note(traceback.format_exc())
        return _ERROR, error


def _exit_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
