"""A video for measurements: 720p, a key frame every 250 frames, of any length.

It is hard to scrub: most frames are far behind their key frame. It repeats the demo, which is
encoded once.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

import av
from av.container import OutputContainer

from avol.core.atomic import atomic_write
from avol.core.constants import SAMPLE_RATE
from avol.core.output_mark import mark_mp4
from avol.media import AudioTrack, VideoFile

RATE = 25
GROUP = 250  # frames from key frame to key frame
FRAMES = 4 * GROUP  # of one repetition; multiples of 8 have a whole number of AAC frames
AAC_FRAME = 1024  # samples
QUALITY = {"preset": "medium", "crf": "23", "x264-params": f"keyint={GROUP}:scenecut=0"}


def make_test_video(
    path: Path,
    source: Path,
    minutes: float,
    size: tuple[int, int] = (1280, 720),
    frames: int = FRAMES,
) -> None:
    """Write an MP4 file of at least `minutes` from `source`; raises MediaError.

    size: width and height in pixels. frames: those that are repeated, a multiple of 8.
    """
    with atomic_write(path) as part:
        with av.open(f"file:{part}", "w", format="mp4") as container:
            _write_repetitions(container, source, minutes, size, frames)
        mark_mp4(part)


def _write_repetitions(
    container: OutputContainer, source: Path, minutes: float, size: tuple[int, int], frames: int
) -> None:
    repetitions = max(1, -(-round(minutes * 60 * RATE) // frames))
    video_stream = container.add_stream("libx264", rate=RATE, options=QUALITY)
    video_stream.width, video_stream.height = size
    video_stream.pix_fmt = "yuv420p"
    audio_stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="mono")
    packets: list[Any] = [
        p for f in chain(_images(source, size, frames), [None]) for p in video_stream.encode(f)
    ]
    packets += [p for f in _audio(source, frames) for p in audio_stream.encode(f)]
    packets = sorted(packets, key=lambda p: p.dts * p.time_base)
    first = [(p.pts, p.dts, p.time_base) for p in packets]
    for number in range(repetitions):
        for packet, (pts, dts, tick) in zip(packets, first, strict=True):
            shift = round(Fraction(frames * number, RATE) / tick)
            # Muxing rescales all three to the time base of the file.
            packet.pts, packet.dts, packet.time_base = pts + shift, dts + shift, tick
            container.mux(packet)


def _images(source: Path, size: tuple[int, int], frames: int) -> Iterator[av.VideoFrame]:
    with VideoFile(source, threads="auto") as video:
        for number in range(frames):
            image = video.frame(number % len(video.index)).image
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame = frame.reformat(*size, format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            yield frame


def _audio(source: Path, frames: int) -> Iterator[av.AudioFrame]:
    with AudioTrack(source) as track:
        for low in range(0, frames * SAMPLE_RATE // RATE, AAC_FRAME):
            samples = track.mono(low, low + AAC_FRAME)[None]
            frame = av.AudioFrame.from_ndarray(samples, "fltp", "mono")
            frame.sample_rate, frame.pts, frame.time_base = (
                SAMPLE_RATE,
                low,
                Fraction(1, SAMPLE_RATE),
            )
            yield frame
