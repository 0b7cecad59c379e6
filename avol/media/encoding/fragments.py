"""Fragmented MP4: each second decodes independently, so that a truncated file still plays.

The file is a header followed by fragments (ISO 14496-12). A recording appends fragments to a file;
the replay buffer is the last thirty of them.
"""

import io
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
from numpy.typing import NDArray

from avol.core.atomic import atomic_write
from avol.core.output_mark import mark_mp4
from avol.errors import MediaError
from avol.media.encoding.encoder import VideoEncoder

MAX_FRAGMENT_BYTES = 32 * 2**20
FRAGMENT_SECONDS = 0.99  # the next frame begins a new fragment
_OPTIONS = {"movflags": "frag_keyframe+delay_moov+default_base_moof"}


@dataclass(frozen=True, slots=True)
class Fragment:
    """About 1 s of video; `start` is the time of its first frame in seconds."""

    data: bytes
    start: float


class FragmentedVideo:
    """Encodes in the calling thread and passes each complete fragment to `on_fragment`.

    Size, rate and audio are those of `avol.media.encoding.encoder.VideoEncoder`; a fragment begins
    with a key frame, once per second. `head` is the header that precedes the first fragment.
    """

    def __init__(
        self,
        size: tuple[int, int],
        rate: Fraction,
        audio: tuple[int, int],
        on_fragment: Callable[[Fragment], None],
        crf: int = 23,
    ) -> None:
        self.head = b""
        self._on_fragment = on_fragment
        self._starts: deque[float] = deque()
        self._cut = False
        boxes = _BoxParser(self._on_box)
        self._moof = b""
        self._container = av.open(boxes, "w", format="mp4", options=_OPTIONS)
        self._encoder = VideoEncoder(self._container, *size, rate, audio, crf, live=True, threads=1)
        self._container.start_encoding()

    @property
    def audio_samples(self) -> int:
        """Number of audio samples added."""
        return self._encoder.audio_samples

    @property
    def complete_until(self) -> float:
        """Start in seconds of the first fragment that was not passed on; infinite if none waits."""
        return self._starts[0] if self._starts else inf

    def end_fragment(self) -> None:
        """End the fragment before the next frame."""
        self._cut = True

    def add_frame(self, image: NDArray[np.uint8], time: float) -> None:
        """Add a frame, (height, width, 3) uint8 RGB, at `time` seconds, later than the last."""
        key = self._cut or not self._starts or time - self._starts[-1] > FRAGMENT_SECONDS
        if key:
            self._starts.append(time)
            self._cut = False
        self._encoder.add_frame(image, time, key)

    def add_audio(self, samples: NDArray[np.float32]) -> None:
        """Append audio, (n, channels) float32 in -1..1."""
        self._encoder.add_audio(samples)

    def close(self) -> None:
        """Pass the last fragment on; nothing can be added afterwards."""
        if not self._encoder.empty:
            self._encoder.flush()
        self._container.close()

    def _on_box(self, kind: bytes, data: bytes) -> None:
        if kind in (b"ftyp", b"moov"):
            self.head += data
        elif kind == b"moof":
            self._moof = data
        elif kind == b"mdat":
            start = self._starts.popleft()
            self._on_fragment(Fragment(self._moof + data, start))


class _BoxParser(io.RawIOBase):
    """Output file that splits the bytes of an MP4 into its boxes."""

    def __init__(self, on_box: Callable[[bytes, bytes], None]) -> None:
        super().__init__()
        self._on_box, self._buffer = on_box, bytearray()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def write(self, data: bytes) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        self._buffer += data
        while len(self._buffer) >= 8:
            size = int.from_bytes(self._buffer[:4], "big")
            if size < 8 or len(self._buffer) < size:
                break
            box = bytes(self._buffer[:size])
            del self._buffer[:size]
            self._on_box(box[4:8], box)
        return len(data)


def defragment(source: Path, path: Path) -> None:
    """Convert a fragmented MP4 to an ordinary one that begins at 0 s, without encoding again.

    `path` may be `source`, which is replaced atomically. Raises MediaError if it cannot be written.
    """
    with atomic_write(path, durable=True) as part, av.open(f"file:{source}") as old:
        options = {"movflags": "+faststart"}
        with av.open(f"file:{part}", "w", format="mp4", options=options) as new:
            streams = {s.index: new.add_stream_from_template(s) for s in old.streams}
            first: Fraction | None = None
            for packet in old.demux():
                if packet.dts is None or packet.pts is None or packet.time_base is None:
                    continue
                if first is None and packet.stream.type == "video":
                    first = packet.pts * packet.time_base
                shift = round((first or 0) / packet.time_base)
                if first is None or packet.pts < shift:
                    continue  # audio before the first frame
                packet.pts, packet.dts = packet.pts - shift, packet.dts - shift
                packet.stream = streams[packet.stream.index]
                new.mux(packet)
        if first is None:
            raise MediaError(f"“{source.name}” has no frame; record for longer.")
        mark_mp4(part)


def truncate_damaged_end(path: Path) -> None:
    """Remove an incomplete fragment at the end, such as after a crash.

    Raises MediaError, and leaves the file unchanged, if it cannot be written or more than one
    fragment is damaged.
    """
    try:
        with path.open("r+b") as file:
            length, complete = file.seek(0, io.SEEK_END), 0
            for kind, end in _complete_boxes(file, length):
                if kind != b"moof":  # useless without its mdat
                    complete = end
            if not complete or length - complete > MAX_FRAGMENT_BYTES:
                raise MediaError(f"“{path.name}” is damaged before its end; try a repair tool.")
            if complete < length:
                file.truncate(complete)
    except OSError as error:
        cause = error.strerror or str(error)
        raise MediaError(
            f"“{path.name}” cannot be repaired ({cause}); check its folder."
        ) from error


def is_whole_mp4(path: Path) -> bool:
    """Return whether all boxes of an MP4 file are complete; raises OSError."""
    with path.open("rb") as file:
        length = file.seek(0, io.SEEK_END)
        ends = [end for _, end in _complete_boxes(file, length)]
    return bool(ends) and ends[-1] == length


def _complete_boxes(file: BinaryIO, length: int) -> Iterator[tuple[bytes, int]]:
    """Yield kind and end of each box at the top level, up to the first incomplete one."""
    position = 0
    while position + 8 <= length:
        file.seek(position)
        head = file.read(16)
        size = int.from_bytes(head[:4], "big")
        if size == 1:  # the size follows in 64 bits
            size = int.from_bytes(head[8:], "big")
        if size < 8 or position + size > length:
            return
        position += size
        yield head[4:8], position
