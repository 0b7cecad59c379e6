"""Segments of a file: every second of a video or audio file, or the single image."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.media import AudioTrack, NoVideoError, VideoFile, load_image
from avol.media.file_types import IMAGE_SUFFIXES
from avol.retrieval.library.thumbnails import frame_thumbnail, spectrogram_thumbnail
from avol.retrieval.similarity import Similarity

if TYPE_CHECKING:
    from avol.embedder import Embedder

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Segment:
    """One second of a file with its vectors (cells, D), None for a missing modality."""

    time: float
    """Seconds on the file's own axis: of the frame and of the centre of the audio window."""
    pts: int | None
    image: Floats | None
    audio: Floats | None
    thumbnail: bytes


def embed_segments(path: Path, embedder: Embedder, after: float = -inf) -> Iterator[Segment]:
    """Encode all segments of a file later than `after`; raises MediaError.

    A video gives the frame in the middle of every second and the audio window around it, an audio
    file its seconds, an image itself. Audio below the silence level of the card gives no vector.
    """
    if path.suffix.lower() in IMAGE_SUFFIXES:
        if after < 0:
            image = load_image(path)
            similarity = Similarity(embedder.card.network)
            vectors = similarity.image_vectors(embedder.encode_image(image))
            yield Segment(0.0, None, vectors, None, frame_thumbnail(image))
        return
    try:
        with VideoFile(path) as video:
            yield from _video_segments(video, embedder, after)
    except NoVideoError:
        with AudioTrack(path) as track:
            yield from _audio_segments(track, embedder, after)


def segment_times(start: float, stop: float) -> Iterator[float]:
    """The middle of every whole second; of a shorter range, its middle."""
    count = int(stop - start + 1e-6)
    yield from (start + n + 0.5 for n in range(count)) if count else ((start + stop) / 2,)


def _video_segments(video: VideoFile, embedder: Embedder, after: float) -> Iterator[Segment]:
    facts, similarity = video.info, Similarity(embedder.card.network)
    track = AudioTrack(facts.path) if facts.has_audio else None
    try:
        for time in segment_times(facts.start, facts.start + facts.duration):
            if time <= after:
                continue
            frame = video.frame(video.index.at(time))
            image = similarity.image_vectors(embedder.encode_image(frame.image))
            audio = _audio_vectors(track, time, embedder, similarity) if track else None
            yield Segment(time, frame.pts, image, audio, frame_thumbnail(frame.image))
    finally:
        if track is not None:
            track.close()


def _audio_vectors(
    track: AudioTrack, time: float, embedder: Embedder, similarity: Similarity
) -> Floats | None:
    """Vector of the audio window at a time; None for silence."""
    embedding = embedder.encode_audio(track.excerpt_at(time, embedder.audio_window))
    if embedding.level_dbfs < embedder.card.silence_dbfs:
        return None
    return similarity.audio_vectors(embedding)


def _audio_segments(track: AudioTrack, embedder: Embedder, after: float) -> Iterator[Segment]:
    similarity = Similarity(embedder.card.network)
    for time in segment_times(track.start / SAMPLE_RATE, track.stop / SAMPLE_RATE):
        if time <= after:
            continue
        embedding = embedder.encode_audio(track.excerpt_at(time, embedder.audio_window))
        if embedding.level_dbfs >= embedder.card.silence_dbfs:
            thumbnail = spectrogram_thumbnail(embedding.shown_spectrogram)
            yield Segment(time, None, None, similarity.audio_vectors(embedding), thumbnail)
