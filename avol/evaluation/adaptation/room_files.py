"""Recordings of a room and images of its scene, from files."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.core.paths import resources_folder
from avol.evaluation.adaptation.room import MAX_SECONDS
from avol.media import AudioTrack, VideoFile, load_image
from avol.media.file_types import IMAGE_SUFFIXES

FRAMES = 4
"""Frames of each video of the scene."""


def load_recording(path: Path) -> NDArray[np.float32]:
    """(n,) mono samples at 48 kHz of an audio or video file; raises MediaError."""
    with AudioTrack(path) as track:
        stop = min(track.stop, track.start + round(MAX_SECONDS * SAMPLE_RATE))
        return track.mono(track.start, stop)


def load_scene(paths: Sequence[Path]) -> list[NDArray[np.uint8]]:
    """Images (H, W, 3) of files; frames of videos; of the demo clip without any."""
    images = []
    for path in paths or [resources_folder() / "demo" / "demo.mp4"]:
        if path.suffix.lower() in IMAGE_SUFFIXES:
            images.append(load_image(path))
            continue
        with VideoFile(path) as video:
            start, duration = video.info.start, video.info.duration
            for number in range(FRAMES):
                time = start + duration * (number + 0.5) / FRAMES
                images.append(video.frame(video.index.at(time)).image)
    return images
