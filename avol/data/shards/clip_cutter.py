"""Cuts video segments into clips."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from avol.core.constants import SAMPLE_RATE
from avol.core.paths import path_to_text
from avol.data.shards.clip_encoding import ClipFormat, encode_jpeg
from avol.data.shards.clips import FRAME_RATE, MIN_FRAMES, SAMPLES_PER_FRAME, Clip, ClipInfo
from avol.data.shards.segment import VideoSegment
from avol.errors import MediaError
from avol.media import AudioTrack, VideoFile
from avol.media.flac import encode_flac

_PTS_TOLERANCE = 1e-4  # seconds by which rounded timestamps may be late
_TRIM_TOLERANCE = 2.0  # seconds by which a file that holds only its segment may be longer


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
        mjpg += encode_jpeg(video.frame(i).image, form)
        ends.append(len(mjpg))
    first_sample = round(start * SAMPLE_RATE)
    info = ClipInfo(
        video=segment.video,
        source=path_to_text(Path(segment.path.name)),
        labels=segment.labels,
        start=start,
        time_base=str(video.index.time_base),
        pts=tuple(int(video.index.pts[i]) for i in frames),
        ends=tuple(ends),
    )
    flac = encode_flac(track.mono(first_sample, first_sample + count * SAMPLES_PER_FRAME))
    return Clip(_clip_key(segment.video, start), info, bytes(mjpg), flac)


def _clip_key(video: str, start: float) -> str:
    """Name of the shard members; it has no dot, because WebDataset ends the key at a dot."""
    plain = re.sub(r"[^\w-]", "_", video, flags=re.ASCII)
    if plain != video:  # the hash keeps the keys of different videos different
        plain += "-" + hashlib.sha256(video.encode()).hexdigest()[:8]
    return f"{plain[-120:]}_{round(start * 1000):09}"
