"""The thread that answers what is near to what is on now; the newest question wins."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from avol_studio.core.error_text import error_text
from avol_studio.core.threads.latest_task_thread import LatestTaskThread
from avol_studio.core.threads.thread_priority import BACKGROUND
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.media.dependencies import Track
from avol_studio.services.search.embedder_cache import EmbedderCache, LoadEmbedder, load_embedder
from avol_studio.services.search.state import (
    AudioRange,
    Found,
    SearchError,
    SearchHit,
    SearchRequest,
)

if TYPE_CHECKING:
    from avol.embedder import Embedder
    from avol.retrieval.library.library import Kind
    from avol.retrieval.query.search import Question, Searcher

REST = 0.25
"""Seconds after each answer: the search must not take the cores from the maps."""


class SearchQueryThread(LatestTaskThread[SearchRequest]):
    """Answers questions by calling `notify`, from its own thread, with Found and Trouble."""

    def __init__(
        self,
        notify: Notify,
        open_track: Callable[[Path], Track],
        load: LoadEmbedder = load_embedder,
    ) -> None:
        super().__init__("avol-search", notify, self._serve, self._turn_away, niceness=BACKGROUND)
        self._open_track = open_track
        self._embedders = EmbedderCache(load)
        self._searcher: tuple[Path, Searcher] | None = None
        self._track: tuple[Path, Track] | None = None

    # -- the thread --------------------------------------------------------------------------

    def _serve(self, question: SearchRequest) -> None:
        self.notify(self._answered(question))
        self.pause(REST)

    def _turn_away(self) -> None:
        self._turn_from_library()
        self._turn_from_track()

    def _answered(self, question: SearchRequest) -> Found | SearchError:
        try:
            return self._answer(question)
        except Exception as error:
            self._turn_from_library()  # it is opened anew, once it may have been mended
            text = f"The search failed ({error}); choose another library."
            return SearchError(error_text(error, text))

    def _answer(self, question: SearchRequest) -> Found:
        from avol.retrieval.query.query_builder import of_picture, of_sound

        started = time.monotonic()
        searcher, embedder = self._open(question.library)
        pictures: tuple[SearchHit, ...] = ()
        sounds: tuple[SearchHit, ...] = ()
        waves = self._loud(embedder, question)
        if waves:
            asked = of_sound(embedder, waves)
            pictures = _thumbs(searcher, asked, "pictures", question.k)
        if question.image is not None:
            asked = of_picture(embedder, [question.image], question.region)
            sounds = _thumbs(searcher, asked, "sounds", question.k)
        silent = question.sound is not None and not waves
        return Found(pictures, sounds, silent, 1000 * (time.monotonic() - started))

    def _open(self, folder: Path) -> tuple[Searcher, Embedder]:
        from avol.retrieval.library.library import Library
        from avol.retrieval.query.search import Searcher, calibration

        if self._searcher is None or self._searcher[0] != folder:
            self._turn_from_library()
            library = Library(folder)
            try:
                weights = library.facts["weights"]
                embedder = self._embedders.of_library(weights)
                library.check(embedder.card)
                searcher = Searcher(library, calibration(embedder.card, weights))
            except BaseException:
                library.close()
                raise
            self._searcher = folder, searcher
        searcher = self._searcher[1]
        return searcher, self._embedders.of_library(searcher.library.facts["weights"])

    def _loud(self, embedder: Embedder, question: SearchRequest) -> list[np.ndarray]:
        """The seconds of sound that are no silence."""
        from avol.audio.log_spectrogram import level_dbfs

        sound = question.sound
        if sound is None:
            return []
        if isinstance(sound, AudioRange):
            track = self._track_of(sound.path)
            waves = [track.second_at(time) for time in sound.times]
        else:
            waves = [sound]
        return [wave for wave in waves if level_dbfs(wave) >= embedder.card.silence_dbfs]

    def _track_of(self, path: Path) -> Track:
        if self._track is None or self._track[0] != path:
            self._turn_from_track()
            self._track = path, self._open_track(path)
        return self._track[1]

    def _turn_from_library(self) -> None:
        held, self._searcher = self._searcher, None
        if held is not None:
            held[1].library.close()

    def _turn_from_track(self) -> None:
        held, self._track = self._track, None
        if held is not None:
            held[1].close()


def _thumbs(searcher: Searcher, asked: Question, kind: Kind, k: int) -> tuple[SearchHit, ...]:
    hits = searcher.nearest(asked, kind, k)
    return tuple(
        SearchHit(hit, searcher.library.thumbnail(hit.id), not hit.path.is_file()) for hit in hits
    )
