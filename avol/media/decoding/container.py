"""Opening a file and pulling packets from it, whatever state the file is in."""

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

from avol.media.errors import NoAudio, NoVideo, UnreadableFile

log = logging.getLogger(__name__)

MAX_FAILURES = 64  # consecutive unreadable packets after which the rest is given up

MAX_SPAN = 7 * 86_400  # seconds; what lasts longer has damaged times

_STILL = Disposition.attached_pic | Disposition.timed_thumbnails
# Text rendered as pictures by FFmpeg is not what a person means by a video.
_NOT_PICTURES = {"ansi", "bintext", "xbin", "idf"}


def open_container(path: Path) -> av.container.InputContainer:
    """Open a local file for reading; raises Unreadable, whose sentence says why and what to do."""
    if not path.exists():
        raise UnreadableFile(f"“{path.name}” does not exist; check the path “{path}”.")
    if not path.is_file():
        raise UnreadableFile(f"“{path.name}” is not a file; choose a media file inside it.")
    if path.stat().st_size == 0:
        raise UnreadableFile(f"“{path.name}” is empty; copy or record it again.")
    with readable(path):
        # "file:" and the white list keep odd names and play-lists from reaching the network.
        return av.open(
            f"file:{path}",
            mode="r",
            options={"protocol_whitelist": "file"},
            metadata_errors="replace",
        )


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn what the decoder library raises into Unreadable."""
    try:
        yield
    except PermissionError as error:
        raise UnreadableFile(f"“{path.name}” may not be read; ask for access to it.") from error
    except (FFmpegError, OSError, ValueError, MemoryError) as error:
        log.info("cannot read %s: %s", path, error)
        raise UnreadableFile(
            f"“{path.name}” is damaged or not a media file; try another copy or convert it to MP4."
        ) from error


def picture_stream(container: av.container.InputContainer, path: Path) -> VideoStream:
    """The first moving picture (cover art does not count); raises NoPicture."""
    for stream in container.streams.video:
        if moving(stream):
            return stream
    raise NoVideo(f"“{path.name}” holds no moving picture; open a video file instead.")


def sound_stream(container: av.container.InputContainer, path: Path) -> AudioStream:
    """The first sound that can be decoded; raises NoSound."""
    for stream in container.streams.audio:
        if _decodable(stream) and stream.rate and stream.channels:
            return stream
    raise NoAudio(f"“{path.name}” holds no sound; open a file that has a sound track.")


def sound_span(container: av.container.InputContainer, stream: AudioStream) -> tuple[float, float]:
    """First and last second of a sound stream as the container states them."""
    tick = float(stream.time_base or 0)
    start = stream.start_time * tick if stream.start_time is not None else 0.0
    if stream.duration:
        return start, start + stream.duration * tick
    if container.duration:
        return start, ((container.start_time or 0) + container.duration) / av.time_base
    return start, start


def moving(stream: VideoStream) -> bool:
    """Whether a stream is a video that can be decoded, not cover art, thumbnails or text."""
    if stream.disposition & _STILL or not _decodable(stream):
        return False
    return stream.codec_context.name not in _NOT_PICTURES


def _decodable(stream: VideoStream | AudioStream) -> bool:
    return stream.codec_context is not None and bool(stream.time_base)


def packets(
    container: av.container.InputContainer, stream: VideoStream | AudioStream
) -> Iterator[av.Packet]:
    """Packets of `stream` from here to the end, then the empty one that flushes the decoder.

    A place that cannot be read is skipped; after MAX_FAILURES in a row the file counts as ended.
    """
    failures = 0
    while failures < MAX_FAILURES:
        try:
            for packet in container.demux(stream):
                failures = 0
                yield packet
            return
        except IndexError:
            # At the end PyAV trips over streams that turned up on the way; the rest is the flush.
            yield av.Packet()
            return
        except FFmpegError as error:
            failures += 1
            log.debug("unreadable place in %s: %s", container.name, error)
    log.warning("gave up reading %s after %d damaged places in a row", container.name, failures)


def only(stream: VideoStream | AudioStream) -> None:
    """Let the container pass over all other streams, which is quicker."""
    for other in stream.container.streams:
        if other is not stream:
            other.discard = Discard.all


def decoded(
    run: Iterator[av.Packet], path: Path, codec: AudioCodecContext | VideoCodecContext
) -> Iterator[Any]:
    """Frames that `codec` makes of the packets in `run`.

    Damaged packets are skipped, until MAX_FAILURES come in a row.
    """
    failures = 0
    for packet in run:
        try:
            frames = codec.decode(packet)
        except FFmpegError as error:
            failures += 1
            log.debug("damaged packet in %s: %s", path.name, error)
            if failures > MAX_FAILURES:
                log.warning("gave up on %s after %d damaged packets", path.name, failures)
                return
            continue
        failures = 0
        yield from frames


def check_span(start: float, stop: float, path: Path) -> None:
    """Raise Unreadable where a file claims to last for weeks: it would fill every timeline."""
    if not stop - start <= MAX_SPAN:
        raise UnreadableFile(f"The times in “{path.name}” are damaged; try another copy.")


def stamp(item: av.Packet | av.VideoFrame) -> int | None:
    """Presentation time in ticks; the decoding time where the container knows no other (AVI)."""
    return item.dts if item.pts is None else item.pts
