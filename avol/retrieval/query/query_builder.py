"""Questions to a library from files: a picture, a moment of a video, a stretch of sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.errors import InputError
from avol.media import AudioTrack, VideoFile, load_image
from avol.media.file_types import IMAGE_SUFFIXES
from avol.retrieval.library.segments import seconds
from avol.retrieval.query.search import Question
from avol.retrieval.similarity import Space

if TYPE_CHECKING:
    from avol.embedder import Embedder

Region = tuple[float, float, float, float]
"""x0, y0, x1, y1 in 0..1 of width and height."""


def of_picture(
    embedder: Embedder, images: list[NDArray[np.uint8]], region: Region | None = None
) -> Question:
    """A picture as a question, or a part of it; several ask for what they have in common."""
    space = Space(embedder.card.network)
    cut = [_cut(image, region) if region else image for image in images]
    return Question(
        "pictures", space.average([space.picture(s) for s in embedder.encode_images(cut)])
    )


def of_sound(embedder: Embedder, waves: list[NDArray[np.float32]]) -> Question:
    """Seconds of sound, (48000,) each, as a question."""
    space = Space(embedder.card.network)
    return Question(
        "sounds", space.average([space.sound(embedder.encode_audio(wave)) for wave in waves])
    )


def from_picture_file(embedder: Embedder, path: Path, start: float | None = None) -> Question:
    """A picture, or the one of a video at `start` seconds (default: in its middle)."""
    if path.suffix.lower() in IMAGE_SUFFIXES:
        return of_picture(embedder, [load_image(path)])
    with VideoFile(path) as video:
        facts = video.info
        offset = facts.duration / 2 if start is None else start
        if not 0 <= offset <= facts.duration:
            raise InputError(
                f"“{path.name}” lasts {facts.duration:.1f} s; name a time from 0 to that."
            )
        return of_picture(embedder, [video.frame(video.index.at(facts.start + offset)).image])


def from_sound_file(
    embedder: Embedder, path: Path, start: float | None = None, stop: float | None = None
) -> Question:
    """The second of a sound that begins at `start` (default: its middle one), or all to `stop`."""
    with AudioTrack(path) as track:
        first, last = track.start / SAMPLE_RATE, track.stop / SAMPLE_RATE
        begin = max(0.0, (last - first - 1) / 2) if start is None else start
        end = begin + 1 if stop is None else stop
        if not 0 <= begin < end or begin > last - first:
            raise InputError(
                f"“{path.name}” lasts {last - first:.1f} s; name times from 0 to that, in order."
            )
        middles = seconds(first + begin, first + end)
        return of_sound(embedder, [track.window_at(time) for time in middles])


def _cut(image: NDArray[np.uint8], region: Region) -> NDArray[np.uint8]:
    height, width = image.shape[:2]
    left, right = sorted((round(region[0] * width), round(region[2] * width)))
    top, bottom = sorted((round(region[1] * height), round(region[3] * height)))
    return np.ascontiguousarray(image[top : max(bottom, top + 1), left : max(right, left + 1)])
