"""The GUI thread's side of the maps: asks the worker or the cache, and says which answers count."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from avol_studio.core.model_loader import LoadModel
from avol_studio.core.state.player_state import LocalizationEvent, SoundSelection
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.media.audio.audio_window import AudioWindowSource, SilentAudio
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.playback.inference_thread import Answer, InferenceThread, Request
from avol_studio.playback.map_cache import MapCache
from avol_studio.playback.playback_stats import PlaybackStatsMeter

if TYPE_CHECKING:
    from avol.localizer import AudioEmbedding, Localization
    from avol.media import Frame
    from avol.reference_sounds import ReferenceSound


class LocalizationClient:
    """Gets the map of a frame, from the cache at once or from the worker later."""

    def __init__(
        self, parts: PlayerDependencies, notify: Notify, meter: PlaybackStatsMeter
    ) -> None:
        self._seconds, self._meter, self._recall = parts.seconds, meter, parts.map_lookup
        self._worker = InferenceThread(notify)
        self._cache = MapCache()
        self._load_model = parts.load_model
        self.audio: AudioWindowSource = SilentAudio()
        """Where the second of sound around a frame comes from; None: there is no sound."""
        self._sounds = SoundSelection()
        self._others: dict[
            ReferenceSound, AudioEmbedding
        ] = {}  # what is asked about beside, as it is heard
        self._epoch = 0
        self._asked: tuple[int, int, int] | None = None
        self._skipped_before = 0

    @property
    def skipped(self) -> int:
        """How many frames of this file gave way to a newer one before they were located."""
        return self._worker.skipped - self._skipped_before

    def load_audio(self, audio: AudioWindowSource) -> None:
        """Turn to another file, whose sound is in `track` (None: it has none), or to what is live.

        Maps of what is live are not kept: its frames never come again.
        """
        self.audio = audio
        self._skipped_before = self._worker.skipped
        self._forget()

    def load_model(self, load_model: LoadModel) -> None:
        """Turn to another model; it is loaded with the next question."""
        self._load_model = load_model
        self._forget()

    def set_sounds(self, sounds: SoundSelection) -> None:
        """Ask about other sounds from now on."""
        self._sounds = sounds
        self._forget()

    def warm_up(self) -> None:
        """Load the model now, ahead of the first frame."""
        self._worker.ask(self._request(0, None, self._seconds()))

    def ask(
        self, frame: Frame, session: int, still: bool, since: float
    ) -> LocalizationEvent | None:
        """The map of `frame` from the cache, else None and it will come as an Answer.

        still: the frame stays on screen, so a cached map without its spectrogram is completed.
        since: the monotonic second from which the age of its map counts.
        """
        found = self._cache.get(frame.index) or self._recalled(frame.index)
        if found is None or (still and found[1] is None):
            self._ask_worker(frame, session, since)
        if found is None:
            return None
        self._meter.map_arrived()
        (localization, *beside), heard = found
        return LocalizationEvent(
            session, frame.index, frame.time, localization, heard, still, 0.0, True,
            self._sounds, tuple(beside), self._heard_beside(),
        )  # fmt: skip

    def expect(self, index: int, time: float) -> None:
        """Frame `index` at `time` will be asked for: hear it while it is on its way."""
        if self._cache.get(index) is None and self._recalled(index) is None:
            self._worker.ask(replace(self._request(0, None, self._seconds()), expected=time))

    def receive(
        self, answer: Answer, session: int, shown: Frame | None, still: bool
    ) -> LocalizationEvent | None:
        """Keep an answer; the map to show, or None where the question is out of date.

        While playing any frame of the session will do; once still only the one `shown`.
        """
        request, frame = answer.request, answer.request.frame
        if request.epoch != self._epoch or frame is None:
            return None
        self._asked = None if self._asked == self._key(frame, request.session) else self._asked
        self._others.update(zip(request.sounds.compared, answer.others, strict=True))
        if not request.audio.live:
            self._cache.put(frame.index, (answer.localization, *answer.beside), answer.heard)
        age = (self._seconds() - request.shown_at) * 1000
        if request.session != session or (still and (shown is None or shown.index != frame.index)):
            return None
        self._meter.map_arrived(math.nan if still else age)
        return LocalizationEvent(
            session, frame.index, frame.time, answer.localization, answer.heard, still, age, False,
            request.sounds, answer.beside, answer.others,
        )  # fmt: skip

    def close(self) -> None:
        """Ask the worker to end."""
        self._worker.close()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the worker to end; whether it did."""
        return self._worker.join(timeout)

    def _forget(self) -> None:
        self._epoch += 1
        self._cache.clear()
        self._others.clear()
        self._asked = None

    def _recalled(self, index: int) -> tuple[tuple[Localization, ...], None] | None:
        """The map that was found before of the file's own sound, without its spectrogram."""
        ours = not self.audio.live and self._sounds == SoundSelection()
        found = self._recall.get(index) if ours else None
        return None if found is None else ((found,), None)

    def _heard_beside(self) -> tuple[AudioEmbedding, ...]:
        return tuple(self._others[query] for query in self._sounds.compared)

    def _key(self, frame: Frame, session: int) -> tuple[int, int, int]:
        return self._epoch, session, frame.index

    def _ask_worker(self, frame: Frame, session: int, since: float) -> None:
        if self._asked != self._key(frame, session):  # pausing asks for what is under way already
            self._asked = self._key(frame, session)
            self._worker.ask(self._request(session, frame, since))

    def _request(self, session: int, frame: Frame | None, since: float) -> Request:
        return Request(
            session, self._epoch, frame, self.audio, self._load_model, since, self._sounds
        )
