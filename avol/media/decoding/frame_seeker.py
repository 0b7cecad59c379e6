"""Seeks to exact frames of a video with as little decoding as possible."""

import logging
from collections import OrderedDict
from collections.abc import Callable

import av

from avol.errors import UnreadableFileError
from avol.media.decoding.frame_index import FrameIndex
from avol.media.decoding.image_decoder import ImageDecoder

log = logging.getLogger(__name__)

CACHE_BYTES = 64 * 2**20  # decoded frames kept for stepping back
TAIL = 3  # frames before a target that are decoded in full, so that small steps back are free
NEAR = 8  # frames to a key frame ahead that are decoded rather than skipped by a seek
CACHED_KEYFRAMES = 16  # kept separately, so that previews do not evict frames of a long seek


class SeekCancelled(Exception):  # noqa: N818 - it is not an error
    """A seek was cancelled before it reached its frame."""


def _always() -> bool:
    return True


class FrameSeeker:
    """Finds frames of a stream by number; the decoder has just returned the `first` one.

    A frame that is too damaged to decode is replaced by the previous one (at the start: by the next
    one), so that seeking gives the same frames as playing.
    """

    def __init__(self, decoder: ImageDecoder, index: FrameIndex, first: av.VideoFrame) -> None:
        self._decoder = decoder
        self._index = index
        self._cache: OrderedDict[int, av.VideoFrame] = OrderedDict()
        self._keyframes: OrderedDict[int, av.VideoFrame] = OrderedDict()
        self._keep_going: Callable[[], bool] = _always
        self._position: int | None = None  # frame that the decoder returned last
        self._last_request: int | None = None
        self._store(0, first)
        self._position = 0

    def find(self, i: int, keep_going: Callable[[], bool] = _always) -> av.VideoFrame:
        """Return frame `i`; UnreadableFileError if nothing in the file can be decoded.

        `keep_going` is called before each decoded frame; SeekCancelled is raised when it returns
        False. Frames decoded so far are kept, and the next seek may continue from them.
        """
        stepping_back = self._last_request is not None and i == self._last_request - 1
        self._last_request, self._keep_going = i, keep_going
        if i not in self._cache:
            near = min(TAIL, self._capacity // 2)
            self._decode_until(i, tail=self._capacity - 1 if stepping_back else near)
        return self._cache[i]

    def find_near(self, i: int) -> tuple[int, av.VideoFrame]:
        """Return number and frame of the nearest one at or before `i` that is available quickly.

        That is a cached frame, else the first one that decodes from the key frame.
        """
        key = self._index.keyframe_before(i)
        cached = [*self._cache, *self._keyframes]
        best = max((k for k in cached if key <= k <= i), default=None)
        if best is not None:
            return best, self._cache[best] if best in self._cache else self._keyframes[best]
        self._position = None
        decoded = self._decoder.decode_keyframe(int(self._index.pts[key]))
        if decoded is None or (found := self._index.nearest(decoded[0])) > i:
            return key, self.find(key)
        self._keyframes[found] = decoded[1]
        if len(self._keyframes) > CACHED_KEYFRAMES:
            self._keyframes.popitem(last=False)
        return found, decoded[1]

    def _decode_until(self, i: int, tail: int) -> None:
        """Decode frame `i` into the cache, and the `tail` frames before it in full."""
        position, full = self._position, max(0, i - tail)
        # After a cancelled seek, the decoder has left out frames that come after its last one.
        skipped = self._decoder.last_skipped
        incomplete = (
            position is not None
            and skipped is not None
            and skipped >= self._index.pts[min(i, max(full, position + 1))]
        )
        key = self._index.keyframe_before(i)
        self._decoder.skip_before = int(self._index.pts[full])
        if position is None or incomplete or not (position < i and key <= position + NEAR):
            self._seek(key)
        before, after = self._advance_to(i)
        if before is not None and before >= i - tail and not self._decoder.inexact:
            self._substitute(i, before)
            return
        # Many frames are missing or some are damaged, or the container seeked too late: decode
        # everything, from ever earlier key frames.
        self._decoder.skip_before = None
        back = 1
        before = None
        while (before is None or self._decoder.inexact) and key > 0:
            self._seek(key)
            before, after = self._advance_to(i)
            for _ in range(back):
                key = self._index.keyframe_before(max(0, key - 1))
            back *= 2
        if before is None or self._decoder.inexact:
            self._position = None
            self._decoder.rewind()
            before, after = self._advance_to(i)
        self._substitute(i, after if before is None else before)

    def _advance_to(self, i: int) -> tuple[int | None, int | None]:
        """Decode up to `i`; return the last frame at or before it and the first one after it."""
        before = self._position if self._position in self._cache else None
        while before is None or before < i:
            if not self._keep_going():
                raise SeekCancelled
            found = self._advance()
            if found is None:
                return before, None
            if found > i:
                return before, found
            before = found
        return before, None

    def _advance(self) -> int | None:
        decoded = self._decoder.next()
        if decoded is None:
            return None
        self._position = self._index.nearest(decoded[0])
        if not self._decoder.inexact:
            self._store(self._position, decoded[1])
        return self._position

    def _substitute(self, i: int, other: int | None) -> None:
        """Use frame `other` as frame `i` if `i` is damaged."""
        if other is None:
            raise UnreadableFileError(
                f"No frame of “{self._decoder.path.name}” can be decoded; try another copy."
            )
        if other != i:
            log.debug("frame %d is damaged; frame %d replaces it", i, other)
            self._store(i, self._cache[other])

    def _seek(self, key: int) -> None:
        self._position = None
        self._decoder.seek(int(self._index.pts[key]))

    def _store(self, i: int, frame: av.VideoFrame) -> None:
        self._cache[i] = frame
        self._cache.move_to_end(i)
        size = frame.width * frame.height * frame.format.padded_bits_per_pixel // 8
        self._capacity = min(max(CACHE_BYTES // max(1, size), 2), 256)
        if len(self._cache) > self._capacity:
            self._cache.popitem(last=False)
