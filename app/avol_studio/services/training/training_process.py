"""The training process, and the thread that connects the window with it.

Importing torch blocks the interpreter for seconds, and a training holds it most of the time: in a
thread both would make the window stutter.
"""

from __future__ import annotations

import logging
import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue

from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.core.translation import tr
from avol_studio.services.training.training_loop import serve_training

_log = logging.getLogger("avol.training")

POLL_INTERVAL = 0.03  # seconds between two looks at the requests
PROCESS_TIMEOUT = 1.0  # seconds that the process gets to end


class TrainingProcess(WorkerThread):
    """Passes requests to the process, and its events to `notify`, in order."""

    def __init__(self, notify: Notify) -> None:
        super().__init__("avol-training", notify)
        self._requests: SimpleQueue[object] = SimpleQueue()
        self.start()

    def request(self, request: object) -> None:
        """Send a request of `services.training.state`."""
        self._requests.put(request)

    def _work(self) -> None:
        process, connection = _start_process()
        try:
            while not self.closed:
                for request in self._new_requests():
                    connection.send(request)
                if connection.poll(POLL_INTERVAL):
                    self.notify(connection.recv())
        except (EOFError, OSError) as error:
            _log.info("the training process ended", exc_info=error)
            raise
        finally:
            connection.close()
            process.terminate()
            process.join(PROCESS_TIMEOUT)

    def _new_requests(self) -> list[object]:
        requests: list[object] = []
        try:
            while True:
                requests.append(self._requests.get_nowait())
        except Empty:
            return requests

    def _failure_text(self, error: Exception) -> str:
        return tr("The training process ended, perhaps out of memory; reset the training.")


def _start_process() -> tuple[BaseProcess, Connection]:
    context = multiprocessing.get_context("spawn")  # a fork would copy locked locks
    parent_end, child_end = context.Pipe()
    process = context.Process(target=serve_training, args=(child_end,), daemon=True)
    process.start()
    child_end.close()
    return process, parent_end
