"""From the names in a box list to pictures and seconds of sound."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import SAMPLE_RATE
from avol.errors import InputError
from avol.evaluation.localization.boxes import BoxItem
from avol.media import AudioTrack, VideoFile, load_image
from avol.media.file_types import AUDIO_SUFFIXES, IMAGE_SUFFIXES, VIDEO_SUFFIXES

_STEP = SAMPLE_RATE // 10

Picture = NDArray[np.uint8]
Wave = NDArray[np.float32]


@dataclass(frozen=True)
class Sight:
    """A picture: a still one, or a moment of a video in seconds (None: the middle)."""

    path: Path
    time: float | None = None


@dataclass(frozen=True)
class AudioRef:
    """A second of sound: its middle in seconds, None for the loudest second of the file."""

    path: Path
    time: float | None = None


class MediaFolder:
    """The files that a box list speaks of.

    A name is a path in the folder, or, without a known ending, the name of a file anywhere in it:
    so the usual layouts (`ID.mp4`, or `frames/ID.jpg` beside `audio/ID.wav`) need no preparation.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise InputError(f"“{folder}” is no folder; name the one that holds the media.")
        self.folder = folder

    def question(self, item: BoxItem) -> tuple[Sight, AudioRef]:
        """The picture and the sound of an item; InputError where one is missing."""
        picture = self._find(item.file, VIDEO_SUFFIXES | IMAGE_SUFFIXES)
        still = picture.suffix.lower() in IMAGE_SUFFIXES
        if item.sound is not None:
            sound = self._find(item.sound, AUDIO_SUFFIXES | VIDEO_SUFFIXES)
        elif still:
            sound = self._find(picture.stem, AUDIO_SUFFIXES)
        else:
            sound = picture
        time = None if still else _moment(picture) if item.time is None else item.time
        own = time if sound == picture else None
        heard = own if item.sound_time is None else item.sound_time
        return Sight(picture, time), AudioRef(sound, heard)

    def _find(self, name: str, kinds: frozenset[str]) -> Path:
        path = self.folder / name
        if path.is_file():
            return path
        if path.suffix.lower() not in IMAGE_SUFFIXES | VIDEO_SUFFIXES | AUDIO_SUFFIXES:
            for found in self._by_stem.get(path.name, []):
                if found.suffix.lower() in kinds:
                    return found
        raise InputError(f"there is no “{name}”")

    @cached_property
    def _by_stem(self) -> dict[str, list[Path]]:
        """Every file by its name without ending, videos first."""
        found: dict[str, list[Path]] = defaultdict(list)
        for path in sorted(self.folder.rglob("*")):
            found[path.stem].append(path)
        for paths in found.values():
            paths.sort(key=lambda path: path.suffix.lower() not in VIDEO_SUFFIXES)
        return found


def read_sight(sight: Sight) -> Picture:
    """The picture, (H, W, 3) RGB; MediaError or InputError where there is none."""
    if sight.time is None:
        return load_image(sight.path)
    with VideoFile(sight.path) as video:
        facts = video.info
        if not facts.start <= sight.time <= facts.start + facts.duration:
            raise InputError(f"“{sight.path.name}” has no picture at {sight.time:g} s")
        return video.frame(video.index.at(sight.time)).image


def read_noise(noise: AudioRef) -> Wave:
    """The second of sound, (48000,), as the studio hears it; MediaError where there is none."""
    with AudioTrack(noise.path) as track:
        return track.window_at(loudest_second(track) if noise.time is None else noise.time)


def loudest_second(track: AudioTrack) -> float:
    """The middle, in seconds, of the loudest second of a track, found in steps of 0.1 s."""
    length = track.stop - track.start
    if length <= SAMPLE_RATE:
        return (track.start + track.stop) / 2 / SAMPLE_RATE
    power = np.concatenate(
        [
            _power(track.mono(low, min(low + 60 * SAMPLE_RATE, track.stop)))
            for low in range(track.start, track.stop, 60 * SAMPLE_RATE)
        ]
    )
    sums = np.convolve(power, np.ones(10), "valid")
    # A last, incomplete step must not carry the second beyond the end.
    best = min(track.start + int(sums.argmax()) * _STEP, track.stop - SAMPLE_RATE)
    return (best + SAMPLE_RATE / 2) / SAMPLE_RATE


def _power(wave: Wave) -> NDArray[np.float64]:
    steps = -(-wave.size // _STEP)
    padded = np.pad(wave, (0, steps * _STEP - wave.size)).astype(np.float64)
    return np.square(padded).reshape(steps, _STEP).sum(axis=1)


def _moment(path: Path) -> float:
    with VideoFile(path) as video:
        return video.info.start + video.info.duration / 2
