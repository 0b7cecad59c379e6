"""Values that the threads of the search exchange; all are frozen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol_studio.media.audio.audio_window import AudioWindowSource

if TYPE_CHECKING:
    from avol.retrieval.metrics import DirectionScore
    from avol.retrieval.projection import Projection
    from avol.retrieval.query.query_builder import Region
    from avol.retrieval.query.search import Hit


WINDOW_SECONDS = 1.0
Moment = tuple[Path, float]
"""A file and a time on its axis in seconds."""


@dataclass(frozen=True, slots=True)
class AudioMoments:
    """Audio windows of a medium, by their times on its axis. path: its file; None: live."""

    source: AudioWindowSource
    times: tuple[float, ...]
    path: Path | None = None


@dataclass(frozen=True, eq=False, slots=True)
class SearchRequest:
    """A query with an image, audio, or both.

    image: (H, W, 3) RGB. region: the part of the image to use. audio: windows of a medium, or one
    window (at least 48000 samples; as many as the network takes count, from the end). moment: file
    and time of the query, which is no result itself; None: live.
    """

    library: Path
    image: NDArray[np.uint8] | None
    region: Region | None
    audio: AudioMoments | NDArray[np.float32] | None
    max_results: int
    moment: Moment | None = None

    def contains(self, path: Path, time: float) -> bool:
        """Whether a segment of a file overlaps the query."""
        moments = [self.moment] if self.moment is not None else []
        if isinstance(self.audio, AudioMoments) and self.audio.path is not None:
            moments += [(self.audio.path, time) for time in self.audio.times]
        return any(path == file and abs(time - at) < WINDOW_SECONDS for file, at in moments)


@dataclass(frozen=True, eq=False, slots=True)
class SearchHit:
    """A segment of the library that matches a query, with its thumbnail (JPEG)."""

    hit: Hit
    thumbnail: bytes | None
    missing: bool
    """Whether the file does not exist any more."""
    more: int = 0
    """How many further segments of this file are among the best matches."""


@dataclass(frozen=True, eq=False, slots=True)
class SearchResult:
    """The best images for the audio and the best audio for the image, best first.

    silent: the audio of the query is below the silence threshold and was not searched.
    """

    images: tuple[SearchHit, ...]
    audio: tuple[SearchHit, ...]
    silent: bool


@dataclass(frozen=True, slots=True)
class SearchError:
    """A search failed; `text` is one sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """Progress of a library task; `total` is 0 if none runs. activity: description for the user."""

    done: int = 0
    total: int = 0
    activity: str = ""


@dataclass(frozen=True, slots=True)
class LibraryState:
    """The content of a library: numbers of images and of audio segments."""

    folder: Path
    title: str
    """Title of the checkpoint that embedded the library."""
    images: int
    audio: int


@dataclass(frozen=True, eq=False, slots=True)
class LibraryMetrics:
    """Retrieval metrics (nDCG@30) of a library."""

    folder: Path
    metrics: tuple[DirectionScore, ...]


@dataclass(frozen=True, eq=False, slots=True)
class EmbeddingMap:
    """A 2-D projection of the embeddings of a library."""

    folder: Path
    title: str
    projection: Projection
