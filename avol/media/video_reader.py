"""A video file as a sequence of exact pictures."""

from collections.abc import Callable, Iterator
from pathlib import Path

import av

from avol.errors import InputError
from avol.media.closing import Closing
from avol.media.decoding.container import readable
from avol.media.decoding.frame_index import FrameIndex
from avol.media.decoding.frame_seeker import Abandoned, FrameSeeker
from avol.media.decoding.image_decoder import ImageDecoder, Threads
from avol.media.decoding.orientation import Orientation, pixel_aspect
from avol.media.decoding.packet_index import scan
from avol.media.frame import Frame
from avol.media.media_info import MediaInfo, gather


class VideoFile(Closing):
    """Any picture of a file by its number; owned by one thread, open again for another.

    `threads`: "slice" answers a jump soonest, "auto" plays fastest. Raises MediaError (Unreadable
    or NoPicture) and holds no handle then. A picture too damaged to decode is stood for by the
    one on screen before it, so every index has a picture and a jump gives what playing gives.

    info: MediaInfo. index: FrameIndex. Both stay valid after close().
    """

    info: MediaInfo
    index: FrameIndex

    def __init__(self, path: str | Path, threads: Threads = "slice") -> None:
        self.path = Path(path)
        self._decoder = ImageDecoder(self.path, threads)
        try:
            with readable(self.path):
                self._look()
        except BaseException:
            self.close()
            raise

    def _look(self) -> None:
        self.index = scan(self._decoder)
        self._finder = FrameSeeker(self._decoder, self.index)
        # One picture is decoded now: it proves that the file can be, and tells the rotation.
        first = self._finder.find(0)
        self._upright = Orientation(first, pixel_aspect(self._decoder.stream))
        image = self._upright(first)
        size = (image.shape[0], image.shape[1])
        self.info = gather(self._decoder.stream, self.path, self.index, size, self._upright.turn)

    def close(self) -> None:
        """Let go of the file; no picture can be had afterwards."""
        self._decoder.close()

    def frame(self, i: int) -> Frame:
        """Exactly picture `i`; quickest for the one after the last, or shortly before it.

        Raises InputError outside 0 … len(index) - 1, Unreadable where nothing can be decoded.
        """
        self._check(i)
        with readable(self.path):
            return self._publish(i, self._finder.find(i))

    def reach(self, i: int, go_on: Callable[[], bool]) -> Frame | None:
        """Exactly picture `i`, or None as soon as `go_on`, asked again and again on the way, says
        no; the way so far is not lost to the next question. Raises as `frame`."""
        self._check(i)
        with readable(self.path):
            try:
                return self._publish(i, self._finder.find(i, go_on))
            except Abandoned:
                return None

    def frames(self, start: int = 0, stop: int | None = None) -> Iterator[Frame]:
        """Pictures `start` to before `stop` (default: the end), one after the other."""
        last = len(self.index)
        for i in range(start, last if stop is None else min(stop, last)):
            yield self.frame(i)

    def preview(self, i: int) -> Frame:
        """A picture at or shortly before `i` that is soon there, and says which one it is: a key
        frame, or a later one that is still decoded."""
        self._check(i)
        with readable(self.path):
            return self._publish(*self._finder.near(i))

    def _check(self, i: int) -> None:
        if not 0 <= i < len(self.index):
            raise InputError(
                f"Picture {i} is not in “{self.path.name}”; ask for 0 to {len(self.index) - 1}."
            )

    def _publish(self, i: int, picture: av.VideoFrame) -> Frame:
        return Frame(self._upright(picture), int(self.index.pts[i]), self.index.time(i), i)
