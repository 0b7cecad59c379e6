"""A film to measure on: 720p, a key frame every 250 pictures, as long as is asked for.

It is hard to scrub on purpose: most places are far behind their key frame. The pictures and the
sound are those of the demo, encoded once and repeated without encoding again.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

import av

from avol.core.atomic import aside
from avol.media import AudioTrack, VideoFile

RATE = 25
GROUP = 250  # pictures from key frame to key frame
PICTURES = 4 * GROUP  # of one round: 40 s, a whole number of AAC frames at 48 kHz
SOUND_RATE, SOUND_FRAME = 48_000, 1024
QUALITY = {"preset": "medium", "crf": "23", "x264-params": f"keyint={GROUP}:scenecut=0"}


def make_film(path: Path, source: Path, minutes: float) -> None:
    """Write an MP4 of at least `minutes`, made of `source`; raises MediaError."""
    rounds = max(1, -(-round(minutes * 60 * RATE) // PICTURES))
    with aside(path) as part, av.open(f"file:{part}", "w", format="mp4") as film:
        picture = film.add_stream("libx264", rate=RATE, options=QUALITY)
        picture.width, picture.height, picture.pix_fmt = 1280, 720, "yuv420p"
        sound = film.add_stream("aac", rate=SOUND_RATE, layout="mono")
        one: list[Any] = [p for f in chain(_pictures(source), [None]) for p in picture.encode(f)]
        one += [p for f in _sounds(source) for p in sound.encode(f)]
        one = sorted(one, key=lambda p: p.dts * p.time_base)
        first = [(p.pts, p.dts, p.time_base) for p in one]
        for number in range(rounds):
            for packet, (pts, dts, tick) in zip(one, first, strict=True):
                shift = round(Fraction(PICTURES * number, RATE) / tick)
                # Muxing changes all three to the ticks of the file.
                packet.pts, packet.dts, packet.time_base = pts + shift, dts + shift, tick
                film.mux(packet)


def _pictures(source: Path) -> Iterator[av.VideoFrame]:
    with VideoFile(source, threads="auto") as video:
        for number in range(PICTURES):
            image = video.frame(number % len(video.index)).image
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame = frame.reformat(width=1280, height=720, format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            yield frame


def _sounds(source: Path) -> Iterator[av.AudioFrame]:
    with AudioTrack(source) as track:
        for low in range(0, PICTURES * SOUND_RATE // RATE, SOUND_FRAME):
            samples = track.mono(low, low + SOUND_FRAME)[None]
            frame = av.AudioFrame.from_ndarray(samples, "fltp", "mono")
            frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, low, Fraction(1, SOUND_RATE)
            yield frame
