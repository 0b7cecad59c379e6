"""Decodes the frames of a video stream from any position."""

import os
from collections import deque
from collections.abc import Generator, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Literal, cast

import av
from av.codec.context import Flags
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from avol.core.constants import LARGE_IMAGE
from avol.errors import UnreadableFileError
from avol.media.decoding.container import decode_packets
from avol.media.decoding.disposable import disposable_check
from avol.media.decoding.frame_index import FrameIndex
from avol.media.decoding.packet_reader import PacketReader

Threads = Literal["slice", "auto"]

# Codecs whose frames seldom have slices: a seek decodes several of them at once. One thread more
# than processors keeps these busy while frames wait for parts of others; more threads would decode
# more frames behind the one that is sought.
_FRAME_THREADED, _FRAME_THREADS = {"h264", "hevc", "vp9"}, 4


class ImageDecoder:
    """Decodes one video stream; for one thread.

    reader: its packets. skip_before: in ticks; earlier frames may be skipped if no other frame
    depends on them. This saves time and does not change later frames. last_skipped: time of the
    latest frame skipped since the last seek, None if there is none. inexact: whether the frames may
    differ from those of playback: the key frame where decoding began is damaged, or a frame is, and
    frames were skipped from which a decoder may take what is missing.
    """

    def __init__(self, path: Path, threads: Threads, audio_track: int | None = None) -> None:
        self.path = path
        self.skip_before: int | None = None
        self.last_skipped: int | None = None
        self.inexact = False
        self._threads: Threads = threads
        self.reader = PacketReader(path, "video", audio_track)
        self._frames = self._decode(0)

    @property
    def stream(self) -> VideoStream:
        """The video stream."""
        return cast(VideoStream, self.reader.stream)

    def build_index(self) -> tuple[FrameIndex, av.VideoFrame]:
        """Return the index of all frames from the first that decodes, and that frame.

        Decoding goes on from there. Raises UnreadableFileError if nothing decodes.
        """
        self.rewind()
        first = self.next()
        if first is None:
            raise UnreadableFileError(
                f"No frame of “{self.path.name}” can be decoded; try another copy."
            )
        table = self.reader.table
        shown = table.shown & (table.pts >= first[0])
        return FrameIndex(table.pts[shown], table.keyframe[shown], table.time_base), first[1]

    def rewind(self) -> None:
        """Continue from the first packet."""
        self._frames.close()
        self._frames = self._decode(0)

    def seek(self, pts: int) -> None:
        """Continue from a key frame at or before `pts` ticks."""
        self._frames.close()
        self._frames = self._decode(self.reader.table.at(pts))

    def next(self) -> tuple[int, av.VideoFrame] | None:
        """Return pts and frame of the next one in presentation order; None at the end."""
        return next(self._frames, None)

    def decode_keyframe(self, pts: int) -> tuple[int, av.VideoFrame] | None:
        """Decode only the key frame at or before `pts` ticks; `seek` before calling `next`."""
        self._frames.close()
        packets = self.reader.packets_from(self.reader.table.at(pts))
        keyframes = (packet for packet in packets if packet.is_keyframe and packet.size)
        codec = self._codec()
        # The empty packet makes the decoder return the frame without waiting for others.
        for frame in decode_packets(chain(islice(keyframes, 1), (av.Packet(),)), self.path, codec):
            ordered = self.reader.table.ordered
            if frame.pts is None or not ordered or frame.is_corrupt:
                return None
            return frame.pts, frame
        return None

    def close(self) -> None:
        """Close the file."""
        self._frames.close()
        self.reader.close()

    def _codec(self) -> VideoCodecContext:
        """Return the decoder of the file, which may have been opened again."""
        codec = self.stream.codec_context
        if not codec.is_open:
            codec.flags |= Flags.unaligned  # crops to the pixel, not to whole blocks of memory
            # Frame threads hold an image each, and return frames later than their packets.
            large = codec.width * codec.height > LARGE_IMAGE
            by_frame = codec.name in _FRAME_THREADED and self.reader.table.ordered
            if self._threads == "slice" and by_frame:
                codec.thread_count = min(_FRAME_THREADS, (os.cpu_count() or 1) + 1)
            by_slice = self._threads == "slice" and not by_frame
            codec.thread_type = "SLICE" if by_slice or large else "AUTO"
        return codec

    def _decode(self, number: int) -> Generator[tuple[int, av.VideoFrame], None, None]:
        # Frames before the key frame where decoding began depend on frames that were not decoded
        # (open GOP): they are dropped; decoding from an earlier start gives them intact.
        self._first_pts: int | None = None
        self._pending: deque[int] = deque()
        packets = self.reader.packets_from(number)
        codec = self._codec()
        frames = decode_packets(self._prepared(packets), self.path, codec, self._on_damage)
        ordered = self.reader.table.ordered
        self.inexact, self.last_skipped = False, None
        for count, (pts, frame) in enumerate(
            _timed(frames) if ordered else self._timed_in_order(frames, codec)
        ):
            if frame.is_corrupt:
                self._on_damage()
                self.inexact |= count == 0 and number > 0
            if pts is not None and (self._first_pts is None or pts >= self._first_pts):
                yield pts, frame

    def _on_damage(self) -> None:
        self.inexact |= self.last_skipped is not None

    def _prepared(self, packets: Iterator[av.Packet]) -> Iterator[av.Packet]:
        codec, ordered = self.stream.codec_context, self.reader.table.ordered
        # Without times of their own, all frames are needed to count them.
        is_disposable = disposable_check(codec) if ordered else lambda _: False
        for packet in packets:
            if self._first_pts is None and packet.is_keyframe:
                self._first_pts = packet.pts
            if not ordered and self._first_pts is not None and packet.pts is not None:
                self._pending.append(packet.pts)
            pts, limit = packet.pts, self.skip_before
            if limit is None or pts is None or pts >= limit or not is_disposable(packet):
                yield packet
            elif self.last_skipped is None or pts > self.last_skipped:
                self.last_skipped = pts

    def _timed_in_order(
        self, frames: Iterator[av.VideoFrame], codec: VideoCodecContext
    ) -> Iterator[tuple[int | None, av.VideoFrame]]:
        """Yield the frames with increasing times, for packets without times of their own.

        Each packet gives one frame, `reorder_depth` packets later. Where the decoder has dropped
        frames, their times are dropped too. The frames that it returns at the end are the last.
        """
        last: list[av.VideoFrame] = []
        for frame in frames:
            if frame.dts is None:
                last.append(frame)
                continue
            fed = sum(pts <= frame.dts for pts in self._pending)
            for _ in range(fed - 1 - codec.reorder_depth):
                self._pending.popleft()
            yield (self._pending.popleft() if self._pending else None), frame
        while len(self._pending) > len(last):
            self._pending.popleft()
        yield from zip(self._pending, last, strict=False)


def _timed(frames: Iterator[av.VideoFrame]) -> Iterator[tuple[int | None, av.VideoFrame]]:
    return ((frame.pts, frame) for frame in frames)
