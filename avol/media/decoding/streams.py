"""Selects the video and audio stream of a file as FFmpeg does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard, Disposition
from av.video.stream import VideoStream

from avol.errors import InputError, NoAudioError, NoVideoError

# What FFmpeg adds for the default stream to the pixels or channels that it compares.
_DEFAULT_SCORE = 5_000_000
_STILL = Disposition.attached_pic | Disposition.timed_thumbnails
# FFmpeg renders these text formats as video.
_TEXT_CODECS = {"ansi", "bintext", "xbin", "idf"}

AnyStream = TypeVar("AnyStream", AudioStream, VideoStream)


@dataclass(frozen=True, slots=True)
class AudioTrackInfo:
    """An audio track of a file: its number (from 1), codec, channels, language ("" if unknown)."""

    number: int
    codec: str
    channels: int
    language: str = ""
    title: str = ""

    @property
    def label(self) -> str:
        """The track in a menu, such as “2: English, Commentary (aac, stereo)”."""
        names = ", ".join(name for name in (self.language, self.title) if name)
        channels = {1: "mono", 2: "stereo"}.get(self.channels, f"{self.channels} channels")
        return f"{self.number}: {names + ' ' if names else ''}({self.codec}, {channels})"


def video_stream(container: InputContainer, path: Path) -> VideoStream:
    """Return the default video stream: as FFmpeg, the default or largest one, not cover art.

    Raises NoVideoError.
    """
    videos = [stream for stream in container.streams.video if is_video(stream)]
    if not videos:
        raise NoVideoError(f"“{path.name}” has no video; open a video file instead.")
    return _best(videos, lambda stream: stream.width * stream.height)


def audio_stream(container: InputContainer, path: Path, track: int | None = None) -> AudioStream:
    """Return an audio stream: as FFmpeg, the default one or that with the most channels.

    track: number among the audio streams, from 1, to select another one. Raises NoAudioError, and
    InputError if there is no such track.
    """
    audios = [stream for stream in container.streams.audio if _has_audio(stream)]
    if not audios:
        raise NoAudioError(f"“{path.name}” has no audio; open a file with an audio track.")
    if track is None:
        return _best(audios, lambda stream: stream.channels)
    streams = container.streams.audio
    if not 1 <= track <= len(streams) or streams[track - 1] not in audios:
        raise InputError(
            f"“{path.name}” has no audio track {track}; choose one from 1 to {len(streams)}."
        )
    return streams[track - 1]


def audio_tracks(container: InputContainer) -> tuple[AudioTrackInfo, ...]:
    """Return the audio tracks that can be decoded."""
    return tuple(
        AudioTrackInfo(
            number,
            stream.codec_context.name,
            stream.channels,
            stream.metadata.get("language", "").replace("und", ""),
            stream.metadata.get("title", ""),
        )
        for number, stream in enumerate(container.streams.audio, 1)
        if _has_audio(stream)
    )


def is_video(stream: VideoStream) -> bool:
    """Return whether a stream is a decodable video, not cover art, thumbnails or text."""
    if stream.disposition & _STILL or not _is_decodable(stream):
        return False
    return stream.codec_context.name not in _TEXT_CODECS


def discard_other_streams(stream: VideoStream | AudioStream) -> None:
    """Make the container skip all other streams, which is faster."""
    for other in stream.container.streams:
        if other is not stream:
            other.discard = Discard.all


def _best(streams: Sequence[AnyStream], size: Callable[[AnyStream], int]) -> AnyStream:
    def score(stream: AnyStream) -> int:
        return size(stream) + _DEFAULT_SCORE * bool(stream.disposition & Disposition.default)

    return max(streams, key=score)  # the first of several with the same score


def _has_audio(stream: AudioStream) -> bool:
    return _is_decodable(stream) and bool(stream.rate and stream.channels)


def _is_decodable(stream: VideoStream | AudioStream) -> bool:
    return stream.codec_context is not None and bool(stream.time_base)
