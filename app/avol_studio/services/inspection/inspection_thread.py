"""The thread that inspects the newest frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avol.errors import AvolError
from avol.io.model_input import ModelInput
from avol.perturbation import NEUTRAL, Perturbation
from avol_studio.core.error_text import error_text
from avol_studio.core.library_messages import translated
from avol_studio.core.threads.latest_task_thread import LatestTaskThread
from avol_studio.core.threads.thread_priority import BACKGROUND
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.core.translation import tr
from avol_studio.services.inspection.activations import Activations, prepare_activations
from avol_studio.services.inspection.state import (
    InspectedModel,
    Inspection,
    InspectionError,
    InspectionRequest,
    LoadInspector,
    Scored,
)

if TYPE_CHECKING:
    from avol.checkpoints import EncoderKind
    from avol.inspection.stages import Stage

KINDS: tuple[EncoderKind, EncoderKind] = ("image", "audio")


class InspectionThread(LatestTaskThread[InspectionRequest]):
    """Serves the newest InspectionRequest at low priority.

    Sends an Inspection or an InspectionError for each request that it serves.
    """

    def __init__(self, notify: Notify) -> None:
        super().__init__("avol-inspection", notify, self._try_to_inspect, niceness=BACKGROUND)
        self._loader: LoadInspector | None = None
        self._model: InspectedModel | None = None
        self._failure: Exception | None = None
        self._original: tuple[tuple[object, ...], Scored] | None = None

    def _try_to_inspect(self, request: InspectionRequest) -> None:
        try:
            self.notify(self._inspect(request))
        except Exception as error:
            text = tr("The network cannot be inspected ({error}); choose another one.")
            self.notify(InspectionError(request, error_text(error, text.format(error=error))))

    def _inspect(self, request: InspectionRequest) -> Inspection:
        model = self._load(request.load)
        altered = request.perturbation or NEUTRAL
        original = None
        if request.perturbation is None or request.with_original:
            original = self._score_original(model, request)
        if original is not None and request.perturbation is None:
            scored = original
        else:
            scored = _score(model, request, altered)
        stages, activations, problem = _stages(model, request, scored)
        return Inspection(
            request, model.card, model, scored, original, stages, activations, problem
        )

    def _load(self, load: LoadInspector) -> InspectedModel:
        if load is not self._loader:
            self._loader, self._model, self._original = load, None, None
            self._failure = None
        if self._failure is not None:  # it would fail again
            raise self._failure
        if self._model is None:
            try:
                self._model = load()
            except Exception as error:
                self._failure = error
                raise
        return self._model

    def _score_original(self, model: InspectedModel, request: InspectionRequest) -> Scored:
        """Score the unaltered input once for each frame of a file."""
        key = (request.frame, request.audio, request.replacement)
        if self._original is not None and self._original[0] == key and not request.audio.live:
            return self._original[1]
        scored = _score(model, request, NEUTRAL)
        self._original = key, scored
        return scored


def _score(model: InspectedModel, request: InspectionRequest, altered: Perturbation) -> Scored:
    given, frame = ModelInput(request.replacement, altered), request.frame
    image = given.image(model.card, frame.image)
    image.flags.writeable = False
    audio = model.encode_audio(given.wave(model.card, request.audio.window_at, frame.time))
    embedding = model.encode_image(image)
    localization = model.localize(embedding, audio)
    score = model.arithmetic(embedding, audio).score
    if localization is not None:
        score = localization.score  # 0 for silence
    return Scored(image, embedding, audio, localization, score)


def _stages(
    model: InspectedModel, request: InspectionRequest, scored: Scored
) -> tuple[dict[EncoderKind, tuple[Stage, ...]], Activations | None, str]:
    """Return the stages of both encoders, the activations of one stage, and what is wrong."""
    if not request.with_stages:
        return {}, None, ""
    try:
        stages: dict[EncoderKind, tuple[Stage, ...]] = {kind: model.stages(kind) for kind in KINDS}
        choice = request.stage
        if choice is None or choice.index >= len(stages[choice.kind]):
            return stages, None, ""
        if choice.kind == "image":
            found = model.image_activations(scored.image)
        else:
            found = model.audio_activations(scored.audio_embedding.spectrogram)
    except AvolError as error:
        return {}, None, translated(str(error))
    values = found[choice.index]
    if choice.kind == "audio" and values.ndim == 3:
        values = values[::-1]  # low frequencies at the bottom of the screen
    values.flags.writeable = False
    return stages, prepare_activations(values), ""
