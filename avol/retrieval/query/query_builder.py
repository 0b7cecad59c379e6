"""Queries from images, frames of videos and audio."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.errors import InputError
from avol.media import AudioTrack, VideoFile, load_image
from avol.media.file_types import IMAGE_SUFFIXES
from avol.retrieval.library.segments import segment_times
from avol.retrieval.query.search import Query
from avol.retrieval.similarity import Similarity

if TYPE_CHECKING:
    from avol.embedder import Embedder

Region = tuple[float, float, float, float]
"""x0, y0, x1, y1 in 0..1 of width and height."""


def image_query(
    embedder: Embedder, images: list[NDArray[np.uint8]], region: Region | None = None
) -> Query:
    """A query from images (H, W, 3) RGB, or a region of them; several are averaged."""
    similarity = Similarity(embedder.card.network)
    cropped = [_crop(image, region) if region else image for image in images]
    vectors = [similarity.image_vectors(e) for e in embedder.encode_images(cropped)]
    return Query("image", similarity.average(vectors))


def audio_query(embedder: Embedder, waves: list[NDArray[np.float32]]) -> Query:
    """A query from audio windows; several are averaged."""
    similarity = Similarity(embedder.card.network)
    vectors = [similarity.audio_vectors(embedder.encode_audio(wave)) for wave in waves]
    return Query("audio", similarity.average(vectors))


def image_file_query(embedder: Embedder, path: Path, start: float | None = None) -> Query:
    """A query from an image file, or the frame of a video at `start` s (default: its middle)."""
    if path.suffix.lower() in IMAGE_SUFFIXES:
        return image_query(embedder, [load_image(path)])
    with VideoFile(path) as video:
        facts = video.info
        offset = facts.duration / 2 if start is None else start
        if not 0 <= offset <= facts.duration:
            raise InputError(
                f"“{path.name}” lasts {facts.duration:.1f} s; choose a time within it."
            )
        return image_query(embedder, [video.frame(video.index.at(facts.start + offset)).image])


def audio_file_query(
    embedder: Embedder, path: Path, start: float | None = None, stop: float | None = None
) -> Query:
    """A query from the second of audio at `start` s (default: the middle one), or up to `stop`."""
    with AudioTrack(path) as track:
        first, last = track.start / SAMPLE_RATE, track.stop / SAMPLE_RATE
        begin = max(0.0, (last - first - 1) / 2) if start is None else start
        end = begin + 1 if stop is None else stop
        if not 0 <= begin < end or begin > last - first:
            raise InputError(
                f"“{path.name}” lasts {last - first:.1f} s; choose times within it, in order."
            )
        centres = segment_times(first + begin, first + end)
        length = embedder.audio_window
        return audio_query(embedder, [track.excerpt_at(time, length) for time in centres])


def _crop(image: NDArray[np.uint8], region: Region) -> NDArray[np.uint8]:
    height, width = image.shape[:2]
    left, right = sorted((round(region[0] * width), round(region[2] * width)))
    top, bottom = sorted((round(region[1] * height), round(region[3] * height)))
    return np.ascontiguousarray(image[top : max(bottom, top + 1), left : max(right, left + 1)])
