"""FLAC coding in memory: lossless, so that storage leaves no traces of a second codec."""

from io import BytesIO
from typing import cast

import av
import numpy as np
from av.audio.stream import AudioStream
from av.error import FFmpegError
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.errors import UnreadableFileError

_BLOCK_SAMPLES = 4096
_FULL_SCALE = 32767  # 16 bits

Floats = NDArray[np.float32]


def encode_flac(wave: Floats, rate: int = SAMPLE_RATE) -> bytes:
    """Encodes a mono wave (n,) as 16-bit FLAC; values outside -1 to 1 are clipped."""
    samples = np.round(np.clip(wave, -1, 1) * _FULL_SCALE).astype(np.int16)
    file = BytesIO()
    with av.open(file, "w", format="flac") as container:
        stream = cast(AudioStream, container.add_stream("flac", rate=rate, layout="mono"))
        stream.codec_context.format = "s16"
        for start in range(0, len(samples), _BLOCK_SAMPLES):
            block = samples[None, start : start + _BLOCK_SAMPLES]
            frame = av.AudioFrame.from_ndarray(block, "s16", "mono")
            frame.sample_rate, frame.pts = rate, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def decode_flac(data: bytes) -> Floats:
    """Decodes the output of `encode_flac` to a wave (n,) in -1 to 1.

    Raises:
        UnreadableFileError: the data is not FLAC.
    """
    try:
        if not data.startswith(b"fLaC"):
            raise ValueError("no FLAC")
        with av.open(BytesIO(data), "r", format="flac") as container:
            parts = [frame.to_ndarray().ravel() for frame in container.decode(audio=0)]
    except (FFmpegError, OSError, ValueError, IndexError) as error:
        raise UnreadableFileError(
            "A stored sound is damaged; prepare that shard again, or delete that example."
        ) from error
    samples = np.concatenate([np.zeros(0, np.int16), *parts])
    return samples.astype(np.float32) / np.float32(_FULL_SCALE)
