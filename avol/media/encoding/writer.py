"""Writes a video with audio: H.264 and AAC in an MP4."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from numpy.typing import NDArray

from avol.core.atomic import atomic_write
from avol.core.output_mark import mark_mp4
from avol.errors import InputError
from avol.media.encoding.encoder import VideoEncoder, check_audio_format


class VideoWriter:
    """Context manager that writes frames at given times, and audio, to an MP4 file.

    The file is written atomically (`avol.core.atomic`). Sizes, rates, audio, crf and threads are
    those of `avol.media.encoding.encoder.VideoEncoder`. Raises InputError, and MediaError if the
    file cannot be written.
    """

    def __init__(
        self,
        path: str | Path,
        width: int,
        height: int,
        rate: Fraction,
        audio: tuple[int, int] | None = None,
        crf: int = 20,
        threads: int = 0,
    ) -> None:
        if width < 2 or height < 2 or rate <= 0:
            raise InputError(f"A video cannot be {width} × {height} at {rate}/s; choose more.")
        if audio is not None:
            check_audio_format(*audio)
        self.path = Path(path)
        self._size, self._rate, self._audio = (width, height), rate, audio
        self._crf, self._threads = crf, threads

    def __enter__(self) -> Self:
        self._context = self._open()
        self._encoder = self._context.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._context.__exit__(kind, error, trace)

    def add_frame(self, image: NDArray[np.uint8], time: float) -> None:
        """Add a frame, (height, width, 3) uint8 RGB, displayed from `time` seconds on.

        Times start at 0 or later and increase by at least 1/90000 s; the last frame is displayed as
        long as the one before it.
        """
        self._encoder.add_frame(image, time)

    def add_audio(self, samples: NDArray[np.float32]) -> None:
        """Append audio, (n, channels) float32 in -1..1; the first sample is at 0 s."""
        self._encoder.add_audio(samples)

    @contextmanager
    def _open(self) -> Iterator[VideoEncoder]:
        with atomic_write(self.path) as part:
            options = {"movflags": "+faststart"}
            container = av.open(f"file:{part}", "w", format="mp4", options=options)
            try:
                encoder = VideoEncoder(
                    container,
                    *self._size,
                    self._rate,
                    self._audio,
                    self._crf,
                    threads=self._threads,
                )
                yield encoder
                if encoder.empty:
                    raise InputError(f"“{self.path.name}” has no frame; add at least one.")
                encoder.flush()
            except BaseException:
                with suppress(OSError):
                    container.close()
                raise
            container.close()
            mark_mp4(part)
