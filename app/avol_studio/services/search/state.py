"""What crosses the threads of the search: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from avol.retrieval.metrics import Figure
    from avol.retrieval.projection import Projection
    from avol.retrieval.query.query_builder import Region
    from avol.retrieval.query.search import Hit


@dataclass(frozen=True, slots=True)
class AudioRange:
    """Sound of a file: the seconds centred on these times, on the file's own axis."""

    path: Path
    times: tuple[float, ...]


@dataclass(frozen=True, eq=False, slots=True)
class SearchRequest:
    """What is seen and what is heard now; either may be missing.

    image: (H, W, 3) RGB. region: the part of it that is meant. sound: of a file, or (48000,).
    """

    library: Path
    image: NDArray[np.uint8] | None
    region: Region | None
    sound: AudioRange | NDArray[np.float32] | None
    k: int


@dataclass(frozen=True, eq=False, slots=True)
class SearchHit:
    """A moment that was found, and how it looks."""

    hit: Hit
    jpeg: bytes | None
    missing: bool
    """Whether its file is not where it was."""


@dataclass(frozen=True, eq=False, slots=True)
class Found:
    """The answer: pictures for what is heard, sounds for what is seen; best first."""

    pictures: tuple[SearchHit, ...]
    sounds: tuple[SearchHit, ...]
    silent: bool
    took_ms: float


@dataclass(frozen=True, slots=True)
class SearchError:
    """Why there is no answer, in one sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long errand is; none is under way where `total` is 0. doing: what, in words."""

    done: int = 0
    total: int = 0
    doing: str = ""


@dataclass(frozen=True, slots=True)
class LibraryState:
    """What is in a library."""

    folder: Path
    title: str
    """Of the checkpoint that it was made with."""
    pictures: int
    sounds: int


@dataclass(frozen=True, eq=False, slots=True)
class Judged:
    """nDCG@30 of a library."""

    folder: Path
    figures: tuple[Figure, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Mapped:
    """A library laid out flat."""

    folder: Path
    title: str
    flat: Projection
