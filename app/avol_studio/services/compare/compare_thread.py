"""The one thread that asks the rivals; the newest frame wins."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from avol.reference_sounds import SILENCE
from avol_studio.core.error_text import error_text
from avol_studio.core.model_loader import LoadModel, Model
from avol_studio.core.threads.latest_task_thread import LatestTaskThread
from avol_studio.core.threads.thread_priority import BACKGROUND
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.services.compare.state import (
    ComparedModel,
    CompareError,
    CompareRequest,
    CompareResult,
)

if TYPE_CHECKING:
    from avol.localizer import AudioEmbedding, ImageEmbedding, Localization

REST = 0.1
"""Seconds of rest after a frame, at most; as long as it took, for the first model's sake."""


class CompareThread(LatestTaskThread[CompareRequest]):
    """Answers bouts by calling `notify`, from its own thread, with Reply and Refused.

    Where a newer bout waits, what is left of the old one is dropped; who was asked longest ago is
    asked first, so that a slow rival leaves the others their turn.
    """

    def __init__(self, notify: Notify) -> None:
        super().__init__("avol-beside", notify, self._serve, niceness=BACKGROUND)
        self._models: dict[LoadModel, Model | None] = {}  # None: it is of no use
        self._asked: dict[ComparedModel, int] = {}  # by the turn in which it was asked last
        self._turn = 0

    # -- the thread --------------------------------------------------------------------------

    def _serve(self, bout: CompareRequest) -> None:
        started = time.monotonic()
        self._keep(bout.rivals)
        self._hold(bout)
        self.pause(min(REST, time.monotonic() - started))

    def _keep(self, rivals: tuple[ComparedModel, ...]) -> None:
        """Let go of the models that nobody asks any more."""
        wanted = {rival.load for rival in rivals}
        self._models = {load: model for load, model in self._models.items() if load in wanted}
        self._asked = {rival: self._asked.get(rival, 0) for rival in rivals}

    def _hold(self, bout: CompareRequest) -> None:
        seen: dict[LoadModel, ImageEmbedding] = {}
        for rival in sorted(bout.rivals, key=lambda rival: self._asked[rival]):
            if self.closed or (seen and self.superseded):
                return
            self._turn += 1
            self._asked[rival] = self._turn
            try:
                self._answer(bout, rival, seen)
            except Exception as error:
                text = f"{rival.name} could not be asked ({error}); choose another model."
                self._refuse(rival, error_text(error, text))

    def _answer(
        self, bout: CompareRequest, rival: ComparedModel, seen: dict[LoadModel, ImageEmbedding]
    ) -> None:
        if rival.load not in self._models:
            self._models[rival.load] = None  # until it is there
            self._models[rival.load] = rival.load()
        model = self._models[rival.load]
        if model is None:
            return
        if rival.load not in seen:
            seen[rival.load] = model.encode_image(bout.frame.image)
        if rival.way == "image":
            self.notify(CompareResult(bout, rival, outstanding(seen[rival.load]), None))
            return
        heard = self._heard(model, bout, rival)
        self.notify(CompareResult(bout, rival, model.localize(seen[rival.load], heard), heard))

    def _heard(self, model: Model, bout: CompareRequest, rival: ComparedModel) -> AudioEmbedding:
        query = SILENCE if rival.way == "deaf" else bout.instead
        if query is not None:
            return model.encode_audio(query.wave)
        return model.encode_audio(bout.audio.window_at(bout.frame.time))

    def _refuse(self, rival: ComparedModel, text: str) -> None:
        self._models[rival.load] = None
        self.notify(CompareError(rival, text))


def outstanding(seen: ImageEmbedding) -> Localization:
    """What stands out to the eye alone; without a scale of its own, its brightest place is 1."""
    from avol.evaluation.baselines import peak, saliency
    from avol.localizer import Localization, Verdict

    raw = saliency(seen.embedding)
    map = raw / max(float(raw.max()), np.finfo(np.float32).tiny)
    map.flags.writeable = False
    return Localization(map, raw, float("nan"), peak(map), Verdict.NO_MATCH)
