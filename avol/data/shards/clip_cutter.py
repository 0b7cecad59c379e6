"""Cuts video segments into clips."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.data.shards.clips import FRAME_RATE, MIN_FRAMES, SAMPLES_PER_FRAME, Clip, ClipInfo
from avol.data.shards.flac import encode_flac
from avol.data.shards.segment import VideoSegment
from avol.errors import InputError, MediaError
from avol.media import AudioTrack, VideoFile

_PTS_TOLERANCE = 1e-4  # seconds by which rounded timestamps may be late
_TRIM_TOLERANCE = 2.0  # seconds by which a file that holds only its segment may be longer


@dataclass(frozen=True)
class ClipFormat:
    """Storage format of clips.

    seconds: maximum duration. side: shorter side of the images in pixels; images are never
    enlarged. quality: JPEG quality, 1 to 100.
    """

    seconds: int = 10
    side: int = 256
    quality: int = 85

    def __post_init__(self) -> None:
        if not (2 <= self.seconds <= 60 and self.side >= 32 and 1 <= self.quality <= 100):
            raise InputError(
                "Clips last 2 to 60 s, with sides from 32 pixels and JPEG quality 1 to 100."
            )


def cut_clips(segment: VideoSegment, form: ClipFormat) -> Iterator[Clip]:
    """Yields the consecutive clips of a segment; a remainder shorter than a clip is dropped.

    Raises:
        MediaError: the file cannot be read, has no image or no sound, or is too short for a clip.
    """
    with VideoFile(segment.path) as video, AudioTrack(segment.path) as track:
        start, stop = _time_range(segment, video, track)
        frames = int((stop - start) * FRAME_RATE + 1e-6)
        max_frames = form.seconds * FRAME_RATE
        if frames < MIN_FRAMES:
            raise MediaError(
                f"“{segment.path.name}” has only {max(0.0, stop - start):.2f} s with images and "
                f"sound; at least {MIN_FRAMES / FRAME_RATE} s are required."
            )
        for first in range(0, frames - MIN_FRAMES + 1, max_frames):
            count = min(max_frames, frames - first)
            yield _cut_clip(segment, form, video, track, start + first / FRAME_RATE, count)


def _time_range(segment: VideoSegment, video: VideoFile, track: AudioTrack) -> tuple[float, float]:
    """Start and end of the segment on the time axis of the file, with images and sound."""
    begin = video.index.time(0)
    end = video.index.time(len(video.index) - 1) + float(1 / video.info.rate)
    start, stop = begin + segment.start, end
    if segment.stop is not None:
        length = segment.stop - segment.start
        # Most collections distribute files that hold only the segment.
        if end - begin < segment.stop - 1 and end - begin < length + _TRIM_TOLERANCE:
            start, stop = begin, min(end, begin + length)
        else:
            stop = min(end, begin + segment.stop)
    return max(start, track.start / SAMPLE_RATE), min(stop, track.stop / SAMPLE_RATE)


def _cut_clip(
    segment: VideoSegment,
    form: ClipFormat,
    video: VideoFile,
    track: AudioTrack,
    start: float,
    count: int,
) -> Clip:
    frames = [video.index.at(start + k / FRAME_RATE + _PTS_TOLERANCE) for k in range(count)]
    mjpg, ends = bytearray(), []
    for i in sorted(set(frames)):
        mjpg += _encode_jpeg(video.frame(i).image, form)
        ends.append(len(mjpg))
    first_sample = round(start * SAMPLE_RATE)
    info = ClipInfo(
        video=segment.video,
        source=segment.path.name,
        labels=segment.labels,
        start=start,
        time_base=str(video.index.time_base),
        pts=tuple(int(video.index.pts[i]) for i in frames),
        ends=tuple(ends),
    )
    flac = encode_flac(track.mono(first_sample, first_sample + count * SAMPLES_PER_FRAME))
    return Clip(_clip_key(segment.video, start), info, bytes(mjpg), flac)


def _encode_jpeg(image: NDArray[Any], form: ClipFormat) -> bytes:
    height, width = image.shape[:2]
    while min(height, width) >= 2 * form.side:  # OpenCV halves four times as fast as it scales
        height, width = height // 2, width // 2
        image = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    scale = form.side / min(height, width)
    if scale < 1:
        size = round(width * scale), round(height * scale)
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    quality = [cv2.IMWRITE_JPEG_QUALITY, form.quality]
    return cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), quality)[1].tobytes()


def _clip_key(video: str, start: float) -> str:
    """Name of the shard members; it has no dot, because WebDataset ends the key at a dot."""
    plain = re.sub(r"[^\w-]", "_", video, flags=re.ASCII)
    if plain != video:  # the hash keeps the keys of different videos different
        plain += "-" + hashlib.sha256(video.encode()).hexdigest()[:8]
    return f"{plain[-120:]}_{round(start * 1000):09}"
