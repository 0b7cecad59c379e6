"""What in the sound drove the score of a cell, computed by torch in a process of its own.

Loading torch holds the interpreter for up to seconds; in a thread the window would stand still.
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

from avol.errors import AvolError
from avol_studio.core.threads.latest_task_thread import LatestTaskThread
from avol_studio.core.threads.thread_priority import lower_thread_priority
from avol_studio.core.threads.worker_thread import Notify

if TYPE_CHECKING:
    from avol.embedder import Floats
    from avol.evaluation.attribution import Attribution

_log = logging.getLogger("avol.ask")

LOOK = 0.1  # seconds between two looks whether the answer is still wanted
BLUR = 3.0  # cells, standard deviation: single cells are noise, see `avol.evaluation.attribution`
FAREWELL = 1.0  # seconds that the process gets to end
DIED = "What drove the score could not be computed, perhaps for want of memory; ask again."


@dataclass(frozen=True, eq=False, slots=True)
class AttributionRequest:
    """A cell of a picture and the sound it was compared with; see `avol.evaluation.attribution`."""

    place: Floats
    spectrogram: Floats


@dataclass(frozen=True, eq=False, slots=True)
class AttributionResult:
    """What of `why.spectrogram` speaks for the place: (bins, columns) in 0..1 of its strongest."""

    why: AttributionRequest
    drive: Floats


@dataclass(frozen=True, slots=True)
class AttributionError:
    """There is no answer: the reason, in one sentence."""

    why: AttributionRequest
    trouble: str


class AttributionProcess(LatestTaskThread[AttributionRequest]):
    """Answers by calling `notify`, from its own thread, with Driven or Unexplained."""

    def __init__(self, weights: str, notify: Notify) -> None:
        super().__init__("avol-explain", notify, self._explain, self._end)
        self._weights = weights
        self._child: tuple[BaseProcess, Connection] | None = None

    # -- the thread --------------------------------------------------------------------------

    def _explain(self, why: AttributionRequest) -> None:
        try:
            answer = self._answer(why)
        except Exception as error:  # whatever it is, the person waits for an answer
            _log.info("the explaining process is gone", exc_info=error)
            self._end()
            answer = DIED
        said = isinstance(answer, str)
        self.notify(AttributionError(why, answer) if said else AttributionResult(why, answer))

    def _answer(self, why: AttributionRequest) -> Floats | str:
        """What drove it, or why that is not known."""
        if self._child is None:
            self._child = _start(self._weights)
        _, line = self._child
        line.send((why.place, why.spectrogram))
        while not line.poll(LOOK):
            if self.closed:
                return ""
        return line.recv()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            process, line = child
            line.close()
            process.terminate()
            process.join(FAREWELL)


def _start(weights: str) -> tuple[BaseProcess, Connection]:
    spawning = multiprocessing.get_context("spawn")  # a fork would copy the threads' locks
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=serve, args=(theirs, weights), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def serve(line: Connection, weights: str) -> None:
    """In the process: answer (place, spectrogram) with what drove it, or with a sentence."""
    lower_thread_priority()
    try:
        while True:
            place, spectrogram = line.recv()
            line.send(_drive(weights, place, spectrogram))
    except (EOFError, OSError, KeyboardInterrupt):
        _log.debug("nobody asks any more")


def _drive(weights: str, place: Floats, spectrogram: Floats) -> Floats | str:
    try:
        return relative(_attribution(weights)(place, spectrogram))
    except AvolError as error:
        return str(error)


@lru_cache(maxsize=1)
def _attribution(weights: str) -> Attribution:
    import torch

    from avol.evaluation.attribution import Attribution

    torch.set_num_threads(1)
    return Attribution.load(weights)


def relative(drive: Floats) -> Floats:
    """What speaks for the place, smoothed, in 0..1 of its strongest; 0 where nothing does."""
    import cv2

    smooth: NDArray[np.float32] = np.asarray(cv2.GaussianBlur(drive, (0, 0), BLUR), np.float32)
    strongest = float(smooth.max())
    return (smooth / strongest).clip(0, 1) if strongest > 0 else np.zeros_like(smooth)
