"""Synthetic videos with known sounding object and boxes, for tests and small experiments.

Every class has a shape, a colour and a tone. In each video one shape is struck repeatedly: it
swells at each stroke, and its tone rings. Shapes of other classes move and swell silently, so that
the image alone does not reveal the source of the sound. Not in the paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from avol.core.atomic import make_folder
from avol.core.constants import SAMPLE_RATE
from avol.core.opencv import cv2
from avol.data.shards.clips import FRAME_RATE
from avol.media import VideoWriter

Floats = NDArray[np.float32]
Image = NDArray[Any]  # uint8; OpenCV's stubs do not specify the element type


@dataclass(frozen=True)
class ShapeClass:
    """Appearance and tone of one class; corners: of the regular polygon, 0 for a disc."""

    name: str
    corners: int
    colour: tuple[int, int, int]
    hertz: float


SHAPE_CLASSES = (
    ShapeClass("disc", 0, (225, 60, 50), 262.0),
    ShapeClass("triangle", 3, (60, 190, 80), 587.0),
    ShapeClass("diamond", 4, (70, 110, 235), 1319.0),
    ShapeClass("star", 10, (240, 200, 60), 2960.0),
)


@dataclass(frozen=True)
class SyntheticClip:
    """Ground truth of a synthetic video; boxes (frames, 4): x0, y0, x1, y1 in 0 to 1."""

    path: Path
    label: str
    boxes: Floats
    silent_boxes: dict[str, Floats]  # of the silent shapes, by label


@dataclass(frozen=True)
class VideoSpec:
    """Length and content of the videos.

    frames: number of frames. size: width and height in pixels. silent: number of silent shapes,
    at most classes - 1. tick_level: amplitude of a click at every frame, which reveals where on the
    grid of frames a sound was cut.
    """

    frames: int
    size: tuple[int, int]
    silent: int
    tick_level: float


@dataclass(frozen=True, eq=False)
class DrawnClip:
    """Images (H, W, 3) at 25 per second and wave (samples,) of a clip, with its ground truth."""

    label: str
    images: list[Image]
    wave: Floats
    boxes: Floats
    silent_boxes: dict[str, Floats]


@dataclass(frozen=True)
class _MovingShape:
    shape: ShapeClass
    centres: Floats  # (frames, 2) x, y in pixels
    radii: Floats  # (frames,) in pixels

    def boxes(self, width: int, height: int) -> Floats:
        reach = self.radii[:, None]
        corners = np.concatenate([self.centres - reach, self.centres + reach], axis=1)
        return np.clip(corners / [width, height, width, height], 0, 1).astype(np.float32)


def write_synthetic_clips(
    folder: Path,
    count: int,
    seed: int,
    *,
    seconds: float = 3.0,
    size: tuple[int, int] = (160, 120),
    silent: int = 1,
    classes: tuple[ShapeClass, ...] = SHAPE_CLASSES,
    tick_level: float = 0.0,
) -> list[SyntheticClip]:
    """Writes `count` short videos to `folder`, the classes in turn, and returns the ground truth.

    Args:
        folder: receives `made-000.mp4` and so on; created if it is missing.
        count: number of videos.
        seed: equal seeds give equal videos.
        seconds: duration of each video.
        size: width and height in pixels.
        silent: number of silent shapes beside the sounding one, at most classes - 1.
        classes: classes to use.
        tick_level: see `VideoSpec`.

    Raises:
        MediaError: the folder cannot be written.
    """
    make_folder(folder)
    spec = VideoSpec(round(seconds * FRAME_RATE), size, silent, tick_level)
    return [
        _write_clip(folder / f"made-{n:03}.mp4", clip)
        for n, clip in enumerate(draw_clips(count, seed, spec, classes))
    ]


def draw_clips(
    count: int, seed: int, spec: VideoSpec, classes: tuple[ShapeClass, ...] = SHAPE_CLASSES
) -> Iterator[DrawnClip]:
    """Yields `count` clips, the classes in turn; equal seeds give equal clips."""
    random = np.random.default_rng(seed)
    for n in range(count):
        yield _draw_clip(classes, n % len(classes), random, spec)


def _write_clip(path: Path, clip: DrawnClip) -> SyntheticClip:
    height, width = clip.images[0].shape[:2]
    with VideoWriter(path, width, height, Fraction(FRAME_RATE), audio=(SAMPLE_RATE, 1)) as writer:
        for k, image in enumerate(clip.images):
            writer.add_frame(image, k / FRAME_RATE)
        writer.add_audio(clip.wave[:, None])
    return SyntheticClip(path, clip.label, clip.boxes, clip.silent_boxes)


def _draw_clip(
    classes: tuple[ShapeClass, ...],
    sounding: int,
    random: np.random.Generator,
    spec: VideoSpec,
) -> DrawnClip:
    label, frames = classes[sounding], spec.frames
    others = [shape for shape in classes if shape is not label]
    strokes = np.cumsum(random.uniform(0.25, 0.6, size=4 * frames // FRAME_RATE + 4)) - 0.25
    picked = [others[i] for i in random.permutation(len(others))[: spec.silent]]
    # Silent shapes swell as well, at other times: swelling alone does not indicate sound.
    shape, *silent = (
        _moving_shape(
            s, strokes if s is label else strokes + random.uniform(0.1, 0.2), random, spec
        )
        for s in (label, *picked)
    )
    background = _draw_background(random, spec.size)
    images = [_draw_frame(background, [*silent, shape], k) for k in range(frames)]
    wave = _ringing_tone(label, strokes, frames)
    wave[:: SAMPLE_RATE // FRAME_RATE] += spec.tick_level
    silent_boxes = {s.shape.name: s.boxes(*spec.size) for s in silent}
    return DrawnClip(label.name, images, wave, shape.boxes(*spec.size), silent_boxes)


def _moving_shape(
    shape: ShapeClass, strokes: NDArray[Any], random: np.random.Generator, spec: VideoSpec
) -> _MovingShape:
    """A shape on its own slow path, always completely visible."""
    times = np.arange(spec.frames) / FRAME_RATE
    radius = min(spec.size) * random.uniform(0.13, 0.19)
    free = np.array(spec.size) - 2.6 * radius
    middle, phase = random.uniform(0, 1, 2), random.uniform(0, 2 * np.pi, 2)
    speed = random.uniform(0.5, 1.5, 2)
    position = np.clip(middle + 0.15 * np.sin(np.outer(times, speed) + phase), 0, 1)
    since = times[:, None] - strokes
    swell = np.where(since >= 0, np.exp(-np.abs(since) / 0.12), 0).max(axis=1)
    centres = (1.3 * radius + position * free).astype(np.float32)
    return _MovingShape(shape, centres, (radius * (1 + 0.3 * swell)).astype(np.float32))


def _draw_background(random: np.random.Generator, size: tuple[int, int]) -> Image:
    """A dim, mottled background."""
    coarse = random.uniform(50, 120, (4, 5, 3)).astype(np.float32)
    background = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    return np.clip(background + random.normal(0, 4, background.shape), 0, 255).astype(np.uint8)


def _draw_frame(background: Image, shapes: list[_MovingShape], frame: int) -> Image:
    image = background.copy()
    for shape in shapes:
        (x, y), radius = shape.centres[frame], float(shape.radii[frame])
        corners, colour = shape.shape.corners, shape.shape.colour
        if corners == 0:
            cv2.circle(image, (round(x), round(y)), round(radius), colour, -1)
            continue
        angles = 2 * np.pi * np.arange(corners) / corners - np.pi / 2
        reach = np.full(angles.shape, radius)
        if corners > 5:  # a star: every other corner is closer to the centre
            reach[1::2] *= 0.45
        points = np.stack([x + reach * np.cos(angles), y + reach * np.sin(angles)], axis=1)
        cv2.fillPoly(image, [points.round().astype(np.int32)], colour)
    return image


def _ringing_tone(shape: ShapeClass, strokes: NDArray[Any], frames: int) -> Floats:
    """The decaying tone of a class, struck at the given times in seconds: (samples,)."""
    times = np.arange(frames * SAMPLE_RATE // FRAME_RATE) / SAMPLE_RATE
    wave = np.zeros(times.shape)
    for stroke in strokes[strokes < times[-1]]:
        since = times[times >= stroke] - stroke
        phase = 2 * np.pi * shape.hertz * since
        tone = np.sin(phase) + 0.4 * np.sin(2 * phase)
        wave[len(wave) - len(since) :] += tone * np.exp(-since / 0.25)
    return (0.25 * wave).astype(np.float32)
