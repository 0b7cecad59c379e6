"""What a file gives to a library: every second of a video or sound, or the one picture it is."""

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
from avol.retrieval.library.thumbnails import of_picture, of_sound
from avol.retrieval.similarity import Space

if TYPE_CHECKING:
    from avol.embedder import Embedder

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Moment:
    """A second of a file; seen and heard are (places, D), None where there is nothing to find."""

    time: float
    """Seconds on the file's own axis: of the picture, and of the middle of the second of sound."""
    pts: int | None
    seen: Floats | None
    heard: Floats | None
    thumbnail: bytes


def moments(path: Path, embedder: Embedder, after: float = -inf) -> Iterator[Moment]:
    """All moments of a file later than `after`; raises MediaError.

    A video gives its picture in the middle of every second and the sound around it, a sound its
    seconds, a picture itself. A second below the card's level of silence gives no sound.
    """
    if path.suffix.lower() in IMAGE_SUFFIXES:
        if after < 0:
            image = load_image(path)
            seen = Space(embedder.card.network).picture(embedder.encode_image(image))
            yield Moment(0.0, None, seen, None, of_picture(image))
        return
    try:
        with VideoFile(path) as video:
            yield from _of_video(video, embedder, after)
    except NoVideoError:
        with AudioTrack(path) as track:
            yield from _of_sound(track, embedder, after)


def seconds(start: float, stop: float) -> Iterator[float]:
    """The middle of every whole second; of what is shorter, its middle."""
    count = int(stop - start + 1e-6)
    yield from (start + n + 0.5 for n in range(count)) if count else ((start + stop) / 2,)


def _of_video(video: VideoFile, embedder: Embedder, after: float) -> Iterator[Moment]:
    facts, space = video.info, Space(embedder.card.network)
    track = AudioTrack(facts.path) if facts.has_audio else None
    try:
        for time in seconds(facts.start, facts.start + facts.duration):
            if time <= after:
                continue
            frame = video.frame(video.index.at(time))
            seen = space.picture(embedder.encode_image(frame.image))
            heard = embedder.encode_audio(track.window_at(time)) if track else None
            loud = heard is not None and heard.level_dbfs >= embedder.card.silence_dbfs
            sound = space.sound(heard) if heard is not None and loud else None
            yield Moment(time, frame.pts, seen, sound, of_picture(frame.image))
    finally:
        if track is not None:
            track.close()


def _of_sound(track: AudioTrack, embedder: Embedder, after: float) -> Iterator[Moment]:
    space = Space(embedder.card.network)
    for time in seconds(track.start / SAMPLE_RATE, track.stop / SAMPLE_RATE):
        if time <= after:
            continue
        heard = embedder.encode_audio(track.window_at(time))
        if heard.level_dbfs >= embedder.card.silence_dbfs:
            yield Moment(time, None, None, space.sound(heard), of_sound(heard.spectrogram))
