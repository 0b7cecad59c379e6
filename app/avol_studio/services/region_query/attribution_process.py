"""Attribution of a cell's score to the spectrogram, computed with torch in its own process.

Importing torch blocks the interpreter for seconds; in a thread it would freeze the window.
"""

from __future__ import annotations

import logging
import multiprocessing
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.core.optional_packages import optional_packages
from avol.errors import AvolError
from avol_studio.core.library_messages import translated
from avol_studio.core.threads.latest_task_thread import LatestTaskThread
from avol_studio.core.threads.thread_priority import lower_thread_priority
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.core.translation import tr

if TYPE_CHECKING:
    from avol.embedder import Floats
    from avol.evaluation.attribution import Attribution

_log = logging.getLogger("avol.attribution")

POLL_INTERVAL = 0.1  # seconds between two checks whether the thread was closed
BLUR_SIGMA = 3.0  # cells; single cells are noise, see `avol.evaluation.attribution`
PROCESS_TIMEOUT = 1.0  # seconds that the process gets to end
PROCESS_FAILED = tr("The attribution process ended, perhaps out of memory; query the region again.")


@dataclass(frozen=True, eq=False, slots=True)
class AttributionRequest:
    """The embedding (128,) of a cell, and the log-spectrogram (bins, columns) to explain."""

    cell_embedding: Floats
    spectrogram: Floats


@dataclass(frozen=True, eq=False, slots=True)
class AttributionResult:
    """The attribution (bins, columns) of a request, in 0..1 of its maximum."""

    request: AttributionRequest
    attribution: Floats


@dataclass(frozen=True, slots=True)
class AttributionError:
    """A request failed; `error` is one sentence."""

    request: AttributionRequest
    error: str


class AttributionProcess(LatestTaskThread[AttributionRequest]):
    """Computes attributions in a child process; it sends AttributionResult or AttributionError."""

    def __init__(self, weights: str, notify: Notify) -> None:
        super().__init__("avol-attribution", notify, self._serve_request, self._stop_process)
        self._weights = weights
        self._child: tuple[BaseProcess, Connection] | None = None

    # -- the thread --------------------------------------------------------------------------

    def _serve_request(self, request: AttributionRequest) -> None:
        try:
            result = self._compute(request)
        except Exception as error:  # the user waits for a result, whatever the error is
            _log.info("the attribution process ended", exc_info=error)
            self._stop_process()
            result = PROCESS_FAILED
        if isinstance(result, str):
            self.notify(AttributionError(request, translated(result)))
        else:
            self.notify(AttributionResult(request, result))

    def _compute(self, request: AttributionRequest) -> Floats | str:
        """Return the attribution, or the sentence why there is none."""
        if self._child is None:
            self._child = _start_process(self._weights)
        _, connection = self._child
        connection.send((request.cell_embedding, request.spectrogram))
        while not connection.poll(POLL_INTERVAL):
            if self.closed:
                return ""
        return connection.recv()

    def _stop_process(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            process, connection = child
            connection.close()
            process.terminate()
            process.join(PROCESS_TIMEOUT)


def _start_process(weights: str) -> tuple[BaseProcess, Connection]:
    context = multiprocessing.get_context("spawn")  # a fork would copy locked locks
    parent_end, child_end = context.Pipe()
    process = context.Process(target=serve_attributions, args=(child_end, weights), daemon=True)
    process.start()
    child_end.close()
    return process, parent_end


def serve_attributions(connection: Connection, weights: str) -> None:
    """Run in the process: answer each request with an attribution or an error text."""
    lower_thread_priority()
    try:
        while True:
            cell_embedding, spectrogram = connection.recv()
            connection.send(_attribute(weights, cell_embedding, spectrogram))
    except (EOFError, OSError, KeyboardInterrupt):
        _log.debug("the parent process closed the connection")


def _attribute(weights: str, cell_embedding: Floats, spectrogram: Floats) -> Floats | str:
    try:
        return normalize_attribution(_load_attribution(weights)(cell_embedding, spectrogram))
    except AvolError as error:
        return str(error)


@lru_cache(maxsize=1)
def _load_attribution(weights: str) -> Attribution:
    with optional_packages("Attribution"):
        import torch

        from avol.evaluation.attribution import Attribution

    torch.set_num_threads(1)
    return Attribution.load(weights)


def normalize_attribution(attribution: Floats) -> Floats:
    """Smooth an attribution and scale its positive part to 0..1; 0 if nothing is positive."""
    from avol.core.opencv import cv2

    blurred = cv2.GaussianBlur(attribution, (0, 0), BLUR_SIGMA)
    smooth: NDArray[np.float32] = np.asarray(blurred, np.float32)
    maximum = float(smooth.max())
    return (smooth / maximum).clip(0, 1) if maximum > 0 else np.zeros_like(smooth)
