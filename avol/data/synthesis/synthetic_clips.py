"""Made clips in which it is known what sounds and where: for tests and lessons. Ours.

Each kind of thing has a shape, a colour and a tone. In every clip one thing is struck again and
again: it swells at each stroke, and its tone rings. Things of other kinds move and swell beside it
and are silent, so that looking alone does not tell where the sound comes from.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from avol.core.atomic import folder as made_folder
from avol.core.constants import SAMPLE_RATE
from avol.media import VideoWriter

RATE = 25  # pictures a second

Floats = NDArray[np.float32]
Picture = NDArray[Any]  # uint8; OpenCV's stubs promise no type of element


@dataclass(frozen=True)
class Kind:
    """How things of one kind look and sound; `corners` of a regular polygon, 0 for a disc."""

    name: str
    corners: int
    colour: tuple[int, int, int]
    hertz: float


KINDS = (
    Kind("disc", 0, (225, 60, 50), 262.0),
    Kind("triangle", 3, (60, 190, 80), 587.0),
    Kind("diamond", 4, (70, 110, 235), 1319.0),
    Kind("star", 10, (240, 200, 60), 2960.0),
)


@dataclass(frozen=True)
class SyntheticClip:
    """What is true of a made clip; boxes (frames, 4): x0, y0, x1, y1 in 0…1 of the picture."""

    path: Path
    kind: str
    boxes: Floats
    silent: dict[str, Floats]  # boxes of the things that make no sound, by kind


@dataclass(frozen=True)
class _Thing:
    kind: Kind
    centres: Floats  # (frames, 2) x, y in pixels
    radii: Floats  # (frames,) in pixels

    def boxes(self, width: int, height: int) -> Floats:
        reach = self.radii[:, None]
        corners = np.concatenate([self.centres - reach, self.centres + reach], axis=1)
        return np.clip(corners / [width, height, width, height], 0, 1).astype(np.float32)


def make_clips(
    folder: Path,
    clips: int,
    seed: int,
    *,
    seconds: float = 3.0,
    size: tuple[int, int] = (160, 120),
    silent: int = 1,
    kinds: tuple[Kind, ...] = KINDS,
    ticking: float = 0.0,
) -> list[SyntheticClip]:
    """Write `clips` short videos to `folder`, the kinds in turn, and say what is true of them.

    Args:
        folder: where `made-000.mp4` and so on go; made if need be.
        clips: how many.
        seed: the same seed makes the same clips.
        seconds: how long each is.
        size: width and height in pixels.
        silent: how many silent things stand beside the one that sounds, at most kinds - 1.
        kinds: what there is.
        ticking: how loud the camera is heard, which ticks at every frame: a trace by which a
            sound's place on the grid of frames could be told.

    Raises:
        MediaError: the folder cannot be written to.
    """
    made_folder(folder)
    random = np.random.default_rng(seed)
    return [
        _make(
            folder / f"made-{number:03}.mp4",
            kinds[number % len(kinds)],
            [k for k in kinds if k is not kinds[number % len(kinds)]],
            random,
            round(seconds * RATE),
            size,
            silent,
            ticking,
        )
        for number in range(clips)
    ]


def _make(
    path: Path,
    kind: Kind,
    others: list[Kind],
    random: np.random.Generator,
    frames: int,
    size: tuple[int, int],
    silent: int,
    ticking: float,
) -> SyntheticClip:
    strokes = np.cumsum(random.uniform(0.25, 0.6, size=4 * frames // RATE + 4)) - 0.25
    picked = [others[i] for i in random.permutation(len(others))[:silent]]
    # Silent things swell as well, at times of their own: swelling alone is no sign of sound.
    thing, *quiet = (
        _thing(
            k, strokes if k is kind else strokes + random.uniform(0.1, 0.2), random, frames, size
        )
        for k in (kind, *picked)
    )
    ground = _ground(random, size)
    with VideoWriter(path, *size, Fraction(RATE), sound=(SAMPLE_RATE, 1)) as movie:
        for k in range(frames):
            movie.picture(_picture(ground, [*quiet, thing], k), k / RATE)
        sound = _ringing(kind, strokes, frames)
        sound[:: SAMPLE_RATE // RATE] += ticking
        movie.sound(sound[:, None])
    return SyntheticClip(
        path, kind.name, thing.boxes(*size), {t.kind.name: t.boxes(*size) for t in quiet}
    )


def _thing(
    kind: Kind,
    strokes: NDArray[Any],
    random: np.random.Generator,
    frames: int,
    size: tuple[int, int],
) -> _Thing:
    """A thing on a slow path of its own, whole within the picture."""
    times = np.arange(frames) / RATE
    radius = min(size) * random.uniform(0.13, 0.19)
    room = np.array(size) - 2.6 * radius
    middle, phase = random.uniform(0, 1, 2), random.uniform(0, 2 * np.pi, 2)
    speed = random.uniform(0.5, 1.5, 2)
    place = np.clip(middle + 0.15 * np.sin(np.outer(times, speed) + phase), 0, 1)
    since = times[:, None] - strokes
    swell = np.where(since >= 0, np.exp(-np.abs(since) / 0.12), 0).max(axis=1)
    centres = 1.3 * radius + place * room
    return _Thing(kind, centres.astype(np.float32), (radius * (1 + 0.3 * swell)).astype(np.float32))


def _ground(random: np.random.Generator, size: tuple[int, int]) -> Picture:
    """A dim, mottled room without anything in it."""
    coarse = random.uniform(50, 120, (4, 5, 3)).astype(np.float32)
    ground = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    return np.clip(ground + random.normal(0, 4, ground.shape), 0, 255).astype(np.uint8)


def _picture(ground: Picture, things: list[_Thing], frame: int) -> Picture:
    picture = ground.copy()
    for thing in things:
        (x, y), radius = thing.centres[frame], float(thing.radii[frame])
        if thing.kind.corners == 0:
            cv2.circle(picture, (round(x), round(y)), round(radius), thing.kind.colour, -1)
            continue
        angles = 2 * np.pi * np.arange(thing.kind.corners) / thing.kind.corners - np.pi / 2
        reach = np.full(angles.shape, radius)
        if thing.kind.corners > 5:  # every other corner drawn in: a star
            reach[1::2] *= 0.45
        corners = np.stack([x + reach * np.cos(angles), y + reach * np.sin(angles)], axis=1)
        cv2.fillPoly(picture, [corners.round().astype(np.int32)], thing.kind.colour)
    return picture


def _ringing(kind: Kind, strokes: NDArray[Any], frames: int) -> Floats:
    """The tone of a kind, struck at those times: (samples,)."""
    times = np.arange(frames * SAMPLE_RATE // RATE) / SAMPLE_RATE
    wave = np.zeros(times.shape)
    for stroke in strokes[strokes < times[-1]]:
        since = times[times >= stroke] - stroke
        tone = np.sin(2 * np.pi * kind.hertz * since) + 0.4 * np.sin(4 * np.pi * kind.hertz * since)
        wave[len(wave) - len(since) :] += tone * np.exp(-since / 0.25)
    return (0.25 * wave).astype(np.float32)
