"""From a picture's number to the decoded picture: jump, go on, or it is still there."""

import logging
from collections import OrderedDict
from collections.abc import Callable

import av

from avol.media.decoding.frame_index import FrameIndex
from avol.media.decoding.image_decoder import ImageDecoder
from avol.media.errors import UnreadableFile

log = logging.getLogger(__name__)

CACHE_BYTES = 64 * 2**20  # decoded pictures kept for stepping back
NEAR = 8  # pictures before a target that are decoded in full, so that small steps back are free
DELAY = 32  # pictures; more than a decoder holds back before it gives them out in order
KEYS = 16  # key frames kept beside them, so that looking around does not disturb a long way


class Abandoned(Exception):  # noqa: N818 - nothing went wrong
    """A picture was given up on the way to it."""


def _always() -> bool:
    return True


class FrameSeeker:
    """Finds any picture of a stream exactly, decoding as little as it can.

    A picture too damaged to decode is stood for by the last one before it (at the very start: the
    first one after), so a jump gives what playing gives.
    """

    def __init__(self, decoder: ImageDecoder, index: FrameIndex) -> None:
        self._decoder = decoder
        self._index = index
        self._cache: OrderedDict[int, av.VideoFrame] = OrderedDict()
        self._keys: OrderedDict[int, av.VideoFrame] = OrderedDict()
        self._go_on: Callable[[], bool] = _always
        self._fence = 0  # pictures before it may have been left out since the last jump
        self._position: int | None = None  # of the picture that came out of the decoder last
        self._asked: int | None = None
        self._capacity = 2 * NEAR  # pictures; known better once there is one

    def find(self, i: int, go_on: Callable[[], bool] = _always) -> av.VideoFrame:
        """Picture `i`; raises Unreadable where nothing in the file can be decoded.

        `go_on` is asked before every picture on the way; Abandoned is raised when it says no.
        What was decoded by then is kept, and the next question may go on from there.
        """
        stepping_back = self._asked is not None and i == self._asked - 1
        self._asked, self._go_on = i, go_on
        if i not in self._cache:
            self._reach(i, tail=self._capacity if stepping_back else NEAR)
        return self._cache[i]

    def near(self, i: int) -> tuple[int, av.VideoFrame]:
        """The nearest picture to be had at once that is not after `i`, and its number: one still
        decoded, else the first that decodes from the key frame."""
        key = self._index.keyframe_before(i)
        known = [*self._cache, *self._keys]
        best = max((k for k in known if key <= k <= i), default=None)
        if best is not None:
            return best, self._cache[best] if best in self._cache else self._keys[best]
        self._position = None
        step = self._decoder.key(int(self._index.pts[key]))
        if step is None or (found := self._index.nearest(step[0])) > i:
            return key, self.find(key)
        self._keys[found] = step[1]
        if len(self._keys) > KEYS:
            self._keys.popitem(last=False)
        return found, step[1]

    def _reach(self, i: int, tail: int) -> None:
        here, full = self._position, max(0, i - tail)
        # On a way given up, pictures that the decoder still holds may have been left out.
        lost = here is not None and here < self._fence and full < here + DELAY
        key = self._index.keyframe_before(i)
        self._fence = full
        self._decoder.skip_before = int(self._index.pts[full])
        if here is None or lost or not (here < i and key <= here + NEAR):
            self._seek(key)
        before, after = self._advance_to(i)
        if before is not None and before >= i - tail:
            self._stand_in(i, before)
            return
        # Much is missing, or the container came out too late: in full, and from ever earlier.
        self._decoder.skip_before = None
        back = 1
        before = None
        while before is None and key > 0:
            self._seek(key)
            before, after = self._advance_to(i)
            for _ in range(back):
                key = self._index.keyframe_before(max(0, key - 1))
            back *= 2
        if before is None:
            self._position = None
            self._decoder.rewind()
            before, after = self._advance_to(i)
        self._stand_in(i, after if before is None else before)

    def _advance_to(self, i: int) -> tuple[int | None, int | None]:
        """Decode up to `i`: the last picture found not after it, and the first found after it."""
        before = self._position if self._position in self._cache else None
        while before is None or before < i:
            if not self._go_on():
                raise Abandoned
            found = self._advance()
            if found is None:
                return before, None
            if found > i:
                return before, found
            before = found
        return before, None

    def _advance(self) -> int | None:
        step = self._decoder.next()
        if step is None:
            return None
        self._position = self._index.nearest(step[0])
        self._keep(self._position, step[1])
        return self._position

    def _stand_in(self, i: int, other: int | None) -> None:
        if other is None:
            raise UnreadableFile(
                f"No picture of “{self._decoder.path.name}” can be decoded; try another copy."
            )
        if other != i:
            log.debug("picture %d is damaged; picture %d stands for it", i, other)
            self._keep(i, self._cache[other])

    def _seek(self, key: int) -> None:
        self._position = None
        self._decoder.seek(int(self._index.pts[key]))

    def _keep(self, i: int, picture: av.VideoFrame) -> None:
        self._cache[i] = picture
        self._cache.move_to_end(i)
        size = picture.width * picture.height * picture.format.padded_bits_per_pixel // 8
        self._capacity = max(2 * NEAR, min(256, CACHE_BYTES // max(1, size)))
        if len(self._cache) > self._capacity:
            self._cache.popitem(last=False)
