"""The thread that hears a whole sound track once, and says how a place of a picture matches it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.localizer import Verdict
from avol_studio.core.error_text import error_text
from avol_studio.core.model_loader import Model
from avol_studio.core.threads.latest_slot import LatestSlot
from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.media.dependencies import Parts, Track
from avol_studio.services.region_query.state import Curve, Question

if TYPE_CHECKING:
    from avol.localizer import AudioEmbedding, ImageEmbedding
    from avol.media import MediaInfo

STEP = 0.2  # seconds from one second of sound to the next
COARSE = 8  # every so many-th is heard first, for an early idea of the whole
TELL_EVERY = 0.25  # seconds between two tellings while it hears
REST = 0.1  # seconds between two looks while it is held
_NO_PICTURE = np.zeros((0, 0), np.float32)


@dataclass(frozen=True, slots=True)
class TrackMatch:
    """More of the answer to the newest question."""

    listener: TrackEmbedder
    curve: Curve


@dataclass(frozen=True, slots=True)
class TrackEmbeddingFailed:
    """There will be no answer: the reason, in one sentence."""

    listener: TrackEmbedder
    trouble: str


class TrackEmbedder(WorkerThread):
    """Hears one file with one model, telling `notify` from its own thread; see the events.

    What was heard is kept as vectors, so that the next question about the file costs one `see`.
    While held it hears nothing and still answers.
    """

    def __init__(
        self,
        facts: MediaInfo,
        parts: Parts,
        load_model: Callable[[], Model],
        notify: Notify,
    ) -> None:
        super().__init__("avol-ask", notify)
        self._path: Path = facts.path
        self._parts, self._load_model = parts, load_model
        count = max(1, round(facts.duration / STEP))
        self._times: NDArray[np.float64] = facts.start + STEP * np.arange(count, dtype=np.float64)
        self._heard: dict[int, AudioEmbedding] = {}
        self._asked: tuple[Question, ImageEmbedding, NDArray[np.bool_]] | None = None
        self._scores = np.zeros(len(self._times), np.float32)
        self._questions: LatestSlot[Question] = LatestSlot()
        self._held = False
        self.start()

    def ask(self, question: Question) -> None:
        """Answer this from now on."""
        self._questions.put(question)

    def hold(self, held: bool) -> None:
        """Wait with hearing, or go on."""
        self._held = held

    def close(self) -> None:
        """Ask the thread to end; no event follows."""
        super().close()
        self._questions.close()

    # -- the thread --------------------------------------------------------------------------

    def _work(self) -> None:
        try:
            with closing(self._parts.open_track(self._path)) as track:
                self._listen(self._load_model(), track)
        except Exception as error:
            text = f"“{self._path.name}” could not be heard ({error}); it plays all the same."
            self.notify(TrackEmbeddingFailed(self, error_text(error, text)))

    def _listen(self, model: Model, track: Track) -> None:
        order, told = _order(len(self._times)), time.monotonic()
        while not self.closed:
            everything = len(self._heard) == len(self._times)
            question = self._questions.take(None if everything else REST * self._held)
            if question is not None:
                seen = model.encode_image(question.frame.image)
                self._asked = question, seen, question.cells(*seen.embedding.shape[:2])
                for i in self._heard:
                    self._score(model, i)
            elif not everything and not self._held:
                self._hear(model, track, next(order))
            over = len(self._heard) == len(self._times) and not everything
            if question is not None or over or time.monotonic() - told > TELL_EVERY:
                self._tell_curve()
                told = time.monotonic()

    def _hear(self, model: Model, track: Track, i: int) -> None:
        heard = model.encode_audio(track.second_at(float(self._times[i])))
        self._heard[i] = replace(heard, spectrogram=_NO_PICTURE)  # its vector is enough
        self._score(model, i)

    def _score(self, model: Model, i: int) -> None:
        if self._asked is not None:
            _, seen, cells = self._asked
            found = model.localize(seen, self._heard[i])
            silent = found.verdict is Verdict.SILENCE
            self._scores[i] = 0.0 if silent else found.map[cells].max()

    def _tell_curve(self) -> None:
        if self._asked is None:
            return
        heard = np.zeros(len(self._times), bool)
        heard[list(self._heard)] = True
        scores = self._scores.copy()
        for array in (scores, heard):
            array.flags.writeable = False
        question, seen, _ = self._asked
        self.notify(TrackMatch(self, Curve(question, self._times, scores, heard, seen)))


def _order(count: int) -> Iterator[int]:
    """Few and wide apart first, then those between."""
    yield from range(0, count, COARSE)
    yield from (i for i in range(count) if i % COARSE)
