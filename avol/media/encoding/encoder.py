"""Encodes frames and audio as H.264 and AAC into an open container."""

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

from avol.core.constants import LARGE_IMAGE
from avol.errors import InputError

BT709 = 1  # colours of high-definition video, H.264 code
TICKS = 90_000  # ticks per second of frame times
_FEW_IMAGES = "rc-lookahead=0:sync-lookahead=0:bframes=0:ref=1"  # kept by the encoder
AUDIO_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000)


class VideoEncoder:
    """Adds frames at given times, and audio, to a container that is open for writing.

    rate: nominal frames per second (a hint; the frame times count). audio: (samples per second,
    1 or 2 channels), or None. crf: H.264 quality, 0 (lossless)..51. live: encode each frame at
    once, in the calling thread and with little work, with a key frame on request; otherwise every
    two seconds. threads: of the video encoder, 0 for automatic. An odd width or height is rounded
    up, the last column or row repeated. Raises InputError, and OSError of the container.
    """

    def __init__(
        self,
        container: OutputContainer,
        width: int,
        height: int,
        rate: Fraction,
        audio: tuple[int, int] | None = None,
        crf: int = 20,
        live: bool = False,
        threads: int = 0,
    ) -> None:
        self._container = container
        self._size = width, height
        self._last_ticks: int | None = None
        self._audio_samples = 0
        self._scaler, self._scaler_threads = VideoReformatter(), 1 if live else 0
        options = {"crf": str(crf), "preset": "ultrafast" if live else "veryfast"}
        options |= {"tune": "zerolatency", "sc_threshold": "0"} if live else {}
        options |= {"x264-params": _FEW_IMAGES} if width * height > LARGE_IMAGE else {}
        stream = container.add_stream("libx264", rate=rate, options=options)
        _set_format(stream, self._size)
        stream.codec_context.gop_size = max(1, round((20 if live else 2) * rate))  # fast seeking
        stream.codec_context.thread_count = threads
        self._video = stream
        self._audio = None if audio is None else _add_audio_stream(container, *audio)

    @property
    def empty(self) -> bool:
        """Whether no frame was added."""
        return self._last_ticks is None

    @property
    def audio_samples(self) -> int:
        """Number of audio samples added."""
        return self._audio_samples

    def add_frame(self, image: NDArray[np.uint8], time: float, key: bool = False) -> bool:
        """Add a frame, (height, width, 3) uint8 RGB, displayed from `time` seconds on.

        Times start at 0 or later and increase by at least 1/90000 s; the last frame is displayed as
        long as the one before it. key: make it a key frame. Returns whether the encoder returned a
        key frame.
        """
        width, height = self._size
        if image.shape != (height, width, 3) or image.dtype != np.uint8:
            raise InputError(
                f"Frames have the shape {height} × {width} × 3, not {image.shape}; resize them."
            )
        ticks = round(time * TICKS)
        if ticks < 0 or (self._last_ticks is not None and ticks <= self._last_ticks):
            raise InputError(
                f"Frames must follow each other in time; {time:.6f} s does not: sort them."
            )
        self._last_ticks = ticks
        if height % 2 or width % 2:
            image = np.pad(image, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        # The frame uses the memory of the image; a copy would cost as much as the encoder.
        frame = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(image), format="rgb24")
        frame = self._scaler.reformat(
            frame, format="yuv420p", dst_colorspace=Colorspace.ITU709, threads=self._scaler_threads
        )
        frame.pts, frame.time_base = ticks, Fraction(1, TICKS)
        frame.pict_type = PictureType.I if key else PictureType.NONE
        return self._mux(self._video, frame)

    def add_audio(self, samples: NDArray[np.float32]) -> None:
        """Append audio, (n, channels) float32 in -1..1; the first sample is at 0 s."""
        if self._audio is None:
            raise InputError("This video has no audio stream; create it with audio=(rate, n).")
        if samples.ndim != 2 or samples.shape[1] != self._audio.channels:
            raise InputError(
                f"Audio has the shape (n, {self._audio.channels}), not {samples.shape}; reshape it."
            )
        if not len(samples):
            return
        planes = np.ascontiguousarray(np.clip(samples, -1, 1).T, np.float32)
        frame = av.AudioFrame.from_ndarray(planes, "fltp", self._audio.layout.name)
        frame.sample_rate = self._audio.rate
        frame.pts, frame.time_base = self._audio_samples, Fraction(1, self._audio.rate)
        self._audio_samples += len(samples)
        self._mux(self._audio, frame)

    def flush(self) -> None:
        """Write everything that the encoders hold; nothing can be added afterwards."""
        for stream in (self._video, self._audio):
            if stream is not None:
                self._mux(stream, None)

    def _mux(self, stream: VideoStream | AudioStream, frame: Any) -> bool:
        packets = stream.encode(frame)
        self._container.mux(packets)
        return any(packet.is_keyframe for packet in packets)


def check_audio_format(rate: int, channels: int) -> None:
    """Raise InputError for audio that AAC cannot encode."""
    if rate not in AUDIO_RATES or channels not in (1, 2):
        raise InputError(f"AAC cannot encode {channels} channels at {rate} Hz; use 48000 Hz.")


def _set_format(stream: VideoStream, size: tuple[int, int]) -> None:
    """Set even size, colours of high-definition video and exact times."""
    codec = stream.codec_context
    stream.width, stream.height = (side + side % 2 for side in size)
    stream.pix_fmt = "yuv420p"
    codec.time_base = Fraction(1, TICKS)
    codec.color_range, codec.colorspace = ColorRange.MPEG, BT709
    codec.color_primaries = codec.color_trc = BT709


def _add_audio_stream(container: OutputContainer, rate: int, channels: int) -> AudioStream:
    layout = "mono" if channels == 1 else "stereo"
    return container.add_stream("aac", rate=rate, layout=layout, bit_rate=96_000 * channels)
