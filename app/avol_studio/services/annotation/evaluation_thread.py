"""The thread that evaluates the maps of annotated frames and computes missing maps."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from avol.errors import AvolError
from avol_studio.core.library_messages import translated
from avol_studio.core.model_loader import Model
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.latest_task_thread import LatestTaskThread
from avol_studio.core.threads.thread_priority import lower_thread_priority
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.core.translation import tr
from avol_studio.playback.dependencies import PlayerDependencies

if TYPE_CHECKING:
    from avol.core.estimate import Estimate
    from avol.evaluation.localization.boxes import BoxItem
    from avol.evaluation.localization.evaluate import ItemResult
    from avol.localization import Localization

RESULT_INTERVAL = 0.4  # seconds between two intermediate results
MODEL_DELAY = 0.5  # seconds in which a missing map may still come from the player


@dataclass(frozen=True, slots=True)
class EvaluationRequest:
    """The annotated frames (box items by frame index) and their known maps."""

    path: Path
    items: Mapping[int, BoxItem]
    maps: Mapping[int, Localization]
    load_model: Callable[[], Model]


@dataclass(frozen=True, eq=False, slots=True)
class EvaluationResult:
    """The metrics of the maps, as computed by `avol evaluate localization`."""

    request: EvaluationRequest
    metrics: Mapping[str, Estimate]
    correct: Mapping[float | None, bool]
    """By frame time: whether the peak lies in a box; without source, whether no cell is
    highlighted."""

    def reason(self, time: float | None) -> str:
        """Why a frame counts as wrong; "" for others."""
        if self.correct.get(time) is not False:
            return ""
        absent = any(item.absent for item in self.request.items.values() if item.time == time)
        return tr("map not empty") if absent else tr("peak outside the box")

    @property
    def missing(self) -> int:
        """The number of frames without a map."""
        return len(self.request.items) - len(self.correct)


class EvaluationThread(LatestTaskThread[EvaluationRequest]):
    """Evaluates the newest request; sends EvaluationResult, again when further maps are known.

    Sends a Message if frames cannot be localized.
    """

    def __init__(self, dependencies: PlayerDependencies, notify: Notify) -> None:
        super().__init__("avol-evaluate", notify, self._serve_request)
        self._dependencies = dependencies
        self._source: tuple[Path, Callable[[], Model]] | None = None
        self._maps: dict[int, Localization] = {}  # of `_source`, by frame index
        self._model: Model | None = None
        self._results: dict[BoxItem, ItemResult] = {}

    def _serve_request(self, request: EvaluationRequest) -> None:
        source = (request.path, request.load_model)
        if self._source != source:
            self._source, self._model, self._maps = source, None, {}
        self._maps |= request.maps
        self._send_result(request)
        missing = [index for index in request.items if index not in self._maps]
        if not missing or self.wait_superseded(MODEL_DELAY):
            return
        lower_thread_priority()
        sent = time.monotonic()
        try:
            for index, localization in self._localize(request, missing):
                self._maps[index] = localization
                if time.monotonic() - sent > RESULT_INTERVAL:
                    self._send_result(request)
                    sent = time.monotonic()
        except AvolError as error:
            self.notify(Message(translated(str(error)), "warning"))
        if not self.superseded:
            self._send_result(request)

    def _localize(
        self, request: EvaluationRequest, indices: list[int]
    ) -> Iterator[tuple[int, Localization]]:
        """Compute the maps of frames, until a newer request waits."""
        model = self._model = self._model or request.load_model()
        with closing(self._dependencies.open_video(request.path)) as video:
            has_audio = video.info.has_audio
            track = self._dependencies.open_track(request.path) if has_audio else None
            try:
                for index in indices:
                    if self.superseded:
                        return
                    frame = video.frame(index)
                    window = model.audio_window
                    wave = None if track is None else track.window_at(frame.time, window)
                    image_embedding = model.encode_image(frame.image)
                    yield index, model.localize(image_embedding, model.encode_audio(wave))
            finally:
                if track is not None:
                    track.close()

    def _send_result(self, request: EvaluationRequest) -> None:
        from avol.evaluation.localization.summary import summarize

        known = {i: item for i, item in request.items.items() if i in self._maps}
        results = [self._evaluate(request, index, item) for index, item in known.items()]
        self._results = {result.item: result for result in results}
        correct = {result.item.time: _is_correct(result) for result in results}
        self.notify(EvaluationResult(request, summarize(results), correct))

    def _evaluate(self, request: EvaluationRequest, index: int, item: BoxItem) -> ItemResult:
        from avol.evaluation.localization.evaluate import ItemResult
        from avol.evaluation.localization.item_encoding import ResolvedItem
        from avol.evaluation.localization.item_metrics import map_metrics
        from avol.evaluation.localization.media_resolver import AudioRef, ImageRef

        known, localization = self._results.get(item), self._maps[index]
        if known is not None and known.localization is localization:
            return known
        image, audio = ImageRef(request.path, item.time), AudioRef(request.path, item.time)
        metrics = map_metrics(item, localization)
        return ItemResult(ResolvedItem(item, image, audio), localization, (), (), metrics)


def _is_correct(result: ItemResult) -> bool:
    if result.item.absent:
        return result.metrics["absent_area"] == 0
    return bool(result.metrics["pointing"])
