"""Properties of a video file."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

from av.video.stream import VideoStream

from avol.media.decoding.container import check_span
from avol.media.decoding.frame_index import FrameIndex
from avol.media.decoding.orientation import Orientation
from avol.media.decoding.packet_reader import PacketReader
from avol.media.decoding.packet_scan import audio_span
from avol.media.decoding.streams import AudioTrackInfo, audio_tracks


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """Properties of a video file; times in seconds on the file's own axis.

    width, height: of the displayed image, after rotation. rotation: applied rotation in degrees
    clockwise. rate: mean frames per second. start, duration: of video and audio together.
    audio_rate, audio_channels, audio_codec: as stored; 0 and "" without audio. audio_track: number
    of that track among the audio_tracks, from 1; 0 without audio.
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
    audio_track: int = 0
    audio_tracks: tuple[AudioTrackInfo, ...] = ()


def media_info(reader: PacketReader, index: FrameIndex, orientation: Orientation) -> MediaInfo:
    """Collect the properties of an open video."""
    video, audio = cast(VideoStream, reader.stream), reader.audio
    rate = _frame_rate(video, index)
    spans = [(index.time(0), index.time(len(index) - 1) + float(1 / rate))]
    if audio is not None and reader.audio_table is not None:
        spans.append(audio_span(reader.container, audio, reader.audio_table))
    start, stop = min(span[0] for span in spans), max(span[1] for span in spans)
    check_span(start, stop, reader.path)
    return MediaInfo(
        path=reader.path,
        width=orientation.size[1],
        height=orientation.size[0],
        rotation=orientation.rotation,
        frame_count=len(index),
        time_base=index.time_base,
        start=start,
        duration=stop - start,
        rate=rate,
        has_audio=len(spans) > 1,
        audio_rate=audio.rate if audio else 0,
        audio_channels=audio.channels if audio else 0,
        video_codec=video.codec_context.name,
        audio_codec=audio.codec_context.name if audio else "",
        audio_track=reader.audio_track,
        audio_tracks=audio_tracks(reader.container),
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
