"""Sound in memory as FLAC: lossless, so that storing it leaves no traces of a second coder."""

from io import BytesIO
from typing import cast

import av
import numpy as np
from av.audio.stream import AudioStream
from av.error import FFmpegError
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.media import UnreadableFile

_BLOCK = 4096  # samples handed to the encoder at a time
_FULL = 32767  # 16-bit full scale

Floats = NDArray[np.float32]


def pack(wave: Floats) -> bytes:
    """A mono 48 kHz wave (n,) in -1…1 as 16-bit FLAC; what lies beyond is clipped."""
    samples = np.round(np.clip(wave, -1, 1) * _FULL).astype(np.int16)
    file = BytesIO()
    with av.open(file, "w", format="flac") as container:
        stream = cast(AudioStream, container.add_stream("flac", rate=SAMPLE_RATE, layout="mono"))
        stream.codec_context.format = "s16"
        for low in range(0, len(samples), _BLOCK):
            frame = av.AudioFrame.from_ndarray(samples[None, low : low + _BLOCK], "s16", "mono")
            frame.sample_rate, frame.pts = SAMPLE_RATE, low
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def unpack(data: bytes) -> Floats:
    """The wave (n,) float32 of what `pack` made; raises Unreadable."""
    try:
        with av.open(BytesIO(data), "r") as container:
            parts = [frame.to_ndarray().ravel() for frame in container.decode(audio=0)]
    except (FFmpegError, OSError, ValueError, IndexError) as error:
        raise UnreadableFile(
            "The sound in a shard is damaged; prepare that shard again."
        ) from error
    return np.concatenate([np.zeros(0, np.int16), *parts]).astype(np.float32) / np.float32(_FULL)
