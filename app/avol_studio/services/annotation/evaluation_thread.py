"""The thread that holds maps against marked frames; those without a map it locates itself."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from avol.core.constants import SAMPLE_RATE as RATE
from avol.errors import AvolError
from avol_studio.core.model_loader import Model
from avol_studio.core.state.player_state import Message
from avol_studio.core.threads.latest_task_thread import LatestTaskThread
from avol_studio.core.threads.thread_priority import lower_thread_priority
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.playback.dependencies import PlayerDependencies

if TYPE_CHECKING:
    from avol.evaluation.bootstrap import Estimate
    from avol.evaluation.localization.boxes import BoxItem
    from avol.evaluation.localization.evaluate import ItemResult
    from avol.localizer import Localization

_log = logging.getLogger("avol.marks")

TELL_EVERY = 0.4  # seconds
REST = 0.5  # seconds in which a missing map may still come from the player, without our model


@dataclass(frozen=True, slots=True)
class EvaluationRequest:
    """What is to be judged: the questions by number of their frame, the maps known already.

    threshold: the score from which a place of a map is lit.
    """

    path: Path
    questions: Mapping[int, BoxItem]
    maps: Mapping[int, Localization]
    load_model: Callable[[], Model]
    threshold: float


@dataclass(frozen=True, eq=False, slots=True)
class Judged:
    """How good the maps are, as `avol evaluate localization` counts."""

    exam: EvaluationRequest
    figures: Mapping[str, Estimate]
    right: Mapping[float | None, bool]
    """By the time of its frame whether the peak lies in a box; where nothing makes the sound,
    whether the map is dark."""

    @property
    def missing(self) -> int:
        """How many frames have no map yet."""
        return len(self.exam.questions) - len(self.right)


class EvaluationThread(LatestTaskThread[EvaluationRequest]):
    """Judges the newest exam in its own thread, telling `notify` Judged, again as maps are found;
    Message where a frame cannot be located."""

    def __init__(self, parts: PlayerDependencies, notify: Notify) -> None:
        super().__init__("avol-judge", notify, self._judge)
        self._parts = parts
        self._found: dict[int, Localization] = {}  # of `_of`
        self._of: tuple[Path, Callable[[], Model]] | None = None
        self._model: Model | None = None
        self._answers: dict[BoxItem, ItemResult] = {}

    # -- the thread --------------------------------------------------------------------------

    def _judge(self, exam: EvaluationRequest) -> None:
        if self._of != (exam.path, exam.load_model):
            self._of, self._model, self._found = (exam.path, exam.load_model), None, {}
        self._found |= exam.maps
        self._show(exam)
        missing = [index for index in exam.questions if index not in self._found]
        if not missing or self.wait_superseded(REST):
            return
        lower_thread_priority()
        told = time.monotonic()
        try:
            for index, found in self._locate(exam, missing):
                self._found[index] = found
                if time.monotonic() - told > TELL_EVERY:
                    self._show(exam)
                    told = time.monotonic()
        except AvolError as error:
            self.notify(Message(str(error), "warning"))
        if not self.superseded:
            self._show(exam)

    def _locate(
        self, exam: EvaluationRequest, missing: list[int]
    ) -> Iterator[tuple[int, Localization]]:
        """The maps of frames, asked as the studio does; ends early for a newer exam."""
        model = self._model = self._model or exam.load_model()
        with closing(self._parts.open_video(exam.path)) as video:
            has_audio = video.info.has_audio
            track = self._parts.open_track(exam.path) if has_audio else None
            try:
                for index in missing:
                    if self.superseded:
                        return
                    frame, wave = video.frame(index), np.zeros(RATE, np.float32)
                    heard = model.encode_audio(
                        wave if track is None else track.window_at(frame.time)
                    )
                    yield index, model.localize(model.encode_image(frame.image), heard)
            finally:
                if track is not None:
                    track.close()

    def _show(self, exam: EvaluationRequest) -> None:
        from avol.evaluation.localization.summary import summarize

        known = {i: item for i, item in exam.questions.items() if i in self._found}
        answers = {i: self._answer(exam, i, item) for i, item in known.items()}
        self._answers = {answer.item: answer for answer in answers.values()}
        right = {answer.item.time: _right(answer) for answer in answers.values()}
        self.notify(Judged(exam, summarize(list(answers.values())), right))

    def _answer(self, exam: EvaluationRequest, index: int, item: BoxItem) -> ItemResult:
        from avol.evaluation.localization.evaluate import ItemResult, ResolvedItem, map_metrics
        from avol.evaluation.localization.media_resolver import AudioRef, ImageRef

        known, found = self._answers.get(item), self._found[index]
        if known is not None and known.localization is found:
            return known
        resolved = ResolvedItem(
            item, ImageRef(exam.path, item.time), AudioRef(exam.path, item.time)
        )
        return ItemResult(resolved, found, (), map_metrics(item, found, exam.threshold))


def _right(answer: ItemResult) -> bool:
    if answer.item.absent:
        return answer.metrics["absent_area"] == 0
    return bool(answer.metrics["pointing"])
