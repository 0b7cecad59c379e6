"""The thread that runs the model: loads it, encodes audio and image, localizes."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from avol_studio.core.error_text import error_text
from avol_studio.core.model_loader import LoadModel, Model
from avol_studio.core.state.player_state import SoundSelection
from avol_studio.core.threads.latest_slot import LatestSlot
from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.media.audio.audio_window import AudioWindowSource

if TYPE_CHECKING:
    from avol.localizer import AudioEmbedding, Localization
    from avol.media import Frame
    from avol.reference_sounds import ReferenceSound

_log = logging.getLogger("avol.playback.inference")


@dataclass(frozen=True, slots=True)
class InferenceRequest:
    """A frame to localize.

    A request without a frame only loads the model and, if `expected` is set, encodes the audio
    window of that time (seconds) for a frame that follows. `epoch` changes with the medium, the
    model and the sounds; `session` changes with each seek; `shown_at` is a monotonic time.
    """

    session: int
    epoch: int
    frame: Frame | None
    audio: AudioWindowSource
    load_model: LoadModel
    shown_at: float
    sounds: SoundSelection = field(default_factory=SoundSelection)
    expected: float | None = None


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
        self._last: tuple[tuple[AudioWindowSource, float], AudioEmbedding] | None = None
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
            if request.load_model is not self._loader:
                self._load(request.load_model)
            if self._model is not None and request.frame is not None:
                self._localize(self._model, request, request.frame)
            elif self._model is not None and request.expected is not None:
                self._encode_ahead(self._model, request, request.expected)

    def _load(self, load_model: LoadModel) -> None:
        self._model, self._loader, self._error = None, load_model, ""
        self._sound_embeddings.clear()
        self._last = None
        self.notify(EngineChanged("loading…"))
        try:
            self._model = load_model()
        except Exception as error:
            text = f"The model could not be loaded ({error}); choose another model."
            self.notify(EngineChanged("no model", error_text(error, text)))
        else:
            self.notify(EngineChanged(self._model.engine_name))

    def _localize(self, model: Model, request: InferenceRequest, frame: Frame) -> None:
        engine = model.engine_name
        try:
            audio, compared = self._encode_sounds(model, request, frame.time)
            image = model.encode_image(frame.image)
            maps = [model.localize(image, sound) for sound in (audio, *compared)]
        except Exception as error:
            text = f"The map could not be computed ({error}); choose another model."
            self._report_error(model, error_text(error, text))
            return
        if self._error:
            self._error = ""
            self.notify(EngineChanged(model.engine_name))
        if model.engine_name != engine:
            text = f"{engine} has failed or run out of memory; {model.engine_name} replaces it."
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
        if replacement is not None:
            return self._sound_embeddings[replacement], embeddings
        return self._encode_window(model, request.audio, time), embeddings

    def _encode_window(self, model: Model, audio: AudioWindowSource, time: float) -> AudioEmbedding:
        if audio.live:
            return model.encode_audio(audio.window_at(time))
        if self._last is None or self._last[0] != (audio, time):
            self._last = (audio, time), model.encode_audio(audio.window_at(time))
        return self._last[1]

    def _encode_ahead(self, model: Model, request: InferenceRequest, time: float) -> None:
        """Encode the audio while another core decodes the frame."""
        try:
            self._encode_sounds(model, request, time)
        except Exception as error:
            _log.debug("audio not encoded ahead: %s", error)  # the frame reports the error

    def _report_error(self, model: Model, text: str) -> None:
        """Send an error once, although it repeats with each frame."""
        if text != self._error:
            self._error = text
            self.notify(EngineChanged(model.engine_name, text))
