"""Resolve the file names of a box list to images and audio windows."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import AUDIO_WINDOW, SAMPLE_RATE
from avol.core.paths import is_file, is_folder
from avol.errors import InputError
from avol.evaluation.localization.boxes import BoxItem
from avol.media import AudioTrack, VideoFile
from avol.media import load_image as load_image_file
from avol.media.file_types import AUDIO_SUFFIXES, IMAGE_SUFFIXES, VIDEO_SUFFIXES

_STEP = SAMPLE_RATE // 10

Image = NDArray[np.uint8]
Wave = NDArray[np.float32]


@dataclass(frozen=True)
class ImageRef:
    """A still image, or the frame of a video at `time` seconds."""

    path: Path
    time: float | None = None


@dataclass(frozen=True)
class AudioRef:
    """An audio window centred on `time` seconds; None: the loudest window of the file."""

    path: Path
    time: float | None = None


class MediaFolder:
    """The media files of a box list.

    A name is a path in the folder or, without a known suffix, the name of a file anywhere in it.
    The usual layouts (`ID.mp4`, or `frames/ID.jpg` and `audio/ID.wav`) need no preparation.
    """

    def __init__(self, folder: Path) -> None:
        if not is_folder(folder):
            raise InputError(f"“{folder}” is not a folder; choose the folder of the media.")
        self.folder = folder

    def resolve(self, item: BoxItem) -> tuple[ImageRef, AudioRef]:
        """The image and the audio window of an item; InputError if one is missing."""
        image = self._find(item.file, VIDEO_SUFFIXES | IMAGE_SUFFIXES)
        still = image.suffix.lower() in IMAGE_SUFFIXES
        if item.sound is not None:
            audio = self._find(item.sound, AUDIO_SUFFIXES | VIDEO_SUFFIXES)
        elif still:
            audio = self._find(image.stem, AUDIO_SUFFIXES)
        else:
            audio = image
        time = None if still else _middle(image) if item.time is None else item.time
        own = time if audio == image else None
        audio_time = own if item.sound_time is None else item.sound_time
        return ImageRef(image, time), AudioRef(audio, audio_time)

    def _find(self, name: str, suffixes: frozenset[str]) -> Path:
        path = self.folder / name
        if is_file(path):
            return path
        if path.suffix.lower() not in IMAGE_SUFFIXES | VIDEO_SUFFIXES | AUDIO_SUFFIXES:
            for candidate in self._by_stem.get(path.name, []):
                if candidate.suffix.lower() in suffixes:
                    return candidate
        raise InputError(f"“{name}” not found")

    @cached_property
    def _by_stem(self) -> dict[str, list[Path]]:
        """Every file by its name without suffix, videos first."""
        files: dict[str, list[Path]] = defaultdict(list)
        for path in sorted(self.folder.rglob("*")):
            files[path.stem].append(path)
        for paths in files.values():
            paths.sort(key=lambda path: path.suffix.lower() not in VIDEO_SUFFIXES)
        return files


def load_image(image: ImageRef) -> Image:
    """(H, W, 3) RGB; raises MediaError, or InputError for a time outside the video."""
    if image.time is None:
        return load_image_file(image.path)
    with VideoFile(image.path) as video:
        facts = video.info
        if not facts.start <= image.time <= facts.start + facts.duration:
            raise InputError(f"“{image.path.name}” has no frame at {image.time:g} s")
        return video.frame(video.index.at(image.time)).image


def load_audio(audio: AudioRef, length: int = AUDIO_WINDOW) -> Wave:
    """The audio window, (length,) samples in -1..1; raises MediaError."""
    with AudioTrack(audio.path) as track:
        if audio.time is None:
            return track.excerpt_at(loudest_window(track, length), length)
        return track.window_at(audio.time, length)


def loudest_window(track: AudioTrack, length: int = AUDIO_WINDOW) -> float:
    """Centre, in seconds, of the loudest window of `length` samples, in steps of 0.1 s."""
    if track.stop - track.start <= length:
        return (track.start + track.stop) / 2 / SAMPLE_RATE
    power = np.concatenate(
        [
            _power(track.mono(low, min(low + 60 * SAMPLE_RATE, track.stop)))
            for low in range(track.start, track.stop, 60 * SAMPLE_RATE)
        ]
    )
    sums = np.convolve(power, np.ones(round(length / _STEP)), "valid")
    # The last step may be incomplete; the window must not extend beyond the end.
    best = min(track.start + int(sums.argmax()) * _STEP, track.stop - length)
    return (best + length / 2) / SAMPLE_RATE


def _power(wave: Wave) -> NDArray[np.float64]:
    steps = -(-wave.size // _STEP)
    padded = np.pad(wave, (0, steps * _STEP - wave.size)).astype(np.float64)
    return np.square(padded).reshape(steps, _STEP).sum(axis=1)


def _middle(path: Path) -> float:
    with VideoFile(path) as video:
        return video.info.start + video.info.duration / 2
