"""Writes a copy of a video with other images and the same times and audio."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.media import AudioTrack, Frame, MediaInfo, VideoWriter

Wave = NDArray[np.float32]
WriteFrame = Callable[[Frame, NDArray[np.uint8]], None]
"""Writes an image (H, W, 3) uint8 RGB at the time of a frame."""


@dataclass(frozen=True)
class VideoAudio:
    """The audio of a video, on the time axis of the video."""

    track: AudioTrack | None
    """None if there is no audio."""
    shift: int = 0
    """Samples from the time axis of the video to that of the track."""

    def window_at(self, time: float, length: int) -> Wave | None:
        """The audio window at `time` seconds: (length,) float32 mono; None without a track."""
        if self.track is None:
            return None
        return self.track.window_at(time + self.shift / SAMPLE_RATE, length)


@contextmanager
def open_audio(
    info: MediaInfo, other: Path | None = None, other_track: int | None = None
) -> Iterator[VideoAudio]:
    """Open the audio track of a video, or another file that starts when the video starts.

    other_track: number of the audio track of the other file, from 1; None for the default one.
    Raises MediaError if the other file cannot be read.
    """
    path = other or (info.path if info.has_audio else None)
    number = other_track if other else info.audio_track
    with AudioTrack(path, number) if path else nullcontext() as track:
        shift = track.start - round(info.start * SAMPLE_RATE) if track and other else 0
        yield VideoAudio(track, shift)


@contextmanager
def overlay_writer(
    path: Path, info: MediaInfo, audio: VideoAudio, *, threads: int = 0
) -> Iterator[WriteFrame]:
    """Write an MP4 with the times and audio of a video; it starts at 0 s.

    threads: of the encoder; 0 lets the encoder choose.

    Raises MediaError if the file cannot be written. After any exception the file is removed.
    """
    written = round(info.start * SAMPLE_RATE)
    track = audio.track
    audio_format = None if track is None else (SAMPLE_RATE, track.channels)

    with VideoWriter(
        path, info.width, info.height, info.rate, audio_format, threads=threads
    ) as writer:

        def write_audio_until(time: float) -> None:
            """Interleave the audio with the frames, so that players need no large buffer."""
            nonlocal written
            stop = max(written, round(time * SAMPLE_RATE))
            if track is not None:
                for low in range(written, stop, SAMPLE_RATE):
                    high = min(low + SAMPLE_RATE, stop)
                    writer.add_audio(track.samples(low + audio.shift, high + audio.shift))
            written = stop

        def write_frame(frame: Frame, image: NDArray[np.uint8]) -> None:
            write_audio_until(frame.time)
            writer.add_frame(image, frame.time - info.start)

        yield write_frame
        write_audio_until(info.start + info.duration)
