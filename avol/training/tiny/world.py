"""Clips and probes of a tiny training: synthetic clips, or the user's own videos."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.data.shards.clip_cutter import cut_clips
from avol.data.shards.clip_encoding import ClipFormat, encode_clip
from avol.data.shards.clips import FRAME_RATE, Clip
from avol.data.shards.segment import VideoSegment
from avol.data.shards.source_lists import load_source_list
from avol.data.synthesis.synthetic_clips import SHAPE_CLASSES, DrawnClip, VideoSpec, draw_clips
from avol.errors import InputError, MediaError
from avol.training.tiny.settings import TinySettings

SECONDS = 2
"""Duration of a clip."""
TRAINING_CLIPS, VALIDATION_CLIPS, POINTING_CLIPS = 24, 24, 12
"""Numbers of synthetic clips; those for pointing have a silent object beside the sounding one."""
TRAINING_SEED, VALIDATION_SEED, POINTING_SEED = 1000, 2000, 3000
TICK_LEVEL = 0.1
FRAMES = (16, 21, 26, 31, 36)
"""Frames of each clip whose maps are evaluated by pointing."""
MAX_VIDEOS = 40
MAX_SECONDS = 10
"""How much of each of the user's videos is used."""
MIN_VIDEOS = 4
"""Two of them for training and two for validation: a mismatched pair needs two videos."""
SIZE = (160, 120)
"""Width and height of the synthetic images."""

_FORM = ClipFormat(seconds=SECONDS, side=min(SIZE))
Boxes = dict[str, NDArray[np.float32]]
Progress = Callable[[int, int], None]
"""Receives (completed videos, total)."""


@dataclass(frozen=True, eq=False)
class Moment:
    """A frame of a clip, an audio window, and where the objects of the frame are.

    boxes: x0, y0, x1, y1 in 0 to 1 by class; empty if they are not known. expected: the class that
    the map should show, or "" for an empty map.
    """

    clip: Clip
    frame: int
    audio: Clip
    image_name: str
    audio_name: str
    expected: str
    boxes: Boxes


@dataclass(frozen=True, eq=False)
class World:
    """The clips of both splits, the six probes, and moments for pointing (own videos: none)."""

    training: Sequence[Clip]
    validation: Sequence[Clip]
    probes: Sequence[Moment]
    pointing: Sequence[Moment]


def load_world(settings: TinySettings, progress: Progress = lambda done, total: None) -> World:
    """Creates or loads the clips that the settings name.

    Raises:
        InputError: the folder of own videos is missing or has too few usable videos.
    """
    if settings.videos:
        return _own_world(Path(settings.videos), progress)
    return synthetic_world(settings.ticks != "none")


@lru_cache(maxsize=2)
def synthetic_world(ticks: bool) -> World:
    """Creates the synthetic clips; equal for all seeds, so that all train and test on the same."""

    def draw(count: int, seed: int, silent: int) -> list[DrawnClip]:
        level = TICK_LEVEL if ticks else 0.0
        spec = VideoSpec(SECONDS * FRAME_RATE, SIZE, silent, level)
        return list(draw_clips(count, seed, spec))

    def encode(drawn: Sequence[DrawnClip], split: str) -> list[Clip]:
        return [
            encode_clip(f"{split}-{n}", clip.images, clip.wave, _FORM, clip.label)
            for n, clip in enumerate(drawn)
        ]

    drawn = draw(POINTING_CLIPS, POINTING_SEED, 1)
    pointing = encode(drawn, "pointing")
    return World(
        encode(draw(TRAINING_CLIPS, TRAINING_SEED, 0), "training"),
        encode(draw(VALIDATION_CLIPS, VALIDATION_SEED, 0), "validation"),
        _synthetic_probes(drawn, pointing),
        [_moment(d, c, f, d, c) for d, c in zip(drawn, pointing, strict=True) for f in FRAMES],
    )


def _synthetic_probes(drawn: Sequence[DrawnClip], clips: Sequence[Clip]) -> list[Moment]:
    """Each class with its own audio; then the audio of the silent object; then an absent class."""
    classes = [shape.name for shape in SHAPE_CLASSES]
    middle, first = FRAMES[len(FRAMES) // 2], dict.fromkeys(classes, 0)
    for number in reversed(range(len(drawn))):
        first[drawn[number].label] = number

    def probe(image: str, audio: str) -> Moment:
        i, a = first[image], first[audio]
        return _moment(drawn[i], clips[i], middle, drawn[a], clips[a])

    image = drawn[first[classes[0]]]
    (silent,) = image.silent_boxes
    absent = next(name for name in classes if name not in (image.label, silent))
    own = [probe(name, name) for name in classes]
    return [*own, probe(image.label, silent), probe(image.label, absent)]


def _moment(image: DrawnClip, clip: Clip, frame: int, audio: DrawnClip, source: Clip) -> Moment:
    boxes = {image.label: image.boxes[frame]}
    boxes |= {name: silent[frame] for name, silent in image.silent_boxes.items()}
    expected = audio.label if audio.label in boxes else ""
    return Moment(clip, frame, source, image.label, audio.label, expected, boxes)


def _own_world(folder: Path, progress: Progress) -> World:
    """A quarter of the videos, and at least two, are held out for validation and probes.

    Both choices are spread over the list: in a folder whose names begin with the class, the first
    or the last videos would be of one class.
    """
    files = load_source_list(folder)
    files = [files[n] for n in _spread(len(files), MAX_VIDEOS)]
    videos: list[list[Clip]] = []
    for number, file in enumerate(files, 1):
        segment = VideoSegment(file.video, file.path, stop=float(MAX_SECONDS))
        try:
            videos.append(list(cut_clips(segment, _FORM)))
        except MediaError as error:  # other videos may be usable
            if len(files) < MIN_VIDEOS:
                raise InputError(str(error)) from error
        progress(number, len(files))
    if len(videos) < MIN_VIDEOS:
        raise InputError(
            f"“{folder}” has {len(videos)} usable videos; add videos of at least 1 s with audio, "
            f"at least {MIN_VIDEOS} in all."
        )
    held_out = _spread(len(videos), max(2, len(videos) // 4))
    training = [clip for n, video in enumerate(videos) if n not in held_out for clip in video]
    validation = [clip for n in held_out for clip in videos[n]]
    return World(training, validation, _own_probes([videos[n][0] for n in held_out]), [])


def _spread(count: int, wanted: int) -> list[int]:
    """Up to `wanted` of `count` places, as far from each other as possible."""
    return sorted({*np.linspace(0, count - 1, min(count, wanted)).round().astype(int).tolist()})


def _own_probes(clips: Sequence[Clip]) -> list[Moment]:
    """Four clips of different videos with their own audio, and two with that of another."""

    def probe(number: int, other: int) -> Moment:
        clip, audio = (clips[n % len(clips)] for n in (number, number + other))
        frame = clip.centre_frames[len(clip.centre_frames) // 2]
        expected = clip.video if audio is clip else ""
        return Moment(clip, frame, audio, clip.video, audio.video, expected, {})

    own = [probe(number, 0) for number in range(min(4, len(clips)))]
    return [*own, *(probe(number, 1) for number in range(6 - len(own)))]
