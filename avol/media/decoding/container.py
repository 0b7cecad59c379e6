"""Opens media containers and reads their packets, also from damaged files."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import av.container
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream
from av.error import FFmpegError
from av.stream import Discard, Disposition
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from avol.errors import NoAudioError, NoVideoError, UnreadableFileError

log = logging.getLogger(__name__)

MAX_FAILURES = 64  # consecutive unreadable packets after which reading stops

MAX_SPAN = 7 * 86_400  # seconds; longer files have damaged time stamps

_STILL = Disposition.attached_pic | Disposition.timed_thumbnails
# FFmpeg renders these text formats as video.
_TEXT_CODECS = {"ansi", "bintext", "xbin", "idf"}


def open_container(path: Path) -> av.container.InputContainer:
    """Open a local file for reading; raises UnreadableFileError with cause and remedy."""
    if not path.exists():
        raise UnreadableFileError(f"“{path.name}” does not exist; check the path “{path}”.")
    if not path.is_file():
        raise UnreadableFileError(f"“{path.name}” is not a file; choose a media file inside it.")
    if path.stat().st_size == 0:
        raise UnreadableFileError(f"“{path.name}” is empty; copy or record it again.")
    with media_errors(path):
        # "file:" and the white list prevent network access by unusual names and playlists.
        return av.open(
            f"file:{path}",
            mode="r",
            options={"protocol_whitelist": "file"},
            metadata_errors="replace",
        )


@contextmanager
def media_errors(path: Path) -> Iterator[None]:
    """Raise UnreadableFileError in place of the exceptions of the decoder library."""
    try:
        yield
    except PermissionError as error:
        raise UnreadableFileError(
            f"“{path.name}” cannot be read; ask for permission to read it."
        ) from error
    except (FFmpegError, OSError, ValueError, MemoryError) as error:
        log.info("cannot read %s: %s", path, error)
        raise UnreadableFileError(
            f"“{path.name}” is damaged or not a media file; try another copy or convert it to MP4."
        ) from error


def video_stream(container: av.container.InputContainer, path: Path) -> VideoStream:
    """Return the first video stream (not cover art); raises NoVideoError."""
    for stream in container.streams.video:
        if is_video(stream):
            return stream
    raise NoVideoError(f"“{path.name}” has no video; open a video file instead.")


def audio_stream(container: av.container.InputContainer, path: Path) -> AudioStream:
    """Return the first audio stream that can be decoded; raises NoAudioError."""
    for stream in container.streams.audio:
        if _is_decodable(stream) and stream.rate and stream.channels:
            return stream
    raise NoAudioError(f"“{path.name}” has no audio; open a file with an audio track.")


def audio_span(container: av.container.InputContainer, stream: AudioStream) -> tuple[float, float]:
    """Return start and end of an audio stream in seconds, as the container states them."""
    tick = float(stream.time_base or 0)
    start = stream.start_time * tick if stream.start_time is not None else 0.0
    if stream.duration:
        return start, start + stream.duration * tick
    if container.duration:
        return start, ((container.start_time or 0) + container.duration) / av.time_base
    return start, start


def is_video(stream: VideoStream) -> bool:
    """Return whether a stream is a decodable video, not cover art, thumbnails or text."""
    if stream.disposition & _STILL or not _is_decodable(stream):
        return False
    return stream.codec_context.name not in _TEXT_CODECS


def _is_decodable(stream: VideoStream | AudioStream) -> bool:
    return stream.codec_context is not None and bool(stream.time_base)


def read_packets(
    container: av.container.InputContainer, stream: VideoStream | AudioStream
) -> Iterator[av.Packet]:
    """Yield the packets of `stream` to the end, then the empty one that flushes the decoder.

    Unreadable packets are skipped; after MAX_FAILURES in a row the file counts as ended.
    """
    failures = 0
    while failures < MAX_FAILURES:
        try:
            for packet in container.demux(stream):
                failures = 0
                yield packet
            return
        except IndexError:
            # PyAV fails at the end of files whose streams appear late; only the flush is left.
            yield av.Packet()
            return
        except FFmpegError as error:
            failures += 1
            log.debug("unreadable packet in %s: %s", container.name, error)
    log.warning("stopped reading %s after %d unreadable packets in a row", container.name, failures)


def discard_other_streams(stream: VideoStream | AudioStream) -> None:
    """Make the container skip all other streams, which is faster."""
    for other in stream.container.streams:
        if other is not stream:
            other.discard = Discard.all


def decode_packets(
    packets: Iterator[av.Packet], path: Path, codec: AudioCodecContext | VideoCodecContext
) -> Iterator[Any]:
    """Yield the frames that `codec` decodes from packets.

    Damaged packets are skipped, until MAX_FAILURES follow each other.
    """
    failures = 0
    for packet in packets:
        try:
            frames = codec.decode(packet)
        except FFmpegError as error:
            failures += 1
            log.debug("damaged packet in %s: %s", path.name, error)
            if failures > MAX_FAILURES:
                log.warning("stopped decoding %s after %d damaged packets", path.name, failures)
                return
            continue
        failures = 0
        yield from frames


def check_span(start: float, stop: float, path: Path) -> None:
    """Raise UnreadableFileError if a file claims to last for more than a week."""
    if not stop - start <= MAX_SPAN:
        raise UnreadableFileError(
            f"The time stamps in “{path.name}” are damaged; try another copy."
        )


def presentation_pts(item: av.Packet | av.VideoFrame) -> int | None:
    """Return the presentation time in ticks, or the decoding time if there is none (AVI)."""
    return item.dts if item.pts is None else item.pts
