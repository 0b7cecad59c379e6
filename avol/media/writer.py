"""Writing a video with sound: H.264 and AAC in an MP4."""

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
import numpy as np
from av.audio.stream import AudioStream
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from avol.errors import InputError, MediaError

BT709 = 1  # the colours of high-definition video, as H.264 numbers them
TICKS = 90_000  # picture times are kept to 1/90000 s
SOUND_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000)


class MovieWriter:
    """Writes pictures at given times, and sound, to an MP4 that plays everywhere.

    Use as a context manager. The file is written aside (`.part`) and takes its name only when the
    block ends well; after an exception no file is left and one that was there before is whole.

    rate: usual pictures a second (a hint; the times given count). sound: (samples a second, 1 or
    2 channels), or None. crf: H.264 quality, 0 (lossless) … 51. An odd width or height is rounded
    up, the last column or row repeated. Raises InputError and MediaError.
    """

    def __init__(
        self,
        path: str | Path,
        width: int,
        height: int,
        rate: Fraction,
        sound: tuple[int, int] | None = None,
        crf: int = 20,
    ) -> None:
        if width < 2 or height < 2 or rate <= 0:
            raise InputError(f"A video of {width} × {height} at {rate}/s cannot be; enlarge it.")
        if sound is not None and (sound[0] not in SOUND_RATES or sound[1] not in (1, 2)):
            raise InputError(f"AAC cannot hold {sound[1]} channels at {sound[0]} Hz; use 48000 Hz.")
        self.path = Path(path)
        self._part = self.path.with_name(self.path.name + ".part")
        self._size = width, height
        self._last: int | None = None
        self._heard = 0
        self._scaler = VideoReformatter()
        try:
            self._part.touch()  # the encoder would only find out at the first picture
        except OSError as error:
            raise self._failed(error) from error
        self._container = av.open(
            f"file:{self._part}", "w", format="mp4", options={"movflags": "+faststart"}
        )
        self._video = self._add_video(rate, crf)
        self._audio = None if sound is None else self._add_sound(*sound)

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
        width, height = self._size
        if image.shape != (height, width, 3) or image.dtype != np.uint8:
            raise InputError(f"Pictures must be {height} × {width} × 3 uint8; got {image.shape}.")
        ticks = round(time * TICKS)
        if ticks < 0 or (self._last is not None and ticks <= self._last):
            raise InputError(f"Pictures must follow each other in time; {time:.6f} s does not.")
        self._last = ticks
        even = np.pad(image, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(even), format="rgb24")
        frame = self._scaler.reformat(frame, format="yuv420p", dst_colorspace=Colorspace.ITU709)
        frame.pts, frame.time_base = ticks, Fraction(1, TICKS)
        self._mux(self._video, frame)

    def sound(self, samples: NDArray[np.float32]) -> None:
        """Add sound, (n, channels) float32 in -1 … 1, right after what was added before; the
        first sample is heard at 0 s."""
        if self._audio is None:
            raise InputError("This video was begun without sound; begin it with sound=(rate, n).")
        if samples.ndim != 2 or samples.shape[1] != self._audio.channels:
            raise InputError(f"Sound must be (n, {self._audio.channels}); got {samples.shape}.")
        if not len(samples):
            return
        planes = np.ascontiguousarray(np.clip(samples, -1, 1).T, np.float32)
        frame = av.AudioFrame.from_ndarray(planes, "fltp", self._audio.layout.name)
        frame.sample_rate = self._audio.rate
        frame.pts, frame.time_base = self._heard, Fraction(1, self._audio.rate)
        self._heard += len(samples)
        self._mux(self._audio, frame)

    def _finish(self) -> None:
        if self._last is None:
            raise InputError(f"“{self.path.name}” was given no picture; add at least one.")
        for stream in (self._video, self._audio):
            if stream is not None:
                self._mux(stream, None)

    def _mux(self, stream: VideoStream | AudioStream, frame: Any) -> None:
        try:
            self._container.mux(stream.encode(frame))
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> MediaError:
        cause = error.strerror or "unknown cause"
        return MediaError(
            f"“{self.path.name}” cannot be written ({cause}); choose another folder or free space."
        )

    def _add_video(self, rate: Fraction, crf: int) -> VideoStream:
        stream = self._container.add_stream(
            "libx264", rate=rate, options={"crf": str(crf), "preset": "veryfast"}
        )
        codec = stream.codec_context
        stream.width, stream.height = (side + side % 2 for side in self._size)
        stream.pix_fmt = "yuv420p"
        codec.time_base = Fraction(1, TICKS)
        codec.gop_size = max(1, round(2 * rate))  # a key frame every two seconds: quick to scrub
        codec.color_range, codec.colorspace = ColorRange.MPEG, BT709
        codec.color_primaries = codec.color_trc = BT709
        return stream

    def _add_sound(self, rate: int, channels: int) -> AudioStream:
        layout = "mono" if channels == 1 else "stereo"
        return self._container.add_stream(
            "aac", rate=rate, layout=layout, bit_rate=96_000 * channels
        )
