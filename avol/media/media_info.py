"""Properties of a video file."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

from av.container import InputContainer
from av.video.stream import VideoStream

from avol.errors import NoAudioError
from avol.media.decoding.container import audio_span, audio_stream, check_span
from avol.media.decoding.frame_index import FrameIndex


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """Properties of a video file; times in seconds on the file's own axis.

    width, height: of the displayed image, after rotation. rotation: applied rotation in degrees
    clockwise. rate: mean frames per second. start, duration: of video and audio together.
    audio_rate, audio_channels, audio_codec: as stored; 0 and "" without audio.
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
    has_audio: bool
    audio_rate: int
    audio_channels: int
    video_codec: str
    audio_codec: str


def media_info(
    video: VideoStream, path: Path, index: FrameIndex, size: tuple[int, int], rotation: int
) -> MediaInfo:
    """Collect the properties of an open video stream; `size` is (height, width) as displayed."""
    container = cast(InputContainer, video.container)
    try:
        audio = audio_stream(container, path)
    except NoAudioError:
        audio = None
    rate = _frame_rate(video, index)
    spans = [(index.time(0), index.time(len(index) - 1) + float(1 / rate))]
    if audio is not None:
        spans.append(audio_span(container, audio))
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
        has_audio=audio is not None,
        audio_rate=audio.rate if audio else 0,
        audio_channels=audio.channels if audio else 0,
        video_codec=video.codec_context.name,
        audio_codec=audio.codec_context.name if audio else "",
    )


def _frame_rate(video: VideoStream, index: FrameIndex) -> Fraction:
    """Return the stated frame rate unless the time stamps contradict it."""
    stated = video.average_rate or video.guessed_rate or Fraction(25)
    span = int(index.pts[-1] - index.pts[0]) * index.time_base
    if span == 0:
        return stated
    measured = (len(index) - 1) / span
    if abs(stated / measured - 1) < 0.01:
        return stated
    return max(measured.limit_denominator(1001), Fraction(1, 1001))
