"""Video file with random access to frames."""

from collections.abc import Callable, Iterator
from pathlib import Path

import av

from avol.core.closeable import Closeable
from avol.errors import InputError
from avol.media.decoding.container import media_errors
from avol.media.decoding.frame_index import FrameIndex
from avol.media.decoding.frame_seeker import FrameSeeker, SeekCancelled
from avol.media.decoding.image_decoder import ImageDecoder, Threads
from avol.media.decoding.orientation import Orientation, pixel_aspect
from avol.media.frame import Frame
from avol.media.media_info import MediaInfo, media_info


class VideoFile(Closeable):
    """Random access to the frames of a file; for one thread, open another for another thread.

    threads: "slice" seeks fastest, "auto" plays fastest; both decode H.264 and HEVC by frames.
    audio_track: number of the audio track in `info`, from 1; None for the default one. All images
    have the size in `info`. A frame that is too damaged to decode is replaced by the previous one,
    so that every index has a frame and seeking gives the same frames as playing. `info` and `index`
    stay valid after close().
    Raises UnreadableFileError or NoVideoError.
    """

    info: MediaInfo
    index: FrameIndex

    def __init__(
        self, path: str | Path, threads: Threads = "slice", audio_track: int | None = None
    ) -> None:
        self.path = Path(path)
        with media_errors(self.path):
            self._decoder = ImageDecoder(self.path, threads, audio_track)
        try:
            with media_errors(self.path):
                self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        # Decoding the first frame checks that the file is readable, and gives size and rotation.
        self.index, first = self._decoder.build_index()
        self._seeker = FrameSeeker(self._decoder, self.index, first)
        self._orientation = Orientation(first, pixel_aspect(self._decoder.stream))
        self.info = media_info(self._decoder.reader, self.index, self._orientation)

    def close(self) -> None:
        """Close the file."""
        self._decoder.close()

    def frame(self, i: int) -> Frame:
        """Return frame `i`; fastest for the one after the previous call, or shortly before it.

        Raises InputError outside 0..len(index) - 1, UnreadableFileError if nothing decodes.
        """
        self._check_index(i)
        with media_errors(self.path):
            return self._to_frame(i, self._seeker.find(i))

    def frame_while(self, i: int, keep_going: Callable[[], bool]) -> Frame | None:
        """Return frame `i`, or None as soon as `keep_going()` returns False.

        `keep_going` is called before each decoded frame; frames decoded so far stay cached.
        Raises like `frame`.
        """
        self._check_index(i)
        with media_errors(self.path):
            try:
                return self._to_frame(i, self._seeker.find(i, keep_going))
            except SeekCancelled:
                return None

    def frames(self, start: int = 0, stop: int | None = None) -> Iterator[Frame]:
        """Yield frames `start` to `stop` (exclusive, default: the end)."""
        last = len(self.index)
        for i in range(start, last if stop is None else min(stop, last)):
            yield self.frame(i)

    def preview(self, i: int) -> Frame:
        """Return a frame at or shortly before `i` quickly: a cached one or a key frame."""
        self._check_index(i)
        with media_errors(self.path):
            return self._to_frame(*self._seeker.find_near(i))

    def _check_index(self, i: int) -> None:
        if not 0 <= i < len(self.index):
            raise InputError(
                f"“{self.path.name}” has no frame {i}; choose one from 0 to {len(self.index) - 1}."
            )

    def _to_frame(self, i: int, decoded: av.VideoFrame) -> Frame:
        return Frame(self._orientation(decoded), int(self.index.pts[i]), self.index.time(i), i)


def probe(path: str | Path) -> MediaInfo:
    """Return the properties of a video file; raises MediaError like `VideoFile`."""
    with VideoFile(path) as video:
        return video.info
