"""What is known of a file as soon as it is open."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

from av.container import InputContainer
from av.video.stream import VideoStream

from avol.media.decoding.container import check_span, sound_span, sound_stream
from avol.media.decoding.frame_index import FrameIndex
from avol.media.errors import NoAudio


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """Facts of a video file; times in seconds on the file's own axis.

    width, height: of the picture as shown, after rotation. rotation: degrees clockwise that were
    applied. rate: average pictures a second. start, duration: of picture and sound together.
    sound_rate, sound_channels, sound_codec: as stored; 0 and "" where there is no sound.
    """

    path: Path
    width: int
    height: int
    rotation: int
    frame_count: int
    time_base: Fraction
    start: float
    duration: float
    rate: Fraction
    has_sound: bool
    sound_rate: int
    sound_channels: int
    video_codec: str
    sound_codec: str


def gather(
    picture: VideoStream, path: Path, index: FrameIndex, size: tuple[int, int], rotation: int
) -> MediaInfo:
    """Copy the facts out of an open picture stream; `size` is (height, width) as shown."""
    container = cast(InputContainer, picture.container)
    try:
        sound = sound_stream(container, path)
    except NoAudio:
        sound = None
    rate = _rate(picture, index)
    spans = [(index.time(0), index.time(len(index) - 1) + float(1 / rate))]
    if sound is not None:
        spans.append(sound_span(container, sound))
    start, stop = min(span[0] for span in spans), max(span[1] for span in spans)
    check_span(start, stop, path)
    return MediaInfo(
        path=path,
        width=size[1],
        height=size[0],
        rotation=rotation,
        frame_count=len(index),
        time_base=index.time_base,
        start=start,
        duration=stop - start,
        rate=rate,
        has_sound=sound is not None,
        sound_rate=sound.rate if sound else 0,
        sound_channels=sound.channels if sound else 0,
        video_codec=picture.codec_context.name,
        sound_codec=sound.codec_context.name if sound else "",
    )


def _rate(picture: VideoStream, index: FrameIndex) -> Fraction:
    """Pictures a second: as the file states it, unless its time stamps say otherwise."""
    stated = picture.average_rate or picture.guessed_rate or Fraction(25)
    span = int(index.pts[-1] - index.pts[0]) * index.time_base
    if span == 0:
        return stated
    counted = (len(index) - 1) / span
    if abs(stated / counted - 1) < 0.01:
        return stated
    return max(counted.limit_denominator(1001), Fraction(1, 1001))
