"""Writing a video with sound: H.264 and AAC in an MP4."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from numpy.typing import NDArray

from avol.errors import InputError, MediaError
from avol.media.encoding.encoder import VideoEncoder, check_sound


class VideoWriter:
    """Writes pictures at given times, and sound, to an MP4 that plays everywhere.

    Use as a context manager. The file is written aside (`.part`) and takes its name only when the
    block ends well; after an exception no file is left and one that was there before is whole.
    Sizes, rates, sound, crf and threads as for `avol.media.encoding.encoder.VideoEncoder`. Raises InputError
    and MediaError.
    """

    def __init__(
        self,
        path: str | Path,
        width: int,
        height: int,
        rate: Fraction,
        sound: tuple[int, int] | None = None,
        crf: int = 20,
        threads: int = 0,
    ) -> None:
        if width < 2 or height < 2 or rate <= 0:
            raise InputError(f"A video of {width} × {height} at {rate}/s cannot be; enlarge it.")
        if sound is not None:
            check_sound(*sound)
        self.path = Path(path)
        self._part = self.path.with_name(self.path.name + ".part")
        with self._writable():
            self._part.touch()  # the encoder would only find out at the first picture
        self._container = av.open(
            f"file:{self._part}", "w", format="mp4", options={"movflags": "+faststart"}
        )
        self._encoder = VideoEncoder(
            self._container, width, height, rate, sound, crf, threads=threads
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._finish()
                self._container.close()
                self._part.replace(self.path)
            else:
                self._container.close()
        except OSError as failure:
            if error is None:
                raise self._failed(failure) from failure
        finally:
            self._part.unlink(missing_ok=True)

    def picture(self, image: NDArray[np.uint8], time: float) -> None:
        """Add a picture, (height, width, 3) uint8 RGB, to be shown from `time` seconds on.

        Times start at 0 or later and rise by at least 1/90000 s; the last picture is shown as
        long as the one before it.
        """
        with self._writable():
            self._encoder.picture(image, time)

    def sound(self, samples: NDArray[np.float32]) -> None:
        """Add sound, (n, channels) float32 in -1 … 1, right after what was added before; the
        first sample is heard at 0 s."""
        with self._writable():
            self._encoder.sound(samples)

    def _finish(self) -> None:
        if self._encoder.empty:
            raise InputError(f"“{self.path.name}” was given no picture; add at least one.")
        with self._writable():
            self._encoder.flush()

    @contextmanager
    def _writable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> MediaError:
        cause = error.strerror or "unknown cause"
        return MediaError(
            f"“{self.path.name}” cannot be written ({cause}); choose another folder or free space."
        )
