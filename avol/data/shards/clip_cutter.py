"""Cutting videos into clips."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.data.shards.clips import FRAME, RATE, SHORTEST, Clip, ClipInfo
from avol.data.shards.flac import pack
from avol.data.shards.segment import VideoSegment
from avol.errors import InputError, MediaError
from avol.media import AudioTrack, VideoFile

_EARLY = (
    1e-4  # seconds by which a picture may come after its place on the grid: rounded time stamps
)
_TRIMMED = 2.0  # seconds that a file already cut to its segment may be longer than it


@dataclass(frozen=True)
class Form:
    """How clips are stored. seconds: the longest. side: the shorter side of a picture, in pixels,
    never enlarged. quality: of the JPEGs, 1 to 100."""

    seconds: int = 10
    side: int = 256
    quality: int = 85

    def __post_init__(self) -> None:
        if not (2 <= self.seconds <= 60 and self.side >= 32 and 1 <= self.quality <= 100):
            raise InputError(
                "Clips last 2 to 60 s, with sides from 32 pixels and JPEG quality 1 to 100."
            )


def cut(stretch: VideoSegment, form: Form) -> Iterator[Clip]:
    """The clips of a stretch, one after the other; a rest too short for one is left out.

    Raises:
        MediaError: the file cannot be read, or has no picture or no sound, or no clip is in it.
    """
    with VideoFile(stretch.path) as video, AudioTrack(stretch.path) as track:
        low, high = _span(stretch, video, track)
        frames = int((high - low) * RATE + 1e-6)
        longest = form.seconds * RATE
        if frames < SHORTEST:
            raise MediaError(
                f"“{stretch.path.name}” has only {max(0.0, high - low):.2f} s of picture and "
                f"sound there; {SHORTEST / RATE} s are the least."
            )
        for first in range(0, frames - SHORTEST + 1, longest):
            count = min(longest, frames - first)
            yield _clip(stretch, form, video, track, low + first / RATE, count)


def _span(stretch: VideoSegment, video: VideoFile, track: AudioTrack) -> tuple[float, float]:
    """First and last second of the stretch on the file's axis, with both picture and sound."""
    facts, begin = video.info, video.index.time(0)
    end = video.index.time(len(video.index) - 1) + float(1 / facts.rate)
    low, high = begin + stretch.start, end
    if stretch.stop is not None:
        length = stretch.stop - stretch.start
        # Collections are mostly handed on as files that hold their segment and no more.
        if end - begin < stretch.stop - 1 and end - begin < length + _TRIMMED:
            low, high = begin, min(end, begin + length)
        else:
            high = min(end, begin + stretch.stop)
    return max(low, track.start / SAMPLE_RATE), min(high, track.stop / SAMPLE_RATE)


def _clip(
    stretch: VideoSegment, form: Form, video: VideoFile, track: AudioTrack, start: float, count: int
) -> Clip:
    shown = [video.index.at(start + k / RATE + _EARLY) for k in range(count)]
    mjpg, ends = bytearray(), []
    for i in sorted(set(shown)):
        mjpg += _jpeg(video.frame(i).image, form)
        ends.append(len(mjpg))
    first = round(start * SAMPLE_RATE)
    facts = ClipInfo(
        video=stretch.video,
        source=stretch.path.name,
        labels=stretch.labels,
        start=start,
        time_base=str(video.index.time_base),
        pts=tuple(int(video.index.pts[i]) for i in shown),
        ends=tuple(ends),
    )
    flac = pack(track.mono(first, first + count * FRAME))
    return Clip(_key(stretch.video, start), facts, bytes(mjpg), flac)


def _jpeg(image: NDArray[Any], form: Form) -> bytes:
    height, width = image.shape[:2]
    while min(height, width) >= 2 * form.side:  # halving is four times as fast as any other step
        height, width = height // 2, width // 2
        image = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    scale = form.side / min(height, width)
    if scale < 1:
        size = round(width * scale), round(height * scale)
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    quality = [cv2.IMWRITE_JPEG_QUALITY, form.quality]
    return cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), quality)[1].tobytes()


def _key(video: str, start: float) -> str:
    """A name for the members of a shard: WebDataset ends it at the first dot."""
    plain = re.sub(r"[^\w-]", "_", video, flags=re.ASCII)
    if plain != video:  # two names must not become one
        plain += "-" + hashlib.sha256(video.encode()).hexdigest()[:8]
    return f"{plain[-120:]}_{round(start * 1000):09}"
