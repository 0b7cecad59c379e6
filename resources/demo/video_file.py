"""Writes frames and sound to a widely playable MP4: H.264 and AAC."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange
from numpy.typing import NDArray
from programme import FPS, HEIGHT, WIDTH

RATE, BT709 = 48_000, 1
QUALITY = {"crf": "25", "preset": "slow", "tune": "film"}


def write(path: Path, images: Iterable[NDArray[np.uint8]], sound: NDArray[np.float32]) -> None:
    """Encode RGB images, one every 1 / FPS s, and (n, 2) sound; the file is replaced atomically.

    AVOL's VideoWriter is optimised for speed; a shipped clip is worth the slow preset.
    """
    part = path.with_suffix(".part")
    with av.open(str(part), "w", format="mp4", options={"movflags": "+faststart"}) as file:
        video = file.add_stream("libx264", rate=FPS, options=QUALITY)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        codec = video.codec_context
        codec.gop_size = 2 * FPS
        codec.color_range, codec.colorspace = ColorRange.MPEG, BT709
        codec.color_primaries = codec.color_trc = BT709
        audio = file.add_stream("aac", rate=RATE, layout="stereo", bit_rate=144_000)
        samples = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound.T), "fltp", "stereo")
        samples.sample_rate, samples.pts, samples.time_base = RATE, 0, Fraction(1, RATE)
        file.mux(audio.encode(samples))
        for number, image in enumerate(images):
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            file.mux(video.encode(frame))
        for stream in (audio, video):
            file.mux(stream.encode(None))
    part.replace(path)
