"""The thread that localizes the newest frame with all compared models."""

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
from avol_studio.core.translation import tr
from avol_studio.services.compare.state import (
    ComparedModel,
    CompareError,
    CompareRequest,
    CompareResult,
)

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding, ImageEmbedding
    from avol.localization import Localization

MAX_PAUSE = 0.1
"""Longest pause after a frame in seconds; the pause leaves processor time to the first model."""


class CompareThread(LatestTaskThread[CompareRequest]):
    """Sends a CompareResult or CompareError for each model of the newest request.

    A newer request cancels the rest of the current one. The model that was used longest ago comes
    first, so that a slow model does not block the others.
    """

    def __init__(self, notify: Notify) -> None:
        super().__init__("avol-compare", notify, self._serve_request, niceness=BACKGROUND)
        self._models: dict[LoadModel, Model | None] = {}  # None: cannot be used
        self._last_turns: dict[ComparedModel, int] = {}
        self._turn = 0

    def _serve_request(self, request: CompareRequest) -> None:
        started = time.monotonic()
        self._release_unused(request.models)
        self._localize_all(request)
        self.pause(min(MAX_PAUSE, time.monotonic() - started))

    def _release_unused(self, models: tuple[ComparedModel, ...]) -> None:
        loaders = {compared.load for compared in models}
        self._models = {load: model for load, model in self._models.items() if load in loaders}
        self._last_turns = {compared: self._last_turns.get(compared, 0) for compared in models}

    def _localize_all(self, request: CompareRequest) -> None:
        image_embeddings: dict[LoadModel, ImageEmbedding] = {}
        for compared in sorted(request.models, key=lambda model: self._last_turns[model]):
            if self.closed or (image_embeddings and self.superseded):
                return
            self._turn += 1
            self._last_turns[compared] = self._turn
            try:
                self._localize(request, compared, image_embeddings)
            except Exception as error:
                self._models[compared.load] = None
                text = tr("{name} cannot be used ({error}); choose another model.").format(
                    name=compared.name, error=error
                )
                self.notify(CompareError(compared, error_text(error, text)))

    def _localize(
        self,
        request: CompareRequest,
        compared: ComparedModel,
        image_embeddings: dict[LoadModel, ImageEmbedding],
    ) -> None:
        load = compared.load
        if load not in self._models:
            self._models[load] = load()
        model = self._models[load]
        if model is None:
            return
        if load not in image_embeddings:
            image_embeddings[load] = model.encode_image(request.frame.image)
        image_embedding, audio_embedding = image_embeddings[load], None
        if compared.condition == "image":
            localization = localize_saliency(image_embedding)
        else:
            audio_embedding = self._encode_audio(model, request, compared)
            localization = model.localize(image_embedding, audio_embedding)
        self.notify(CompareResult(request, compared, localization, audio_embedding))

    def _encode_audio(
        self, model: Model, request: CompareRequest, compared: ComparedModel
    ) -> AudioEmbedding:
        sound = SILENCE if compared.condition == "silence" else request.replacement
        if sound is not None:
            return model.encode_audio(sound.wave)
        return model.encode_audio(request.audio.window_at(request.frame.time, model.audio_window))


def localize_saliency(image_embedding: ImageEmbedding) -> Localization:
    """Return the visual saliency as a map from 0 to 1, without a score (NaN)."""
    from avol.evaluation.baselines import peak, saliency
    from avol.localization import Localization, Verdict

    raw = saliency(image_embedding.embedding)
    map = raw - raw.min()
    map /= max(float(map.max()), np.finfo(np.float32).tiny)
    map.flags.writeable = False
    return Localization(map, raw, float("nan"), peak(map), Verdict.NO_MATCH)
