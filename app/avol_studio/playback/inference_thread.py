"""The one thread that asks the model: loads it, hears, sees, compares; newest request wins."""

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

_log = logging.getLogger("avol.flow.worker")


@dataclass(frozen=True, slots=True)
class Request:
    """One frame to be located, with all it takes; a request without a frame only loads the model,
    and hears the second around `expected` (seconds of the file) for a frame that is to follow.

    track is the file whose sound surrounds the frame, what is live itself, or None where there is
    no sound. epoch tells file, model and sounds apart from earlier ones, session the seek;
    shown_at is a monotonic time.
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
class Answer:
    """The map of one request, and those of the sounds beside, with what was heard of each."""

    request: Request
    localization: Localization
    heard: AudioEmbedding
    beside: tuple[Localization, ...] = ()
    others: tuple[AudioEmbedding, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineChanged:
    """What the model runs on now, for the status bar; trouble is one sentence if it failed."""

    text: str
    trouble: str = ""


class InferenceThread(WorkerThread):
    """Answers requests by calling `notify`, from its own thread, with Answer and EngineChanged."""

    def __init__(self, notify: Notify) -> None:
        super().__init__("avol-locate", notify, niceness=0)
        self._requests: LatestSlot[Request] = LatestSlot()
        self._model: Model | None = None
        self._loader: LoadModel | None = None  # what `_model` came from, or failed to
        self._known: dict[ReferenceSound, AudioEmbedding] = {}  # as `_model` hears them
        self._last: tuple[tuple[AudioWindowSource, float], AudioEmbedding] | None = (
            None  # heard of a file
        )
        self._skipped = 0
        self._trouble = ""
        self.start()

    @property
    def skipped(self) -> int:
        """How many frames gave way to a newer request."""
        return self._skipped

    def ask(self, request: Request) -> None:
        """Locate this next, in place of a request that still waits."""
        if request.frame is None:
            self._requests.offer(request)  # what it prepares may wait
            return
        replaced = self._requests.put(request)
        self._skipped += replaced is not None and replaced.frame is not None

    def close(self) -> None:
        """Ask the thread to end; what it is busy with is not answered any more."""
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
                self._locate(self._model, request, request.frame)
            elif self._model is not None and request.expected is not None:
                self._hear_ahead(self._model, request, request.expected)

    def _load(self, load_model: LoadModel) -> None:
        self._model, self._loader, self._trouble = None, load_model, ""
        self._known.clear()
        self._last = None
        self.notify(EngineChanged("loading…"))
        try:
            self._model = load_model()
        except Exception as error:
            text = f"The model could not be loaded ({error}); choose another one."
            self.notify(EngineChanged("no model", error_text(error, text)))
        else:
            self.notify(EngineChanged(self._model.engine_name))

    def _locate(self, model: Model, request: Request, frame: Frame) -> None:
        engine = model.engine_name
        try:
            heard, others = self._heard(model, request, frame.time)
            seen = model.encode_image(frame.image)
            maps = [model.localize(seen, sound) for sound in (heard, *others)]
        except Exception as error:
            text = f"The map could not be computed ({error}); choose another model."
            self._complain(model, error_text(error, text))
        else:
            if self._trouble:
                self._trouble = ""
                self.notify(EngineChanged(model.engine_name))
            if model.engine_name != engine:
                gave_up = f"{engine} has failed or run out of memory, so the maps come from"
                self.notify(EngineChanged(model.engine_name, f"{gave_up} {model.engine_name} now."))
            self.notify(Answer(request, maps[0], heard, tuple(maps[1:]), tuple(others)))

    def _heard(
        self, model: Model, request: Request, time: float
    ) -> tuple[AudioEmbedding, list[AudioEmbedding]]:
        """The sound of a request and those beside it; what does not change is heard once."""
        instead, beside = request.sounds.replacement, request.sounds.compared
        lasting = beside if instead is None else (*beside, instead)
        self._known = {
            query: self._known.get(query) or model.encode_audio(query.wave) for query in lasting
        }
        others = [self._known[query] for query in beside]
        if instead is not None:
            return self._known[instead], others
        return self._hear(model, request.audio, time), others

    def _hear_ahead(self, model: Model, request: Request, time: float) -> None:
        """Hear while the frame is still being decoded, on the other core."""
        try:
            self._heard(model, request, time)
        except Exception as error:
            _log.debug("not heard ahead: %s", error)  # the frame itself will say it

    def _hear(self, model: Model, audio: AudioWindowSource, time: float) -> AudioEmbedding:
        if audio.live:
            return model.encode_audio(audio.window_at(time))
        if self._last is None or self._last[0] != (audio, time):
            self._last = (audio, time), model.encode_audio(audio.window_at(time))
        return self._last[1]

    def _complain(self, model: Model, text: str) -> None:
        """Say a trouble once, however many frames it hits."""
        if text != self._trouble:
            self._trouble = text
            self.notify(EngineChanged(model.engine_name, text))
