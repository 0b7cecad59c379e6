"""Examples of a taught class, as given and as stored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
RGBImage = NDArray[np.uint8]
Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in 0..1 of width and height."""


@dataclass(frozen=True, eq=False)
class TeachingExample:
    """A moment that shows a class and sounds like it, or shows and sounds like neither.

    image: (H, W, 3) RGB uint8; None for a sound alone.
    box: where the object is; None: somewhere in the image, whose parts that differ from usual
        backgrounds count.
    wave: 48 kHz mono samples in -1..1, ideally as many as `Embedder.audio_window`; the last ones of
        a longer wave count. None for an image alone.
    is_background: whether neither image nor sound belong to the class.
    source: name of the file, or “live”; examples of one source are held out together.
    time: seconds from the start of the source.
    """

    image: RGBImage | None = None
    box: Box | None = None
    wave: Floats | None = None
    is_background: bool = False
    source: str = "live"
    time: float = 0.0


@dataclass(frozen=True, eq=False)
class ImageFeatures:
    """Cells of the image of an example, as fits use them (`avol.teaching.background`)."""

    cells: Floats
    """(n, d) projected features."""
    inside: Floats
    """(n,) share of each cell in the box, 0..1."""
    log_partition: Floats
    """(n,) logarithm of the sum over the exponentials of the known classes and “none”."""
    classes: Floats
    """(128,) mean probabilities of the known classes inside the box."""


@dataclass(frozen=True, eq=False)
class AudioFeatures:
    """The sound of an example, as fits use it."""

    features: Floats
    """(d,) projected features."""
    log_partition: float
    """Logarithm of the sum over the exponentials of the known classes and “none”."""
    classes: Floats
    """(128,) probabilities of the known classes."""
    level_dbfs: float
    """RMS level of the last second."""


@dataclass(frozen=True, eq=False)
class StoredExample:
    """What a taught class keeps of an example: enough to fit again, to view it and to play it."""

    source: str
    time: float
    is_background: bool
    box: Box | None
    image: ImageFeatures | None
    audio: AudioFeatures | None
    thumbnail: bytes
    """Small JPEG of the image, with its proportions; empty without an image."""
    recording: bytes
    """FLAC of the sound, mono at 16 kHz; empty without a sound."""
