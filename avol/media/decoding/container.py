"""Opens media containers and reads their packets, also from damaged files."""

import logging
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import av.container
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream
from av.error import FFmpegError
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from avol.core.paths import short_name
from avol.errors import UnreadableFileError

log = logging.getLogger(__name__)

MAX_FAILURES = 64  # consecutive unreadable packets after which reading stops

_PYAV = int(av.__version__.split(".")[0])
# PyAV 18 needs it for metadata that is not UTF-8; PyAV 19, for Python 3.12 and later, lacks it.
_OPTIONS: dict[str, Any] = {"metadata_errors": "replace"} if _PYAV < 19 else {}

MAX_SPAN = 7 * 86_400  # seconds; longer files have damaged time stamps


def open_container(path: Path) -> av.container.InputContainer:
    """Open a local file for reading; raises UnreadableFileError with cause and remedy."""
    check_regular_file(path)
    with media_errors(path):
        # "file:" and the white list prevent network access by unusual names and playlists.
        return av.open(
            f"file:{path}",
            mode="r",
            options={"protocol_whitelist": "file"},
            **_OPTIONS,
        )


def check_regular_file(path: Path) -> None:
    """Raise UnreadableFileError unless the path is a file with content; others may block."""
    name = short_name(path)
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError):
            fault = f"“{name}” does not exist; check the path “{path}”."
        else:
            cause = getattr(error, "strerror", None) or str(error)
            fault = f"“{name}” cannot be read ({cause}); check the path."
        raise UnreadableFileError(fault) from error
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFileError(f"“{name}” is not a file; choose a media file.")
    if status.st_size == 0:
        raise UnreadableFileError(f"“{name}” is empty; copy or record it again.")


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


def read_packets(
    container: av.container.InputContainer, *streams: VideoStream | AudioStream
) -> Iterator[av.Packet]:
    """Yield the packets of `streams` to the end, then empty ones that flush the decoders.

    Unreadable packets are skipped; after MAX_FAILURES in a row the file counts as ended.
    """
    failures = 0
    while failures < MAX_FAILURES:
        try:
            for packet in container.demux(*streams):
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


def decode_packets(
    packets: Iterator[av.Packet],
    path: Path,
    codec: AudioCodecContext | VideoCodecContext,
    on_damage: Callable[[], None] = lambda: None,
) -> Iterator[Any]:
    """Yield the frames that `codec` decodes from packets.

    Damaged packets are skipped after a call of `on_damage`, until MAX_FAILURES follow each other.
    Raises UnreadableFileError for an encrypted one: decoded all the same, it would give an image of
    noise.
    """
    failures = 0
    for packet in packets:
        if packet.has_sidedata("encryption_info"):
            raise UnreadableFileError(
                f"“{path.name}” is encrypted; open a copy without copy protection."
            )
        try:
            frames = codec.decode(packet)
        except FFmpegError as error:
            failures += 1
            on_damage()
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
