"""Encoding pictures and sound as H.264 and AAC into whatever container is open."""

from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.frame import PictureType
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from avol.errors import InputError

BT709 = 1  # the colours of high-definition video, as H.264 numbers them
TICKS = 90_000  # picture times are kept to 1/90000 s
SOUND_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000)


class VideoEncoder:
    """Adds pictures at given times, and sound, to a container that was opened for writing.

    rate: usual pictures a second (a hint; the times given count). sound: (samples a second, 1 or
    2 channels), or None. crf: H.264 quality, 0 (lossless) … 51. live: encode each picture at once,
    in the calling thread and with little work, a key frame where asked for; else one every two
    seconds. threads: of the picture's encoder, 0 for as many as it likes. An odd width or height is
    rounded up, the last column or row repeated. Raises InputError, and the container's OSError.
    """

    def __init__(
        self,
        container: OutputContainer,
        width: int,
        height: int,
        rate: Fraction,
        sound: tuple[int, int] | None = None,
        crf: int = 20,
        live: bool = False,
        threads: int = 0,
    ) -> None:
        self._container = container
        self._size = width, height
        self._last: int | None = None
        self._heard = 0
        self._scaler = VideoReformatter()
        options = {"crf": str(crf), "preset": "ultrafast" if live else "veryfast"}
        options |= {"tune": "zerolatency", "sc_threshold": "0"} if live else {}
        stream = container.add_stream("libx264", rate=rate, options=options)
        _describe(stream, self._size)
        stream.codec_context.gop_size = max(1, round((20 if live else 2) * rate))  # quick to scrub
        stream.codec_context.thread_count = threads
        self._video = stream
        self._audio = None if sound is None else _add_sound(container, *sound)

    @property
    def empty(self) -> bool:
        """Whether no picture was added."""
        return self._last is None

    @property
    def heard(self) -> int:
        """How many samples of sound were added."""
        return self._heard

    def picture(self, image: NDArray[np.uint8], time: float, key: bool = False) -> bool:
        """Add a picture, (height, width, 3) uint8 RGB, to be shown from `time` seconds on.

        Times start at 0 or later and rise by at least 1/90000 s; the last picture is shown as
        long as the one before it. key: make it a key frame. Whether a key frame came out of the
        encoder by it.
        """
        width, height = self._size
        if image.shape != (height, width, 3) or image.dtype != np.uint8:
            raise InputError(f"Pictures must be {height} × {width} × 3 uint8; got {image.shape}.")
        ticks = round(time * TICKS)
        if ticks < 0 or (self._last is not None and ticks <= self._last):
            raise InputError(f"Pictures must follow each other in time; {time:.6f} s does not.")
        self._last = ticks
        if height % 2 or width % 2:
            image = np.pad(image, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        # The frame lies in the picture's own memory; copying it would cost as much as the encoder.
        frame = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(image), format="rgb24")
        frame = self._scaler.reformat(frame, format="yuv420p", dst_colorspace=Colorspace.ITU709)
        frame.pts, frame.time_base = ticks, Fraction(1, TICKS)
        frame.pict_type = PictureType.I if key else PictureType.NONE
        return self._mux(self._video, frame)

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

    def flush(self) -> None:
        """Have all that was added leave the encoders; nothing can be added afterwards."""
        for stream in (self._video, self._audio):
            if stream is not None:
                self._mux(stream, None)

    def _mux(self, stream: VideoStream | AudioStream, frame: Any) -> bool:
        packets = stream.encode(frame)
        self._container.mux(packets)
        return any(packet.is_keyframe for packet in packets)


def check_sound(rate: int, channels: int) -> None:
    """Raises InputError for sound that AAC cannot hold."""
    if rate not in SOUND_RATES or channels not in (1, 2):
        raise InputError(f"AAC cannot hold {channels} channels at {rate} Hz; use 48000 Hz.")


def _describe(stream: VideoStream, size: tuple[int, int]) -> None:
    """Size rounded up to even, colours of high-definition video, exact times."""
    codec = stream.codec_context
    stream.width, stream.height = (side + side % 2 for side in size)
    stream.pix_fmt = "yuv420p"
    codec.time_base = Fraction(1, TICKS)
    codec.color_range, codec.colorspace = ColorRange.MPEG, BT709
    codec.color_primaries = codec.color_trc = BT709


def _add_sound(container: OutputContainer, rate: int, channels: int) -> AudioStream:
    layout = "mono" if channels == 1 else "stereo"
    return container.add_stream("aac", rate=rate, layout=layout, bit_rate=96_000 * channels)
