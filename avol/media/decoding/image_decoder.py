"""Pictures out of packets, from any place in the file."""

from collections.abc import Generator, Iterator
from heapq import heappop, heappush
from itertools import chain, islice
from pathlib import Path
from typing import Literal

import av
from av.error import FFmpegError

from avol.media.decoding.container import (
    decoded,
    only,
    open_container,
    packets,
    picture_stream,
    stamp,
)

Threads = Literal["slice", "auto"]

# Codecs that mark pictures which nothing refers to, so that leaving them out changes no other.
_SKIPPABLE = {"h264"}


class ImageDecoder:
    """Decodes one video stream; owned by one thread.

    `skip_before` (ticks): pictures before it may be left out where no other depends on them;
    it only saves time, later pictures are the same to the bit.
    """

    def __init__(self, path: Path, threads: Threads) -> None:
        self.path = path
        self.skip_before: int | None = None
        self._threads: Threads = threads
        self._open()

    def _open(self) -> None:
        self.container = open_container(self.path)
        try:
            self.stream = picture_stream(self.container, self.path)
            only(self.stream)
            self.stream.thread_type = "SLICE" if self._threads == "slice" else "AUTO"
        except BaseException:
            self.container.close()
            raise
        # H.264 in AVI has no presentation times: pictures take the decoding times, rising.
        codec = self.stream.codec_context.name
        self._in_order = (self.container.format.name, codec) == ("avi", "h264")
        self._pictures = self._run()

    def stamp(self, packet: av.Packet) -> int | None:
        """When the picture of `packet` is shown, in ticks (H.264 in AVI: when one of them is)."""
        return packet.dts if self._in_order else stamp(packet)

    def seek(self, pts: int) -> None:
        """Go on from a key frame at or before `pts` ticks, as far as the container can tell."""
        self._pictures.close()
        try:
            self.container.seek(pts, stream=self.stream)
            self._pictures = self._run()
        except FFmpegError:
            self.rewind()

    def rewind(self) -> None:
        """Go on from the very beginning; works where the container cannot seek."""
        self.close()
        self._open()

    def next(self) -> tuple[int, av.VideoFrame] | None:
        """The next picture in presentation order with its stamp; None at the end."""
        return next(self._pictures, None)

    def key(self, pts: int) -> tuple[int, av.VideoFrame] | None:
        """The key frame at or before `pts` ticks, decoded alone; `seek` before decoding on."""
        self.seek(pts)
        run = (p for p in packets(self.container, self.stream) if p.is_keyframe and p.size)
        codec = self.stream.codec_context
        codec.skip_frame = "DEFAULT"
        # The empty packet makes the decoder give the picture out without waiting for others.
        for picture in decoded(chain(islice(run, 1), (av.Packet(),)), self.path, codec):
            shown = stamp(picture)
            return None if shown is None or self._in_order else (shown, picture)
        return None

    def close(self) -> None:
        self._pictures.close()
        self.container.close()

    def _run(self) -> Generator[tuple[int, av.VideoFrame], None, None]:
        # Pictures that come before the key frame where decoding began lean on ones never
        # decoded (open GOP): they are dropped, an earlier start will bring them whole.
        self._floor: int | None = None
        self._due: list[int] = []
        for picture in decoded(self._packets(), self.path, self.stream.codec_context):
            shown = stamp(picture)
            if self._in_order and self._due:
                shown = heappop(self._due)
            if shown is not None and (self._floor is None or shown >= self._floor):
                yield shown, picture

    def _packets(self) -> Iterator[av.Packet]:
        skippable = self.stream.codec_context.name in _SKIPPABLE and not self._in_order
        for packet in packets(self.container, self.stream):
            at = self.stamp(packet)
            if self._floor is None and packet.is_keyframe:
                self._floor = at
            if self._in_order and self._floor is not None and at is not None:
                heappush(self._due, at)
            if skippable:
                fence = self.skip_before
                early = at is not None and fence is not None and at < fence
                self.stream.codec_context.skip_frame = "NONREF" if early else "DEFAULT"
            yield packet
