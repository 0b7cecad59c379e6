"""Decodes the frames of a video stream from any position."""

from collections.abc import Generator, Iterator
from heapq import heappop, heappush
from itertools import chain, islice
from pathlib import Path
from typing import Literal

import av
from av.error import FFmpegError

from avol.media.decoding.container import (
    decode_packets,
    discard_other_streams,
    open_container,
    presentation_pts,
    read_packets,
    video_stream,
)

Threads = Literal["slice", "auto"]

# Codecs that mark frames without dependents, so that skipping them changes no other frame.
_SKIPPABLE = {"h264"}


class ImageDecoder:
    """Decodes one video stream; for one thread.

    skip_before: in ticks; earlier frames may be skipped if no other frame depends on them. This
    saves time and does not change later frames.
    """

    def __init__(self, path: Path, threads: Threads) -> None:
        self.path = path
        self.skip_before: int | None = None
        self._threads: Threads = threads
        self._open()

    def _open(self) -> None:
        self.container = open_container(self.path)
        try:
            self.stream = video_stream(self.container, self.path)
            discard_other_streams(self.stream)
            self.stream.thread_type = "SLICE" if self._threads == "slice" else "AUTO"
        except BaseException:
            self.container.close()
            raise
        # H.264 in AVI has no presentation times: frames get the decoding times in order.
        codec = self.stream.codec_context.name
        self._uses_dts = (self.container.format.name, codec) == ("avi", "h264")
        self._frames = self._decode()

    def pts_of(self, packet: av.Packet) -> int | None:
        """Return the presentation time of a packet in ticks (H.264 in AVI: decoding time)."""
        return packet.dts if self._uses_dts else presentation_pts(packet)

    def seek(self, pts: int) -> None:
        """Continue from a key frame at or before `pts` ticks, as far as the container can."""
        self._frames.close()
        try:
            self.container.seek(pts, stream=self.stream)
            self._frames = self._decode()
        except FFmpegError:
            self.rewind()

    def rewind(self) -> None:
        """Continue from the start; works for containers that cannot seek."""
        self.close()
        self._open()

    def next(self) -> tuple[int, av.VideoFrame] | None:
        """Return pts and frame of the next one in presentation order; None at the end."""
        return next(self._frames, None)

    def decode_keyframe(self, pts: int) -> tuple[int, av.VideoFrame] | None:
        """Decode only the key frame at or before `pts` ticks; `seek` before calling `next`."""
        self.seek(pts)
        packets = read_packets(self.container, self.stream)
        keyframes = (packet for packet in packets if packet.is_keyframe and packet.size)
        codec = self.stream.codec_context
        codec.skip_frame = "DEFAULT"
        # The empty packet makes the decoder return the frame without waiting for others.
        for frame in decode_packets(chain(islice(keyframes, 1), (av.Packet(),)), self.path, codec):
            frame_pts = presentation_pts(frame)
            return None if frame_pts is None or self._uses_dts else (frame_pts, frame)
        return None

    def close(self) -> None:
        """Close the file."""
        self._frames.close()
        self.container.close()

    def _decode(self) -> Generator[tuple[int, av.VideoFrame], None, None]:
        # Frames before the key frame where decoding began depend on frames that were not decoded
        # (open GOP): they are dropped; decoding from an earlier start gives them intact.
        self._first_pts: int | None = None
        self._pending: list[int] = []
        for frame in decode_packets(self._packets(), self.path, self.stream.codec_context):
            pts = presentation_pts(frame)
            if self._uses_dts and self._pending:
                pts = heappop(self._pending)
            if pts is not None and (self._first_pts is None or pts >= self._first_pts):
                yield pts, frame

    def _packets(self) -> Iterator[av.Packet]:
        skippable = self.stream.codec_context.name in _SKIPPABLE and not self._uses_dts
        for packet in read_packets(self.container, self.stream):
            pts = self.pts_of(packet)
            if self._first_pts is None and packet.is_keyframe:
                self._first_pts = pts
            if self._uses_dts and self._first_pts is not None and pts is not None:
                heappush(self._pending, pts)
            if skippable:
                limit = self.skip_before
                early = pts is not None and limit is not None and pts < limit
                self.stream.codec_context.skip_frame = "NONREF" if early else "DEFAULT"
            yield packet
