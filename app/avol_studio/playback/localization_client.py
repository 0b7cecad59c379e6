"""Requests the map of a frame from the cache or the inference thread, and emits the results."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from avol_studio.core.model_loader import LoadModel
from avol_studio.core.state.player_state import LocalizationEvent, SoundSelection
from avol_studio.core.threads.worker_thread import WorkerFailed
from avol_studio.media.audio.audio_window import AudioWindowSource, NoAudio
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.playback.inference_thread import (
    EngineChanged,
    InferenceRequest,
    InferenceResult,
    InferenceThread,
)
from avol_studio.playback.map_cache import MapCache
from avol_studio.playback.playback_stats import PlaybackStatsMeter

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding
    from avol.localization import Localization
    from avol.media import Frame
    from avol.perturbation import Perturbation
    from avol.reference_sounds import ReferenceSound

RATE_TOLERANCE = 0.9  # of the time between two maps after which the next one may be requested
LATENCY_DECAY = 0.1  # of the difference by which the latency falls with each faster map


@dataclass(frozen=True, slots=True)
class FrameAhead:
    """A decoded frame that will be shown at a monotonic time."""

    frame: Frame
    shown_at: float


@dataclass(frozen=True, slots=True)
class _EarlyResult:
    """A map that is ready before its frame is shown."""

    frame: Frame
    result: InferenceResult


class LocalizationClient(QObject):
    """Owner of the inference thread; for the GUI thread.

    While `exact` is set only the map of the frame on screen is emitted (paused, scrubbing);
    otherwise the map of any frame of the current session (playing, live). A map that is ready
    before its frame is emitted with the frame.
    """

    localized = Signal(object)  # LocalizationEvent
    engine_changed = Signal(object)  # EngineChanged
    inputs_changed = Signal()
    """Model, sounds or perturbation have changed: the map on screen is out of date."""
    _event = Signal(object)  # brings events of the inference thread into the GUI thread

    def __init__(
        self, dependencies: PlayerDependencies, stats: PlaybackStatsMeter, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._seconds, self._stats = dependencies.seconds, stats
        self._map_lookup = dependencies.map_lookup
        self._load_model = dependencies.load_model
        self._event.connect(self._on_event, Qt.ConnectionType.QueuedConnection)
        self._thread = InferenceThread(self._event.emit)
        self._cache = MapCache()
        self.audio: AudioWindowSource = NoAudio()
        """The audio windows of the current medium."""
        self.exact = True
        self.max_rate = 0.0
        """Maps per second that are requested unless `exact`; 0: as many as possible."""
        self.saving_rate = 0.0
        """The same limit while saving power; the lower one counts."""
        self.latency = 0.0
        """Seconds from a request to its map while not `exact`; as the slowest of the last ones."""
        self._early: deque[_EarlyResult] = deque()
        self._requested_at = -math.inf
        self._sounds = SoundSelection()
        self._perturbation: Perturbation | None = None
        self._compared: dict[ReferenceSound, AudioEmbedding] = {}
        self._epoch = self._session = 0
        self._frame: Frame | None = None  # the frame on screen
        self._requested: tuple[int, int, int] | None = None
        self._skipped_before = 0

    @property
    def skipped(self) -> int:
        """Number of frames of this medium that were not localized because a newer one came."""
        return self._thread.skipped - self._skipped_before

    @property
    def replacement(self) -> ReferenceSound | None:
        """The sound in place of the audio of the medium; None: its own audio."""
        return self._sounds.replacement

    @property
    def perturbation(self) -> Perturbation | None:
        """How the input is altered; None: it is not."""
        return self._perturbation

    def load_audio(self, audio: AudioWindowSource) -> None:
        """Switch to another medium. Maps of live frames are not cached: they never come again."""
        self.audio = audio
        self._skipped_before = self._thread.skipped
        self._reset()

    def load_model(self, load_model: LoadModel) -> None:
        """Switch to another model; it is loaded with the next request."""
        self._load_model = load_model
        self._reset()
        self.inputs_changed.emit()

    def set_sounds(self, sounds: SoundSelection) -> None:
        """Localize other sounds from now on, also in the frame on screen."""
        self._sounds = sounds
        self._reset()
        self.inputs_changed.emit()

    def set_perturbation(self, perturbation: Perturbation | None) -> None:
        """Alter what the model gets from now on, also of the frame on screen; None: nothing."""
        self._perturbation = perturbation
        self._reset()
        self.inputs_changed.emit()

    def warm_up(self) -> None:
        """Load the model before the first frame."""
        self._thread.request(self._request(None, self._seconds()))

    def start_session(self, session: int) -> None:
        """Begin a new session: maps that were requested in older ones are not emitted."""
        self._session = session
        self._early.clear()

    def prepare(self, session: int, index: int, time: float) -> None:
        """Encode the audio of frame `index` at `time` while it is decoded, in a new session."""
        self._session = session
        if self._cached(index) is None:
            self._thread.request(replace(self._request(None, self._seconds()), expected=time))

    def localize(
        self, frame: Frame, session: int, since: float, ahead: FrameAhead | None = None
    ) -> None:
        """Emit the map of `frame`: a known one at once, otherwise later.

        A cached map without its audio embedding is emitted again with it. The age of the map counts
        from `since`, a monotonic time. Unless `exact`, the map of `ahead` is requested instead, to
        be emitted with that frame or the next one that is shown.
        """
        self._frame, self._session = frame, session
        cached = self._cached(frame.index)
        if self.exact or ahead is None:
            self._request_unknown(frame, since)
        else:
            self._request_unknown(ahead.frame, ahead.shown_at)
        early = self._take_early(frame.index)
        if early is not None and (cached is None or early.frame is frame):
            age = 0.0 if early.frame is frame else self._age(early.result)
            self._emit_result(early.result, early.frame, age)
            return
        if cached is None:
            return
        self._stats.count_map()
        (localization, *compared), audio_embedding = cached
        embeddings = tuple(self._compared[sound] for sound in self._sounds.compared)
        self.localized.emit(
            LocalizationEvent(
                session, frame.index, frame.time, localization, audio_embedding, self.exact, 0.0,
                True, self._sounds, tuple(compared), embeddings, self._perturbation,
            )
        )  # fmt: skip

    def close(self) -> None:
        """Request the thread to end; nothing is emitted from now on."""
        self._epoch += 1
        self._thread.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; return whether the thread has ended."""
        return self._thread.join(timeout)

    def _on_event(self, event: object) -> None:
        if self._thread.closed:
            return
        match event:
            case EngineChanged():
                self.engine_changed.emit(event)
            case InferenceResult():
                self._on_result(event)
            case WorkerFailed():
                self.engine_changed.emit(EngineChanged("no model", event.text))

    def _on_result(self, result: InferenceResult) -> None:
        """Cache a result; emit it unless it is out of date, or its frame is not shown yet."""
        request, frame = result.request, result.request.frame
        if request.epoch != self._epoch or frame is None:
            return
        if self._requested == self._key(frame, request.session):
            self._requested = None
        self._compared.update(zip(request.sounds.compared, result.compared_embeddings, strict=True))
        if not request.audio.live:
            maps = (result.localization, *result.compared)
            self._cache.put(frame.index, maps, result.audio_embedding)
        if request.session != self._session or self._frame is None:
            return
        if not self.exact:
            self._update_latency(self._seconds() - request.requested_at)
        if self._frame.index < frame.index:
            self._early.append(_EarlyResult(frame, result))
        elif not self.exact or self._frame.index == frame.index:
            self._emit_result(result, frame, self._age(result))

    def _update_latency(self, seconds: float) -> None:
        self.latency = max(seconds, self.latency + (seconds - self.latency) * LATENCY_DECAY)

    def _take_early(self, index: int) -> _EarlyResult | None:
        """Return the newest map that came before its frame, which is `index` or an older one."""
        taken = None
        while self._early and self._early[0].frame.index <= index:
            taken = self._early.popleft()
        return taken

    def _age(self, result: InferenceResult) -> float:
        """Milliseconds since the frame of a map was shown; 0 for a stored one."""
        if result.request.stored is not None:
            return 0.0
        return max(0.0, self._seconds() - result.request.shown_at) * 1000

    def _emit_result(self, result: InferenceResult, frame: Frame, age: float) -> None:
        request, stored = result.request, result.request.stored is not None
        if not stored:
            self._stats.count_map(math.nan if self.exact else age)
        self.localized.emit(
            LocalizationEvent(
                request.session, frame.index, frame.time, result.localization,
                result.audio_embedding, self.exact, age, stored,
                request.sounds, result.compared, result.compared_embeddings, request.perturbation,
            )
        )  # fmt: skip

    def _reset(self) -> None:
        self._epoch += 1
        self._cache.clear()
        self._compared.clear()
        self._early.clear()
        self._requested = None

    def _cached(self, index: int) -> tuple[tuple[Localization, ...], AudioEmbedding | None] | None:
        """Return the maps of a frame from the cache or from the analysis of the file."""
        cached = self._cache.get(index)
        if cached is not None or self.audio.live or not self._is_original:
            return cached
        found = self._map_lookup.get(index)
        return None if found is None else ((found,), None)

    def _key(self, frame: Frame, session: int) -> tuple[int, int, int]:
        return self._epoch, session, frame.index

    @property
    def _is_original(self) -> bool:
        return self._sounds == SoundSelection() and self._perturbation is None

    def _is_due(self) -> bool:
        """Whether the limits permit a request now; frames do not come at exact times."""
        elapsed, limits = self._seconds() - self._requested_at, (self.max_rate, self.saving_rate)
        return all(elapsed * limit >= RATE_TOLERANCE for limit in limits if limit)

    def _request_unknown(self, frame: Frame, shown_at: float) -> None:
        """Request the map of a frame, or only its audio embedding if its maps are known."""
        cached, key = self._cached(frame.index), self._key(frame, self._session)
        if cached is not None and cached[1] is not None:
            return
        # Pausing repeats the request that is under way.
        if self._requested != key and (self.exact or self._is_due()):
            self._requested, self._requested_at = key, self._seconds()
            stored = cached[0][0] if cached is not None and self._is_original else None
            self._thread.request(replace(self._request(frame, shown_at), stored=stored))

    def _request(self, frame: Frame | None, shown_at: float) -> InferenceRequest:
        return InferenceRequest(
            self._session, self._epoch, frame, self.audio, self._load_model, shown_at,
            self._seconds(), self._sounds, perturbation=self._perturbation,
        )  # fmt: skip
