"""The thread that searches the library; the newest request replaces older ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from avol_studio.core.error_text import error_text
from avol_studio.core.threads.latest_task_thread import LatestTaskThread
from avol_studio.core.threads.thread_priority import BACKGROUND
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.core.translation import tr
from avol_studio.services.search.embedder_cache import EmbedderCache, LoadEmbedder
from avol_studio.services.search.state import (
    AudioMoments,
    SearchError,
    SearchHit,
    SearchRequest,
    SearchResult,
)

if TYPE_CHECKING:
    from avol.core.modality import Modality
    from avol.embedder import Embedder
    from avol.retrieval.query.search import Hit, Query, Searcher

SEGMENTS = 32
"""Segments searched for each result: neighbours in one file are alike."""
MIN_INTERVAL = 0.25
"""Seconds between two searches: they must not slow down the live maps."""


class SearchQueryThread(LatestTaskThread[SearchRequest]):
    """Searches for requests; it sends SearchResult or SearchError."""

    def __init__(self, notify: Notify, load: LoadEmbedder) -> None:
        super().__init__(
            "avol-search", notify, self._serve_request, self._close_library, BACKGROUND
        )
        self._embedders = EmbedderCache(load)
        self._searcher: tuple[Path, Searcher] | None = None

    # -- the thread --------------------------------------------------------------------------

    def _serve_request(self, request: SearchRequest) -> None:
        try:
            self.notify(self._search(request))
        except Exception as error:
            self._close_library()  # the next request opens it again
            text = tr("The search failed ({error}); choose another library.").format(error=error)
            self.notify(SearchError(error_text(error, text)))
        self.pause(MIN_INTERVAL)

    def _search(self, request: SearchRequest) -> SearchResult:
        from avol.retrieval.query.query_builder import audio_query, image_query

        searcher, embedder = self._open_library(request.library)
        images: tuple[SearchHit, ...] = ()
        audio: tuple[SearchHit, ...] = ()
        windows = _windows(embedder, request)
        audible = [wave for wave in windows if _is_audible(embedder, wave)]
        if audible:
            query = audio_query(embedder, audible)
            images = _find(searcher, query, "image", request)
        if request.image is not None:
            query = image_query(embedder, [request.image], request.region)
            audio = _find(searcher, query, "audio", request)
        return SearchResult(images, audio, bool(windows) and not audible)

    def _open_library(self, folder: Path) -> tuple[Searcher, Embedder]:
        from avol.retrieval.library.library import Library
        from avol.retrieval.query.search import Searcher, score_scale_of

        if self._searcher is None or self._searcher[0] != folder:
            self._close_library()
            library = Library(folder)
            try:
                weights = library.metadata["weights"]
                embedder = self._embedders.get_for_library(weights)
                library.check_checkpoint(embedder.card)
                searcher = Searcher(library, score_scale_of(embedder.card, weights))
            except BaseException:
                library.close()
                raise
            self._searcher = folder, searcher
        searcher = self._searcher[1]
        return searcher, self._embedders.get_for_library(searcher.library.metadata["weights"])

    def _close_library(self) -> None:
        searcher, self._searcher = self._searcher, None
        if searcher is not None:
            searcher[1].library.close()


def _windows(embedder: Embedder, request: SearchRequest) -> list[np.ndarray]:
    """Return the audio windows of a request; none without audio."""
    if isinstance(audio := request.audio, AudioMoments):
        found = [audio.source.window_at(time, embedder.audio_window) for time in audio.times]
        return [window for window in found if window is not None]
    return [] if audio is None else [audio[-embedder.audio_window :]]


def _is_audible(embedder: Embedder, wave: np.ndarray) -> bool:
    """Return whether the last second of a window is not silent."""
    from avol.audio.log_spectrogram import level_dbfs
    from avol.core.constants import AUDIO_WINDOW

    return level_dbfs(wave[-AUDIO_WINDOW:]) >= embedder.card.silence_dbfs


def _find(
    searcher: Searcher, query: Query, kind: Modality, request: SearchRequest
) -> tuple[SearchHit, ...]:
    """Return the best segment of each file, without the query itself."""
    hits = searcher.search(query, kind, request.max_results * SEGMENTS)
    files: dict[Path, list[Hit]] = {}
    for hit in hits:
        if not request.contains(hit.path, hit.time):
            files.setdefault(hit.path, []).append(hit)
    best = list(files.items())[: request.max_results]
    thumbnail = searcher.library.thumbnail
    return tuple(
        SearchHit(first, thumbnail(first.id), not path.is_file(), len(rest))
        for path, (first, *rest) in best
    )
