"""The thread that runs the model: loads it, encodes audio and image, localizes."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from avol.io.model_input import ModelInput
from avol_studio.core.error_text import error_text
from avol_studio.core.library_messages import translated
from avol_studio.core.model_loader import LoadModel, Model, ModelLoader
from avol_studio.core.state.player_state import SoundSelection
from avol_studio.core.threads.latest_slot import LatestSlot
from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.core.translation import tr
from avol_studio.media.audio.audio_window import AudioWindowSource

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding
    from avol.localization import Localization
    from avol.media import Frame
    from avol.perturbation import Perturbation
    from avol.reference_sounds import ReferenceSound

_WindowKey = tuple[int, AudioWindowSource, float]  # epoch, audio, time
_log = logging.getLogger("avol.playback.inference")


@dataclass(frozen=True, slots=True)
class InferenceRequest:
    """A frame to localize.

    A request without a frame only loads the model and, if `expected` is set, encodes the audio
    window of that time (seconds) for a frame that follows. With the `stored` map of the frame, only
    its audio window is encoded. `perturbation` alters what the model gets. `epoch` changes with the
    medium, the model, the sounds and the perturbation; `session` changes with each seek.
    `shown_at`, which may lie ahead, and `requested_at` are monotonic times.
    """

    session: int
    epoch: int
    frame: Frame | None
    audio: AudioWindowSource
    load_model: LoadModel
    shown_at: float
    requested_at: float
    sounds: SoundSelection = field(default_factory=SoundSelection)
    expected: float | None = None
    stored: Localization | None = None
    perturbation: Perturbation | None = None

    @property
    def given(self) -> ModelInput:
        """What the model gets of the frame."""
        return ModelInput(self.sounds.replacement, self.perturbation)


@dataclass(frozen=True, slots=True)
class InferenceResult:
    """Event: the map of one request, and the maps of the compared sounds, with the embeddings."""

    request: InferenceRequest
    localization: Localization
    audio_embedding: AudioEmbedding
    compared: tuple[Localization, ...] = ()
    compared_embeddings: tuple[AudioEmbedding, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineChanged:
    """Event: the engine that runs the model now; `error` is one sentence, or empty."""

    text: str
    error: str = ""


class InferenceThread(WorkerThread):
    """Serves the newest request; sends InferenceResult and EngineChanged through `notify`."""

    def __init__(self, notify: Notify) -> None:
        super().__init__("avol-inference", notify, niceness=0)
        self._requests: LatestSlot[InferenceRequest] = LatestSlot()
        self._model: Model | None = None
        self._loader: LoadModel | None = None  # the loader of `_model`, also if it failed
        self._sound_embeddings: dict[ReferenceSound, AudioEmbedding] = {}  # of `_model`
        self._last: tuple[_WindowKey, AudioEmbedding] | None = None
        self._skipped = 0
        self._error = ""
        self.start()

    @property
    def skipped(self) -> int:
        """Number of frames that a newer request has replaced."""
        return self._skipped

    def request(self, request: InferenceRequest) -> None:
        """Serve this request next; it replaces a request that still waits."""
        if request.frame is None:
            self._requests.offer(request)  # preparation must not replace a frame
            return
        replaced = self._requests.put(request)
        self._skipped += replaced is not None and replaced.frame is not None

    def close(self) -> None:
        """Request the thread to end; the current request gets no result."""
        super().close()
        self._requests.close()

    # -- the thread --------------------------------------------------------------------------

    def _work(self) -> None:
        while not self.closed:
            request = self._requests.take()
            if request is None:
                continue
            try:
                self._serve(request)
            except Exception as error:
                text = tr("The map could not be computed ({error}); choose another model.").format(
                    error=error
                )
                self._report_error(error_text(error, text))

    def _serve(self, request: InferenceRequest) -> None:
        if request.load_model is not self._loader:
            self._load(request.load_model)
        if self._model is not None and request.frame is not None:
            self._localize(self._model, request, request.frame)
        elif self._model is not None and request.expected is not None:
            self._encode_ahead(self._model, request, request.expected)

    def _load(self, load_model: LoadModel) -> None:
        loaded, before = self._model, self._loader
        self._model, self._loader, self._error = None, load_model, ""
        self._sound_embeddings.clear()
        self._last = None
        try:
            if loaded is not None and isinstance(load_model, ModelLoader):
                self._model = load_model.reload(loaded, before)
            if self._model is None:
                self.notify(EngineChanged("loading…"))
                self._model = load_model()
        except Exception as error:
            text = tr("The model could not be loaded ({error}); choose another model.").format(
                error=error
            )
            self.notify(EngineChanged("no model", error_text(error, text)))
        else:
            self.notify(EngineChanged(self._model.engine_name))

    def _localize(self, model: Model, request: InferenceRequest, frame: Frame) -> None:
        if request.stored is not None:
            audio = self._encode_window(model, request, frame.time)
            self.notify(InferenceResult(request, request.stored, audio))
            return
        engine = model.engine_name
        audio, compared = self._encode_sounds(model, request, frame.time)
        given = request.given
        image = model.encode_image(given.image(model, frame.image))
        maps = [given.on_frame(model.localize(image, sound)) for sound in (audio, *compared)]
        if self._error:
            self._error = ""
            self.notify(EngineChanged(model.engine_name))
        if model.engine_name != engine:
            text = tr(
                "{engine} has failed or run out of memory; {engine_name} replaces it."
            ).format(engine=translated(engine), engine_name=translated(model.engine_name))
            self.notify(EngineChanged(model.engine_name, text))
        self.notify(InferenceResult(request, maps[0], audio, tuple(maps[1:]), tuple(compared)))

    def _encode_sounds(
        self, model: Model, request: InferenceRequest, time: float
    ) -> tuple[AudioEmbedding, list[AudioEmbedding]]:
        """Return the embeddings of the audio and the compared sounds; fixed sounds are cached."""
        replacement, compared = request.sounds.replacement, request.sounds.compared
        fixed = compared if replacement is None else (*compared, replacement)
        known = self._sound_embeddings
        self._sound_embeddings = {
            sound: known.get(sound) or model.encode_audio(sound.wave) for sound in fixed
        }
        embeddings = [self._sound_embeddings[sound] for sound in compared]
        if replacement is not None and request.perturbation is None:
            return self._sound_embeddings[replacement], embeddings
        return self._encode_window(model, request, time), embeddings

    def _encode_window(
        self, model: Model, request: InferenceRequest, time: float
    ) -> AudioEmbedding:
        key = request.epoch, request.audio, time
        if not request.audio.live and self._last is not None and self._last[0] == key:
            return self._last[1]
        embedding = model.encode_audio(request.given.wave(model, request.audio.window_at, time))
        self._last = key, embedding
        return embedding

    def _encode_ahead(self, model: Model, request: InferenceRequest, time: float) -> None:
        """Encode the audio while another core decodes the frame."""
        try:
            self._encode_sounds(model, request, time)
        except Exception as error:
            _log.debug("audio not encoded ahead: %s", error)  # the frame reports the error

    def _report_error(self, text: str) -> None:
        """Send an error once, although it repeats with each frame."""
        if text != self._error:
            self._error = text
            engine = "no model" if self._model is None else self._model.engine_name
            self.notify(EngineChanged(engine, text))
