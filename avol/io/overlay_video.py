"""A copy of a video with other pictures: the same times, the same sound."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.media import AudioTrack, Frame, MediaInfo, VideoWriter

Wave = NDArray[np.float32]
SecondAt = Callable[[float], Wave]
"""The second of sound centred on a time in seconds: (48000,) float32 mono."""
Film = Callable[[Frame, NDArray[np.uint8]], None]
"""Adds a picture (H, W, 3) uint8 RGB in the place of a frame."""


@dataclass(frozen=True)
class Sound:
    """What is heard beside a video, on the video's own axis."""

    track: AudioTrack | None
    """None where there is nothing to be heard."""
    shift: int = 0
    """Samples from the video's axis to the track's."""

    def window_at(self, time: float) -> Wave:
        """The second centred on `time` seconds: (48000,) float32 mono, zeros without a track."""
        if self.track is None:
            return np.zeros(SAMPLE_RATE, np.float32)
        return self.track.window_at(time + self.shift / SAMPLE_RATE)


@contextmanager
def listening(facts: MediaInfo, other: Path | None = None) -> Iterator[Sound]:
    """Open what is heard beside a video: its own sound, or another that begins when it does.

    Raises MediaError where the other one cannot be read.
    """
    path = other or (facts.path if facts.has_audio else None)
    with AudioTrack(path) if path else nullcontext() as track:
        shift = track.start - round(facts.start * SAMPLE_RATE) if track and other else 0
        yield Sound(track, shift)


@contextmanager
def filming(path: Path, facts: MediaInfo, heard: Sound, *, threads: int = 0) -> Iterator[Film]:
    """Write an MP4 of the frames of a video and what is heard beside it; it begins at 0 s.

    threads: of the encoder, 0 for as many as it likes.

    Raises MediaError where it cannot be written; then, as after any exception, it is not there.
    """
    written = round(facts.start * SAMPLE_RATE)
    track = heard.track
    sound = None if track is None else (SAMPLE_RATE, track.channels)

    with VideoWriter(path, facts.width, facts.height, facts.rate, sound, threads=threads) as movie:

        def sound_until(time: float) -> None:
            """Keep the sound level with the pictures, so that a player needs no buffer."""
            nonlocal written
            stop = max(written, round(time * SAMPLE_RATE))
            if track is not None:
                for low in range(written, stop, SAMPLE_RATE):
                    high = min(low + SAMPLE_RATE, stop)
                    movie.add_audio(track.samples(low + heard.shift, high + heard.shift))
            written = stop

        def add(frame: Frame, image: NDArray[np.uint8]) -> None:
            sound_until(frame.time)
            movie.add_frame(image, frame.time - facts.start)

        yield add
        sound_until(facts.start + facts.duration)
