"""Photographs made to look like frames of a video, with the persons that a detector found.

Photographs fill their frame and are sharp. Here they are cropped to the shape of a video, shown
small inside another place or side by side, and then blurred, reduced and compressed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from avol.core.constants import GRID_SIZE
from avol.core.opencv import cv2
from avol.data.synthesis.composed_scenes import SCENE_SIZE, Box

Image = NDArray[Any]  # uint8; OpenCV's stubs do not specify the element type
Floats = NDArray[np.float32]

_SHAPES = {"cropped": 0.5, "inset": 0.3, "side by side": 0.2}
"""How often each arrangement is drawn."""
_MIN_SEEN = 0.25
"""Part of a person that must stay visible to count."""


@dataclass(frozen=True)
class Person:
    """A detected person."""

    score: float
    """0 to 1."""
    box: Box
    """x0, y0, x1, y1 in 0 to 1."""


@dataclass(frozen=True)
class Photograph:
    """An image and its persons."""

    image: Image  # (H, W, 3) RGB
    persons: tuple[Person, ...] = ()


@dataclass(frozen=True)
class VideoFrame:
    """A photograph as a frame of a video."""

    clean: Image
    """(360, 640, 3) RGB, which networks judge."""
    recorded: Image
    """The same with the losses of a camera and a codec."""
    persons: tuple[Person, ...]


class VideoFrameMaker:
    """Draws photographs and makes frames of them."""

    def __init__(
        self, photographs: Sequence[Path], persons: Mapping[Path, Sequence[Person]], seed: int
    ) -> None:
        """Create a maker.

        Args:
            photographs: the files; each is drawn equally often.
            persons: the detected persons of photographs that show any.
            seed: seed of the random generator.
        """
        self._photographs = photographs
        self._persons = persons
        self._random = np.random.default_rng(seed)

    def draw(self) -> VideoFrame:
        """Make a frame of a random photograph."""
        shape = self._random.choice(list(_SHAPES), p=list(_SHAPES.values()))
        if shape == "cropped":
            frame = self._fill(self._load(), SCENE_SIZE, 1.6)
        elif shape == "inset":
            frame = self._inset(self._load())
        else:
            frame = self._side_by_side(self._load(), self._load())
        return VideoFrame(frame.image, self._record(frame.image), frame.persons)

    def _load(self) -> Photograph:
        path = self._photographs[int(self._random.integers(len(self._photographs)))]
        image = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if image is None:
            raise OSError(f"{path} is not an image")
        image, persons = cv2.cvtColor(image, cv2.COLOR_BGR2RGB), self._persons.get(path, ())
        if self._random.random() < 0.5:
            return Photograph(image, tuple(persons))
        mirrored = [
            Person(p.score, (1 - p.box[2], p.box[1], 1 - p.box[0], p.box[3])) for p in persons
        ]
        return Photograph(image[:, ::-1], tuple(mirrored))

    def _fill(self, photo: Photograph, size: tuple[int, int], zoom: float) -> Photograph:
        """A random part that fills `size`, enlarged by at most `zoom` more than needed."""
        height, width = photo.image.shape[:2]
        scale = max(size[0] / width, size[1] / height) * self._random.uniform(1, zoom)
        part = np.minimum(1, (size[0] / (width * scale), size[1] / (height * scale)))
        left, top = self._random.uniform(0, 1 - part)
        return crop(photo, (left, top, left + part[0], top + part[1]), size)

    def _inset(self, photo: Photograph) -> Photograph:
        """The whole photograph, small, before another place or a plain colour."""
        width, height = SCENE_SIZE
        if self._random.random() < 0.5:
            ground = self._fill(self._load(), SCENE_SIZE, 1.5)
        else:
            ground = Photograph(
                np.full((height, width, 3), self._random.integers(0, 256, 3), np.uint8)
            )
        sides = np.array(photo.image.shape[1::-1])
        size = sides * min(SCENE_SIZE / sides) * self._random.uniform(0.4, 1)
        share = size / SCENE_SIZE
        left, top = self._random.uniform(0, 1 - share)
        return paste(ground, photo, (left, top, left + share[0], top + share[1]))

    def _side_by_side(self, first: Photograph, second: Photograph) -> Photograph:
        width, height = SCENE_SIZE
        split = int(width * self._random.uniform(0.35, 0.65))
        ground = Photograph(np.zeros((height, width, 3), np.uint8))
        left = self._fill(first, (split, height), 1.15)
        right = self._fill(second, (width - split, height), 1.15)
        share = split / width
        return paste(paste(ground, left, (0, 0, share, 1)), right, (share, 0, 1, 1))

    def _record(self, image: Image) -> Image:
        """Exposure, blur, low resolution, noise and compression, each now and then."""
        random = self._random
        height, width = image.shape[:2]
        if random.random() < 0.6:
            levels = 255 * np.linspace(0, 1, 256) ** random.uniform(0.6, 1.6)
            image = cv2.LUT(
                image, np.clip(levels * random.uniform(0.75, 1.15), 0, 255).astype(np.uint8)
            )
        if random.random() < 0.5:
            image = cv2.GaussianBlur(image, (0, 0), random.uniform(0.8, 4))
        if random.random() < 0.5:
            scale = random.uniform(0.25, 0.75)
            small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            image = cv2.resize(small, (width, height))
        if random.random() < 0.3:
            noise = random.normal(0, random.uniform(3, 14), image.shape)
            image = np.clip(image + noise, 0, 255).astype(np.uint8)
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(12, 96))]
        _, jpeg = cv2.imencode(".jpg", image, quality)
        return np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR))


def crop(photo: Photograph, part: Box, size: tuple[int, int]) -> Photograph:
    """A part of a photograph at `size` (width, height), with the persons mostly inside."""
    x0, y0, x1, y1 = part
    height, width = photo.image.shape[:2]
    rows = slice(int(y0 * height), max(int(y0 * height) + 1, round(y1 * height)))
    columns = slice(int(x0 * width), max(int(x0 * width) + 1, round(x1 * width)))
    image = cv2.resize(np.ascontiguousarray(photo.image[rows, columns]), size)
    seen: list[Person] = []
    for person in photo.persons:
        kept = _overlap(person.box, part)
        if _area(kept) > _MIN_SEEN * _area(person.box):
            a0, b0, a1, b1 = kept
            w, h = x1 - x0, y1 - y0
            box = ((a0 - x0) / w, (b0 - y0) / h, (a1 - x0) / w, (b1 - y0) / h)
            seen.append(Person(person.score, box))
    return Photograph(image, tuple(seen))


def paste(ground: Photograph, photo: Photograph, place: Box) -> Photograph:
    """`photo` at `place` of `ground`; persons of the ground that it half hides are lost."""
    image = ground.image.copy()
    height, width = image.shape[:2]
    x0, y0, x1, y1 = place
    rows, columns = (
        slice(round(y0 * height), round(y1 * height)),
        slice(round(x0 * width), round(x1 * width)),
    )
    size = columns.stop - columns.start, rows.stop - rows.start
    image[rows, columns] = cv2.resize(photo.image, size, interpolation=cv2.INTER_AREA)
    behind = [p for p in ground.persons if _area(_overlap(p.box, place)) < 0.5 * _area(p.box)]
    w, h = x1 - x0, y1 - y0
    pasted = [
        Person(
            p.score, (x0 + p.box[0] * w, y0 + p.box[1] * h, x0 + p.box[2] * w, y0 + p.box[3] * h)
        )
        for p in photo.persons
    ]
    return Photograph(image, (*behind, *pasted))


def box_centres(boxes: Sequence[Box], height: float, spread: float) -> Floats:
    """(196,) how close each grid cell is to the centre of a box, 0 to 1.

    Args:
        boxes: the boxes.
        height: the centre, 0 at the top of a box and 1 at its bottom.
        spread: how far it reaches down and up, as part of the height of the box.
    """
    y, x = (np.mgrid[:GRID_SIZE, :GRID_SIZE] + 0.5) / GRID_SIZE
    close = np.zeros((GRID_SIZE, GRID_SIZE))
    for x0, y0, x1, y1 in boxes:
        across = (x - (x0 + x1) / 2) / (0.5 * (x1 - x0) + 0.05)
        along = (y - y0 - height * (y1 - y0)) / (spread * (y1 - y0) + 0.05)
        close = np.maximum(close, np.exp(-(across**2) - along**2))
    return close.ravel().astype(np.float32)


def _overlap(first: Box, second: Box) -> Box:
    return (
        max(first[0], second[0]), max(first[1], second[1]),
        min(first[2], second[2]), min(first[3], second[3]),
    )  # fmt: skip


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
