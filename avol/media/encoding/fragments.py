"""A movie in fragments: each second decodes by itself, so a file cut off anywhere still plays.

The bytes of a fragmented MP4 are a head and fragments that follow one another. A recording appends
them to a file; the last half minute is the last thirty of them (ours; the format is ISO 14496-12).
"""

import io
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from avol.core.atomic import aside
from avol.errors import MediaError
from avol.media.encoding.encoder import VideoEncoder

TORN = 32 * 2**20  # bytes that a fragment never reaches
SPAN = 0.99  # seconds after which the next picture begins a fragment
_MOVIE = {"movflags": "frag_keyframe+delay_moov+default_base_moof"}


@dataclass(frozen=True, slots=True)
class Fragment:
    """About a second of a movie; `start` is the time of its first picture, in seconds."""

    data: bytes
    start: float


class FragmentedVideo:
    """Encodes in the calling thread and hands over each fragment when it is whole.

    Sizes, rates and sound as for `avol.media.encoding.encoder.VideoEncoder`; a fragment begins with a key
    frame, once a second. `head` must lie before the first fragment that is kept.
    """

    def __init__(
        self,
        size: tuple[int, int],
        rate: Fraction,
        sound: tuple[int, int],
        done: Callable[[Fragment], None],
        crf: int = 23,
    ) -> None:
        self.head = b""
        self._done = done
        self._starts: deque[float] = deque()
        self._boxes = _Boxes(self._on_box)
        self._moof = b""
        self._container = av.open(self._boxes, "w", format="mp4", options=_MOVIE)
        self._encoder = VideoEncoder(self._container, *size, rate, sound, crf, live=True, threads=1)
        self._container.start_encoding()

    @property
    def heard(self) -> int:
        """How many samples of sound were added."""
        return self._encoder.heard

    def picture(self, image: NDArray[np.uint8], time: float) -> None:
        """Add a picture, (height, width, 3) uint8 RGB, at `time` seconds, later than the last."""
        key = not self._starts or time - self._starts[-1] > SPAN
        if key:
            self._starts.append(time)
        self._encoder.picture(image, time, key)

    def sound(self, samples: NDArray[np.float32]) -> None:
        """Add sound, (n, channels) float32 in -1 … 1, right after what was added before."""
        self._encoder.sound(samples)

    def close(self) -> None:
        """Hand over the last fragment; nothing can be added afterwards."""
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
            self._done(Fragment(self._moof + data, start))


class _Boxes(io.RawIOBase):
    """Takes the bytes of an MP4 in any pieces and gives its boxes one by one."""

    def __init__(self, take: Callable[[bytes, bytes], None]) -> None:
        super().__init__()
        self._take, self._held = take, bytearray()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def write(self, data: bytes) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        self._held += data
        while len(self._held) >= 8:
            size = int.from_bytes(self._held[:4], "big")
            if size < 8 or len(self._held) < size:
                break
            box = bytes(self._held[:size])
            del self._held[:size]
            self._take(box[4:8], box)
        return len(data)


def settle(source: Path, path: Path) -> None:
    """Make an ordinary MP4 that begins at 0 s of a fragmented one, without encoding it again.

    `path` may be `source`, which is whole until the new one takes its place. Raises MediaError
    where it cannot be written.
    """
    with aside(path) as part, av.open(f"file:{source}") as old:
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
                    continue  # a sound that began before the first picture
                packet.pts, packet.dts = packet.pts - shift, packet.dts - shift
                packet.stream = streams[packet.stream.index]
                new.mux(packet)
        if first is None:
            raise MediaError(f"“{source.name}” holds no picture; record for longer.")


def trim(path: Path) -> None:
    """Cut off what a crash has left behind the last whole fragment; a whole file stays as it is.

    Raises MediaError where the file cannot be written, or more than a fragment is damaged; then it
    is as it was.
    """
    try:
        with path.open("r+b") as movie:
            length, at, whole = movie.seek(0, io.SEEK_END), 0, 0
            while at + 8 <= length:
                movie.seek(at)
                head = movie.read(16)
                size = int.from_bytes(head[:4], "big")
                if size == 1:  # too long for four bytes
                    size = int.from_bytes(head[8:], "big")
                if size < 8 or at + size > length:
                    break
                at += size
                whole = whole if head[4:8] == b"moof" else at  # worth nothing without its mdat
            if not whole or length - whole > TORN:
                raise MediaError(f"“{path.name}” is damaged before its end; try a repair tool.")
            if whole < length:
                movie.truncate(whole)
    except OSError as error:
        cause = error.strerror or str(error)
        raise MediaError(f"“{path.name}” cannot be mended ({cause}); check its folder.") from error
