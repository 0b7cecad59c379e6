"""The thread that embeds the audio of a file once and scores region queries against it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.localization import Verdict
from avol_studio.core.model_loader import Model
from avol_studio.core.threads.latest_slot import LatestSlot
from avol_studio.core.threads.worker_thread import Notify, WorkerThread
from avol_studio.core.translation import tr
from avol_studio.media.audio.audio_window import AudioTrackReader
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.services.region_query.state import MatchCurve, RegionQuery

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding, ImageEmbedding
    from avol.media import MediaInfo

WINDOW_STEP = 0.2  # seconds between the centres of two audio windows
COARSE_STRIDE = 8  # every n-th window is embedded first, for an early overview of the file
NOTIFY_INTERVAL = 0.25  # seconds between two curves while it embeds
PAUSE_INTERVAL = 0.1  # seconds between two checks while it is paused
_NO_SPECTROGRAM = np.zeros((0, 0), np.float32)


class TrackEmbedder(WorkerThread):
    """Embeds the audio of one file with one model, and sends a MatchCurve for the newest query.

    It keeps the audio embeddings, so that the next query costs one `encode_image`. While paused it
    embeds nothing and still answers queries.
    """

    def __init__(
        self,
        info: MediaInfo,
        parts: PlayerDependencies,
        load_model: Callable[[], Model],
        notify: Notify,
    ) -> None:
        super().__init__("avol-track-embedder", notify)
        self._path: Path = info.path
        self._parts, self._load_model = parts, load_model
        count = max(1, round(info.duration / WINDOW_STEP))
        self._times: NDArray[np.float64] = info.start + WINDOW_STEP * np.arange(
            count, dtype=np.float64
        )
        self._audio: dict[int, AudioEmbedding] = {}
        self._current: tuple[RegionQuery, ImageEmbedding, NDArray[np.bool_]] | None = None
        self._scores = np.zeros(count, np.float32)
        self._queries: LatestSlot[RegionQuery] = LatestSlot()
        self._paused = False
        self.start()

    def set_query(self, query: RegionQuery) -> None:
        """Score this query from now on."""
        self._queries.put(query)

    def set_paused(self, paused: bool) -> None:
        """Pause or resume embedding."""
        self._paused = paused

    def close(self) -> None:
        """Request the thread to end; it sends no events from now on."""
        super().close()
        self._queries.close()

    # -- the thread --------------------------------------------------------------------------

    def _work(self) -> None:
        with closing(self._parts.open_track(self._path)) as track:
            self._embed_track(self._load_model(), track)

    def _failure_text(self, error: Exception) -> str:
        return tr("The audio of “{name}” cannot be analysed ({error}); try another model.").format(
            name=self._path.name, error=error
        )

    def _embed_track(self, model: Model, track: AudioTrackReader) -> None:
        order, notified_at = _coarse_to_fine(len(self._times)), time.monotonic()
        while not self.closed:
            was_complete = self._complete
            query = self._queries.take(None if was_complete else PAUSE_INTERVAL * self._paused)
            if query is not None:
                self._score_query(model, query)
            elif not was_complete and not self._paused:
                self._embed_window(model, track, next(order))
            completed = self._complete and not was_complete
            due = time.monotonic() - notified_at > NOTIFY_INTERVAL
            if query is not None or completed or due:
                self._send_curve()
                notified_at = time.monotonic()

    @property
    def _complete(self) -> bool:
        return len(self._audio) == len(self._times)

    def _score_query(self, model: Model, query: RegionQuery) -> None:
        image_embedding = model.encode_image(query.frame.image)
        mask = query.cell_mask(*image_embedding.embedding.shape[:2])
        self._current = query, image_embedding, mask
        for i in self._audio:
            self._score_window(model, i)

    def _embed_window(self, model: Model, track: AudioTrackReader, i: int) -> None:
        embedding = model.encode_audio(track.window_at(float(self._times[i]), model.audio_window))
        self._audio[i] = replace(embedding, spectrogram=_NO_SPECTROGRAM)  # saves memory
        self._score_window(model, i)

    def _score_window(self, model: Model, i: int) -> None:
        if self._current is not None:
            _, image_embedding, mask = self._current
            localization = model.localize(image_embedding, self._audio[i])
            silent = localization.verdict is Verdict.SILENCE
            self._scores[i] = 0.0 if silent else localization.map[mask].max()

    def _send_curve(self) -> None:
        if self._current is None:
            return
        query, image_embedding, _ = self._current
        embedded = np.zeros(len(self._times), bool)
        embedded[list(self._audio)] = True
        scores = self._scores.copy()
        for array in (scores, embedded):
            array.flags.writeable = False
        self.notify(MatchCurve(query, self._times, scores, embedded, image_embedding))


def _coarse_to_fine(count: int) -> Iterator[int]:
    yield from range(0, count, COARSE_STRIDE)
    yield from (i for i in range(count) if i % COARSE_STRIDE)
